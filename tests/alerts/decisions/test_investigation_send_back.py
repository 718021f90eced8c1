"""The Head of Service asks the Lead a question before deciding."""

import pytest

from alerts.decisions import services as decisions_services
from alerts.investigations import services as investigations_services
from alerts.models import Investigation
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import fill

ANSWERS = {"question": "Was mediation offered?"}


@pytest.fixture
def file(cast):
    return scenarios.proposed(cast).investigation


def _url(file):
    return f"/investigations/{file.reference}/send-back/"


# It works


def test_the_head_sends_it_back(cast, sign_in, file):
    client = sign_in("head")
    response = fill(client, _url(file), **ANSWERS)

    said = f"Investigation {file.reference} sent back to Lena Ledger."
    assert_done(client, response, f"/investigations/{file.reference}/", said)
    found = Investigation.objects.get()
    assert (found.status, found.question) == ("OPEN", "Was mediation offered?")
    assert [alert.status for alert in found.alerts.all()] == ["DRAFT"]
    assert "Was mediation offered?" in words(client.get(f"/investigations/{file.reference}/"))
    assert "Sent back with a question" in words(sign_in("lead").get("/"))


def test_the_lead_answers_and_recommends_anew(cast, sign_in, file):
    fill(sign_in("head"), _url(file), **ANSWERS)
    page, client = f"/investigations/{file.reference}/", sign_in("lead")
    assert "What do you answer the Head of Service?" in words(client.get(f"{page}considerations/"))
    fill(client, f"{page}considerations/", answer="It was, and he declined.")
    fill(client, f"{page}recommend/")

    found = Investigation.objects.get()
    assert (found.status, found.question, found.answer) == ("RECOMMENDED", "", "")
    said = "Helen Headley, Head of Service, asked Was mediation offered? The Operational Lead answered It was, and he declined."
    assert said in words(client.get(page))
    scenarios.approved(cast, found.alerts.get())
    assert said in words(client.get(f"/alerts/{found.alerts.get()}/decision/"))
    assert "What do you answer" not in words(client.get(f"{page}considerations/"))


@pytest.mark.clause("D3b", refuses=True)
def test_nothing_is_recommended_anew_before_the_question_is_answered(cast, sign_in, file):
    fill(sign_in("head"), _url(file), **ANSWERS)
    file, client = Investigation.objects.get(), sign_in("lead")
    page = f"/investigations/{file.reference}/"
    with pytest.raises(NotAllowed, match="Answer the question with which the investigation was sent back"):
        investigations_services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)
    assert f'href="{page}considerations/#answer"' in client.get(page).content.decode()


@pytest.mark.clause("P10a")
def test_what_was_known_when_it_was_sent_back_stays_beside_the_question(cast, file):
    scenarios.becomes_known(cast)
    scenarios.becomes_known(cast, "Reads little.")
    back = decisions_services.send_back_investigation(investigation=file, version=file.version, by=cast.head, **ANSWERS)

    answered = scenarios.recommended(cast, back).answers()[-3:]

    assert answered == [
        ("Helen Headley, Head of Service, asked", "Was mediation offered?"),
        ("Known by then since the recommendation", ["Vulnerability: Hears badly.", "Vulnerability: Reads little."]),
        ("The Operational Lead answered", "We asked him, and it changes nothing."),
    ]


def test_what_is_decided_stays_decided(cast, sign_in):
    pairs, weapons = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")
    scenarios.declined(cast, weapons)
    fill(sign_in("head"), _url(pairs.investigation), **ANSWERS)

    pairs.refresh_from_db()
    weapons.refresh_from_db()
    assert (pairs.status, weapons.status) == ("DRAFT", "DECLINED")


@pytest.mark.clause("P7a")
def test_another_head_names_the_absent_one_and_both_are_kept_with_the_question(cast, sign_in, file):
    fill(sign_in("head2"), _url(file), **ANSWERS, absent_head=cast.head.pk, absence_reason="On leave.")
    found = Investigation.objects.get()
    assert found.status == "OPEN"
    assert found.answers()[-2:] == [
        (f"{cast.head2}, Leadership Team, in the Head of Service's absence, asked", "Was mediation offered?"),
        ("Absent Head of Service", f"{cast.head}: On leave."),
    ]


def test_while_nobody_is_head_why_the_post_is_vacant_is_kept(cast, sign_in, file):
    scenarios.leaves(cast.head)
    fill(sign_in("leadership"), _url(file), **ANSWERS, absence_reason="She left in May.")
    assert Investigation.objects.get().answers()[-1] == (
        "Absent Head of Service",
        "Nobody, as the post is vacant: She left in May.",
    )


# It refuses bad input


def test_the_question_is_said_in_words(cast, sign_in, file):
    client = sign_in("head")
    with nothing_changes():
        response = fill(client, _url(file), question=" ")
    assert_asks(response, "Write down the question for the Operational Lead")
    with pytest.raises(NotAllowed, match="Write down the question for the Operational Lead"):
        decisions_services.send_back_investigation(investigation=file, version=file.version, by=cast.head, question=" ")
