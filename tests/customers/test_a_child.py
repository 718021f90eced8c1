"""Whoever weighs a case, settles it or writes is told that the person is a child, or may be one (§10)."""

from datetime import date

import pytest

from housing_alerts.customers import services as customers
from housing_alerts.kernel.records import saving as records
from letters import beforehand, copying, dispatch
from tests import scenarios
from tests.page import words

ASKED = "No date of birth is recorded. If this may be a child, ask"
CHILD = "This is a child. Speak and write to a parent or carer too"


def _born(cast, day):
    customer = cast.customers[scenarios.LODGER]
    customer.refresh_from_db()
    customer.born = day
    records.save(customer, by=None, why="Imported")


@pytest.mark.long
@pytest.mark.clause("P10a")
def test_the_manager_and_whoever_decides_read_it(cast, sign_in):
    settle = f"/incidents/{scenarios.logged(cast).reference}/settle/"
    approve = f"/alerts/{scenarios.proposed(cast).reference}/approve/"
    for born, said in ((None, ASKED), (date(cast.today.year - 15, 1, 1), CHILD), (date(1980, 1, 1), "")):
        _born(cast, born)
        for who, page in (("manager", settle), ("head", approve)):
            found = words(sign_in(who).get(page))
            assert [one for one in (ASKED, CHILD) if one in found] == ([said] if said else []), page


@pytest.mark.clause("P10b")
def test_the_page_of_a_letter_says_who_gets_a_copy(cast, sign_in):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    issue, said = f"/letters/{letter.reference}/issue/", "is a child. A parent or carer who is recorded"
    assert said not in words(sign_in("lead").get(issue))
    _born(cast, date(cast.today.year - 15, 1, 1))
    assert said in words(sign_in("lead").get(issue))
    assert [doubt.code for doubt in dispatch.asked(letter, on=cast.today)] == [beforehand.CHILD]
    assert dispatch.asked(letter, on=cast.today, how="FIRST_CLASS") == [], "that it was posted is a fact"
    details = {"name": "Rita Reader", "authority": "His mother.", "address": "2 Quay, Testmouth", "copy_letters": True}
    customers.record_representative(customer=letter.customer, by=cast.lead, details=details)
    letter.refresh_from_db()
    letter.facts = letter.facts | {"copies": copying.copies(letter.customer, on=cast.today)}
    assert beforehand.CHILD not in [doubt.code for doubt in dispatch.asked(letter, on=cast.today)]
