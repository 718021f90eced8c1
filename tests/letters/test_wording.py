"""The standing words: one version of each kind, in plain English, with nobody's address in them."""

import re

import pytest
from django.template.loader import get_template

from letters.models import Kind, Wording

from .samples import letter

pytestmark = pytest.mark.django_db
READING_AGE = 7


def standing_words(kind: str) -> str:
    """What a letter says of itself: its sentences without the facts, a heading or a list item counting as one."""
    facts = {
        "alert_name": "alert",
        "incident": "",
        "removal": "",
        "reason": "",
        "consequence": "",
        "considered": "",
        "basis": "",
        "looked_into": "",
        "follows": "",
    }
    written = letter(
        kind, facts=facts | {"alerts": [{"name": "alert", "measure": "", "consequence": "", "conditions": []}]}
    )
    html = get_template(written.template, using="jinja2").render(written.context())
    text = re.sub(r"</(p|li|h1|h2|h3)>", ". ", html[html.index("<h1>") : html.index("Yours sincerely")])
    return re.sub(r"<[^>]*>|\S+@\S+|\S+\.(uk|example)\b", " ", text)


def grade(text: str) -> float:
    """Flesch and Kincaid's school grade."""
    sentences = [s for s in re.split(r"[.:!?]\s+", text) if re.search(r"[a-z]", s)]
    words = re.findall(r"[A-Za-z][A-Za-z’']*", " ".join(sentences))
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e or ed at the end."""
    word = re.sub(r"(?<![aeiouytd])ed$|(?<=[^aeiouyl])e$|(?<=[^aeiouyscxzlg])es$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", word)))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("alert", 2),
        ("reported", 3),
        ("letter", 2),
        ("place", 1),
        ("visited", 3),
        ("removed", 2),
        ("appeal", 2),
        ("people", 2),
        ("like", 1),
    ],
)
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize("kind", Kind.values)
def test_the_letters_are_in_plain_english(kind):
    assert grade(standing_words(kind)) <= READING_AGE


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_has_its_words_and_they_name_no_address(kind):
    wording = Wording.objects.get(kind=kind, version=1)
    assert wording.title and wording.opening and wording.closing
    assert "@" not in wording.opening + wording.closing
