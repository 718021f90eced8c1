"""Sending an appeal back with a question: ``/appeals/AP-…/send-back/``"""

import pytest

from tests import scenarios
from tests.letters import reader
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
QUESTION = "What did the neighbours see?"


@pytest.fixture
def appeal(cast):
    return scenarios.prepared(cast, scenarios.active(cast))


def url(appeal):
    return f"/appeals/{appeal.reference}/send-back/"


def test_the_head_asks_the_lead_first_and_the_28_days_go_on(sign_in, appeal):
    client, due = sign_in("head"), appeal.answer_due_on

    response = send(client, url(appeal), appeal, question=QUESTION)

    page = f"/appeals/{appeal.reference}/"
    assert_done(client, response, page, f"Appeal {appeal.reference} sent back to the Operational Lead.")
    appeal.refresh_from_db()
    assert (appeal.status, appeal.question, appeal.answer_due_on) == ("ACCEPTED", QUESTION, due)
    assert f"Sent back with a question: {QUESTION}" in words(client.get(page))


@pytest.mark.clause("P7a")
def test_leadership_asks_in_the_named_heads_absence(sign_in, cast, appeal):
    client = sign_in("leadership")
    answers = {"question": QUESTION, "absent_head": cast.head.pk, "absence_reason": "On leave."}

    assert send(client, url(appeal), appeal, **answers).status_code == 302

    said = f"{cast.leadership}, Leadership Team, in the Head of Service's absence, asked {QUESTION}"
    for page in (f"/appeals/{appeal.reference}/", f"/appeals/{appeal.reference}/evidence.pdf"):
        content = client.get(page)
        page = " ".join(reader.text(content.content).split()) if page.endswith("pdf") else words(content)
        assert f"{said} Absent Head of Service {cast.head}: On leave." in page.replace("’", "'")


# The wrong person


def test_leadership_is_refused_until_the_absent_head_is_named(sign_in, appeal):
    for who in ["head2", "leadership"]:
        client = sign_in(who)

        with nothing_changes():
            response = send(client, url(appeal), appeal, question=QUESTION)

        assert_refused(response, "In their absence, name them and say why they are absent.")
        assert QUESTION in words(response)


# The wrong state


def test_only_what_is_prepared_is_sent_back(sign_in, cast):
    appeal, client = scenarios.appealed(cast, scenarios.active(cast)), sign_in("head")
    refusal = (
        "This appeal is accepted since Lena Ledger acted on 10 June 2026 at 10:30. "
        '"Send back" needs it to be prepared. Open it again to see where it stands.'
    )

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, question=QUESTION), refusal)


# Bad input


def test_it_asks_for_the_question(sign_in, appeal):
    for typed in ["", "  "]:
        client = sign_in("head")

        with nothing_changes():
            response = send(client, url(appeal), appeal, question=typed)

        assert_asks(response, "Write down the question for the Operational Lead", typed=(typed,))
