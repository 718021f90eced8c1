"""After danger nobody is told to ring somebody who is away while others are here (§6, Appendix D 4.1)."""

import pytest

from alerts.incidents.selectors import to_ring
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague
from housing_alerts.staff.selectors import first_here
from tests import scenarios
from tests.page import words


@pytest.fixture
def incident(cast):
    """Danger, while its manager and its Lead are away and their deputy has left. Other Leads have no number."""
    found = scenarios.logged(cast, violent=True)
    Colleague.objects.filter(held__role=Role.OPERATIONAL_LEAD).exclude(pk=cast.lead.pk).update(telephone="")
    deputy = scenarios.joined("wendy", Role.OPERATIONAL_LEAD, Role.LINE_MANAGER)
    deputy.areas.set(cast.lead.areas.all())
    for colleague in (cast.lead, cast.manager):
        scenarios.away(cast, colleague, deputy)
    for absence in Absence.objects.all():
        absence.deputy = None
        absence.save()
    Colleague.objects.filter(pk=deputy.pk).update(is_active=False)
    return found


@pytest.mark.clause("D4", "P6")
def test_whoever_is_here_is_named_and_not_the_lead_who_is_away(cast, sign_in, incident):
    ring = to_ring(cast.officer, incident, on=cast.today)
    assert ring
    assert not {cast.lead, cast.manager} & set(ring)
    page = words(sign_in("officer").get(f"/incidents/{incident.reference}/"))
    assert "Ring Lena Ledger" not in page
    assert "Ring Helen Headley" in page


@pytest.mark.clause("P6")
def test_the_first_group_with_anybody_here_is_named_and_somebody_where_all_are_away(cast):
    lead, head, other = cast.lead, cast.head, cast.head2
    assert first_here([lead.pk], [lead], [head, other]) == [head, other]
    assert first_here([lead.pk, head.pk], [lead], [head, other]) == [other]
    assert first_here([lead.pk, head.pk], [lead], [head]) == [lead]
    assert first_here([], [], [head]) == [head]
    assert first_here([], []) == []
