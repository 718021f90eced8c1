"""The page of an investigation: what is left to do, what was recommended, and what each colleague may do next."""

import pytest

from alerts.actions import services as actions_services
from alerts.choices import Counterpart, Side
from alerts.investigations import gates as investigations_gates
from alerts.investigations import services as investigations_services
from alerts.investigations.discussions import customers_side
from alerts.investigations.forms import ConsiderationsForm
from alerts.models import AlertType, Investigation
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import offered
from tools import demo


def _url(file):
    return f"/investigations/{file.reference}/"


def _open_gates(file):
    gates = investigations_gates.gates(Investigation.objects.get(pk=file.pk))
    return {gate.name: gate.refusal.sentence for gate in gates if gate.refusal}


def test_each_gate_leads_to_the_question_that_it_asks():
    questions = {
        "considerations": set(ConsiderationsForm.base_fields),
        "discussions": set(Counterpart),
        "incidents": {""},
        "recommendation": {""},
    }
    leads_to = {each.name: (each.anchor, each.asked) for each in investigations_gates._GATES}
    assert [name for name, (page, asked) in leads_to.items() if asked not in questions[page]] == []
    assert leads_to["Answer the Head of Service"] == ("considerations", "answer")
    assert leads_to["Discuss it with the Head of Service"] == ("discussions", "HEAD")


# Who sees it


def test_of_a_restricted_customer_only_the_named_readers_see_it(cast, sign_in):
    file = scenarios.opened(cast)
    scenarios.restrict(cast, readers=[cast.lead])
    assert sign_in("lead").get(_url(file)).status_code == 200
    assert sign_in("head").get(_url(file)).status_code == 404


@pytest.mark.clause("D3b", refuses=True)
def test_whoever_does_not_lead_it_changes_nothing_and_nobody_does_once_it_is_recommended(cast):
    opened, recommended = scenarios.opened(cast), scenarios.proposed(cast).investigation
    stays = f"Investigation {recommended.reference} is recommended since .*, so its file stays as it is."
    steps = [
        (
            investigations_services.add_discussion,
            {"counterpart": "AGENCY", "on": cast.today, "what": "They know him.", "why_not": "", "today": cast.today},
        ),
        (investigations_services.draft_alert, {"type": AlertType.objects.get(code="WEAPONS"), "reason": "A knife."}),
        (investigations_services.add_incidents, {"incidents": [scenarios.referred(cast, days=3)]}),
        (investigations_services.change_service_area, {"area": cast.lead2.areas.get(), "reason": "It is theirs."}),
        (
            actions_services.add_action,
            {"kind": "MEDIATION", "words": "With the neighbour.", "due_on": cast.today, "on": cast.today},
        ),
    ]
    for file, by, sentence in (
        (opened, cast.head, "Lena Ledger leads this investigation."),
        (recommended, cast.lead, stays),
    ):
        file.refresh_from_db()
        for step, answers in steps:
            with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
                step(investigation=file, version=file.version, by=by, **answers)


# What is left to do


def test_a_new_file_shows_every_gate_that_is_open(cast, sign_in):
    file = scenarios.opened(cast)
    assert _open_gates(file) == {
        "Discuss it with the member of staff": "Record the discussion with the member of staff, or why there was none.",
        "Ask the customer for their side": "Record the discussion with the customer, or why there was none.",
        "Discuss it with the Head of Service": "Record the discussion with the Head of Service, or why there was none.",
        "Consider vulnerability": "Say how the customer's vulnerability was considered, or write “None is known”.",
        "Consider reasonable adjustments": (
            "Say which reasonable adjustments were considered, or write “None is needed”."
        ),
        "Ask who supports the customer": (
            "Say which agency or representative acts for the customer and what they said, or write “There is none”."
        ),
        "Consider what else would help": "Say what else was tried or considered.",
        "List what is open": "Say which matters are open with the customer, or that none is known.",
        "Choose an alert, an action or neither": "Give the reasons for what you recommend.",
        "Say why less would not do": "Say why what you recommend is proportionate and less would not do.",
    }
    said = words(sign_in("lead").get(_url(file)))
    for sentence in _open_gates(file).values():
        assert sentence in said


def test_what_affects_the_service_and_what_restricts_contact_bring_their_own_gates(cast):
    file = scenarios.opened(cast)
    demo.draft(cast, file, "CONTACT_MANAGEMENT", conditions=[scenarios.condition(cast, "CHANNELS")])
    gates = _open_gates(file)
    assert gates["Check it against the adjustments"].startswith(
        "Say how the conditions and the adjustments go together"
    )
    assert gates["Say why it is the last resort"] == (
        "An alert here restricts contact or a service. Say why this is the last resort."
    )
    assert gates["Consult the departmental manager"] == (
        "Name the departmental manager you consulted, and when: the alert affects the service."
    )
    assert "Complete each alert" not in gates


def test_with_everything_answered_only_the_recommendation_is_left(cast, sign_in):
    file = scenarios.drafted_alert(cast).investigation
    assert _open_gates(file) == {}
    said = words(sign_in("lead").get(_url(file)))
    assert "To do" not in said
    assert "So that nobody faces this alone." in said


def test_reasons_alone_are_not_a_recommendation(cast):
    assert _open_gates(scenarios.investigated(cast)) == {
        "Choose an alert, an action or neither": (
            "Recommend an alert or an action, or say that you recommend no further action."
        )
    }


def test_who_told_us_of_a_vulnerability_is_asked_for_too(cast):
    file = scenarios.investigated(cast)
    investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"vulnerability_told_by": ""}
    )
    assert _open_gates(file)["Consider vulnerability"] == "Say who told us about vulnerability: whom did you ask?"


def test_each_gate_leads_to_where_the_lead_answers_it(cast, sign_in):
    file = scenarios.opened(cast)
    page = sign_in("lead").get(_url(file)).content.decode()
    for where in ("discussions/?with=CUSTOMER", "considerations/#support", "considerations/#open_matter_kinds"):
        assert f'href="{_url(file)}{where}"' in page
    assert 'href="#considerations"' in sign_in("head").get(_url(file)).content.decode()


def test_considered_no_alert_is_an_outcome_with_its_letter(cast, sign_in):
    file = scenarios.considered(cast)
    client = sign_in("lead")
    assert "Considered, no alert. Nothing further was agreed." in words(client.get(_url(file)))
    assert offered(client.get(_url(file))) == ["Write the outcome letter"]
    letter = scenarios.drafted(cast, file)
    assert letter.reference in words(client.get(_url(file)))


# What each may do next


def test_the_lead_works_on_an_open_file(cast, sign_in):
    file = scenarios.opened(cast)
    scenarios.referred(cast, days=2)
    steps = ["Recommend an alert", "Recommend an action", "Add incidents", "Record a discussion"]
    steps.append("Change the service area")
    said = words(sign_in("lead").get(_url(file)))
    assert [text for text in steps if text in said] == steps
    said = words(sign_in("head").get(_url(file)))
    assert [text for text in steps if text in said] == []
    assert "Lena Ledger leads this investigation." in said


@pytest.mark.parametrize(
    ("there", "steps"),
    [
        (lambda cast: scenarios.proposed(cast).investigation, ["Send back with a question"]),
        (
            lambda cast: scenarios.recommended(cast, scenarios.nothing_further(cast)),
            ["Decide on no further action", "Send back with a question"],
        ),
        (
            lambda cast: scenarios.proposed_with_an_action(cast).investigation,
            ["Decide on the actions", "Send back with a question"],
        ),
    ],
)
def test_the_head_decides_what_was_recommended(cast, sign_in, there, steps):
    file = there(cast)
    every = ["Decide on no further action", "Decide on the actions", "Send back with a question"]
    said = words(sign_in("head").get(_url(file)))
    assert [text for text in every if text in said] == steps
    assert "The Head of Service for Housing decides this." not in said
    if name := next((step for step in steps if step.startswith("Decide")), ""):
        assert name in words(sign_in("head").get(f"{_url(file)}agree/"))


@pytest.mark.clause("E4", "P10b")
def test_whoever_speaks_through_a_representative_was_asked_too(cast):
    file = scenarios.opened(cast)
    investigations_services.add_discussion(
        investigation=file,
        version=file.version,
        by=cast.lead,
        counterpart=Counterpart.REPRESENTATIVE,
        on=cast.today,
        what="She says that she is sorry.",
        why_not="",
        side=Side.GIVEN,
        today=cast.today,
    )
    file.refresh_from_db()
    assert file.heard_customer()
    assert customers_side(file.discussions.all()) == Side.GIVEN
