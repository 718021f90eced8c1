"""Composing the letter that acknowledges an appeal: ``/appeals/AP-…/acknowledge/``"""

from datetime import date

import pytest

from appeals import services
from letters import services as letters
from letters.models import IssuedPdf, Letter
from tests import scenarios, settling
from tests.letters.reader import text
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    day,
    nothing_changes,
    words,
)
from tests.scenarios import WITHHOLD

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = {"planned_method": "FIRST_CLASS"} | day("planned_on", date(2026, 6, 10))


@pytest.fixture
def appeal(cast):
    return scenarios.appealed(cast, scenarios.active(cast))


def url(appeal):
    return f"/appeals/{appeal.reference}/acknowledge/"


def _printed(letter):
    return " ".join(text(bytes(IssuedPdf.objects.get(letter=letter).content)).split())


@pytest.mark.long
def test_the_lead_drafts_it_in_their_own_name(sign_in, cast, appeal):
    client = sign_in("lead")
    assert "It is due to be sent by 17 June 2026." in words(client.get(url(appeal)))

    response = client.post(url(appeal), SENT)

    letter = Letter.objects.get()
    message = f"Letter {letter.reference} drafted. Next: check it and issue it."
    assert_done(client, response, f"/letters/{letter.reference}/", message)
    assert (letter.subject, letter.kind, letter.signatory) == (appeal, "APPEAL_ACKNOWLEDGEMENT", "Lena Ledger")
    assert (letter.grants_appeal, letter.reply_by) == (False, None)
    assert (letter.facts["received_on"], letter.facts["answer_by"]) == ("10 June 2026", "8 July 2026")
    assert (letter.facts["decides"], letter.facts["late"]) == ("Head of Service for Housing", "")


@pytest.mark.clause("P11a")
def test_the_page_says_in_whose_name_the_letter_goes(sign_in, cast, appeal):
    client = sign_in("lead")
    assert "It goes in your name." in words(client.get(url(appeal)))

    scenarios.logged(cast).affected.add(cast.lead)
    shown = words(client.get(url(appeal)))
    assert "It gives your post and not your name: you reported an incident, or were affected by one." in shown
    assert "It goes in your name." not in shown
    client.post(url(appeal), SENT)
    assert Letter.objects.get().signatory == cast.lead.job_title


@pytest.mark.clause("P9b")
def test_where_the_day_of_the_answer_has_passed_it_promises_none(cast):
    """A late appeal that is accepted only then: its days have run since it was received (decision 31)."""
    for days in [28, 29]:
        with settling.undone():
            alert = scenarios.active(cast, days=80)
            scenarios.notified(cast, alert, days=79)
            appeal = scenarios.appealed(cast, alert, received_on=cast.ago(days))
            assert not appeal.in_time
            appeal = services.accept_appeal(
                appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today, reason="He was in hospital then."
            )

            letter = scenarios.issued(cast, appeal)

            printed = _printed(letter)
            promised = "We will send you our answer by" in printed
            sorry = "You should have had our answer by" in printed and "as soon as we have decided" in printed
            assert (promised, sorry) == ((True, False) if days == 28 else (False, True))


@pytest.mark.clause("P9b", "P9a")
def test_a_promise_that_could_not_be_kept_any_more_when_it_was_sent_is_put_right(cast):
    alert = scenarios.active(cast, days=80)
    scenarios.notified(cast, alert, days=79)
    appeal = scenarios.appealed(cast, alert, received_on=cast.ago(28))
    appeal = services.accept_appeal(
        appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today, reason="He was in hospital then."
    )
    letter, tomorrow = scenarios.issued(cast, appeal), cast.ago(-1)

    sentence = "The letter names 10 June 2026 as the day by which we answer, and that day has passed when it is sent."
    sent = letters.record_posting(
        letter=letter, version=letter.version, by=cast.lead, method="FIRST_CLASS", on=tomorrow, today=tomorrow
    )
    assert sentence in sent.put_right
    assert list(Letter.objects.to_correct()) == [sent]


def test_a_late_appeal_that_was_accepted_is_acknowledged_as_late(cast):
    appeal = scenarios.accepted_late(cast)

    assert scenarios.issued(cast, appeal).facts["late"] == f"{appeal.reply_by:%-d %B %Y}"


@pytest.mark.long
def test_it_says_what_is_suspended_meanwhile(cast):
    """And that it applies again where the customer takes the appeal back: no further letter says so."""
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    letter = scenarios.issued(cast, scenarios.appealed(cast, alert, stay=True))

    assert letter.facts["stayed"] == ["Please contact us by letter only."]
    assert "If you take your appeal back, this limit applies again from then on." in _printed(letter)


def test_an_appeal_against_an_action_is_acknowledged_too(cast):
    facts = scenarios.issued(cast, scenarios.appealed(cast, scenarios.agreed_action(cast))).facts

    assert (facts["action_name"], facts["kept"], facts["stayed"]) == ("behaviour agreement", True, [])


def test_what_was_not_sent_when_the_appeal_ends_is_cancelled(cast):
    for ends, reason in [
        (scenarios.taken_back, "is withdrawn"),
        (lambda cast, appeal: scenarios.determined(cast, appeal), "is decided"),
    ]:
        with settling.undone():
            appeal = scenarios.prepared(cast, scenarios.active(cast))
            letter = scenarios.issued(cast, appeal)

            ends(cast, appeal)

            letter.refresh_from_db()
            assert (letter.status, letter.cancelled_reason) == ("CANCELLED", f"Appeal {appeal.reference} {reason}")


# The wrong state


def test_who_was_never_told_gets_no_acknowledgement_by_letter(sign_in, cast):
    appeal, client = scenarios.appealed(cast, scenarios.active(cast, inform=WITHHOLD)), sign_in("lead")
    refusal = "It was decided not to inform the customer of alert"

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes(attempts=1):
        assert_refused(client.post(url(appeal), SENT), refusal)
    assert f"No letter can answer this appeal. {refusal}" in words(client.get(f"/appeals/{appeal.reference}/"))


# Bad input


def test_each_error_has_its_own_words(sign_in, appeal):
    client = sign_in("lead")

    with nothing_changes():
        response = client.post(url(appeal), {"planned_method": "", "planned_on_day": "31"})

    assert_asks(
        response,
        "Choose how the letter will be sent",
        "The day the letter will be sent must include a month and a year",
    )
