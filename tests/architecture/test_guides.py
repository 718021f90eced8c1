"""The guides for staff are in plain English, task by task, and their pictures exist."""

import re

import pytest

from housing_alerts.guides.documents import anchor
from tests.architecture.source import ROOT
from tests.plain_english import ENDS_OF_PROSE, grade, prose, sentences, words

GUIDES = [*sorted((ROOT / "docs/staff").glob("*.md")), ROOT / "docs/administrator.md"]
MOST_WORDS, HIGHEST_GRADE = 15, 8
NAME = re.compile(r"(?<![*\w])(\*{1,2})[^*.?]+\1(?!\*)")
"""A heading or a name of the product stands between stars, and opens as it does there."""
OPENINGS = re.compile(r"[\"“ ]*(What|Who|Whom|Whose|Of|That|Where)\b")
"""A sentence that begins so has to be read twice."""


def tasks(text: str) -> dict[str, str]:
    """Return what stands below each heading that has no smaller heading of its own."""
    parts = re.split(
        r"^(##+) (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), flags=re.MULTILINE
    )[1:]
    found = [(len(parts[i]), parts[i + 1], parts[i + 2]) for i in range(0, len(parts), 3)]
    follows = [size for size, _, _ in found[1:]] + [0]
    return {title: body for (size, title, body), after in zip(found, follows, strict=False) if after <= size}


def test_a_guide_is_in_plain_english():
    for guide in GUIDES:
        text = prose(guide.read_text(encoding="utf-8"))
        found = sentences(text, ENDS_OF_PROSE)
        assert len(words(found)) / len(found) <= MOST_WORDS, guide
        assert grade(text, ENDS_OF_PROSE) <= HIGHEST_GRADE, guide


def read_twice(text: str) -> list[str]:
    """Return the sentences that say their subject late."""
    found = sentences(prose(NAME.sub("This", text)))
    return [" ".join(each.split()) for each in found if OPENINGS.match(each)]


def test_each_sentence_of_a_guide_is_understood_at_first_reading():
    assert [(guide, said) for guide in GUIDES for said in read_twice(guide.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "written",
    ["Press it. What you typed is kept.", "1. Of a contractor's report, you do.", "- *You left.* Where so, wait."],
)
def test_a_sentence_that_is_read_twice_is_found(written):
    assert len(read_twice(written)) == 1


def test_a_name_of_the_product_may_open_a_sentence():
    assert read_twice("*What became of cases* tells you news.\n\n**What can go wrong**\n\n| What | Who |") == []


def test_each_task_of_a_guide_has_its_steps():
    for guide in GUIDES:
        found = tasks(guide.read_text(encoding="utf-8"))
        assert len(found) > 2, guide
        without = [title for title, body in found.items() if not re.search(r"^1\. ", body, flags=re.MULTILINE)]
        assert without == [], guide


def test_what_a_guide_shows_and_leads_to_exists():
    for guide in GUIDES:
        text = guide.read_text(encoding="utf-8")
        named = re.findall(r"\]\(([^)#:]+)\)", text)
        assert [name for name in named if not (guide.parent / name).is_file()] == [], guide
        anchors = {anchor(title) for title in re.findall(r"^##+ (.+)$", text, flags=re.MULTILINE)}
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors, guide


APPS = ("housing_alerts", "letters", "alerts", "appeals", "desk", "monitoring", "privacy")
ELSEWHERE = {
    "Add calendar": "Outlook's own words",
    "Copy the address": "a script makes the button",
    "Subscribe from web": "Outlook's own words",
    "Read events": "Django makes the plural",
    "Record the posting": "what goes by post",
    "Record the sending": "what goes by e-mail",
    "confirm role": "an event",
    "refuse role": "an event",
}
"""Names that the product puts together, or that are not its own."""


def _said() -> str:
    """Return the words of all pages, in which a name of the product is looked for."""
    ours = [path for app in APPS for kind in ("*.py", "*.html") for path in (ROOT / app).rglob(kind)]
    files = [*(ROOT / "templates").rglob("*.html"), *ours]
    text = " ".join(path.read_text(encoding="utf-8") for path in files).replace("&nbsp;", " ")
    return " ".join(re.sub(r"\"\s+f?\"|<[^>]*>", "", text).split()).lower()


def test_each_button_and_page_that_a_guide_names_has_that_name():
    """A sentence between stars says what went wrong; every other phrase is a name in the product."""
    said = _said()
    for guide in GUIDES:
        named = set(re.findall(r"(?<![*\w])\*([^*]+)\*(?!\*)", " ".join(guide.read_text(encoding="utf-8").split())))
        names = {part.strip() for name in named if not re.search(r"[.?”\"]$", name) for part in name.split("…")}
        assert sorted(name for name in names - ELSEWHERE.keys() if name.strip(" ,").lower() not in said) == [], guide
