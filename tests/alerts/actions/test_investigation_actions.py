"""Put an action, which is no sanction, into the recommendation."""

from datetime import date

import pytest

from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, words
from tests.step import assert_kept, fill

ANSWERS = {"kind": "MEDIATION", "words": "With the neighbour, about the parking.", **day("due_on", date(2050, 5, 1))}


@pytest.fixture
def file(cast):
    return scenarios.opened(cast)


def _url(file):
    return f"/investigations/{file.reference}/actions/"


# It works


def test_the_lead_recommends_an_action(cast, sign_in, file):
    client = sign_in("lead")
    response = fill(client, _url(file), **ANSWERS | {"kind": "MEDIATION"})

    assert_done(client, response, f"/investigations/{file.reference}/", "Action added to the recommendation.")
    action = file.actions.get()
    assert (action.kind, action.words, action.agreed) == ("MEDIATION", "With the neighbour, about the parking.", None)
    assert (action.due_on, action.consent_by) == (date(2050, 5, 1), None)
    assert f"{action} With the neighbour, about the parking." in words(client.get(f"/investigations/{file.reference}/"))


def test_a_report_to_the_police_names_who_consented_and_when(cast, sign_in, file):
    client = sign_in("lead")
    consent = {"kind": "POLICE", "consent_by": cast.officer.pk, **day("consent_on", cast.today)}
    fill(client, _url(file), **ANSWERS | consent)

    action = file.actions.get()
    assert (action.consent_by, action.consent_on) == (cast.officer, cast.today)
    said = words(client.get(f"/investigations/{file.reference}/"))
    assert f"By 1 May 2050. Oliver Fisk consented on {cast.today:%-d %B %Y}." in said


# It refuses bad input


def test_each_error_has_its_own_words(sign_in, file):
    client = sign_in("lead")
    for changed, sentence in [
        ({"kind": ""}, "Choose which action you recommend"),
        ({"kind": "APOLOGY"}, "Choose one of those that are shown"),
        ({"words": " "}, "Say what exactly you recommend, and why"),
        ({"due_on_year": "2020"}, "The day by which it is to be done must be today or later"),
        ({"due_on_day": ""}, "The day by which it is to be done must include a day"),
    ]:
        with nothing_changes():
            response = fill(client, _url(file), **ANSWERS | changed)
        assert_asks(response, sentence)
        assert_kept(response, **({"words": ANSWERS["words"]} if "kind" in changed else {"kind": "MEDIATION"}))


def test_without_consent_the_page_asks_for_it(sign_in, file):
    response = fill(sign_in("lead"), _url(file), **ANSWERS | {"kind": "POLICE"})
    assert_asks(
        response,
        "Choose the employee who consents. Without consent the police are not told",
        "Enter the day the employee consented",
    )


@pytest.mark.clause("D3a", refuses=True)
def test_nothing_is_recommended_that_must_be_written_where_nobody_is_named(cast, sign_in):
    file, client = scenarios.opened_at_an_address(cast), sign_in("lead")
    with nothing_changes():
        response = fill(client, _url(file), **ANSWERS | {"kind": "WRITTEN_WARNING"})
    assert_refused(response, "Nobody is known at this address, so there is nobody to write to about the action.")
