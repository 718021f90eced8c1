"""Before you go: no correction, suggestion or question names whom only a restricted file names (P11a)."""

import pytest
from django.urls import reverse

from housing_alerts.customers.models import Customer, Word
from tests import scenarios
from tests.look_up import change

CLOSED_TO = ["officer", "head"]
NEARLY = [
    "Wilfred Whinchatt",
    "Wilfrd Whinchat",
    "Whinchatt",
    "Winchat",
    "WilfredWhinchat",
    "Whin chat",
    "Whinchat Sandpiper",
    "Wilfred Whinchat 12 Sandpiper Close",
    "Wilfred Whinchat Sandpipr",
    "W Whinchatt",
    "Wilfred Lodger",
    "Whincha",
]
"""What is almost the name of a person with a restricted file, or the name with the address."""


@pytest.fixture
def canary(cast):
    """Wilfred Whinchat lives at 12 Sandpiper Close, and nobody else is called so."""
    change("D900001", forenames="Wilfred", surname="Whinchat", known_as="Whinnie", former_names="Wilfred Fieldfare")
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    return Customer.objects.get(reference="D900001")


@pytest.mark.clause("P11a")
def test_nobody_is_told_of_them_who_typed_almost_their_name(look_up, canary):
    for typed in NEARLY:
        for username in CLOSED_TO:
            page = look_up(username, typed).replace(typed, "")
            assert "Nothing was found" in page
            for word in ("Whinchat", "Wilfred", "Whinnie", "Fieldfare", "D900001", "restricted file"):
                assert word not in page


@pytest.mark.clause("P11a")
def test_nobody_is_suggested_them(sign_in, canary):
    for typed in ["Whinchatt", "Whinchat", "Wilfrd Whinchat", "Whinchat Sandpiper", "wilf"]:
        for username in CLOSED_TO:
            assert sign_in(username).get(reverse("alerts:look_up_suggestions"), {"q": typed}).json() == []


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_the_answer_is_the_same_as_if_there_were_no_such_file(look_up, canary):
    """Else the difference would say that there is one."""
    with_them = {typed: look_up("officer", typed) for typed in NEARLY}
    change("D900001", forenames="Aaa", surname="Bbb", known_as="", former_names="")
    assert {typed for typed in NEARLY if _answer(look_up("officer", typed)) != _answer(with_them[typed])} == set()


def _answer(page: str) -> str:
    return page.partition("data-found")[2]


@pytest.mark.clause("P11a")
def test_their_words_correct_nothing_while_the_file_is_restricted(cast, canary):
    theirs = {"whinchat", "wilfred", "whinnie", "fieldfare"}
    assert not Word.objects.filter(word__in=theirs).exists()
    canary.restricted, canary.restricted_because = False, ""
    canary.save()
    assert set(Word.objects.filter(word__in=theirs, of_people=True).values_list("word", flat=True)) == theirs


@pytest.mark.clause("P11a")
def test_a_word_that_another_has_too_corrects_into_the_other_alone(cast, look_up, canary):
    change("D900008", surname="Whinchat")
    page = look_up("officer", "Whinchatt")
    assert "Shown: Whinchat." in page
    assert "Ottoline Whinchat" in page
    assert not [words for words in ("Wilfred", "D900001", "restricted file") if words in page]


@pytest.mark.clause("P11a")
def test_a_named_reader_finds_them_by_what_they_are_called_and_by_no_correction(look_up, canary):
    assert "Wilfred Whinchat" in look_up("lead", "Whinch")
    assert "Wilfred" not in look_up("lead", "Whinchatt")


@pytest.mark.clause("P11a")
def test_a_file_that_was_merged_into_a_restricted_one_corrects_nothing(cast):
    scenarios.second_file(cast, surname="Fieldfare")
    scenarios.merged(cast)
    assert Word.objects.filter(word="fieldfare").exists()
    scenarios.restrict_file(cast)
    assert not Word.objects.filter(word="fieldfare").exists()
