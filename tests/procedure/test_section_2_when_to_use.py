"""§2 When to use this procedure: anyone may report, and the line manager is always involved."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from alerts.drafting import services as drafting_services
from alerts.incidents import services as incidents_services
from alerts.incidents.before import before
from alerts.investigations import services as investigations_services
from alerts.models import Incident, Investigation
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.web.fields import LONDON
from tests import scenarios
from tests.owing import held
from tests.page import words


@pytest.mark.clause("P2")
@pytest.mark.parametrize("who", ["officer", "contractor", "lead", "head"])
def test_anybody_may_report_and_their_line_manager_is_told(cast, who):
    incident = incidents_services.log_incident(
        by=cast.people[who], now=cast.then(0), facts=_facts(cast), behaviours=[], examples=[], affected=[]
    )

    assert incident.status == "LOGGED"
    assert incident.reference in held(cast.manager, Kind.TRIAGE)


def _facts(cast, **changed):
    return {
        "about": "RISK",
        "customer": cast.customers[scenarios.LODGER],
        "occurred_at": cast.then(1),
        "channel": "HOME_VISIT",
        "account": "His dog is loose in the garden.",
        "line_manager": cast.manager,
        **changed,
    }


@pytest.mark.clause("P2", refuses=True)
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"customer": None}, "Say who it was about or, where you do not know the person, where it was"),
        ({"account": " "}, "Say in your own words what happened"),
        ({"line_manager": None}, "Choose the line manager who is told of this incident"),
        ({"occurred_at": None}, "Say on which day it happened, and at what time"),
    ],
)
def test_a_report_says_who_or_where_what_and_to_whom(cast, changed, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        incidents_services.log_incident(by=cast.officer, now=cast.then(0), facts=_facts(cast, **changed))


@pytest.mark.clause("P2", refuses=True)
def test_nobody_triages_their_own_report(cast):
    with pytest.raises(NotAllowed, match="Nobody triages their own report. Choose another line manager"):
        incidents_services.log_incident(by=cast.manager, now=cast.then(0), facts=_facts(cast))
    with pytest.raises(NotAllowed, match="Nobody triages their own report. Choose another line manager"):
        incidents_services.log_incident(
            by=cast.manager, now=cast.then(0), facts=_facts(cast), on_behalf_of=cast.officer
        )


@pytest.mark.clause("P2", refuses=True)
def test_nothing_is_reported_from_the_future(cast):
    with pytest.raises(NotAllowed, match="It cannot have happened in the future"):
        incidents_services.log_incident(by=cast.officer, now=cast.then(2), facts=_facts(cast))


@pytest.mark.clause("P2")
def test_the_references_on_risk_are_shown_where_it_is_recorded(sign_in):
    page = sign_in("officer").get("/incidents/log/").content.decode()

    assert "Lone Working Policy" in page
    assert "Health and Safety Policy" in page


# Out of hours


@pytest.mark.clause("P2")
@pytest.mark.parametrize(
    ("moment", "out"),
    [
        ("2026-06-10 07:59", True),
        ("2026-06-10 08:00", False),
        ("2026-06-10 17:59", False),
        ("2026-06-10 18:00", True),
        ("2026-06-13 12:00", True),
        ("2026-12-25 12:00", True),
    ],
    ids=["before", "first", "last", "after", "saturday", "bank holiday"],
)
def test_what_happened_when_no_office_was_open_is_out_of_hours(moment, out):
    at = datetime.fromisoformat(moment).replace(tzinfo=LONDON)

    assert procedure.is_out_of_hours(at) is out
    assert Incident(occurred_at=at).out_of_hours is out


def test_what_has_no_moment_yet_is_not_out_of_hours():
    assert Incident().out_of_hours is False


# What seems odd is asked


def test_a_child_comes_of_age_on_the_birthday():
    assert procedure.is_child(date(2008, 6, 11), on=date(2026, 6, 10))
    assert not procedure.is_child(date(2008, 6, 10), on=date(2026, 6, 10))
    assert procedure.is_child(date(2008, 2, 29), on=date(2026, 2, 28))


def _changed(customer, **facts):
    for name, value in facts.items():
        setattr(customer, name, value)
    records.save(customer, by=None, why="Imported")


def _lives_there(cast, **span):
    place = cast.customers[scenarios.LODGER].memberships.get()
    _changed(place, **span)


ODD = {
    "was under 18 on that day": lambda cast: _changed(cast.customers[scenarios.LODGER], born=cast.ago(17 * 365)),
    "has died": lambda cast: _changed(cast.customers[scenarios.LODGER], died=True),
    "was no longer a tenant of ours on that day": lambda cast: _lives_there(cast, ends=cast.ago(30)),
    "That was before the tenancy of Lewis Lodger began": lambda cast: _lives_there(cast, starts=cast.today),
}


def _lines(cast, by=None):
    incident = Incident.objects.get(pk=scenarios.logged(cast, days=1).pk)
    return before(by or cast.manager, incident, today=cast.today).lines


@pytest.mark.clause("P2")
@pytest.mark.parametrize("line", ODD)
def test_what_is_out_of_the_ordinary_stands_before_whoever_triages(cast, line):
    ODD[line](cast)
    (said,) = _lines(cast)
    assert line in said


@pytest.mark.clause("P2")
def test_of_what_is_plain_nothing_is_said(cast):
    _changed(cast.customers[scenarios.LODGER], born=date(1980, 5, 1))
    assert _lines(cast) == []
    _lives_there(cast, ends=cast.ago(1))
    assert _lines(cast) == []


@pytest.mark.clause("P2")
def test_who_moved_within_our_homes_lived_with_us_all_the_time(cast):
    _lives_there(cast, ends=cast.ago(30))
    scenarios.lives_at(cast.customers[scenarios.LODGER], "T-D2", starts=cast.ago(29))
    assert _lines(cast) == []


def test_of_who_lives_nowhere_on_record_no_tenancy_is_spoken_of(cast):
    cast.customers[scenarios.LODGER].memberships.all().delete()
    assert _lines(cast) == []


@pytest.mark.clause("P11a")
def test_of_a_restricted_file_that_is_closed_to_them_nothing_is_said(cast):
    ODD["has died"](cast)
    scenarios.restrict_file(cast)
    assert _lines(cast) == []


@pytest.mark.clause("P2")
def test_another_report_within_the_hour_stands_before_whoever_triages(cast, sign_in):
    first, second = scenarios.logged_at_an_address(cast), scenarios.logged_at_an_address(cast)
    page = words(sign_in("manager").get(f"/incidents/{second.reference}/"))
    assert "Also reported within the same hour" in page and first.reference in page


# Who it was, once that is known


@pytest.mark.clause("P2")
def test_the_line_manager_says_who_it_was(cast):
    incident = scenarios.logged_at_an_address(cast)
    lodger = cast.customers[scenarios.LODGER]

    named = incidents_services.name_customer(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, customer=lodger
    )

    assert (named.customer, named.asset.reference, named.service_area) == (lodger, "A-D1", lodger.service_area)
    assert incident in lodger.incidents.all()


def _void(cast, incident):
    step = {"incident": incident, "version": incident.version, "by": cast.manager}
    return incidents_services.void_incident(**step, on=cast.today, reason="I typed it twice by mistake.")


@pytest.mark.clause("P2", refuses=True)
@pytest.mark.parametrize(
    ("case", "who", "sentence"),
    [
        (
            scenarios.opened_at_an_address,
            "manager",
            "about the property. Lena Ledger can withdraw it while it is open.",
        ),
        (scenarios.draft, "officer", "is draft. Log a report that says who it was"),
        (
            lambda cast: _void(cast, scenarios.logged_at_an_address(cast)),
            "manager",
            "is void. Log a report that says who it was",
        ),
        (scenarios.logged, "manager", "says already who it is about"),
        (scenarios.logged_at_an_address, "officer", "or an Operational Lead says who it was. Tell them what you know"),
    ],
    ids=["taken up", "draft", "void", "known", "reporter"],
)
def test_nobody_is_named_too_late_twice_or_by_who_did_not_know(cast, case, who, sentence):
    found = case(cast)
    incident = found.incidents.get() if isinstance(found, Investigation) else found
    someone = cast.customers["D900002"]

    with pytest.raises(NotAllowed, match=sentence):
        incidents_services.name_customer(
            incident=incident, version=incident.version, by=cast.people[who], on=cast.today, customer=someone
        )


@pytest.mark.clause("P2")
def test_who_it_was_is_said_after_referral_and_when_an_investigation_was_withdrawn(cast):
    file = scenarios.opened_at_an_address(cast)
    investigations_services.withdraw_investigation(
        investigation=file, version=file.version, by=cast.lead, reason="We know by now who it was."
    )
    incident, lodger = file.incidents.get(), cast.customers[scenarios.LODGER]

    named = incidents_services.name_customer(
        incident=incident, version=incident.version, by=cast.lead, on=cast.today, customer=lodger
    )

    assert investigations_services.open_investigation(incidents=[named], by=cast.lead).customer == lodger


@pytest.mark.clause("P2", refuses=True)
def test_nobody_is_named_once_the_head_of_service_has_decided(cast):
    file = scenarios.declined(cast, scenarios.proposed_at_an_address(cast)).investigation
    incident, lodger = file.incidents.get(), cast.customers[scenarios.LODGER]
    sentence = f"decided on investigation {file.reference}. Log another report that says who it was"
    with pytest.raises(NotAllowed, match=sentence):
        incidents_services.name_customer(
            incident=incident, version=incident.version, by=cast.lead, on=cast.today, customer=lodger
        )


# A draft is its reporter's alone


@pytest.mark.clause("P2")
def test_a_draft_is_finished_later_and_one_page_is_one_report(cast):
    draft = scenarios.draft(cast)
    facts = _facts(cast)

    logged = incidents_services.log_incident(by=cast.officer, now=cast.then(0), facts=facts, page=draft.page)
    again = incidents_services.log_incident(by=cast.officer, now=cast.then(0), facts=facts, page=draft.page)

    assert (logged.pk, again.pk, Incident.objects.count()) == (draft.pk, draft.pk, 1)
    assert (logged.status, logged.typed) == ("LOGGED", {})
    assert drafting_services.keep_draft(by=cast.officer, page=draft.page, typed={}) == logged
    late = drafting_services.keep_draft(by=cast.officer, page=draft.page, typed={"account": ["Late"]})
    assert (late.status, late.typed, late.pk == logged.pk) == ("DRAFT", {"account": ["Late"]}, False)


@pytest.mark.clause("P2", refuses=True)
def test_what_was_typed_after_a_report_was_logged_is_no_part_of_it(cast):
    page = uuid4()
    logged = incidents_services.log_incident(by=cast.officer, now=cast.then(0), facts=_facts(cast), page=page)

    with pytest.raises(NotAllowed, match=f"logged already as {logged.reference}, and what stands below is not"):
        incidents_services.log_incident(
            by=cast.officer, now=cast.then(0), facts=_facts(cast), page=page, typed={"account": ["More"]}
        )


@pytest.mark.clause("P2", refuses=True)
def test_what_was_discarded_is_not_logged(cast):
    draft = scenarios.draft(cast)
    incidents_services.void_incident(
        incident=draft, version=draft.version, by=cast.officer, on=cast.today, reason="By mistake."
    )

    with pytest.raises(NotAllowed, match='"Log" needs it to be draft'):
        incidents_services.log_incident(by=cast.officer, now=cast.then(0), facts=_facts(cast), page=draft.page)


def test_the_same_page_of_another_colleague_is_another_report(cast):
    draft = scenarios.draft(cast)

    theirs = drafting_services.keep_draft(by=cast.lead, page=draft.page, typed={"account": ["Mine"]})

    draft.refresh_from_db()
    assert theirs.pk != draft.pk
    assert draft.typed["account"] == ["He shouted at me from the"]


def test_no_history_keeps_what_was_typed_of_a_draft(cast):
    draft = scenarios.draft(cast)
    drafting_services.keep_draft(
        by=cast.officer, page=draft.page, typed={"account": ["He shouted at me from the door"]}
    )
    incidents_services.void_incident(
        incident=draft, version=draft.version, by=cast.officer, on=cast.today, reason="By mistake."
    )

    draft.refresh_from_db()
    assert [row.typed for row in [*draft.history.all(), draft]] == [{}, {}, {}]


def test_a_draft_counts_for_nothing_and_is_seen_by_nobody_else(cast):
    draft = scenarios.draft(cast)
    incident = scenarios.logged(cast, days=1)

    assert not incident.past().is_recent
    for who, colleague in cast.people.items():
        assert (draft in Incident.objects.visible_to(colleague)) is (who == "officer"), who
    incidents_services.void_incident(
        incident=draft, version=draft.version, by=cast.officer, on=cast.today, reason="By mistake."
    )
    assert draft not in Incident.objects.visible_to(cast.manager)
