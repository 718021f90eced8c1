"""The eleven machines have exactly the steps that the procedure's records may take, and no other way to move."""

import re

import pytest
from django_fsm import TransitionNotAllowed

from alerts.alert import steps as alert_steps
from alerts.decisions import services as decisions_services
from alerts.incidents import services as incidents_services
from alerts.incidents import steps as incidents_steps
from alerts.investigations import steps as investigations_steps
from alerts.models import Alert, Incident, Investigation, Review
from alerts.reviews import steps as reviews_steps
from appeals import steps as appeals_steps
from appeals.models import Appeal
from appeals.services import refuse_appeal
from housing_alerts.kernel.refusals import author_of, why_not_from_here
from letters import steps as letters_steps
from letters.models import Letter
from letters.services import cancel_letter
from monitoring.models import Strategy
from monitoring.strategies import steps as strategies_steps
from privacy.disposal import steps as disposal_steps
from privacy.holds import steps as holds_steps
from privacy.models import DisposalBatch, LegalHold, SharingRequest, SubjectRequest
from privacy.sharing import steps as sharing_steps
from privacy.subject_access import steps as subject_access_steps
from tests import scenarios
from tests.architecture.source import modules

# step: from → to
MACHINES = {
    Incident: {
        "log": ("DRAFT", "LOGGED"),
        "settle": ("LOGGED", "SETTLED"),
        "refer": ("LOGGED SETTLED", "REFERRED"),
        "reopen": ("SETTLED", "LOGGED"),
        "void": ("DRAFT LOGGED SETTLED REFERRED", "VOID"),
    },
    Investigation: {
        "recommend": ("OPEN", "RECOMMENDED"),
        "send_back": ("RECOMMENDED", "OPEN"),
        "conclude": ("RECOMMENDED", "CONCLUDED"),
        "withdraw": ("OPEN", "WITHDRAWN"),
    },
    Alert: {
        "propose": ("DRAFT", "PROPOSED"),
        "send_back": ("PROPOSED", "DRAFT"),
        "withdraw": ("DRAFT", "WITHDRAWN"),
        "approve": ("PROPOSED", "ACTIVE"),
        "decline": ("PROPOSED", "DECLINED"),
        "carry_over": ("DRAFT", "ACTIVE"),
        "vary": ("ACTIVE", "ACTIVE"),
        "end": ("ACTIVE", "ENDED"),
    },
    Review: {
        "complete": ("OPEN", "COMPLETED"),
        "carry_over": ("OPEN", "COMPLETED"),
        "close": ("OPEN", "CLOSED"),
    },
    Appeal: {
        "accept": ("RECEIVED", "ACCEPTED"),
        "refuse": ("RECEIVED", "REFUSED"),
        "prepare": ("ACCEPTED", "PREPARED"),
        "send_back": ("PREPARED", "ACCEPTED"),
        "determine": ("PREPARED", "DETERMINED"),
        "withdraw": ("RECEIVED ACCEPTED PREPARED", "WITHDRAWN"),
    },
    Letter: {
        "issue": ("DRAFT", "ISSUED"),
        "record_posting": ("ISSUED CANCELLED", "SENT"),
        "record_receipt": ("SENT", "SENT"),
        "record_return": ("SENT", "RETURNED"),
        "cancel": ("DRAFT ISSUED", "CANCELLED"),
    },
    SubjectRequest: {
        "acknowledge": ("RECEIVED", "RECEIVED"),
        "check_identity": ("RECEIVED", "ANSWERING"),
        "ask": ("ANSWERING", "CLARIFYING"),
        "record_answer": ("CLARIFYING", "ANSWERING"),
        "extend": ("ANSWERING", "ANSWERING"),
        "release": ("ANSWERING", "RELEASED"),
        "conclude": ("ANSWERING", "CONCLUDED"),
        "refuse": ("RECEIVED ANSWERING CLARIFYING", "REFUSED"),
        "withdraw": ("RECEIVED ANSWERING CLARIFYING", "WITHDRAWN"),
    },
    LegalHold: {
        "review": ("IN_FORCE", "IN_FORCE"),
        "end": ("IN_FORCE", "ENDED"),
    },
    Strategy: {
        "review": ("IN_FORCE", "IN_FORCE"),
        "end": ("IN_FORCE", "ENDED"),
    },
    DisposalBatch: {
        "take_out": ("PROPOSED", "PROPOSED"),
        "confirm": ("PROPOSED", "CONFIRMED"),
        "decline": ("PROPOSED", "DECLINED"),
        "withdraw": ("PROPOSED CONFIRMED", "WITHDRAWN"),
        "execute": ("CONFIRMED", "EXECUTED"),
    },
    SharingRequest: {
        "share": ("RECEIVED", "SHARED"),
        "tell_recipient": ("SHARED", "SHARED"),
        "refuse": ("RECEIVED", "REFUSED"),
        "withdraw": ("RECEIVED", "WITHDRAWN"),
    },
}
ASKED = {
    Incident: incidents_steps,
    Investigation: investigations_steps,
    Alert: alert_steps,
    Review: reviews_steps,
    Appeal: appeals_steps,
    Letter: letters_steps,
    SubjectRequest: subject_access_steps,
    LegalHold: holds_steps,
    Strategy: strategies_steps,
    DisposalBatch: disposal_steps,
    SharingRequest: sharing_steps,
}
"""Where it is asked whether each step can be taken."""
STARTS = {
    Incident: "DRAFT",
    Investigation: "OPEN",
    Alert: "DRAFT",
    Review: "OPEN",
    Appeal: "RECEIVED",
    Letter: "DRAFT",
    SubjectRequest: "RECEIVED",
    LegalHold: "IN_FORCE",
    Strategy: "IN_FORCE",
    DisposalBatch: "PROPOSED",
    SharingRequest: "RECEIVED",
}
"""Where a new record stands."""

PLACES = [
    pytest.param(model, status, id=f"{model._meta.model_name}-{status}")
    for model in MACHINES
    for status in dict(model._meta.get_field("status").choices)
]


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model._meta.model_name)
def test_a_machine_has_exactly_the_written_steps(model):
    written = {(step, source, to) for step, (sources, to) in MACHINES[model].items() for source in sources.split()}
    assert {(t.name, t.source, t.target) for t in model._meta.get_field("status").get_all_transitions(model)} == written


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model._meta.model_name)
def test_a_machine_has_exactly_the_written_statuses(model):
    named = {STARTS[model]}
    for sources, to in MACHINES[model].values():
        named |= {*sources.split(), to}
    assert set(dict(model._meta.get_field("status").choices)) == named
    assert model().status == STARTS[model]


def test_no_other_module_defines_a_step():
    found = {
        module.name for module in modules() for call in module.calls() if getattr(call.func, "id", "") == "transition"
    }
    assert {name for name in found if "machine" not in name} == set()


@pytest.mark.parametrize(("model", "status"), PLACES)
def test_every_other_status_refuses_in_words(cast, model, status):
    """A record that really stands in ``status`` is asked for each step: those that start there are not refused for
    it, and each other says where the record stands, since when, through whom, and what the step needs."""
    record = _in_status(cast, model, status)
    noun, labels = model._meta.verbose_name, dict(model._meta.get_field("status").choices)

    for step, (sources, _) in MACHINES[model].items():
        bound = getattr(record, step)
        if status in sources.split():
            assert why_not_from_here(bound) is None
            continue
        refused = getattr(ASKED[model], f"why_not_{step}")(record, cast.lead, cast.today)
        starts = " or ".join(labels[source].lower() for source in sources.split())
        assert re.fullmatch(
            rf"This {noun} is {labels[status].lower()} since {author_of(record)} acted on \d+ \w+ \d{{4}} at \d\d:\d\d\. "
            rf'"{step.replace("_", " ").capitalize()}" needs it to be {starts}\. Open it again to see where it stands\.',
            str(refused),
        ), str(refused)
        assert refused.hides
        with pytest.raises(TransitionNotAllowed):
            bound()
        assert record.status == status


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model._meta.model_name)
def test_a_status_cannot_be_assigned(cast, model):
    record = _in_status(cast, model, STARTS[model])
    for status in dict(model._meta.get_field("status").choices):
        with pytest.raises(AttributeError):
            record.status = status
    record.refresh_from_db()
    assert record.status == STARTS[model]
    with pytest.raises(AttributeError):
        record.status = STARTS[model]


def test_a_record_read_again_shows_where_it_stands(cast):
    shown = _in_status(cast, Incident, "LOGGED")
    moved = Incident.objects.get(pk=shown.pk)
    incidents_services.settle_incident(
        incident=moved, version=moved.version, by=cast.manager, on=cast.today, actions=[], settlement="I rang him."
    )

    shown.refresh_from_db(fields=["version"])
    assert (shown.status, shown.version) == ("LOGGED", 3)

    shown.refresh_from_db()
    assert (shown.status, shown.version) == ("SETTLED", 3)


def test_a_failed_reading_leaves_the_status_protected(cast):
    incident = _in_status(cast, Incident, "LOGGED")
    pk, incident.pk = incident.pk, 0
    with pytest.raises(Incident.DoesNotExist):
        incident.refresh_from_db()
    incident.pk = pk
    assert incident.status == "LOGGED"
    with pytest.raises(AttributeError):
        incident.status = "VOID"
    with pytest.raises(AttributeError):
        Incident.objects.get(pk=pk).status = "VOID"


# A record in each status, walked there by the services as staff would.


def _in_status(cast, model, status):
    record = WALKS[model][status](cast)
    record.refresh_from_db()
    assert record.status == status
    return record


def _sent_back(cast):
    file = scenarios.proposed(cast).investigation
    decisions_services.send_back_investigation(
        investigation=file, version=file.version, by=cast.head, question="Was he asked for his side?"
    )
    return file.alerts.get()


def _under_review(cast):
    return scenarios.under_review(cast, scenarios.active(cast))


def _refused(cast):
    appeal = scenarios.late(cast)
    return refuse_appeal(
        appeal=appeal,
        version=appeal.version,
        by=cast.head,
        on=cast.today,
        reason="No reason for the delay.",
        own_decision_reason="Nobody else is here this month.",
    )


def _prepared(cast):
    return scenarios.prepared(cast, scenarios.active(cast))


def _cancelled(cast):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    return cancel_letter(letter=letter, version=letter.version, by=cast.lead, reason="A word is wrong.")


WALKS = {
    Incident: {
        "DRAFT": scenarios.draft,
        "LOGGED": scenarios.logged,
        "SETTLED": scenarios.settled,
        "REFERRED": scenarios.referred,
        "VOID": scenarios.void,
    },
    Investigation: {
        "OPEN": scenarios.opened,
        "RECOMMENDED": lambda cast: scenarios.proposed(cast).investigation,
        "CONCLUDED": lambda cast: scenarios.active(cast).investigation,
        "WITHDRAWN": scenarios.withdrawn,
    },
    Alert: {
        "DRAFT": _sent_back,
        "PROPOSED": scenarios.proposed,
        "ACTIVE": scenarios.active,
        "DECLINED": lambda cast: scenarios.declined(cast, scenarios.proposed(cast)),
        "WITHDRAWN": scenarios.taken_out,
        "ENDED": lambda cast: scenarios.ended(cast, scenarios.active(cast)),
    },
    Review: {
        "OPEN": _under_review,
        "COMPLETED": lambda cast: scenarios.reviewed(cast, _under_review(cast)),
        "CLOSED": lambda cast: scenarios.closed(cast, _under_review(cast)),
    },
    Appeal: {
        "RECEIVED": scenarios.late,
        "ACCEPTED": lambda cast: scenarios.appealed(cast, scenarios.active(cast)),
        "REFUSED": _refused,
        "PREPARED": _prepared,
        "DETERMINED": lambda cast: scenarios.determined(cast, _prepared(cast)),
        "WITHDRAWN": lambda cast: scenarios.taken_back(cast, _prepared(cast)),
    },
    Letter: {
        "DRAFT": lambda cast: scenarios.drafted(cast, scenarios.active(cast)),
        "ISSUED": lambda cast: scenarios.issued(cast, scenarios.active(cast)),
        "SENT": lambda cast: scenarios.posted(cast, scenarios.active(cast)),
        "RETURNED": lambda cast: scenarios.returned(cast, scenarios.posted(cast, scenarios.active(cast))),
        "CANCELLED": _cancelled,
    },
    SubjectRequest: {
        "RECEIVED": scenarios.asked_for_data,
        "ANSWERING": scenarios.identified,
        "CLARIFYING": scenarios.clarifying,
        "RELEASED": scenarios.given,
        "CONCLUDED": scenarios.decided_in_words,
        "REFUSED": scenarios.refused_access,
        "WITHDRAWN": scenarios.no_longer_asked,
    },
    LegalHold: {
        "IN_FORCE": scenarios.held,
        "ENDED": scenarios.hold_ended,
    },
    Strategy: {
        "IN_FORCE": scenarios.strategy,
        "ENDED": scenarios.strategy_ended,
    },
    DisposalBatch: {
        "PROPOSED": scenarios.disposal_proposed,
        "CONFIRMED": scenarios.disposal_confirmed,
        "DECLINED": scenarios.disposal_declined,
        "WITHDRAWN": scenarios.disposal_withdrawn,
        "EXECUTED": scenarios.disposed_of,
    },
    SharingRequest: {
        "RECEIVED": scenarios.asked_by_others,
        "SHARED": scenarios.shared,
        "REFUSED": scenarios.sharing_refused,
        "WITHDRAWN": scenarios.sharing_withdrawn,
    },
}
