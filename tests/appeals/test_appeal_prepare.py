"""Preparing an appeal for the Head of Service: ``/appeals/AP-…/prepare/``"""

import pytest

from appeals import services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios, settling
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
EVIDENCE = "He wrote twice, and nothing further was reported."


@pytest.fixture
def appeal(cast):
    return scenarios.appealed(cast, scenarios.active(cast))


@pytest.fixture
def asked(cast):
    """Sent back with a question."""
    return scenarios.asked_about(cast, scenarios.prepared(cast, scenarios.active(cast)))


def url(appeal):
    return f"/appeals/{appeal.reference}/prepare/"


def test_the_lead_passes_it_with_its_evidence_to_the_head(sign_in, cast, appeal):
    client = sign_in("lead")

    response = send(client, url(appeal), appeal, evidence=EVIDENCE)

    message = f"Appeal {appeal.reference} is with the Head of Service for Housing."
    assert_done(client, response, f"/appeals/{appeal.reference}/", message)
    appeal.refresh_from_db()
    assert (appeal.status, appeal.evidence) == ("PREPARED", EVIDENCE)
    assert (appeal.prepared_by, appeal.prepared_on) == (cast.lead, cast.today)
    assert "Prepared by Lena Ledger, 10 June 2026." in words(client.get(f"/appeals/{appeal.reference}/"))


@pytest.mark.clause("P9b")
def test_while_nobody_is_head_it_goes_to_the_leadership_team(sign_in, cast, appeal):
    scenarios.leaves(cast.head)
    client = sign_in("lead")
    response = send(client, url(appeal), appeal, evidence=EVIDENCE)
    said = f"Appeal {appeal.reference} is with the Leadership Team."
    assert_done(client, response, f"/appeals/{appeal.reference}/", said)


@pytest.mark.clause("P9b")
def test_the_question_its_answer_and_the_evidence_as_it_stood_stay_on_record(sign_in, cast, asked):
    client, page = sign_in("lead"), f"/appeals/{asked.reference}/"

    response = send(client, url(asked), asked, evidence=EVIDENCE, answer="They saw nothing.")

    assert response.status_code == 302
    asked.refresh_from_db()
    assert (asked.status, asked.question, asked.evidence) == ("PREPARED", "", EVIDENCE)
    said = (
        "Helen Headley, Head of Service, asked What did the neighbours see? "
        "The Operational Lead answered They saw nothing. "
        "The evidence as it stood then Nothing further was reported."
    )
    assert said in words(client.get(page))
    assert said in " ".join(reader.text(client.get(f"{page}evidence.pdf").content).split())


def test_evidence_that_stays_as_it_was_is_kept_once(cast, asked):
    again = scenarios.made_ready(cast, asked)
    assert [title for title, _ in again.asked] == [
        "Helen Headley, Head of Service, asked",
        "The Operational Lead answered",
    ]


@pytest.mark.clause("P9b", refuses=True)
def test_it_is_not_prepared_again_before_the_question_is_answered(sign_in, cast, asked):
    for typed in ["", "  "]:
        client = sign_in("lead")
        with nothing_changes():
            response = send(client, url(asked), asked, evidence=EVIDENCE, answer=typed)
        assert_asks(response, "Answer the question with which the appeal was sent back", typed=(EVIDENCE,))

        step = {"appeal": asked, "version": asked.version, "by": cast.lead, "on": cast.today, "evidence": EVIDENCE}
        with pytest.raises(NotAllowed, match="Answer the question with which the appeal was sent back"):
            services.prepare_appeal(**step, answer=typed)


# The wrong state


def test_only_what_is_accepted_is_prepared(sign_in, cast):
    for left, status in [
        (scenarios.late, "received"),
        (lambda cast: scenarios.prepared(cast, scenarios.active(cast)), "prepared"),
    ]:
        with settling.undone():
            appeal, client = left(cast), sign_in("lead")
            refusal = (
                f"This appeal is {status} since Lena Ledger acted on 10 June 2026 at 10:30. "
                '"Prepare" needs it to be accepted. Open it again to see where it stands.'
            )

            assert_blocked(client.get(url(appeal)), refusal)
            with nothing_changes():
                assert_refused(send(client, url(appeal), appeal, evidence=EVIDENCE), refusal)


# Bad input


def test_it_asks_for_the_evidence(sign_in, appeal):
    for typed in ["", "  "]:
        client = sign_in("lead")

        with nothing_changes():
            response = send(client, url(appeal), appeal, evidence=typed)

        assert_asks(response, "Say what evidence you gathered for the Head of Service", typed=(typed,))
