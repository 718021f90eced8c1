"""The standing words: one version of each kind, in plain English, with nobody's address in them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template.loader import get_template

from alerts.choices import ReviewOutcome
from alerts.models import Alert, AlertType, Incident
from alerts.writing import drafts, gone, measures, reported, suggestions
from appeals.choices import AppealOutcome
from letters.choices import Kind
from letters.models import Letter, Wording
from tests.plain_english import grade, sentences
from tests.plain_english import words as words_of

from .samples import AGAINST_AN_ACTION, IN_PAIRS, letter

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
HIGHEST_GRADE = 7
MOST_WORDS = 25


def own_words(written: Letter) -> str:
    """What the letter says of itself: its sentences without names and addresses, a heading or a list item counting as one."""
    html = get_template(written.template, using="jinja2").render(written.context())
    text = re.sub(r"</(p|li|h1|h2|h3)>", ". ", html[html.index("<h1>") : html.index("Yours sincerely")])
    ours = written.organisation
    for name in (written.addressee, written.contact, written.signatory, ours.email, *ours.address.splitlines()):
        text = text.replace(name, "them")
    return re.sub(r"<[^>]*>|\S+@\S+|\S+\.(uk|example)\b|\S*\d{5}\S*", " ", text)


def _type(code: str) -> dict[str, str]:
    """What the procedure's own words say of a type of alert, whose name is left out."""
    type = AlertType.objects.get(code=code)
    return {"name": "alert", "measure": type.measure, "consequence": type.consequence}


def _imposed(code: str, **more: Any) -> dict[str, Any]:
    return IN_PAIRS | _type(code) | {"replaces": "alert"} | more


LIMIT = {"words": "Please contact us only by letter.", "applies": measures.APPLIES}
LESS = {"ended": [LIMIT["words"]], "stays": [LIMIT]}
LIMITED = {"limited": True}
NONE = {"incident": "", "reason": "", "considered": "", "basis": "", "looked_into": "", "alert_name": "alert"}
"""The Lead's own words are left out, wherever none are suggested."""
FORMAL = {"grants_appeal": True, "reply_by": date(2026, 5, 6)}
INFORMAL = {"grants_appeal": False, "reply_by": None}


def _whole(reason: str) -> str:
    """A suggested reason as a Lead might end it."""
    return f"{reason}you shouted at us twice in May." if reason.endswith("because ") else reason


def _notifications(code: str) -> Iterator[dict[str, Any]]:
    facts = {"removal": drafts.REMOVAL}
    yield facts | {"alerts": [_imposed(code)]}
    yield facts | {
        "alerts": [_imposed(code, conditions=[LIMIT]), IN_PAIRS | {"name": "alert"}],
        "invite_apology": False,
        "limited": True,
    }
    yield facts | {"alerts": [_imposed(code)], "invite_apology": False, "behaviour": False}
    for reason in suggestions.imposed([Alert(type=AlertType.objects.get(code=code), controls=[])]):
        yield facts | {"alerts": [_imposed(code)], "reason": _whole(reason)}
    for why in suggestions.NOT_ASKED:
        yield facts | {"alerts": [_imposed(code)], "side": "NOT_ASKED", "not_asked": why}
    yield facts | {"alerts": [_imposed(code, kept_back=True)], "complaints_limited": True}
    for measure, consequence in (
        (measures.NONE_APPLY, measures.IN_AN_EMERGENCY),
        (measures.THESE_APPLY, measures.AS_USUAL),
    ):
        yield facts | {"alerts": [_imposed(code) | {"measure": measure, "consequence": consequence}]}
    lighter = {"measure": measures.THESE_APPLY, "consequence": measures.MAY_TAKE_LONGER}
    each = [{"words": words, "applies": measures.APPLIES} for words in measures.MEASURES.values()]
    yield facts | {"alerts": [_imposed(code) | lighter | {"conditions": each}]}
    yield facts | {
        "alerts": [_imposed(code)],
        "actions": ["Mediation, by 4 May 2026", "Written warning, which stands until 2 October 2026"],
        "follows": "Please talk with us.",
    }


def _reviews(code: str) -> Iterator[dict[str, Any]]:
    type = AlertType.objects.get(code=code)
    reasons = [(outcome, _whole(words)) for outcome, each in suggestions.REASONS.items() for words in each]
    reasons += [(outcome, words.replace(*suggestions.OF_THE_FIRST)) for outcome, words in reasons]
    for outcome, reason in dict.fromkeys(reasons):
        removed = outcome == ReviewOutcome.REMOVE
        says = {"outcome": outcome, "reason": reason}
        if removed:
            yield says | {"review_by": "", "consequence": type.consequence_removed}
            yield says | {"review_by": "", "consequence": "", "untold_since": "1 May 2026", "kept_back": True}
        elif outcome == ReviewOutcome.STEP_DOWN:
            yield says | {"consequence": measures.MAY_TAKE_LONGER} | LESS | LIMITED
        else:
            considered = outcome != ReviewOutcome.KEEP
            yield says | {"consequence": type.consequence_kept, "considered": considered}


def _removals(code: str) -> Iterator[dict[str, Any]]:
    over = AlertType.objects.get(code=code).consequence_removed
    yield {"because": "RISK_REDUCED", "reason": "", "consequence": gone.NO_LONGER.format(code)} | LIMITED
    for because, reason in ((each, words) for each, reasons in suggestions.REMOVED.items() for words in reasons):
        yield {"because": because, "reason": reason, "consequence": over}


OF_A_TYPE = {Kind.NOTIFICATION: _notifications, Kind.REVIEW_OUTCOME: _reviews, Kind.REMOVAL: _removals}
TYPES = [
    "VISIT_IN_PAIRS",
    "DANGEROUS_DOGS",
    "CONTACT_MANAGEMENT",
    "NO_LONE_FEMALES",
    "NO_LONE_MALES",
    "NO_FEMALE_VISITORS",
    "NO_MALE_VISITORS",
    "WEAPONS",
    "SINGLE_POINT_OF_CONTACT",
]
REFUSED = {"outcome": "REFUSED", "last_day": "6 May 2026"}
ENDED = {"kept": False, "review_by": ""}
REPLACED = ENDED | {"replaced_by": "alert", "replaced_on": "2 May 2026"}
RESUMED = {"resumed": [LIMIT["words"]]}
AGREED = {"theirs": "I will speak calmly.", "ours": drafts.WE_AGREE}
NOTHING = {"actions": [], "follows": "", "nothing": True, "side": "REFUSED"}
OTHERS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    *(
        (Kind.APPEAL_OUTCOME, {"outcome": outcome} | kept, {})
        for outcome in AppealOutcome
        for kept in ({}, ENDED, REPLACED)
    ),
    (Kind.APPEAL_OUTCOME, {"outcome": "PARTLY"} | LESS, {}),
    (Kind.APPEAL_OUTCOME, {"outcome": "NOT_UPHELD"} | RESUMED, {}),
    (Kind.APPEAL_OUTCOME, REFUSED, {}),
    (Kind.APPEAL_OUTCOME, REFUSED | ENDED, {}),
    (Kind.APPEAL_OUTCOME, AGAINST_AN_ACTION | {"outcome": "UPHELD", "kept": False}, {}),
    (Kind.APPEAL_OUTCOME, AGAINST_AN_ACTION | {"outcome": "UPHELD", "kept": False, "for_signature": True}, {}),
    (Kind.APPEAL_OUTCOME, AGAINST_AN_ACTION | {"outcome": "NOT_UPHELD", "kept": True}, {}),
    (Kind.APPEAL_ACKNOWLEDGEMENT, {}, {}),
    (Kind.APPEAL_ACKNOWLEDGEMENT, {"late": "6 May 2026", "documents": "A letter.", "own_allowed": False}, {}),
    (Kind.APPEAL_ACKNOWLEDGEMENT, {"stayed": [LIMIT["words"]]}, {}),
    (Kind.APPEAL_ACKNOWLEDGEMENT, ENDED, {}),
    (Kind.APPEAL_ACKNOWLEDGEMENT, REPLACED, {}),
    (Kind.APPEAL_ACKNOWLEDGEMENT, LIMITED, {}),
    (Kind.APPEAL_OUTCOME, LIMITED, {}),
    (Kind.INVESTIGATION_OUTCOME, {"reason": suggestions.NOT_IN_GENERAL} | LIMITED, FORMAL),
    (Kind.WRITTEN_WARNING, {"asks": "Please speak calmly."} | LIMITED, INFORMAL),
    (Kind.BEHAVIOUR_AGREEMENT, {"theirs": "I will speak calmly.", "ours": drafts.WE_AGREE} | LIMITED, FORMAL),
    (Kind.AGREED_ACTION, {"follows": ""} | LIMITED, FORMAL),
    *(
        (Kind.WRITTEN_WARNING, {"asks": "Please speak calmly.", "reason": each}, INFORMAL)
        for each in (_whole(suggestions.WARNED), suggestions.IN_GENERAL)
    ),
    (Kind.BEHAVIOUR_AGREEMENT, AGREED | {"reason": _whole(suggestions.OFFERED)}, FORMAL),
    (Kind.AGREED_ACTION, {"follows": "", "reason": _whole(suggestions.AGREED)}, FORMAL),
    (Kind.APPEAL_OUTCOME, LIMITED | {"named_contact": ["Liam Leduc", "Morwenna Manning"]}, {}),
    (Kind.APPEAL_ACKNOWLEDGEMENT, AGAINST_AN_ACTION, {}),
    (Kind.APPEAL_ACKNOWLEDGEMENT, AGAINST_AN_ACTION | {"for_signature": True}, {}),
    *((kind, AGAINST_AN_ACTION | {"over": True}, {}) for kind in (Kind.APPEAL_OUTCOME, Kind.APPEAL_ACKNOWLEDGEMENT)),
    (Kind.INVESTIGATION_OUTCOME, {"reason": suggestions.NOT_IN_GENERAL}, FORMAL),
    (Kind.INVESTIGATION_OUTCOME, {"reason": suggestions.NOT_IN_GENERAL} | NOTHING, INFORMAL),
    (Kind.WRITTEN_WARNING, {"asks": "Please speak calmly."}, FORMAL),
    (Kind.WRITTEN_WARNING, {"asks": "Please speak calmly."}, INFORMAL),
    (Kind.BEHAVIOUR_AGREEMENT, {"theirs": "I will speak calmly.", "ours": drafts.WE_AGREE}, FORMAL),
    (Kind.BEHAVIOUR_AGREEMENT, {"theirs": "I will speak calmly.", "ours": drafts.WE_AGREE}, INFORMAL),
    (Kind.AGREED_ACTION, {"follows": ""}, FORMAL),
]
"""Every branch of the templates that no type of alert changes."""


def hard(written: Letter) -> list[str]:
    """The grade where it is too high, with the words; and sentences with more words than a reader keeps in mind."""
    text = " ".join(own_words(written).split())
    long = [each for each in sentences(f"{text} ") if len(words_of([each])) > MOST_WORDS]
    return ([f"{grade(text):.1f}: {text}"] if grade(text) > HIGHEST_GRADE else []) + long


@pytest.mark.long
@pytest.mark.parametrize("code", TYPES)
@pytest.mark.parametrize("kind", OF_A_TYPE)
def test_a_letter_about_each_type_of_alert_is_in_plain_english(kind, code):
    found = (each for facts in OF_A_TYPE[kind](code) for each in hard(letter(kind, facts=NONE | facts)))
    assert [*dict.fromkeys(found)] == []


@pytest.mark.long
def test_every_other_letter_is_in_plain_english_whatever_it_tells():
    found = (each for kind, facts, fields in OTHERS for each in hard(letter(kind, facts=NONE | facts, **fields)))
    assert [*dict.fromkeys(found)] == []


@pytest.mark.long
def test_every_kind_and_every_type_with_a_letter_is_measured():
    assert {*OF_A_TYPE, *(kind for kind, _, _ in OTHERS)} == set(Kind)
    assert set(AlertType.objects.filter(letter_required=True).values_list("code", flat=True)) == set(TYPES)


@pytest.mark.long
def test_each_kind_has_its_words_and_they_name_no_address():
    for kind in Kind.values:
        wording = Wording.objects.filter(kind=kind).first()
        assert wording.title and wording.opening and wording.closing
        assert "@" not in wording.opening + wording.closing
        assert "call us" not in wording.opening + wording.closing


@pytest.mark.long
def test_however_many_reports_there_are_no_sentence_about_them_is_long():
    for number in [1, 2, 3, 6]:
        day = datetime(2026, 11, 21, 12, tzinfo=UTC)
        incident = Incident(pk=1, channel="OFFICE", occurred_at=day)
        incident._prefetched_objects_cache = {"affected": ["a colleague"]}
        incidents = [incident] * number
        for begun in (reported.it_was_reported(incidents), reported.we_looked_into(incidents)):
            assert begun.count("a visit to one of our offices on 21 November 2026") == number
            assert max(len(words_of([each])) for each in sentences(f"{begun} you were rude. ")) <= MOST_WORDS
