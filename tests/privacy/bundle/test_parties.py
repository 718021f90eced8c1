"""Who else is named in an item: found by name, relation, role and box."""

import pytest

from housing_alerts.customers.models import Customer
from privacy.choices import Relation
from privacy.subject_access import selectors
from tests import scenarios


def _found(request, reference):
    (item,) = [each for each in selectors.reviewed(request) if each.item.title == f"Incident {reference}"]
    return {each.words: each.relation for each in item.found}


NAMED = {
    "Oliver Fisk was there.": ("Oliver Fisk", Relation.REPORTER),
    "He hit Conrad.": ("Conrad", Relation.AFFECTED),
    "It was FISK’S idea, and Tracey’s.": ("Tracey", Relation.AFFECTED),
    "FISK was there.": ("Fisk", Relation.REPORTER),
    "Helen Headley came later.": ("Helen Headley", Relation.COLLEAGUE),
    "His brother Jory laughed.": ("Jory", Relation.HOUSEHOLD),
    "Keziah  Northcott saw it.": ("Keziah Northcott", Relation.CUSTOMER),
    "Miss Northcott saw it.": ("Miss Northcott", Relation.CUSTOMER),
    "Rita Reader rang for him.": ("Rita Reader", Relation.REPRESENTATIVE),
    "PC Hart and Nell Hart came.": ("PC Hart", Relation.NAMED),
    "His mother-in-law rang us.": ("mother", Relation.RELATIVE),
}


def test_somebody_who_is_named_is_found_with_how_they_stand_to_the_case(cast):
    scenarios.represented(cast)
    facts = {"affected": [cast.contractor], "others_affected": "PC Hart of Testmouth"}
    told = {scenarios.logged_in_words(cast, account, **facts).reference: named for account, named in NAMED.items()}
    request = scenarios.identified(cast)

    for reference, (words, relation) in told.items():
        found = _found(request, reference)
        assert found[words] == relation
        assert found["PC Hart of Testmouth"] == Relation.FIELD


def test_the_person_and_words_of_every_day_are_no_finding(cast):
    incident = scenarios.logged_in_words(cast, "Lewis Lodger will hail a fisk tomorrow. Mr Lodger said so.")

    found = _found(scenarios.identified(cast), incident.reference)

    assert not {"Lewis Lodger", "Lodger", "Mr Lodger", "Jory Lodger", "fisk", "hail"} & set(found)


def test_a_colleague_who_did_their_work_is_shown_and_not_suggested(cast):
    incident = scenarios.logged_in_words(cast, "Helen Headley came later.")
    request = scenarios.identified(cast)

    (item,) = [each for each in selectors.reviewed(request) if each.item.title == f"Incident {incident.reference}"]

    suggested = {each.words: each.suggested for each in item.found}
    assert suggested["Helen Headley"] is False
    assert suggested["Oliver Fisk"] is True


@pytest.mark.long
def test_the_former_name_of_a_reporter_is_suggested(cast):
    incident = scenarios.logged_in_words(cast, "He shouted at Oliver Fisk.")
    scenarios.renamed(cast, cast.officer, "Oliver", "Tregear")

    assert "Oliver Fisk" in _found(scenarios.identified(cast), incident.reference)


def test_somebody_elses_case_in_which_the_person_is_named_is_theirs_too(cast):
    incident = scenarios.logged_in_words(cast, "Lewis Lodger helped her to shout.", scenarios.HONG)

    titles = [each.item.title for each in selectors.reviewed(scenarios.identified(cast))]

    assert f"Incident {incident.reference}" in titles


@pytest.mark.clause("P13b", "P11a")
def test_where_somebody_of_the_household_lives_now_is_found(cast):
    jory = Customer.objects.get(forenames="Jory")
    scenarios.moved(cast, jory)
    home = jory.home(on=cast.today)
    incident = scenarios.logged_in_words(cast, f"He may follow our van to {home.address.split(',')[0]}.")
    found = _found(scenarios.identified(cast), incident.reference)
    assert found[home.address.split(",")[0]] == Relation.ADDRESS


def test_whatever_is_written_like_a_door_is_found_but_the_persons_own_and_a_day(cast):
    words = "She stays at 7 Plover Lane since 28 November 2026, and not at 12 Sandpiper Close."
    incident = scenarios.logged_in_words(cast, words)
    found = _found(scenarios.identified(cast), incident.reference)
    assert found["7 Plover Lane"] == Relation.ADDRESS
    assert not {"28 November", "12 Sandpiper Close"} & set(found)


@pytest.mark.clause("P13b", "P7c")
def test_where_somebody_at_home_may_have_told_us_each_item_is_opened(cast, sign_in):
    scenarios.logged_in_words(cast, "He must not learn that his wife rang us.", circumstances=["DOMESTIC_ABUSE"])
    request = scenarios.identified(cast)
    items = selectors.reviewed(request)
    assert {each.words: each.suggested for item in items for each in item.found}["wife"] is False
    assert not [each for each in items if each.clean]
    page = sign_in("dpo").get(f"/subject-access/{request.reference}/sections/{items[0].item.group}/")
    assert "So nothing is released unopened" in page.content.decode()


@pytest.mark.clause("P13b", "P7c")
@pytest.mark.parametrize("whose", ["D900009", None])
def test_a_report_on_somebody_else_at_home_or_on_the_home_counts_too(cast, whose):
    request = scenarios.identified(cast)
    assert not selectors.endangers_others(request)
    report = scenarios.logged if whose else scenarios.logged_at_an_address
    report(cast, *filter(None, [whose]), circumstances=["DOMESTIC_ABUSE"])
    assert selectors.endangers_others(request)


@pytest.mark.clause("P13b", "P11a")
def test_the_house_of_a_flat_is_found(cast):
    scenarios.restrict_file(cast, scenarios.HONG)
    incident = scenarios.logged_in_words(cast, "Do not let him follow us to 20 Heron Way.")
    assert _found(scenarios.identified(cast), incident.reference)["20 Heron Way"] == Relation.ADDRESS
