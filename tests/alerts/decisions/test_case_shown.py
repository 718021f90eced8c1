"""Each page on which a case is decided shows what stands beside it, whatever is decided."""

import pytest

from tests import scenarios
from tests.page import words


def _approve(cast):
    return f"/alerts/{scenarios.proposed(cast, 'NO_LONE_MALES').reference}/approve/"


def _decline(cast):
    return f"/alerts/{scenarios.proposed(cast, 'NO_LONE_MALES').reference}/decline/"


def _agree(cast):
    return f"/investigations/{scenarios.recommended(cast, scenarios.nothing_further(cast)).reference}/agree/"


pytestmark = pytest.mark.usefixtures("wednesday")
PAGES = pytest.mark.parametrize("page", [_approve, _decline, _agree], ids=["approve", "decline", "agree"])


@PAGES
@pytest.mark.clause("D5")
def test_the_breach_that_it_answers(cast, sign_in, page):
    breach = scenarios.breach(cast, days=20)
    shown = words(sign_in("head").get(page(cast)))
    assert f"Breach of an alert in force {breach.reference}" in shown
    assert f"breached {breach.breach_of.type}, {breach.breach_of.reference}" in shown


@PAGES
@pytest.mark.clause("P8a", "P8b")
def test_a_review_of_the_same_day_and_what_it_asks_for(cast, sign_in, page):
    kept, heavier = scenarios.active(cast, "WEAPONS", days=30), scenarios.active(cast, "DANGEROUS_DOGS", days=30)
    url = page(cast)
    scenarios.reviewed(cast, scenarios.under_review(cast, kept))
    scenarios.asked_for_more(cast, heavier)
    shown = words(sign_in("head").get(url))
    assert f"Reviewed meanwhile Weapons, {kept.reference}, on 10 June 2026: Keep the alert." in shown
    more = "Strengthen the alert. What it asks for in the place of that alert is not decided yet."
    assert f"Dangerous Dogs, {heavier.reference}, on 10 June 2026: {more}" in shown


@PAGES
@pytest.mark.clause("P8a", refuses=True)
def test_no_review_of_long_ago_nor_of_somebody_else(cast, sign_in, page):
    before = scenarios.active(cast, "WEAPONS", days=200)
    scenarios.reviewed(cast, scenarios.under_review(cast, before), on=cast.ago(30))
    other = scenarios.active(cast, customer="D900003", days=30)
    url = page(cast)
    scenarios.reviewed(cast, scenarios.under_review(cast, other))
    assert "Reviewed meanwhile" not in words(sign_in("head").get(url))


@PAGES
@pytest.mark.clause("P11a")
def test_that_the_file_was_two(cast, sign_in, page):
    scenarios.second_file(cast)
    url = page(cast)
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
