"""Record that the police were told later: with the consent of whom it happened to."""

import pytest

from alerts.models import Incident
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, words
from tests.step import assert_not_now, fill, offered

pytestmark = pytest.mark.same_on_both
AGREED = "He rang me on Monday and asked me to report it."
OFFER = "Record the report to the police"


@pytest.fixture
def incident(cast):
    return scenarios.logged(cast, violent=True)


@pytest.fixture
def answers(cast):
    return {
        "agreed": [cast.officer.pk],
        "reference": "5 of 10 June",
        "consent_words": AGREED,
        **day("told_on", cast.today),
    }


def _url(incident):
    return f"/incidents/{incident.reference}/police/"


# It works


def test_who_reported_it_records_it_once(cast, sign_in, incident, answers):
    client, page = sign_in("officer"), f"/incidents/{incident.reference}/"
    assert OFFER in offered(client.get(page))
    response = fill(client, _url(incident), **answers)

    assert_done(client, response, page, f"Report to the police recorded on incident {incident.reference}.")
    found = Incident.objects.get()
    assert (found.police_told_on, found.police_reference, found.police_consent) == (cast.today, "5 of 10 June", True)
    said = words(client.get(page))
    assert AGREED in said
    assert "The police were called or told: yes" in said
    assert OFFER not in offered(client.get(page))
    sentence = (
        f"That the police were told on {cast.today:%-d %B %Y} is recorded already, with the reference 5 of 10 June."
    )
    assert_not_now(client, _url(incident), found, sentence, **answers)


def test_a_reference_that_was_given_at_the_time_stands_there(cast, sign_in):
    incident = scenarios.logged(cast, behaviour="THREAT_OF_VIOLENCE", police_reference="77 of 3 June")
    assert "77 of 3 June" in sign_in("officer").get(_url(incident)).content.decode()


def test_it_is_not_offered_where_there_was_neither_violence_nor_a_threat_of_it(cast, sign_in):
    incident = scenarios.logged(cast)
    assert OFFER not in words(sign_in("officer").get(f"/incidents/{incident.reference}/"))


# It refuses the wrong person


def test_the_case_has_its_own_action_for_it(sign_in, incident, answers):
    sentence = "Oliver Fisk or Morwenna Manning records what the police were told."
    assert_not_now(sign_in("lead"), _url(incident), incident, sentence, **answers)


# It refuses the wrong state


def test_a_void_report_was_not_told_to_the_police(cast, sign_in, answers):
    incident = scenarios.void(cast)
    sentence = "This incident is void, so no report to the police is recorded on it."
    assert_not_now(sign_in("officer"), _url(incident), incident, sentence, **answers)


# It refuses bad input


def test_without_the_consent_of_everybody_whom_it_happened_to_the_police_are_not_told(cast, sign_in, incident, answers):
    client = sign_in("manager")
    with nothing_changes():
        nobody = fill(client, _url(incident), **answers | {"agreed": []})
    sentence = (
        "Oliver Fisk has not agreed that the police are told, and it is their choice. Ask them first. Where somebody is in "
        "danger, call 999 all the same."
    )
    assert_refused(nobody, sentence)
    incident.affected.add(cast.contractor)
    with nothing_changes():
        one = fill(client, _url(incident), **answers)
    assert_refused(one, "Conrad Tracey has not agreed that the police are told")
    both = [cast.officer.pk, cast.contractor.pk]
    assert fill(client, _url(incident), **answers | {"agreed": both}).status_code == 302


def test_the_police_were_told_after_it_happened(cast, sign_in, incident, answers):
    client = sign_in("manager")
    with nothing_changes():
        response = fill(client, _url(incident), **answers | day("told_on", cast.ago(30)))
        future = fill(client, _url(incident), **answers | day("told_on", cast.ago(-1)))
    assert_refused(response, "The police were told between the day it happened and today. Check the day.")
    assert_asks(future, "The day the police were told must be today or in the past")


def test_it_asks_for_everything(sign_in, incident):
    client = sign_in("manager")
    with nothing_changes():
        response = fill(client, _url(incident))
    assert_asks(
        response,
        "Enter the day the police were told",
        "Write the reference, or “none given”",
        "Say how and when they agreed",
    )
