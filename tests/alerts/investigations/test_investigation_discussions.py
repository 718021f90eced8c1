"""Record a discussion and what was said, or why there was none."""

from datetime import timedelta

import pytest

from alerts.choices import Counterpart
from alerts.investigations import services as investigations_services
from alerts.investigations.discussions import customers_side
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, words
from tests.step import fill

WHAT = "He says that it was a bad day."


@pytest.fixture
def file(cast):
    return scenarios.opened(cast)


@pytest.fixture
def answers(cast):
    return {"counterpart": "CUSTOMER", "what": WHAT, "side": "GIVEN", **day("on", cast.today)}


def _url(file):
    return f"/investigations/{file.reference}/discussions/"


# It works


def test_the_lead_records_what_was_said(cast, sign_in, file, answers):
    client = sign_in("lead")
    for counterpart in Counterpart.values:
        response = fill(client, _url(file), **answers | {"counterpart": counterpart})

        assert_done(client, response, f"/investigations/{file.reference}/", "Discussion recorded.")
        said = file.discussions.latest("pk")
        assert (said.counterpart, said.on, said.what, said.why_not) == (counterpart, cast.today, WHAT, "")
        assert said.side == ("GIVEN" if counterpart in ("CUSTOMER", "REPRESENTATIVE") else "")
        assert said.created_by == cast.lead
        assert WHAT in words(client.get(f"/investigations/{file.reference}/"))


@pytest.fixture
def two(cast):
    """A file on an incident that happened to two colleagues."""
    return scenarios.opened(cast, affected=[cast.officer, cast.contractor])


@pytest.mark.clause("D3b", refuses=True)
def test_where_it_happened_to_two_it_is_said_which_was_heard(cast, sign_in, two, answers):
    client = sign_in("lead")
    talk = answers | {"counterpart": "STAFF"}
    assert_asks(fill(client, _url(two), **talk), "Choose which colleague was heard")
    fill(client, _url(two), **talk, heard=cast.contractor.pk)
    assert two.discussions.get().heard == cast.contractor
    assert f"The member of staff {cast.contractor}" in words(client.get(f"/investigations/{two.reference}/"))
    fill(client, _url(two), **answers)
    assert two.discussions.last().heard is None


@pytest.mark.clause("D3b", refuses=True)
def test_nobody_is_heard_whom_it_did_not_happen_to(cast, two):
    talk = {"counterpart": "STAFF", "on": cast.today, "what": WHAT, "why_not": "", "today": cast.today}
    step = {"investigation": two, "version": two.version, "by": cast.lead}
    names = " or ".join(sorted([str(cast.officer), str(cast.contractor)]))
    for heard in (cast.manager, None):
        with (
            nothing_changes(),
            pytest.raises(NotAllowed, match=f"Say which colleague was heard: it happened to {names}."),
        ):
            investigations_services.add_discussion(**step, **talk, heard=heard)


def test_where_it_happened_to_one_nobody_need_say_so(cast, sign_in, file, answers):
    client = sign_in("lead")
    assert "Which colleague was heard?" not in words(client.get(_url(file)))
    fill(client, _url(file), **answers | {"counterpart": "STAFF"})
    assert file.discussions.get().heard == cast.officer


def test_that_they_did_not_want_to_speak_is_recorded_and_shown(sign_in, file, answers):
    client = sign_in("lead")
    fill(client, _url(file), **answers | {"side": "REFUSED", "what": "She said that she has nothing to say."})

    assert customers_side(file.discussions.all()) == "REFUSED"
    assert "They did not want to give their side." in words(client.get(f"/investigations/{file.reference}/"))


def test_or_why_there_was_none(sign_in, file):
    client = sign_in("lead")
    fill(client, _url(file), counterpart="STAFF", why_not="The officer is on sick leave.")

    none = file.discussions.get()
    assert (none.on, none.what, none.why_not) == (None, "", "The officer is on sick leave.")
    assert "There was none: The officer is on sick leave." in words(client.get(f"/investigations/{file.reference}/"))


# It refuses bad input


def test_each_error_has_its_own_words(cast, sign_in, file, answers):
    client = sign_in("lead")
    for changed, sentence in [
        ({"counterpart": ""}, "Choose with whom the discussion was"),
        ({"why_not": "He hung up."}, "Say what was said, or why there was no discussion – not both"),
        ({"on_day": "", "on_month": "", "on_year": ""}, "Enter the day of the discussion"),
        ({"on_day": "31", "on_month": "2"}, "The day of the discussion must be a real date, such as 5 4 2026"),
        (day("on", cast.today + timedelta(days=1)), "The day of the discussion must be today or in the past"),
        ({"on_year": ""}, "The day of the discussion must include a year"),
        ({"side": ""}, "Say whether they gave their side"),
    ]:
        with nothing_changes():
            response = fill(client, _url(file), **answers | changed)
        assert_asks(response, sentence, typed=(WHAT,))


def test_the_day_goes_with_what_was_said(sign_in, file, answers):
    for changed, sentence in [
        ({"what": " "}, "Say what was said or, below, why there was no discussion"),
        ({"what": "", "why_not": "He hung up."}, "Leave the day empty where there was no discussion"),
    ]:
        assert_asks(fill(sign_in("lead"), _url(file), **answers | changed), sentence)


def test_the_service_too_takes_one_of_the_two_with_their_side_and_of_no_day_to_come(cast, file):
    talk = {"counterpart": "CUSTOMER", "on": cast.today, "what": WHAT, "why_not": "", "side": "GIVEN"}
    one_of_two = "Give the day and what was said, or say why there was no discussion"
    for changed, sentence in [
        ({"why_not": "He hung up."}, one_of_two),
        ({"on": None, "what": "", "why_not": " "}, one_of_two),
        ({"on": None}, one_of_two),
        ({"side": "PERHAPS"}, "Say whether they gave their side: the letter to the customer tells it."),
        ({"on": cast.ago(-1)}, "A discussion is recorded for a day in the future. Hold it first."),
    ]:
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            investigations_services.add_discussion(
                investigation=file, version=file.version, by=cast.lead, today=cast.today, **talk | changed
            )


@pytest.mark.clause("D3b", refuses=True)
def test_nobody_spoke_of_it_before_it_happened(cast, sign_in, file, answers):
    first, client = file.incidents.get().occurred_on, sign_in("lead")
    with nothing_changes():
        response = fill(client, _url(file), **answers | day("on", first - timedelta(days=1)))
    assert_refused(
        response, f"The first incident of this case was on {show_date(first)}, so nobody can have spoken of it"
    )
    assert fill(client, _url(file), **answers | day("on", first)).status_code == 302


@pytest.mark.clause("D3b", refuses=True)
def test_the_customer_s_side_is_written_down(sign_in, file, answers):
    client = sign_in("lead")
    with nothing_changes():
        response = fill(client, _url(file), **answers | {"counterpart": "REPRESENTATIVE", "what": "x"})
    assert_refused(response, "Write down what the customer’s side is.")
