"""A report goes to a line manager who is here (§2, §6)."""

import lxml.html
import pytest

from alerts.models import Incident
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague
from tests import scenarios
from tests.page import nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday")
URL = "/incidents/log/"


@pytest.fixture
def without_manager(cast):
    """The contractor, whose own line manager does not triage."""
    Colleague.objects.filter(pk=cast.contractor.pk).update(line_manager=cast.head)
    return cast.contractor


def offered(page) -> set[str]:
    options = lxml.html.fromstring(page.content.decode()).xpath("//select[@name='line_manager']/option/text()")
    return {" ".join(option.split()) for option in options} - {""}


@pytest.mark.clause("P2", "P6")
def test_who_is_away_is_not_offered_but_their_deputy_is(cast, sign_in, without_manager):
    client = sign_in("contractor")
    assert offered(client.get(URL)) >= {"Morwenna Manning", "Lena Ledger", "Liam Leduc"}

    scenarios.away(cast, cast.manager, cast.lead2)
    page = client.get(URL)
    assert "Morwenna Manning" not in offered(page)
    assert "Liam Leduc" in offered(page)
    assert "Morwenna Manning is away. The deputy is Liam Leduc." in words(page)


def test_a_lead_is_offered_as_the_deputy_and_to_whoever_finds_no_line_manager_here(cast, sign_in):
    absence = scenarios.away(cast, cast.manager, cast.lead2)
    assert offered(sign_in("officer").get(URL)) == {"Liam Leduc"}
    Absence.objects.filter(pk=absence.pk).update(deputy=None)
    page = sign_in("officer").get(URL)
    assert offered(page) >= {"Liam Leduc", "Lena Ledger"}
    assert "Morwenna Manning is away. Choose somebody else." in words(page)


def test_where_nobody_is_here_a_report_can_be_made_all_the_same(cast, sign_in):
    for one in Colleague.objects.filter(held__role__in=[Role.LINE_MANAGER, Role.OPERATIONAL_LEAD]).distinct():
        records.save(Absence(colleague=one, starts=cast.today, ends=cast.today), by=None, why="Away")
    assert "Morwenna Manning" in offered(sign_in("officer").get(URL))
    assert scenarios.logged(cast, line_manager=cast.manager).line_manager == cast.manager


@pytest.mark.clause("P2", refuses=True)
def test_a_line_manager_who_is_away_is_refused_and_the_deputy_named(cast):
    absence = scenarios.away(cast, cast.manager, cast.lead2)
    with nothing_changes(), pytest.raises(NotAllowed) as refused:
        scenarios.logged(cast, days=0, weapon=True)
    assert refused.value.refusal.sentence == "Morwenna Manning is away. Choose Liam Leduc, who is the deputy."

    Absence.objects.filter(pk=absence.pk).update(deputy=None)
    with nothing_changes(), pytest.raises(NotAllowed) as refused:
        scenarios.logged(cast, days=0, weapon=True)
    assert refused.value.refusal.sentence == "Morwenna Manning is away. Choose somebody else."

    scenarios.logged(cast, days=0, weapon=True, line_manager=cast.lead2)
    assert Incident.objects.get().line_manager == cast.lead2
