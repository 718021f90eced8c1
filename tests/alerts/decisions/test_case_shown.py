"""Each page on which a case is decided shows what stands beside it, whatever is decided."""

import pytest

from alerts.investigations.models import Discussion
from alerts.models import Incident
from tests import scenarios
from tests.page import words
from tools import demo


def _approve(cast):
    return f"/alerts/{scenarios.proposed(cast, 'NO_LONE_MALES').reference}/approve/"


def _decline(cast):
    return f"/alerts/{scenarios.proposed(cast, 'NO_LONE_MALES').reference}/decline/"


def _agree(cast):
    return f"/investigations/{scenarios.recommended(cast, scenarios.nothing_further(cast)).reference}/agree/"


pytestmark = pytest.mark.usefixtures("wednesday")
PAGES = pytest.mark.parametrize("page", [_approve, _decline, _agree], ids=["approve", "decline", "agree"])


@pytest.mark.long
@pytest.mark.clause("D5")
def test_the_breach_that_it_answers(cast, sign_in):
    breach = scenarios.breach(cast, days=20)
    shown = words(sign_in("head").get(_approve(cast)))
    assert f"Breach of an alert in force {breach.reference}" in shown
    assert f"breached {breach.breach_of.type}, {breach.breach_of.reference}" in shown


@pytest.mark.long
@pytest.mark.clause("P8a", "P8b")
def test_a_review_of_the_same_day_and_what_it_asks_for(cast, sign_in):
    kept, heavier = scenarios.active(cast, "WEAPONS", days=30), scenarios.active(cast, "DANGEROUS_DOGS", days=30)
    url = _decline(cast)
    scenarios.reviewed(cast, scenarios.under_review(cast, kept))
    scenarios.asked_for_more(cast, heavier)
    shown = words(sign_in("head").get(url))
    assert f"Reviewed meanwhile Weapons, {kept.reference}, on 10 June 2026: Keep the alert." in shown
    more = "Strengthen the alert. What it asks for in the place of that alert is not decided yet."
    assert f"Dangerous Dogs, {heavier.reference}, on 10 June 2026: {more}" in shown


@pytest.mark.long
@pytest.mark.clause("P8a", refuses=True)
def test_no_review_of_long_ago_nor_of_somebody_else(cast, sign_in):
    before = scenarios.active(cast, "WEAPONS", days=200)
    scenarios.reviewed(cast, scenarios.under_review(cast, before), on=cast.ago(30))
    other = scenarios.active(cast, customer="D900003", days=30)
    url = _approve(cast)
    scenarios.reviewed(cast, scenarios.under_review(cast, other))
    assert "Reviewed meanwhile" not in words(sign_in("head").get(url))


@pytest.mark.clause("P11a")
def test_that_the_file_was_two(cast, sign_in):
    scenarios.second_file(cast)
    url = _agree(cast)
    scenarios.merged(cast)
    shown = words(sign_in("head").get(url))
    assert f"This file was made one with the file of Lewis Lodgar ({scenarios.TWIN}) on 10 June 2026." in shown


@pytest.mark.clause("P8b")
def test_who_declines_reads_which_alert_goes_on_then(cast, sign_in):
    alert = scenarios.active(cast, days=30)
    more = scenarios.more_proposed(cast, alert)
    assert f"Takes the place of Visit in Pairs, {alert.reference}" in words(
        sign_in("head").get(f"/alerts/{more.reference}/decline/")
    )


# What happened, and who was heard


@PAGES
@pytest.mark.clause("P6")
def test_what_was_reported_in_its_words_and_the_customers_side(cast, sign_in, page):
    url = page(cast)
    incident = Incident.objects.get()
    side = Discussion.objects.get(counterpart="CUSTOMER")
    shown = words(sign_in("head").get(url))
    assert f"What happened {incident.reference}, " in shown
    assert f"{incident.account} Reported by {incident.reporter}. {incident.get_standing_display()}." in shown
    assert side.what in shown.partition("Who was heard")[2].partition("What the Operational Lead considered")[0]
    assert shown.index("What happened") < shown.index("Who was heard") < shown.index("What is proposed")


@pytest.mark.clause("D3b")
def test_that_there_is_no_account_of_the_customers_side_and_why(cast, sign_in):
    alert = demo.put_forward(cast, scenarios.investigated_unheard(cast), "WEAPONS", 0)
    shown = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert "There is no account of the customer’s side: Nobody answered three calls in May." in shown
    assert "not asked" not in shown


@pytest.mark.clause("P4b")
def test_that_another_agency_told_us_and_that_there_is_nothing_else(cast, sign_in):
    alert = scenarios.proposed_on_third_party_information(cast)
    told, alone = "Told by: Devon and Cornwall Police.", "Third-party information alone: no letter"
    for who, page in [
        ("head", f"/alerts/{alert.reference}/approve/"),
        ("lead", f"/investigations/{alert.investigation.reference}/"),
    ]:
        shown = words(sign_in(who).get(page))
        assert told in shown and alone in shown, page


@pytest.mark.long
@pytest.mark.clause("D4")
def test_other_danger_of_the_same_person_that_is_no_part_of_it(cast, sign_in):
    other = scenarios.settled(cast, violent=True, days=3)
    calm, elsewhere = scenarios.logged(cast, days=4), scenarios.logged(cast, scenarios.HONG, violent=True)
    shown = words(sign_in("head").get(_decline(cast))).partition("Other danger that was reported")[2]
    listed = shown.partition("Who was heard")[0]
    assert f"{other.reference}, 7 June 2026: Settled informally. {other.account}" in listed
    assert calm.reference not in listed and elsewhere.reference not in listed


def test_of_a_restricted_file_only_that_there_was_one(cast, sign_in):
    alert = scenarios.proposed_at_an_address(cast)
    apart = scenarios.logged(cast, violent=True, asset=alert.asset)
    scenarios.restrict(cast, readers=[cast.lead])
    shown = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert "An incident on a restricted file, which its named readers open" in shown
    assert apart.reference not in shown


def test_the_reasons_of_the_recommendation_stand_with_the_proposal(cast, sign_in):
    alert = scenarios.proposed(cast)
    said = words(sign_in("head").get(f"/alerts/{alert.reference}/decline/"))
    assert alert.investigation.recommendation in said.partition("What is proposed")[2]
