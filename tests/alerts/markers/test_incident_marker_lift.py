"""Lift an interim marker: with a reason, or with the decision that was waited for."""

from datetime import timedelta

import pytest

from alerts.investigations import services as investigations_services
from alerts.markers import policies as markers_policies
from alerts.markers import services
from alerts.models import Incident, Marker
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import assert_not_now, fill, offered

pytestmark = pytest.mark.same_on_both
ANSWERS = {"reason": "It was somebody else after all."}
LIFTED = "Interim marker lifted. Nobody is told of it any more."


@pytest.fixture
def marker(cast):
    return scenarios.marked(cast)


def _url(marker):
    return f"/incidents/{marker.incident.reference}/marker/lift/"


# It works


def test_the_line_manager_lifts_it_once_with_a_reason(cast, sign_in, marker):
    client, page = sign_in("manager"), f"/incidents/{marker.incident.reference}/"
    assert "Lift the interim marker" in offered(client.get(page))
    with nothing_changes():
        assert_asks(fill(client, _url(marker), reason=" "), "Say why the marker is lifted")
    response = fill(client, _url(marker), **ANSWERS)

    still = "Danger was reported, so the look-up says whom to ring until somebody decides what to do."
    assert_done(client, response, page, f"{LIFTED} {still}")
    found = Marker.objects.get()
    assert (found.lifted_by, found.lifted_on, found.lifted_why) == (
        cast.people["manager"],
        cast.today,
        ANSWERS["reason"],
    )
    assert not found.in_force(on=cast.today)
    assert _told() == {}, "whoever lifts their own is no news"
    sentence = f"Morwenna Manning lifted this marker on {cast.today:%-d %B %Y}."
    assert_not_now(sign_in("lead"), _url(marker), found, sentence, **ANSWERS)
    assert "What to do" not in words(sign_in("manager").get(page))
    file = words(sign_in("lead").get(f"/customers/{scenarios.LODGER}/"))
    assert "Ring Morwenna Manning before you go." in file
    assert "Interim marker lifted" in file


def _told():
    """Who is told that somebody else lifted a marker, and how."""
    found = Duty.objects.open().filter(kind=Kind.LIFTED)
    return {str(duty.colleague or duty.role): (duty.words, duty.urgent) for duty in found}


@pytest.mark.clause("D4")
def test_what_became_of_it_stands_on_the_page_and_the_placer_and_the_leads_are_told(cast, sign_in, marker):
    duty = scenarios.on_duty(cast)
    step = {"marker": marker, "version": marker.version, "on": cast.today}
    services.lift_marker(by=duty, reason="He rang and said that he was sorry.", **step)

    lifted = f"Lifted by {duty} on {show_date(cast.today)}: He rang and said that he was sorry."
    page = f"/incidents/{marker.incident.reference}/"
    shown = words(sign_in("manager").get(page))
    assert f"Placed by Morwenna Manning on {show_date(cast.today)}. {lifted}" in shown
    assert lifted not in words(sign_in("officer").get(page))
    said = (f"Lifted on {show_date(cast.today)} by {duty}: He rang and said that he was sorry.", True)
    assert _told() == {"Morwenna Manning": said, "OPERATIONAL_LEAD": said}
    assert "Interim markers lifted by somebody else" in words(sign_in("lead").get("/"))

    scenarios.mark(cast, marker.incident)
    assert _told() == {}


@pytest.mark.clause("D4")
def test_once_the_danger_is_decided_that_a_marker_was_lifted_is_no_news(cast, marker):
    step = {"marker": marker, "version": marker.version, "on": cast.today}
    services.lift_marker(by=cast.lead, reason="He lives elsewhere now, with his sister.", **step)
    assert set(_told()) == {"Morwenna Manning", "OPERATIONAL_LEAD"}
    make_void(cast, Incident.objects.get(), dealt_with=True)
    assert _told() == {}


def test_without_danger_that_is_undecided_nobody_is_told_anything_more(cast, sign_in):
    marker = scenarios.marked(cast, violent=True)
    client, page = sign_in("manager"), f"/incidents/{marker.incident.reference}/"
    fill(client, f"{page}settle/", actions="NONE", settlement="He told me of nothing, and nothing is recorded.")

    assert_done(client, fill(client, _url(marker), **ANSWERS), page, LIFTED)
    assert "No alert is recorded" in words(sign_in("lead").get(f"/customers/{scenarios.LODGER}/"))


def test_the_decision_lifts_it(cast):
    marker = scenarios.mark(cast, scenarios.logged(cast))
    alert = scenarios.proposed_on(cast, marker.incident)
    marker.refresh_from_db()
    assert marker.in_force(on=cast.today)

    scenarios.approved(cast, alert)
    marker.refresh_from_db()
    assert (marker.lifted_by, marker.lifted_on) == (cast.head, cast.today)
    assert marker.lifted_why == f"Investigation {alert.investigation.reference} was concluded."


def test_a_withdrawn_investigation_leaves_it(cast):
    file = scenarios.opened(cast)
    marker = scenarios.mark(cast, file.incidents.get())
    file.refresh_from_db()
    investigations_services.withdraw_investigation(
        investigation=file, version=file.version, by=cast.lead, reason="It was opened twice by mistake."
    )
    marker.refresh_from_db()
    assert marker.in_force(on=cast.today)


def test_a_report_made_in_error_takes_it_with_it(cast, marker):
    incident = Incident.objects.get()
    make_void(cast, incident, dealt_with=True)
    marker.refresh_from_db()
    assert (marker.lifted_by, marker.lifted_on) == (cast.manager, cast.today)
    assert marker.lifted_why == "The report is void. I typed it twice by mistake."


def test_what_lapsed_before_is_not_lifted_by_the_decision(cast):
    marker = scenarios.mark(cast, scenarios.logged(cast, days=40), days=30)
    scenarios.approved(cast, scenarios.proposed_on(cast, marker.incident))
    marker.refresh_from_db()
    assert marker.lifted_on is None


def test_on_its_last_day_it_is_still_lifted_and_placed_again(cast):
    marker = scenarios.mark(cast, scenarios.logged(cast))
    assert markers_policies.why_marker_over(marker, on=marker.lapses_on) is None
    over = markers_policies.why_marker_over(marker, on=marker.lapses_on + timedelta(days=1))
    assert str(over).startswith(f"This marker lapsed after {show_date(marker.lapses_on)}. Nobody goes by it.")
    lifted, incident = scenarios.lifted(cast, marker), marker.incident
    organisation = incident.customer.organisation
    assert markers_policies.why_not_place_marker(incident, organisation, on=lifted.lapses_on) is None
    refusal = markers_policies.why_not_place_marker(incident, organisation, on=lifted.lapses_on + timedelta(days=1))
    assert "Only the Head of Service can ask for more" in str(refusal)
