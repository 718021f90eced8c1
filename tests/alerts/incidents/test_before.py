"""What a triage is told of the time before, and of what stands already; of a restricted file only what to do at the door."""

import pytest

from alerts.models import Incident
from tests import scenarios
from tests.page import words
from tests.scenarios import LODGER

pytestmark = pytest.mark.usefixtures("wednesday")


def _pages(incident):
    return [f"/incidents/{incident.reference}/{verb}" for verb in ("", "settle/", "refer/")]


@pytest.mark.long
def test_the_line_manager_sees_what_is_live_and_what_happened_within_a_year(cast, sign_in):
    settled = scenarios.settled(cast, days=30)
    now = scenarios.logged(cast, days=0)
    for url in _pages(now):
        said = words(sign_in("manager").get(url))
        assert f"A verbal warning of 10 June 2026 is live until 10 December 2026. {settled.reference}" in said
        assert "1 other incident in the 12 months before: 11 May 2026, home visit" in said
        assert settled.settlement not in said
    assert "is live until 10 December 2026" in words(sign_in("lead").get(f"/customers/{LODGER}/"))


def test_that_the_customer_has_died_is_said_first(cast, sign_in):
    now = scenarios.logged(cast, days=0, violent=True)
    scenarios.dies(cast)
    for url in _pages(now):
        assert "Lewis Lodger has died. Nobody is spoken to or written to about this." in words(
            sign_in("manager").get(url)
        )


@pytest.mark.clause("P11a", refuses=True)
def test_of_a_restricted_file_nothing_is_told_but_what_to_do(cast, sign_in):
    scenarios.settled(cast, days=30)
    now = scenarios.logged(cast, days=0)
    scenarios.active(cast)
    scenarios.adjusted(cast)
    scenarios.restrict_file(cast)
    for url in _pages(now):
        said = words(sign_in("manager").get(url))
        assert "The customer’s file is restricted. What happened before counts" in said
        assert "What colleagues do already Attend in pairs." in said
        assert [told for told in ("verbal warning", "11 May 2026", "He is deaf") if told in said] == []


def test_earlier_incidents_are_told_with_the_correction_of_them_and_their_danger(cast, sign_in):
    earlier = scenarios.reported_for(cast)
    scenarios.answered_for(cast, earlier, "She raised a hammer over my head.", ["WEAPON"])
    incident = scenarios.logged(cast, days=0)

    page = words(sign_in("manager").get(f"/incidents/{incident.reference}/settle/"))

    assert f"{earlier.account} Oliver Fisk corrects: She raised a hammer over my head. Danger: Weapon" in page


@pytest.mark.clause("P4b")
def test_at_an_address_what_stands_on_those_who_live_there_is_shown(cast, sign_in):
    scenarios.active(cast, inform=scenarios.WITHHOLD)
    marker = scenarios.mark(cast, scenarios.logged(cast, days=5))
    now = scenarios.logged_at_an_address(cast)
    for url in _pages(now):
        said = words(sign_in("manager").get(url))
        assert "What colleagues do already Visit in Pairs: Attend in pairs. Do not go alone." in said
        assert "has not been told: do not mention it" in said
        assert marker.told in said
    scenarios.restrict_file(cast)
    assert "What colleagues do already Attend in pairs." in words(sign_in("manager").get(_pages(now)[0]))


AGENCY = {
    "about": "THIRD_PARTY",
    "source_kind": "POLICE",
    "source": "Devon and Cornwall Police, DC Moor",
    "behaviour": "THREAT_OF_VIOLENCE",
}


@pytest.mark.clause("P4b", "D1")
def test_what_an_agency_told_us_is_no_behaviour_of_the_customer(cast, sign_in):
    told = scenarios.logged(cast, days=30, **AGENCY, standing="ALLEGED")
    now = scenarios.logged(cast, days=0)

    assert not now.past().is_recent
    for url in _pages(now):
        said = words(sign_in("manager").get(url))
        assert "other incident" not in said
        assert (
            "Other agencies told us in the 12 months before, or somebody else was the danger. It does not count as the "
            "customer’s own behaviour: "
            f"11 May 2026, told to us, not met by us (the police; alleged), {told.reference}"
        ) in said


@pytest.mark.clause("P4b", "D1")
def test_once_it_is_established_it_counts_and_names_its_source(cast, sign_in):
    scenarios.logged(cast, days=30, **AGENCY, standing="CORROBORATED")
    now = scenarios.logged(cast, days=0)

    assert now.past().is_recent
    said = words(sign_in("manager").get(_pages(now)[0]))
    assert "1 other incident in the 12 months before: 11 May 2026, told to us, not met by us (the police; c" in said
    assert "Other agencies told us" not in said


@pytest.mark.long
@pytest.mark.clause("P4b")
def test_the_customer_s_page_and_the_investigation_say_that_an_agency_told_us(cast, sign_in):
    file = scenarios.opened(cast, days=30, **AGENCY, standing="ALLEGED")
    told, client = file.incidents.get(), sign_in("lead")
    page = words(client.get(f"/customers/{LODGER}/"))
    assert (
        f"Incident {told.reference}: threat of violence (home visit), told to us, not met by us (the police; alleged)"
        in page
    )

    assert "Alleged. Told by: The police: Devon and Cornwall Police, DC Moor" in words(
        client.get(f"/investigations/{file.reference}/")
    )


@pytest.mark.clause("D1", "P9b")
def test_an_earlier_incident_whose_alert_was_found_wrong_on_appeal_does_not_count(cast, sign_in):
    """It was about somebody else; until its report is void, the triage says why it does not count."""
    alert = scenarios.active(cast)
    earlier = alert.investigation.incidents.get()
    now = scenarios.logged(cast, days=0)
    assert now.past().is_recent

    scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")

    now = Incident.objects.get(pk=now.pk)
    assert (now.past().is_recent, now.past().overturned) == (False, {earlier.pk})
    for url in _pages(now):
        said = words(sign_in("manager").get(url))
        assert "other incident in the 12 months before" not in said
        assert "What was decided on this was found wrong, on appeal or by ourselves. It does not count." in said
