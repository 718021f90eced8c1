"""While a line manager is away: who sees what their staff have not seen, and whom the sheet says to ring."""

import pytest
from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.selectors import held_by
from tests import scenarios
from tests.page import words

UNSEEN = reverse("alerts:visits_unseen")
pytestmark = [pytest.mark.clause("P6"), pytest.mark.usefixtures("wednesday")]


def left_to_a_deputy(cast):
    """The line manager is away, with the Lead of another area as deputy."""
    scenarios.away(cast, cast.people["manager"], cast.lead2)
    return cast.lead2


def unseen(colleague, cast):
    return held_by(colleague, on=cast.today).filter(kind=Kind.VISIT_UNSEEN)


@pytest.mark.long
def test_the_deputy_sees_who_has_not_seen_a_change(cast, sign_in):
    scenarios.visits(cast, scenarios.LODGER)
    scenarios.marked(cast, scenarios.LODGER, days=0)
    deputy = left_to_a_deputy(cast)
    assert f"{cast.officer}, since" in words(sign_in(deputy.username).get(UNSEEN))
    assert {duty.away for duty in unseen(deputy, cast)} == {str(cast.people["manager"])}


def test_a_deputy_is_not_told_to_ring_themselves(cast, sign_in):
    cast.lead2.line_manager = cast.people["manager"]
    cast.lead2.save()
    scenarios.visits(cast, scenarios.LODGER, by="lead2")
    scenarios.marked(cast, scenarios.LODGER, days=0)
    deputy = left_to_a_deputy(cast)
    assert "Everybody has seen what changed." in words(sign_in(deputy.username).get(UNSEEN))
    assert not unseen(deputy, cast)


@pytest.mark.long
def test_whoever_manages_somebody_has_the_page_while_something_is_unseen(cast, sign_in):
    scenarios.visits(cast, scenarios.LODGER)
    scenarios.marked(cast, scenarios.LODGER, days=0)
    cast.officer.line_manager = cast.people["head"]
    cast.officer.save()
    assert f"{cast.officer}, since" in words(sign_in("head").get(UNSEEN))


def _sheet(cast, sign_in, line):
    kept = scenarios.visits(cast, line)
    return words(sign_in("officer").get(reverse("alerts:visit_list", args=[kept.pk])))


def test_a_stop_names_the_deputy_of_a_manager_who_is_away(cast, sign_in):
    deputy = left_to_a_deputy(cast)
    page = _sheet(cast, sign_in, "Nowhere Xyzzy")
    assert f"{deputy}: no telephone number" in page or f"Ring {deputy}" in page
    assert f"Ring {cast.people['manager']}" not in page


@pytest.mark.long
def test_without_a_deputy_a_lead_of_the_area_is_named(cast, sign_in):
    deputy = left_to_a_deputy(cast)
    deputy.is_active = False
    deputy.save()
    page = _sheet(cast, sign_in, "Nowhere Xyzzy")
    assert str(cast.lead) in page
    assert f"Ring {cast.people['manager']}" not in page
