"""Where the customer knows of one instruction and not of another, each of them says whether they know of it (§7)."""

import pytest

from alerts.look_up.precautions import KNOWS, KNOWS_ALONE, MAY_NOT_KNOW
from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
LOOK_UP = "/look-up/?q=D900001"
NOT_TOLD = "The customer has not been told: do not mention it, to them or to anybody else there."
PAIRS = "Do not go alone."


@pytest.mark.long
@pytest.mark.clause("P7c")
def test_each_instruction_says_whether_the_customer_knows_of_it(cast, sign_in):
    told = scenarios.active(cast, "DANGEROUS_DOGS")
    scenarios.posted(cast, told)
    withheld = scenarios.active(cast, inform=scenarios.WITHHOLD)

    kept = scenarios.visits(cast, scenarios.LODGER)
    for who, page in (("contractor", LOOK_UP), ("officer", f"/visits/{kept.pk}/"), ("lead", "/customers/D900001/")):
        said = words(sign_in(who).get(page))
        assert f"{withheld.instruction} {NOT_TOLD}" in said, (who, page)
        assert f"{told.instruction} {KNOWS_ALONE}" in said, (who, page)
        assert f"Warning: {NOT_TOLD}" not in said.partition("Who lives here")[0], (
            "it would be said of no particular one"
        )


@pytest.mark.clause("P7c")
def test_of_a_danger_beside_it_nobody_assumes_that_they_know(cast, sign_in):
    scenarios.active(cast, inform=scenarios.WITHHOLD)
    scenarios.logged(cast, days=1, violent=True)
    assert MAY_NOT_KNOW in words(sign_in("contractor").get(LOOK_UP))


@pytest.mark.long
@pytest.mark.clause("P7c", refuses=True)
def test_one_that_asks_for_the_same_is_not_called_known(cast, sign_in):
    """Two at one home ask for the same words, and one of the two people was not told."""
    there = cast.customers[scenarios.HONG].memberships.get()
    there.tenancy = cast.customers[scenarios.LODGER].memberships.get().tenancy
    there.save()
    scenarios.active(cast, inform=scenarios.WITHHOLD)
    known = scenarios.active(cast, customer=scenarios.HONG)
    scenarios.posted(cast, known)
    card = words(sign_in("contractor").get(LOOK_UP))
    assert card.count(NOT_TOLD) == 1
    assert KNOWS not in card
    assert KNOWS_ALONE not in card


@pytest.mark.long
@pytest.mark.clause("P7c")
def test_who_lives_alone_is_simply_told(cast, sign_in):
    alone = "D900005"
    told = scenarios.active(cast, "DANGEROUS_DOGS", alone)
    scenarios.posted(cast, told)
    scenarios.active(cast, customer=alone, inform=scenarios.WITHHOLD)
    card = words(sign_in("contractor").get(f"/look-up/?q={alone}"))
    assert f"{told.instruction} {KNOWS}" in card
    assert KNOWS_ALONE not in card
