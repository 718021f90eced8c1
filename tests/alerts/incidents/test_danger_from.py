"""Whose the danger is of which a report tells: it stands with that person, at that home, or at both (D4.1)."""

import pytest

from alerts.incidents import policies
from alerts.incidents.words import KEPT_WITH_FILE
from housing_alerts.kernel.procedure import Stage
from tests import scenarios
from tests.page import words

RING = "Ring Morwenna Manning before you go."
MARKED = "Unconfirmed: go with at least one other colleague"


@pytest.mark.clause("D4")
@pytest.mark.parametrize(
    ("danger_from", "at_the_home", "with_the_person"),
    [("NAMED", False, True), ("THERE", True, True)],
)
def test_it_goes_with_the_person_who_moves_away_and_stays_at_the_home_unless_it_was_theirs(
    cast, sign_in, danger_from, at_the_home, with_the_person
):
    incident = scenarios.logged(cast, violent=True, danger_from=danger_from)
    scenarios.moved(cast, cast.customers[scenarios.LODGER])
    client = sign_in("contractor")

    for told in (RING, MARKED):
        assert (told in words(client.get("/look-up/?q=A-D1"))) == at_the_home
        assert (told in words(client.get(f"/look-up/?q={scenarios.LODGER}"))) == with_the_person
        if told == RING:
            scenarios.mark(cast, incident)


@pytest.mark.clause("D1", refuses=True)
def test_the_formal_stage_is_not_proposed_against_somebody_whose_danger_it_is_not(cast, sign_in):
    incident = scenarios.logged(cast, days=3, violent=True, danger_from="THERE")
    assert (incident.customer, policies.proposed_stage(incident)) == (None, Stage.FORMAL)
    later = scenarios.logged(cast, days=1)
    assert policies.proposed_stage(later) == Stage.INFORMAL
    assert incident.reference not in words(sign_in("manager").get(f"/incidents/{later.reference}/"))


@pytest.mark.clause("D4", "P11a")
def test_a_report_on_a_restricted_file_stays_there_and_proposes_nothing_against_the_person(cast, sign_in):
    scenarios.restrict_file(cast)
    incident = scenarios.logged(cast, violent=True, danger_from="THERE")
    assert (incident.customer.reference, incident.asset.reference) == (scenarios.LODGER, "A-D1")
    assert policies.proposed_stage(incident) is None
    assert not incident.is_their_own()
    page = words(sign_in("manager").get(f"/incidents/{incident.reference}/"))
    assert "Appendix D proposes no stage, because the danger comes from somebody else there." in page


@pytest.mark.clause("D4", "P11a", refuses=True)
def test_nobody_without_the_file_reads_at_which_home_it_stands(cast, sign_in):
    scenarios.restrict_file(cast)
    incident = scenarios.logged(cast, violent=True, danger_from="UNKNOWN")
    scenarios.reported_anew(incident, by=cast.people["contractor"], typed_by=cast.officer)
    home = str(incident.asset)
    url = f"/incidents/{incident.reference}/"
    for who, page in [("contractor", ""), ("contractor", "confirm/"), ("manager", ""), ("manager", "void/")]:
        assert home not in sign_in(who).get(f"{url}{page}").content.decode()
    assert KEPT_WITH_FILE in words(sign_in("contractor").get(url))
    assert home in words(sign_in("lead").get(url))


@pytest.mark.clause("D4")
def test_away_from_our_properties_it_stays_with_the_person_because_nobody_would_be_warned(cast, sign_in):
    incident = scenarios.logged(cast, violent=True, danger_from="THERE", elsewhere="In the street.")
    assert (incident.customer.reference, incident.asset, incident.is_their_own()) == (scenarios.LODGER, None, False)
    assert RING in words(sign_in("contractor").get(f"/look-up/?q={scenarios.LODGER}"))


def test_whoever_is_named_later_is_who_it_comes_from(cast):
    incident = scenarios.named(cast, scenarios.logged(cast, violent=True, danger_from="THERE"), scenarios.HONG)
    assert (incident.customer.reference, incident.asset.reference) == (scenarios.HONG, "A-D1")
    assert incident.danger_from == "NAMED"


@pytest.mark.clause("P7c", "P4a")
def test_nobody_speaks_at_the_door_of_danger_that_somebody_at_home_may_have_told_us_of(cast, sign_in):
    scenarios.mark(cast, scenarios.logged(cast, violent=True, circumstances=["DOMESTIC_ABUSE"]))
    said = "The customer has not been told: do not mention it, to them or to anybody else there."
    assert said in words(sign_in("officer").get("/look-up/?q=A-D1"))


@pytest.mark.clause("D4", "P11a")
def test_what_goes_along_shows_beside_the_old_home_too_and_ties_no_safe_address_to_it(cast, sign_in):
    incident = scenarios.logged(cast, violent=True, danger_from="THERE")
    scenarios.moved(cast, cast.customers[scenarios.LODGER])
    client = sign_in("officer")
    both, new, old = (words(client.get(f"/look-up/?q={typed}")).count(RING) for typed in ("Lodger", "A-NEW", "A-D1"))
    assert new and both == new + old
    assert incident.reference in words(client.get("/look-up/?q=A-NEW"))
    scenarios.restrict_file(cast)
    page = words(client.get("/look-up/?q=A-NEW"))
    assert (RING in page, incident.reference in page) == (True, False)


@pytest.mark.clause("D4")
def test_where_nobody_is_named_it_goes_along_with_whoever_lived_there_or_left_shortly_before(cast, sign_in):
    scenarios.logged_at_an_address(cast, violent=True)
    scenarios.logged(cast, scenarios.HONG, days=0, violent=True, danger_from="THERE")
    client = sign_in("officer")
    for customer in (scenarios.LODGER, scenarios.HONG):
        cast.customers[customer].memberships.update(ends=cast.ago(1))
    assert RING in words(client.get(f"/look-up/?q={scenarios.LODGER}"))
    assert RING in words(client.get(f"/look-up/?q={scenarios.HONG}"))
    cast.customers[scenarios.HONG].memberships.update(ends=cast.ago(15))
    assert RING not in words(client.get(f"/look-up/?q={scenarios.HONG}"))
