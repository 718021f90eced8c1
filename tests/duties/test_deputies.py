"""What waits for somebody who is away shows with their deputy too, as far as the deputy may see it."""

import pytest

from housing_alerts.duties import selectors
from housing_alerts.duties.choices import Kind
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea
from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def deputy(cast):
    """Another Operational Lead for Housing."""
    found = scenarios.joined("lead3", Role.OPERATIONAL_LEAD)
    found.areas.set(ServiceArea.objects.filter(name="Housing"))
    return found


def held(colleague, *, on):
    """What the colleague holds: the reference, the kind and for whom."""
    found = selectors.held_by(Colleague.objects.get(pk=colleague.pk), on=on)
    return {(duty.reference, duty.kind, duty.away) for duty in found}


@pytest.mark.long
def test_a_case_shows_with_both(cast, deputy, sign_in):
    file = scenarios.opened(cast)
    row = (file.reference, Kind.INVESTIGATE)
    assert not any(found[:2] == row for found in held(deputy, on=cast.today))

    scenarios.away(cast, cast.lead, deputy, ends=2)

    assert (*row, "Lena Ledger") in held(deputy, on=cast.today)
    assert (*row, "") in held(cast.lead, on=cast.today)
    assert (*row, "Lena Ledger") not in held(deputy, on=cast.ago(-3))
    assert "For Lena Ledger, who is away. Open" in words(sign_in("lead3").get("/"))


@pytest.mark.long
def test_what_is_of_their_own_role_shows_once_and_as_their_own(cast, deputy):
    alert = scenarios.active(cast, days=400)
    before = held(deputy, on=cast.today)
    scenarios.away(cast, cast.lead, deputy)
    assert held(deputy, on=cast.today) == before
    assert (alert.reference, Kind.REVIEW, "") in before


def test_a_deputy_of_a_line_manager_opens_what_waits_for_them_alone(cast):
    """A line manager opens the reports of their own staff, and those that wait for one whose deputy they are."""
    settled = scenarios.settled(cast)
    incident = scenarios.logged(cast)
    other = scenarios.joined("manager2", Role.LINE_MANAGER)
    scenarios.away(cast, cast.manager, other, ends=1)
    assert (incident.reference, Kind.TRIAGE, "Morwenna Manning") in held(other, on=cast.today)
    assert settled.reference not in {reference for reference, _, _ in held(other, on=cast.today)}
    assert any(found[0] == incident.reference for found in held(cast.manager, on=cast.today))


def test_a_restricted_file_stays_closed(cast, deputy):
    scenarios.opened(cast)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head])
    scenarios.away(cast, cast.lead, deputy)
    assert held(deputy, on=cast.today) == set()


def test_drafts_and_news_stay_with_whoever_is_away(cast, sign_in):
    scenarios.draft(cast)
    scenarios.away(cast, cast.officer, cast.leadership)
    assert Kind.FINISH in {kind for _, kind, _ in held(cast.officer, on=cast.today)}
    assert Kind.FINISH not in {kind for _, kind, _ in held(cast.leadership, on=cast.today)}


@pytest.mark.long
def test_a_marker_that_lapses_shows_with_the_deputy(cast, deputy):
    marker = scenarios.marked(cast)
    cast_by = Colleague.objects.get(pk=marker.placed_by_id)
    scenarios.promote(deputy, Role.LINE_MANAGER)
    scenarios.away(cast, cast_by, deputy, ends=20)
    found = held(deputy, on=marker.lapses_on)
    assert (marker.incident.reference, Kind.MARKER_LAPSES, str(cast_by)) in found


# Deadlines


@pytest.mark.long
def test_deadlines_are_what_is_held_on_its_day(cast, deputy):
    alert = scenarios.active(cast, days=10)
    due = selectors.deadlines(cast.lead, on=cast.today)
    assert {(duty.reference, duty.kind) for duty in due} >= {(alert.reference, Kind.REVIEW)}
    assert (alert.reference, Kind.REVIEW, "") not in held(cast.lead, on=cast.today)
    assert all(duty.due_on for duty in due)


@pytest.mark.long
def test_a_deputy_has_the_deadlines_of_the_days_away(cast, deputy):
    marker = scenarios.marked(cast)
    by = Colleague.objects.get(pk=marker.placed_by_id)
    scenarios.promote(deputy, Role.LINE_MANAGER)
    scenarios.away(cast, by, deputy, starts=3, ends=20)

    def lapses():
        found = selectors.deadlines(Colleague.objects.get(pk=deputy.pk), on=cast.today)
        return found.filter(kind=Kind.MARKER_LAPSES).count()

    assert lapses() == 1
    scenarios.away(cast, cast.officer, deputy)
    by.absences.update(ends=cast.ago(-4))
    assert lapses() == 0
