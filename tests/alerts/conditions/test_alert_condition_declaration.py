"""Record the customer's written declaration: the service resumes, and the rest of the alert goes on."""

from datetime import timedelta

import pytest

from letters.models import Letter
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, words
from tests.step import assert_not_now, fill, offered

pytestmark = pytest.mark.same_on_both
SAID = "I will not threaten anybody again."
OFFER = "Record the written declaration"


@pytest.fixture
def condition(cast):
    return scenarios.awaiting_declaration(cast)


@pytest.fixture
def answers(cast):
    return {"words": SAID, **day("received_on", cast.today)}


def _url(condition):
    return f"/alerts/{condition.alert.reference}/conditions/{condition.pk}/declaration/"


@pytest.mark.long
def test_the_service_resumes_and_the_rest_goes_on(cast, sign_in, condition, answers):
    client, page = sign_in("lead"), f"/alerts/{condition.alert.reference}/"
    look_up = f"/look-up/?q={scenarios.LODGER}"
    assert condition.words in words(client.get(look_up))
    assert OFFER in offered(client.get(page))
    response = fill(client, _url(condition), **answers)

    assert_done(client, response, page, f"Declaration recorded. This no longer applies: {condition.words}")
    condition.refresh_from_db()
    assert (condition.declared_on, condition.lifted_on, condition.declaration) == (cast.today, cast.today, SAID)
    said = words(client.get(look_up))
    assert condition.words not in said
    assert "Please contact us by letter only." in said
    assert f"Declared in writing on {cast.today:%-d %B %Y}: {SAID}" in words(client.get(page))
    assert OFFER not in offered(client.get(page))


def test_a_letter_that_says_otherwise_is_no_longer_sent(cast, sign_in, condition, answers):
    letter = scenarios.drafted(cast, condition.alert)
    fill(sign_in("lead"), _url(condition), **answers)
    assert Letter.objects.get(pk=letter.pk).status == "CANCELLED"


def test_it_comes_once_and_where_one_is_asked_for(sign_in, condition, answers):
    client, sentence = sign_in("lead"), "No service waits for a written declaration here, or it has come already."
    other = condition.alert.conditions.exclude(pk=condition.pk).get()
    assert_not_now(client, _url(other), other.alert, sentence, **answers)
    fill(client, _url(condition), **answers)
    condition.alert.refresh_from_db()
    assert_not_now(client, _url(condition), condition.alert, sentence, **answers)


def test_it_asks_when_it_came_and_what_it_says_and_it_came_after_the_alert(cast, sign_in, condition, answers):
    before = condition.alert.effective_from - timedelta(days=1)
    client = sign_in("lead")
    with nothing_changes():
        asked = fill(client, _url(condition), words=" ")
        assert_asks(asked, "Enter the day it came", "Say what the customer declared in writing")
        response = fill(client, _url(condition), **answers | day("received_on", before))
    assert_refused(response, "The declaration came between the day the alert took effect and today. Check the day.")
