"""A report goes to a line manager who is here (§2, §6)."""

import lxml.html
import pytest

from alerts.models import Incident
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import fill

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
    assert "Morwenna Manning is away. Chosen in their place is Lena Ledger." in words(page)


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


# Who goes away afterwards


@pytest.fixture
def deputy(cast):
    """Another line manager, who is not of the team."""
    return scenarios.joined("manager2", Role.LINE_MANAGER)


@pytest.mark.long
@pytest.mark.clause("D3a", "P6")
def test_the_deputy_triages_what_waits_for_a_manager_who_went_away(cast, sign_in, deputy):
    incident = scenarios.logged(cast, days=0, weapon=True)
    page = f"/incidents/{incident.reference}/"
    client = sign_in("manager2")
    assert client.get(page).status_code == 404

    scenarios.away(cast, cast.manager, deputy, ends=2)
    assert "How should this be handled?" in words(client.get(page))
    assert fill(client, f"{page}marker/", controls=["ASK_LEAD"]).status_code == 302
    assert fill(client, f"{page}refer/").status_code == 302
    incident.refresh_from_db()
    assert (incident.status, incident.triaged_by) == ("REFERRED", deputy)
    assert client.get(page).status_code == 200


@pytest.mark.clause("D3a", refuses=True)
def test_a_deputy_triages_nothing_before_or_after_nor_their_own(cast, sign_in, wednesday, deputy):
    incident = scenarios.logged(cast)
    own = scenarios.reported_by(cast, deputy)
    scenarios.away(cast, cast.manager, deputy, starts=2, ends=3)
    page = f"/incidents/{incident.reference}/"
    assert sign_in("manager2").get(page).status_code == 404
    wednesday.move_to("2026-06-12 09:30+00:00")
    client = sign_in("manager2")
    assert client.get(page).status_code == 200
    sentence = "You reported this incident. Another line manager must triage it."
    assert sentence in words(client.get(f"/incidents/{own.reference}/refer/"))
    wednesday.move_to("2026-06-14 09:30+00:00")
    assert sign_in("manager2").get(page).status_code == 404


def test_a_deputy_who_is_no_line_manager_any_more_sees_nothing_of_it(cast, sign_in, deputy):
    incident = scenarios.logged(cast)
    scenarios.away(cast, cast.manager, deputy)
    deputy.held.all().delete()
    assert sign_in("manager2").get(f"/incidents/{incident.reference}/").status_code == 404


# While the reporter's own line manager is away and has no deputy


@pytest.fixture
def nobody(cast, sign_in):
    """The officer's line manager is away without a deputy, and another team's line manager is here."""
    records.save(Absence(colleague=cast.manager, starts=cast.today, ends=cast.today), by=None, why="Away")
    return scenarios.joined("manager2", Role.LINE_MANAGER)


def _chosen(page):
    chosen = lxml.html.fromstring(page.content.decode()).xpath(
        "//select[@name='line_manager']/option[@selected]/text()"
    )
    return [" ".join(option.split()) for option in chosen]


@pytest.mark.clause("P2", "P6")
def test_a_lead_of_the_area_is_chosen_and_before_them_the_duty_manager(cast, sign_in, nobody):
    page = sign_in("officer").get(f"{URL}?asset=A-D1")
    assert {str(cast.lead), str(nobody)} <= offered(page)
    assert _chosen(page) == [str(cast.lead)]
    assert f"Morwenna Manning is away. Chosen in their place is {cast.lead}." in words(page)

    records.save(Absence(colleague=cast.lead, starts=cast.today, ends=cast.today), by=None, why="Away")
    page = sign_in("officer").get(URL)
    assert _chosen(page) == []
    assert "Morwenna Manning is away. Choose somebody else." in words(page)

    Absence.objects.filter(colleague=cast.lead).delete()
    Colleague.objects.filter(pk=nobody.pk).update(duty_from=cast.today, duty_until=cast.today)
    scenarios.promote(nobody, Role.DUTY_MANAGER)
    assert _chosen(sign_in("officer").get(URL)) == [str(nobody)]


@pytest.mark.clause("P2", "P6")
def test_of_another_area_it_is_the_lead_of_the_place(cast, sign_in, nobody):
    for customer in Customer.objects.filter(memberships__tenancy__asset__reference="A-D1"):
        scenarios.comes_to_another_area(customer)
    for place in ("?asset=A-D1", "?customer=D900001"):
        assert _chosen(sign_in("officer").get(f"{URL}{place}")) == [str(cast.lead2)]
