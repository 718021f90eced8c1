"""A customer who has not been told of an alert: every page by which a colleague may meet them says so."""

import pytest

from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
NOT_TOLD = "The customer has not been told: do not mention it, to them or to anybody else there."
NOBODY_TOLD = "Whoever lives there has not been told: do not mention it"
NOT_RECORDED = "It is not recorded whether the customer was told: do not mention it"
LOOK_UP = "/look-up/?q=D900001"


@pytest.fixture
def withheld(cast):
    return scenarios.active(cast, inform=scenarios.WITHHOLD)


@pytest.mark.clause("P7c")
@pytest.mark.parametrize("who", ["officer", "contractor", "manager", "lead", "head2"])
def test_whoever_looks_it_up_reads_it_in_the_answer(sign_in, withheld, who):
    assert f"Do not go alone. Warning: {NOT_TOLD}" in words(sign_in(who).get(LOOK_UP))


def test_it_stands_beside_the_person_it_is_about_where_others_live_there_too(cast, sign_in, withheld):
    scenarios.active(cast, "NO_LONE_FEMALES", scenarios.HONG)
    here, there = cast.customers[scenarios.LODGER], cast.customers[scenarios.HONG]
    membership = there.memberships.get()
    membership.tenancy = here.memberships.get().tenancy
    membership.save()

    page = words(sign_in("officer").get(LOOK_UP))

    assert page.count(NOT_TOLD) == 2
    assert f"Do not go alone. Warning: {NOT_TOLD}" in page.partition("Who lives here")[2]


def test_whoever_may_not_open_a_restricted_file_reads_it_too(cast, sign_in, withheld):
    scenarios.restrict(cast, readers=[cast.lead])

    assert NOT_TOLD in words(sign_in("officer").get("/look-up/?q=12 Sandpiper"))


def test_every_page_of_the_case_says_it(cast, sign_in, withheld):
    review = scenarios.under_review(cast, withheld)
    (entry,) = withheld.entries.all()
    pages = [
        "/customers/D900001/",
        f"/alerts/{withheld.reference}/",
        f"/reviews/{review.reference}/",
        f"/entries/{entry.pk}/",
        f"/investigations/{withheld.investigation.reference}/",
    ]

    assert [page for page in pages if NOT_TOLD not in words(sign_in("lead").get(page))] == []
    assert NOT_TOLD in entry.to_copy


def test_it_goes_on_once_the_alert_has_ended(cast, sign_in, withheld):
    scenarios.ended(cast, withheld)

    for page in ("/customers/D900001/", f"/alerts/{withheld.reference}/"):
        assert NOT_TOLD in words(sign_in("lead").get(page))
    assert NOT_TOLD not in words(sign_in("lead").get(LOOK_UP))


def test_where_nobody_is_known_it_says_who(cast, sign_in):
    alert = scenarios.on_a_property(cast)

    assert NOBODY_TOLD in words(sign_in("contractor").get("/look-up/?q=12 Sandpiper"))
    assert NOBODY_TOLD in words(sign_in("lead").get(f"/alerts/{alert.reference}/"))


def test_of_what_the_housing_system_had_in_force_it_is_not_known(cast, sign_in):
    scenarios.carried_over(cast)

    assert NOT_RECORDED in words(sign_in("contractor").get(LOOK_UP))


def test_a_marker_on_what_an_agency_told_us_says_it_too(cast, sign_in):
    marker = scenarios.marked(cast, violent=False, about="THIRD_PARTY", source="Devon and Cornwall Police")

    for who, page in [
        ("contractor", LOOK_UP),
        ("lead", "/customers/D900001/"),
        ("manager", f"/incidents/{marker.incident.reference}/"),
    ]:
        assert NOT_TOLD in words(sign_in(who).get(page))


def test_who_was_told_is_spoken_to_as_anybody(cast, sign_in):
    alert = scenarios.active(cast)
    scenarios.marked(cast)

    for who, page in [("officer", LOOK_UP), ("lead", "/customers/D900001/"), ("lead", f"/alerts/{alert.reference}/")]:
        assert "do not mention it" not in words(sign_in(who).get(page))
    assert "do not mention it" not in alert.entries.get().to_copy
