"""After danger nobody is told to ring somebody who is away while others are here (§6, Appendix D 4.1)."""

import pytest

from alerts.incidents.selectors import to_ring
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague
from housing_alerts.staff.selectors import first_here
from tests import scenarios
from tests.page import words


@pytest.fixture
def incident(cast):
    """Danger, while its manager, its Lead and the Heads are away and their deputy has left. A Lead elsewhere is here."""
    found = scenarios.logged(cast, violent=True)
    Colleague.objects.filter(pk=cast.people["lead2"].pk).update(telephone="01632 960778")
    deputy = scenarios.joined("wendy", Role.OPERATIONAL_LEAD, Role.LINE_MANAGER)
    deputy.areas.set(cast.lead.areas.all())
    away = Colleague.objects.filter(held__role=Role.HEAD_OF_SERVICE) | Colleague.objects.filter(
        pk__in=[cast.lead.pk, cast.manager.pk]
    )
    for colleague in away.distinct():
        absence = Absence(colleague=colleague, starts=cast.today, ends=cast.today)
        records.save(absence, by=None, why="")
    Colleague.objects.filter(pk=deputy.pk).update(is_active=False)
    return found


@pytest.mark.clause("D4", "P6")
def test_whoever_is_here_is_named_and_not_the_lead_who_is_away(cast, sign_in, incident):
    ring = to_ring(cast.officer, incident, on=cast.today)
    assert ring
    assert not {cast.lead, cast.manager} & set(ring)
    page = words(sign_in("officer").get(f"/incidents/{incident.reference}/"))
    assert "Ring Lena Ledger" not in page
    assert f"Ring {cast.people['lead2']}" in page


@pytest.mark.clause("P6")
def test_the_first_group_with_anybody_here_is_named_and_somebody_where_all_are_away(cast):
    lead, head, other = cast.lead, cast.head, cast.head2
    assert first_here([lead.pk], [lead], [head, other]) == [head, other]
    assert first_here([lead.pk, head.pk], [lead], [head, other]) == [other]
    assert first_here([lead.pk, head.pk], [lead], [head]) == [lead]
    assert first_here([], [], [head]) == [head]
    assert first_here([], []) == []
