"""A reference or postcode is found as people write it: with a space too many, or without what stands between its parts."""

import pytest

from housing_alerts.customers.spelling import terms
from tests import scenarios
from tests.look_up import PAIRS, carried_over


def test_a_customer_is_found_by_the_number_of_their_reference(cast, look_up):
    carried_over(cast)
    for username in ["contractor", "officer"]:
        for typed in ["d 900001", "D 900001", "900001", "D900001"]:
            assert PAIRS in look_up(username, typed)


@pytest.mark.clause("P11a", refuses=True)
def test_a_contractor_finds_nobody_by_a_part_of_the_number_or_beside_a_name(cast, look_up):
    carried_over(cast)
    for typed in ["90000", "9000", "900001 Lodger", "d 900", "lodger 900001"]:
        page = look_up("contractor", typed)
        assert "Nothing was found" in page
        assert PAIRS not in page


def test_our_own_reference_is_found_without_its_hyphens(cast, look_up):
    reference = scenarios.logged(cast).reference
    for form in ["{0} {1} {2}", "{0}{1}{2}", "{0}-{1} {2}", "{0} {1}-{2}"]:
        assert f"incident {reference}" in look_up("lead", form.format(*reference.split("-")).lower())


@pytest.mark.clause("P11a", refuses=True)
def test_nobody_finds_a_case_that_they_may_not_open(cast, look_up):
    reference = scenarios.logged(cast).reference
    assert f"Open incident {reference}" not in look_up("contractor", reference.replace("-", " "))


def test_a_postcode_with_its_space_in_the_wrong_place_is_a_postcode(cast, look_up):
    assert [term.ways for term in terms("T Q99 1FP")] == [(("tq991fp",),)]
    assert [term.typed for term in terms("T Q99 smith")] == ["t", "q99", "smith"]
    page = look_up("officer", "T Q99 1AB")
    assert "12 Sandpiper Close" in page
