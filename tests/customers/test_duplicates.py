"""Who may be the same person: a like name, and one more thing in common."""

from datetime import date

import pytest

from housing_alerts.customers.duplicates import likely_same
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records import saving as records
from tests import scenarios, settling

pytestmark = pytest.mark.same_on_both
PERSON = {
    "forenames": "José",
    "surname": "Núñez",
    "born": date(1980, 5, 7),
    "telephone": "01632 960001",
    "email": "j@example.org",
}
NOTHING = {"born": None, "telephone": "", "email": ""}


@pytest.fixture
def jose(cast):
    return scenarios.second_file(cast, reference="D1", tenancy="T-D2", title="", **PERSON)


def _because(cast, jose, *, tenancy="T-D3", **values):
    other = scenarios.second_file(cast, reference="D2", tenancy=tenancy, title="", **PERSON | NOTHING | values)
    found = {each.customer: each.because for each in likely_same(jose)}
    assert set(found) <= {other}
    return found.get(other, [])


def test_a_like_name_and_one_thing_in_common(cast, jose):
    for values, because in [
        ({"forenames": "Jose", "surname": "Nunez", "born": date(1980, 5, 7)}, "the same date of birth"),
        ({"surname": "Nuñes", "born": date(1980, 7, 5)}, "date of birth with day and month changed"),
        ({"telephone": "01632 960001"}, "the same telephone number"),
        ({"forenames": "J", "email": "j@example.org"}, "the same e-mail address"),
        ({"forenames": "Pepe", "known_as": "Jose", "tenancy": "T-D2"}, "the same address"),
    ]:
        with settling.undone():
            assert _because(cast, jose, **values) == [because]


def test_who_is_somebody_else(cast, jose):
    for values in [
        {},
        {"forenames": "Maria", "born": date(1980, 5, 7)},
        {"surname": "Smith", "born": date(1980, 5, 7)},
        {"born": date(1981, 5, 7), "tenancy": "T-D2", "telephone": "01632 960001"},
        {"forenames": "", "born": date(1980, 5, 7)},
    ]:
        with settling.undone():
            assert _because(cast, jose, **values) == [], values


def test_a_surname_may_have_changed_where_two_things_agree(cast, jose):
    assert len(_because(cast, jose, surname="Smith", born=date(1980, 5, 7), telephone="01632 960001")) == 2


def test_somebody_of_the_sister_landlord_and_nobody_who_was_merged(cast, jose):
    theirs = cast.customers["D900003"].organisation
    assert _because(cast, jose, born=date(1980, 5, 7), organisation=theirs) == ["the same date of birth"]
    other = Customer.objects.get(reference="D2")
    other.organisation, other.merged_into = jose.organisation, jose
    records.save(other, by=None, why="Merged")
    assert likely_same(jose) == []


def test_the_cost_does_not_grow_with_the_register(cast, jose, django_assert_max_num_queries):
    for number in range(5):
        scenarios.second_file(cast, reference=f"X{number}", tenancy="T-D2", title="", **PERSON)
    with django_assert_max_num_queries(9):
        assert len(likely_same(jose)) == 5
