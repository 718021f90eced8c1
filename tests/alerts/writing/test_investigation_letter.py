"""Write the letter that tells how an investigation ended that imposed nothing."""

import pytest

from letters.models import Letter
from tests import scenarios
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.step import (
    assert_kept,
    assert_not_now,
    fill,
    shown,
)

ANSWERS = {"looked_into": "We looked into a report about a visit.", "reason": "It was a bad day for you."}
pytestmark = pytest.mark.same_on_both


@pytest.fixture
def file(cast):
    return scenarios.considered(cast)


def _url(file):
    return f"/investigations/{file.reference}/letter/"


def test_the_lead_drafts_it_and_it_is_owed_until_it_is_sent(cast, sign_in, file):
    client = sign_in("lead")
    assert "Outcome letter owed" in words(client.get("/"))
    response = fill(client, _url(file), **ANSWERS)

    letter = Letter.objects.get()
    message = f"Letter {letter.reference} drafted. Next: check it and issue it."
    assert_done(client, response, f"/letters/{letter.reference}/", message)
    assert (letter.kind, letter.subject, letter.signatory) == ("INVESTIGATION_OUTCOME", file, "Lena Ledger")
    assert (letter.grants_appeal, letter.facts["nothing"], letter.facts["actions"]) == (False, True, [])
    scenarios.cancelled(cast, letter)
    letter = scenarios.posted(cast, file)
    assert "Outcome letter owed" not in words(client.get("/"))
    scenarios.returned(cast, letter)
    assert "Outcome letter owed" in words(client.get("/"))


def test_agreed_actions_are_told_with_what_they_mean_and_can_be_appealed(cast, sign_in):
    action = scenarios.agreed_action(cast, kind="MEDIATION")
    client = sign_in("lead")
    assert action.words in client.get(_url(action.investigation)).content.decode()
    asked = fill(client, _url(action.investigation), **ANSWERS)
    said = (
        "“What do the agreed actions mean for the customer?” holds the words of the record as they are. "
        "The customer may read them."
    )
    assert said in words(asked)
    assert not Letter.objects.exists(), "the Lead wrote the action for the Head, and it may name who told us"
    client.post(_url(action.investigation), shown(asked) | {"confirmed": said})

    letter = Letter.objects.get()
    assert (letter.grants_appeal, letter.facts["follows"]) == (True, action.words)
    assert letter.reply_by is not None


def test_before_the_conclusion_there_is_nothing_to_tell(cast, sign_in):
    file = scenarios.nothing_further(cast)
    plan = {"planned_method": "FIRST_CLASS"} | day("planned_on", cast.today)
    sentence = f"Investigation {file.reference} is open: there is no outcome to tell."
    assert_not_now(sign_in("lead"), _url(file), file, sentence, **ANSWERS | plan)


def test_each_error_has_its_own_words(cast, sign_in):
    file = scenarios.agreed_action(cast).investigation
    client = sign_in("lead")
    for missing, sentence in [
        ("looked_into", "Say what we looked into"),
        ("reason", "Say why no alert was imposed"),
        ("follows", "Say what the agreed actions mean for the customer"),
    ]:
        with nothing_changes():
            response = fill(client, _url(file), **ANSWERS | {missing: " "})
        assert_asks(response, sentence)
        assert_kept(response, **{name: text for name, text in ANSWERS.items() if name != missing})
