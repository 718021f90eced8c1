"""One stream of events: the customer's page, a review's evidence and an appeal's pack filter it, and agree."""

import ast

import lxml.html
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alerts.incidents import services as incidents
from alerts.models import Investigation
from appeals import evidence as appeals_evidence
from housing_alerts.customers import services as customers
from housing_alerts.kernel import timeline
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import ServiceArea
from tests import scenarios
from tests.architecture.source import modules
from tests.deep import MANY

pytestmark = pytest.mark.usefixtures("wednesday")
FILE = f"/customers/{scenarios.LODGER}/"


def read(client, url):
    """The events on a page, from below: the day, title and link of each, with a breach named as any other incident."""
    page = lxml.html.fromstring(client.get(url).content.decode())
    found = []
    for item in reversed(page.cssselect(".moj-timeline__item")):
        (link,) = item.cssselect(".moj-timeline__title a")
        title = " ".join(link.text_content().split()).replace("Breach of this alert", "Incident")
        found.append((item.cssselect("time")[0].get("datetime")[:10], title, link.get("href")))
    return found


def printed(appeal, by):
    """The same in the chronology of the appeal's evidence."""
    told = appeals_evidence.pack(appeal, by=by).chronology
    return [(one.on.isoformat(), one.title.replace("Breach of this alert", "Incident"), one.url) for one in told]


def titles(events):
    return [title for _, title, _ in events]


# Everything, on all three


@pytest.fixture
def everything(cast):
    """An alert that was told of, reviewed and appealed, an hour a step, among all else that is told of a customer.

    :returns: the alert, the appeal that is before the Head of Service, and the review that is under way.
    """
    with time_machine.travel("2026-06-10 05:00+00:00", tick=False) as clock:
        alert = scenarios.active(cast, days=30, conditions=[scenarios.CONDITION])
        clock.shift(3600)
        scenarios.returned(cast, scenarios.notified(cast, alert, days=20))
        clock.shift(600)
        scenarios.reviewed(cast, scenarios.under_review(cast, alert), on=cast.ago(15))
        clock.shift(600)
        marker = scenarios.lifted(cast, scenarios.marked(cast))
        clock.shift(600)
        scenarios.settled(cast, days=3)
        scenarios.void(cast)
        clock.shift(600)
        scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.active(cast, "DANGEROUS_DOGS", days=2)))
        scenarios.ended(cast, scenarios.active(cast, "NO_LONE_MALES", days=1))
        scenarios.declined(cast, scenarios.proposed(cast, "WEAPONS"))
        scenarios.agreed_action(cast)
        clock.shift(600)
        breach = marker.incident
        breach.refresh_from_db()
        incidents.record_breach(incident=breach, version=breach.version, by=cast.manager, alert=alert)
        alert.refresh_from_db()
        scenarios.taken_back(cast, scenarios.appealed(cast, alert, stay=True))
        clock.shift(600)
        known = {"customer": cast.customers[scenarios.LODGER], "by": cast.lead}
        customers.record_vulnerability(**known, what="Hears badly.", told_by="AGENCY", told_on=cast.ago(4))
        customers.record_adjustment(**known, what="Large print.", starts=cast.ago(4), ends=cast.today)
        customers.record_representative(**known, details={"name": "Asha Reed", "agency": "Advice Mockleigh"})
        scenarios.contacted(cast, days=4)
        scenarios.moved(cast, cast.customers[scenarios.LODGER])
        clock.shift(600)
        alert.refresh_from_db()
        appeal = scenarios.prepared(cast, alert)
        alert.refresh_from_db()
        review = scenarios.under_review(cast, alert)
        clock.shift(600)
        yield alert, appeal, review


@pytest.mark.long
def test_the_three_agree(cast, sign_in, everything):
    alert, appeal, review = everything
    client = sign_in("lead")
    since = cast.ago(15).isoformat()

    page = read(client, FILE)
    evidence = read(client, f"/reviews/{review.reference}/")
    pack = printed(appeal, cast.lead)

    assert [event for event in page if event in evidence] == evidence
    own = [alert.reference, alert.investigation.reference, alert.reviews.earliest("pk").reference]
    weighed = [event for event in page if event[0] >= since and event not in evidence]
    assert not [event for event in weighed if not any(one in event[2] for one in own)]
    assert [event for event in page if event in pack] == pack
    told = [*own, *alert.appeals.values_list("reference", flat=True)]
    assert not [event for event in page if any(one in event[2] for one in told) and event not in pack]
    kinds = {event.kind for event in timeline.stream(alert.customer.pk)}
    elsewhere = {
        timeline.Kind.FILE,
        timeline.Kind.AT_THE_ADDRESS,
    }  # photos and reports that name nobody: tests of their own
    assert kinds == set(timeline.Kind) - elsewhere


@pytest.mark.long
def test_each_step_of_it_has_its_audit_event(cast, everything):
    alert, _, _ = everything
    steps = set(AuditEvent.objects.values_list("reference", "action"))

    events = timeline.stream(alert.customer.pk)

    assert not [event for event in events if event.step and (event.reference, event.step) not in steps]


def test_a_source_names_only_actions_that_some_service_records():
    recorded, named = set(), set()
    for module in modules():
        spelled = {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}
        recorded |= spelled if "services" in module.parts else set()
        if module.path.name == "timeline.py":
            steps = [
                node.value for node in ast.walk(module.tree) if isinstance(node, ast.keyword) and node.arg == "step"
            ]
            named |= {part.value for step in steps for part in ast.walk(step) if isinstance(part, ast.Constant)}
    assert named - {"", None} <= recorded


# What was missing


@pytest.mark.long
def test_the_page_of_the_customer_has_what_was_withdrawn_refused_and_declined(cast, sign_in):
    refused = scenarios.refused_as_late(cast)
    back = scenarios.taken_back(cast, scenarios.appealed(cast, scenarios.active(cast, "WEAPONS")))
    scenarios.agreed_action(cast, declined=True)

    said = sign_in("lead").get(FILE).content.decode()

    assert f"Appeal {back.reference} withdrawn" in said
    assert "I have changed my mind." in said
    assert f"Appeal {refused.reference}: refused as late" in said
    assert "Nothing kept him from writing in time." in said
    assert "Behaviour agreement declined" in said


@pytest.mark.long
def test_a_review_has_the_appeals_against_other_alerts_and_the_markers(cast, sign_in):
    review = scenarios.under_review(cast, scenarios.active(cast, days=9))
    scenarios.lifted(cast, scenarios.marked(cast))
    back = scenarios.taken_back(cast, scenarios.appealed(cast, scenarios.active(cast, "WEAPONS")))

    said = titles(read(sign_in("lead"), f"/reviews/{review.reference}/"))

    assert [one for one in said if "marker" in one] == ["Interim marker placed", "Interim marker lifted"]
    assert f"Appeal {back.reference} withdrawn" in said


@pytest.mark.long
def test_a_pack_has_the_earlier_appeal_and_the_actions_of_the_case(cast):
    alert = scenarios.action_beside(cast, "AGREEMENT").investigation.alerts.get()
    back = scenarios.taken_back(cast, scenarios.appealed(cast, alert))

    said = titles(printed(scenarios.appealed(cast, alert), cast.head))

    assert f"Appeal {back.reference} withdrawn" in said
    assert "Behaviour agreement agreed, live until 10 December 2026, if the customer signs it" in said


@pytest.mark.long
def test_of_a_report_that_was_made_in_error_a_review_counts_nothing_and_the_file_keeps_what_was_done(cast, sign_in):
    review = scenarios.under_review(cast, scenarios.active(cast, days=9))
    incident = scenarios.settled(cast, days=3)
    client, url = sign_in("lead"), f"/reviews/{review.reference}/"
    warned = "Verbal warning agreed, live until 10 December 2026"
    assert warned in titles(read(client, url))

    incidents.void_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        reason="I typed it twice by mistake.",
    )

    assert titles(read(client, url)) == []
    assert {"Verbal warning agreed", "Verbal warning set aside"} <= set(titles(read(client, FILE)))


# The order within a day


@pytest.mark.long
def test_within_a_day_each_step_stands_where_it_was_taken(cast, sign_in):
    with time_machine.travel("2026-06-10 08:00+00:00", tick=False) as clock:
        first = scenarios.active(cast)
        clock.shift(3600)
        appeal = scenarios.appealed(cast, first)
        clock.shift(3600)
        second = scenarios.active(cast, "WEAPONS")
        clock.shift(3600)
        scenarios.taken_back(cast, appeal)
        said = titles(read(sign_in("lead"), FILE))

    order = [
        f"Investigation {first.investigation.reference} opened",
        f"Investigation {first.investigation.reference} recommended to the Head of Service",
        f"Visit in Pairs approved: {first.reference}",
        f"Appeal {appeal.reference} received",
        f"Investigation {second.investigation.reference} opened",
        f"Weapons approved: {second.reference}",
        f"Appeal {appeal.reference} withdrawn",
    ]
    assert [title for title in said if title in order] == order


@pytest.mark.long
def test_what_was_recorded_later_stands_at_the_end_of_its_day(cast):
    alert = scenarios.active(cast, days=9)
    incident = scenarios.logged(cast, days=9)
    letter = scenarios.notified(cast, alert, days=9)

    found = [event.reference for event in timeline.stream(alert.customer.pk) if event.on == cast.ago(9)]

    assert found == [incident.reference, alert.reference, letter.reference]


def test_where_no_audit_event_is_left_the_order_stays_the_same(cast, monkeypatch):
    alert = scenarios.active(cast)
    scenarios.taken_back(cast, scenarios.appealed(cast, alert))
    monkeypatch.setattr(timeline, "_steps_taken", lambda events: {})

    once = timeline.stream(alert.customer.pk)

    assert once == timeline.stream(alert.customer.pk)
    assert [event.on for event in once] == sorted(event.on for event in once)


# Need to know


@pytest.mark.clause("P11a", refuses=True)
def test_of_a_case_in_another_area_the_page_shows_what_it_showed_and_no_discussion_with_others(cast, sign_in):
    file = scenarios.active(cast).investigation
    appeal = scenarios.prepared(cast, file.alerts.get())
    client = sign_in("lead")
    inside = [
        "Discussion: the member of staff",
        f"Investigation {file.reference} recommended to the Head of Service",
        f"Appeal {appeal.reference}: evidence put before the Head of Service",
    ]
    assert set(inside) <= set(titles(read(client, FILE)))
    elsewhere = ServiceArea.objects.get(name="Property Services")
    for one in (file, appeal):
        one.refresh_from_db()
        one.service_area = elsewhere
        if isinstance(one, Investigation):
            one.lead = cast.lead2
        records.save(one, by=None, why="Moved")

    said = titles(read(client, FILE))

    assert not set(inside) & set(said)
    assert {"The customer was asked for their side", f"Appeal {appeal.reference} received"} <= set(said)


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_a_review_by_who_cannot_open_the_file_has_no_more_of_it_than_any_case(cast, sign_in):
    alert = scenarios.active(cast, days=9)
    review = scenarios.under_review(cast, alert)
    scenarios.lifted(cast, scenarios.marked(cast))
    incident = scenarios.logged(cast, days=2)
    scenarios.notified(cast, scenarios.active(cast, "WEAPONS"))
    own = scenarios.taken_back(cast, scenarios.appealed(cast, alert))
    theirs = scenarios.taken_back(cast, scenarios.appealed(cast, alert.customer.alerts.get(type__code="WEAPONS")))
    elsewhere = ServiceArea.objects.get(name="Property Services")
    customer = cast.customers[scenarios.LODGER]
    customer.refresh_from_db()
    moved = [customer, own, theirs, *customer.letters.all(), *customer.incidents.all()]
    for one in [*moved, *customer.alerts.exclude(pk=alert.pk), *customer.investigations.all()]:
        one.refresh_from_db()
        one.service_area = elsewhere
        for holder in ("lead", "responsible_lead"):
            if hasattr(one, holder):
                setattr(one, holder, cast.lead2)
        records.save(one, by=None, why="Moved")

    client = sign_in("lead")
    said = titles(read(client, f"/reviews/{review.reference}/"))

    assert client.get(FILE).status_code == 404
    assert {"Interim marker placed", f"Appeal {theirs.reference} received"}.isdisjoint(said)
    assert not [title for title in said if title.startswith("Letter")]
    assert f"Appeal {own.reference} withdrawn" in said
    assert f"Incident {incident.reference}: aggressive (home visit)" in said
    assert [title for title in said if title.startswith("Weapons approved")]


# What it costs


@pytest.mark.long
@pytest.mark.same_on_both
def test_an_appeals_evidence_costs_the_same_for_1_and_for_10_of_each(cast, sign_in, queries_of):
    alert = scenarios.active(cast, days=20)
    client = sign_in("lead")

    def happens(times):
        for _ in range(times):
            scenarios.settled(cast, days=3)
            scenarios.lifted(cast, scenarios.marked(cast))
            scenarios.reviewed(cast, scenarios.under_review(cast, alert))
            scenarios.taken_back(cast, scenarios.appealed(cast, alert))
            alert.refresh_from_db()

    def cost():
        appeal = scenarios.appealed(cast, alert)
        queries = queries_of(client, f"/appeals/{appeal.reference}/evidence.pdf")
        scenarios.taken_back(cast, appeal)
        alert.refresh_from_db()
        return queries

    happens(2)
    once = cost()
    happens(8)
    assert cost() == once


@pytest.mark.long
@pytest.mark.same_on_both
def test_the_stream_costs_the_same_for_1_and_for_many(cast, django_assert_num_queries):
    customer = cast.customers[scenarios.LODGER]
    scenarios.eventful(cast, range(1))
    with CaptureQueriesContext(connection) as once:
        timeline.stream(customer.pk)
    scenarios.eventful(cast, range(1, MANY))
    with django_assert_num_queries(len(once)):
        timeline.stream(customer.pk)


@pytest.mark.same_on_both
def test_of_whom_nothing_happened_the_stream_asks_once(cast, django_assert_num_queries):
    stranger = cast.customers[scenarios.HONG]
    assert timeline.stream(stranger.pk) == timeline.stream(stranger.pk) != []
    stranger.memberships.all().delete()
    with django_assert_num_queries(1):
        assert timeline.stream(stranger.pk) == []
