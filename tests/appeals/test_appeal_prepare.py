"""Preparing an appeal for the Head of Service: ``/appeals/AP-…/prepare/``"""

import pytest

from appeals import services
from housing_alerts.refusals import NotAllowed
from tests import scenarios
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    assert_strangers_find_nothing,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
EVIDENCE = "He wrote twice, and nothing further was reported."


@pytest.fixture
def appeal(cast):
    return scenarios.appealed(cast, scenarios.active(cast))


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


def test_the_heads_question_stands_on_the_page_until_it_is_answered(sign_in, cast):
    appeal = scenarios.asked_about(cast, scenarios.prepared(cast, scenarios.active(cast)))
    client = sign_in("lead")
    page = words(client.get(url(appeal)))
    assert "Sent back with a question: What did the neighbours see?" in page
    assert "Nothing further was reported." in page

    send(client, url(appeal), appeal, evidence=EVIDENCE)

    appeal.refresh_from_db()
    assert (appeal.status, appeal.question) == ("PREPARED", "")


# The wrong person


def test_who_may_not_see_the_case_finds_no_page(sign_in, appeal):
    assert_strangers_find_nothing(sign_in, url(appeal), {"version": appeal.version, "evidence": EVIDENCE})


@pytest.mark.parametrize("who", ["head", "head2", "leadership"])
def test_who_sees_the_case_but_is_no_lead_is_refused_in_words(sign_in, appeal, who):
    client, refusal = sign_in(who), "An Operational Lead for Housing logs and prepares appeals."

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, evidence=EVIDENCE), refusal)


# The wrong state


@pytest.mark.parametrize(
    ("left", "status"),
    [(scenarios.late, "received"), (lambda cast: scenarios.prepared(cast, scenarios.active(cast)), "prepared")],
)
def test_only_what_is_accepted_is_prepared(sign_in, cast, left, status):
    appeal, client = left(cast), sign_in("lead")
    refusal = (
        f"This appeal is {status} since Lena Ledger acted on 10 June 2026 at 10:30. "
        '"Prepare" needs it to be accepted. Open it again to see where it stands.'
    )

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, evidence=EVIDENCE), refusal)


def test_somebody_elses_change_in_between_is_named_and_nothing_typed_is_lost(sign_in, appeal):
    client = sign_in("lead")

    with nothing_changes():
        response = client.post(url(appeal), {"version": appeal.version - 1, "evidence": EVIDENCE})

    assert_refused(response, "Lena Ledger changed this on 10 June 2026 at 10:30, after you opened the page.")
    assert EVIDENCE in words(response)


# Bad input


@pytest.mark.parametrize("typed", ["", "  "])
def test_it_asks_for_the_evidence(sign_in, appeal, typed):
    client = sign_in("lead")

    with nothing_changes():
        response = send(client, url(appeal), appeal, evidence=typed)

    assert_asks(response, "Say what evidence you gathered for the Head of Service", typed=(typed,))


def test_whoever_calls_must_have_evidence(cast, appeal):
    with pytest.raises(NotAllowed, match="Say what evidence you gathered for the Head of Service"):
        services.prepare_appeal(appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today, evidence=" ")


# GET


def test_opening_the_page_changes_nothing(sign_in, appeal):
    client = sign_in("lead")
    with nothing_changes():
        assert "It will not happen again." in words(client.get(url(appeal)))
