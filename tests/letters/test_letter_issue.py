"""Issuing a letter: ``/letters/LT-…/issue/``. From here its words and its last day to appeal stand, and no part is empty."""

import hashlib
from datetime import date

import pytest
import time_machine

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records import saving
from letters import services
from letters.models import IssuedPdf, Letter, Wording
from letters.policies import parts
from letters.printing import rendering
from tests import scenarios, settling
from tests.page import assert_done, assert_refused, nothing_changes, send, words
from tests.step import fill

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def letter(cast):
    return scenarios.drafted(cast, scenarios.active(cast))


def url(letter):
    return f"/letters/{letter.reference}/issue/"


@pytest.mark.long
def test_bytes_fingerprint_and_last_day_are_kept_with_the_status(sign_in, cast, letter):
    client = sign_in("lead")

    response = send(client, url(letter), letter)

    message = f"Letter {letter.reference} issued. Next: print it, send it, and record the posting."
    assert_done(client, response, f"/letters/{letter.reference}/", message)
    letter.refresh_from_db()
    assert (letter.status, letter.issued_by, letter.issued_on) == ("ISSUED", cast.lead, cast.today)
    assert letter.sha256 == hashlib.sha256(letter.pdf.content).hexdigest()
    # Wednesday 10 June, first class: the second business day is Friday 12 June, and 28 days more are 10 July.
    assert letter.reply_by == date(2026, 7, 10)
    assert client.get(f"/letters/{letter.reference}/pdf/").content == bytes(letter.pdf.content)


def test_the_pdf_and_the_status_are_kept_together_or_not_at_all(cast, letter, monkeypatch):
    def fail(**kwargs):
        raise RuntimeError

    monkeypatch.setattr("letters.services.IssuedPdf.objects.create", fail)

    with nothing_changes(), pytest.raises(RuntimeError):
        services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))

    assert Letter.objects.get().status == "DRAFT"


def test_it_is_printed_before_anybody_waits_for_it(cast, letter, monkeypatch):
    """The turn of all steps is taken only afterwards, and nothing is printed again."""
    happened = []
    printed, turn = rendering.printed, saving.take_turn
    monkeypatch.setattr(rendering, "printed", lambda source: happened.append("printed") or printed(source))
    monkeypatch.setattr(saving, "take_turn", lambda which: happened.append("turn") or turn(which))
    services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
    assert happened[:2] == ["printed", "turn"]
    assert happened.count("printed") == 1


def test_what_could_not_be_printed_is_not_tried_again_while_others_wait(cast, letter, monkeypatch):
    tried = []

    def stop(source):
        tried.append(source)
        raise rendering.CannotRender(rendering.STOPPED)

    monkeypatch.setattr(rendering, "printed", stop)
    with nothing_changes(), pytest.raises(services.NotAllowed, match="Printing stopped before the letter was whole"):
        services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
    assert len(tried) == 1


def test_what_became_another_letter_meanwhile_is_printed_as_it_is_now(cast, letter):
    assert letter.customer.format == ""
    Customer.objects.filter(pk=letter.customer_id).update(format="LARGE_PRINT")
    issued = services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
    assert bytes(issued.pdf.content) == rendering.render(issued.template, issued.context())
    assert issued.context()["large_print"]


# The wrong state


def test_who_may_not_be_written_to_since_or_lives_elsewhere_gets_no_letter(sign_in, cast, letter):
    client, customer = sign_in("lead"), letter.customer
    for change, refusal, attempts in (
        (lambda: flagged(customer, never_write=True), "must never be written to: a letter could fall", 1),
        (lambda: flagged(customer, died=True), "has died. No letter can be made.", 1),
        (lambda: scenarios.moved(cast, customer), "Cancel this letter and compose it again.", 0),
        (lambda: scenarios.moved_out(cast, customer), "No address is known for Lewis Lodger.", 0),
    ):
        with settling.undone():
            change()
            with nothing_changes(attempts=attempts):
                assert_refused(send(client, url(letter), letter), refusal)


def flagged(customer, **flags):
    Customer.objects.filter(pk=customer.pk).update(**flags)


@pytest.mark.long
@pytest.mark.clause("P9a", refuses=True)
def test_a_planned_day_that_has_passed_would_print_a_wrong_last_day_and_the_letter_is_written_anew(
    cast, letter, sign_in
):
    passed = (
        "The day it will be sent has passed, so the last day to appeal would be wrong. Cancel it, and write it anew"
    )
    with time_machine.travel("2026-06-11 09:30+00:00", tick=False):
        client = sign_in("lead")
        with nothing_changes():
            assert_refused(send(client, url(letter), letter), passed)
        page = words(client.get(f"/letters/{letter.reference}/"))
        assert page.count(passed) == 3, "at the button, at the day, and at the last day to appeal"
        response = fill(client, f"/letters/{letter.reference}/cancel/")
        assert_done(client, response, f"/alerts/{letter.subject.reference}/letter/", "read the new one through")


# Bad input


@pytest.mark.long
@pytest.mark.on_paper
def test_what_cannot_be_printed_is_named_and_nothing_is_frozen(sign_in, cast):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    Letter.objects.update(facts=letter.facts | {"incident": "He wrote 漢 on the door."})
    client = sign_in("lead")

    with nothing_changes():
        response = send(client, url(letter), letter)

    assert_refused(response, "This letter cannot print ‘漢’. Write it in another way")
    assert not IssuedPdf.objects.exists()
    shown = client.get(f"/letters/{letter.reference}/pdf/")
    assert shown.status_code == 409
    assert shown.content.decode().startswith("This letter cannot print ‘漢’.")


def assert_left_empty(sign_in, cast, composed, part):
    letter = services.draft_letter(letter=composed, by=cast.lead, today=cast.today)
    client = sign_in("lead")
    with nothing_changes():
        response = send(client, url(letter), letter)
    assert_refused(response, f"The letter leaves a part empty: {part}. Cancel it, and compose it again with that part.")


def test_a_letter_that_leaves_a_part_empty_is_refused_by_its_name(sign_in, cast):
    letter = scenarios.composed(cast, scenarios.active(cast))
    letter.facts |= {"incident": " "}
    assert_left_empty(sign_in, cast, letter, "what was reported")


# GET


OUTDATED = (
    "What this letter says was kept in a form that is no longer in use, so it cannot be laid out. Cancel it, and compose it "
    "anew."
)


@pytest.mark.clause("E1", refuses=True)
def test_a_draft_of_an_older_form_is_refused_in_words_wherever_it_is_read(sign_in, letter):
    (alert,) = letter.facts["alerts"]
    older = {name: alert[name] for name in ("name", "measure", "consequence")}
    dates = {name: alert[name] for name in ("effective_from", "review_by")}
    Letter.objects.filter(pk=letter.pk).update(facts=letter.facts | dates | {"alerts": [older]})
    client, page = sign_in("lead"), f"/letters/{letter.reference}/"

    assert OUTDATED in words(client.get(page))
    for kind in ("pdf", "text"):
        response = client.get(f"{page}{kind}/")
        assert (response.status_code, response.content.decode()) == (409, OUTDATED)
    with nothing_changes():
        assert_refused(send(client, url(letter), letter), OUTDATED)


# Which parts each kind of letter has, and where what stands in them comes from


OF_EVERY_LETTER = {
    "its title": "Our answer",
    "how it begins": "Thank you.",
    "how it ends": "Call us.",
    "in whose name it goes": "Helen Headley",
}
OF_AN_ANSWER = {"alert_name": "Weapons", "received_on": "1 June", "considered": "Both letters.", "basis": "It was so."}
APPEALED = {
    "what was appealed": "Weapons",
    "when we received the appeal": "1 June",
    "what was considered": "Both letters.",
    "why we decided this": "It was so.",
}
ALERT = {"name": "Weapons", "measure": "Two come.", "consequence": "It takes longer."}
NOTIFIED = {
    "what was reported": "A knife.",
    "why we decided this": "It was so.",
    "the alert": [ALERT],
    "the measure of Weapons": "Two come.",
    "what Weapons means for the customer": "It takes longer.",
    "from when it applies": "2 June",
    "when it is reviewed": "2 June 2027",
}
TOLD = {
    "incident": "A knife.",
    "reason": "It was so.",
    "alerts": [ALERT],
    "effective_from": "2 June",
    "review_by": "2 June 2027",
}
REVIEWED = {
    "the alert": "Weapons",
    "why we decided this": "It was calm.",
    "what this means for the customer": "One comes.",
}
OF_A_REVIEW = {"alert_name": "Weapons", "reason": "It was calm.", "consequence": "One comes."}
LESS = {"what no longer applies": ["The police"], "what still applies": ["Two come"]}
OF_LESS = {"ended": ["The police"], "stays": ["Two come"]}


def test_a_letter_has_these_parts():
    for kind, facts, own in [
        ("APPEAL_OUTCOME", OF_AN_ANSWER, APPEALED),
        ("APPEAL_OUTCOME", OF_AN_ANSWER | {"alert_name": "", "action_name": "Weapons"}, APPEALED),
        (
            "APPEAL_OUTCOME",
            OF_AN_ANSWER | OF_LESS | {"kept": True, "outcome": "PARTLY", "review_by": "June"},
            APPEALED | LESS | {"when it is reviewed": "June"},
        ),
        (
            "APPEAL_OUTCOME",
            OF_AN_ANSWER | {"kept": True, "outcome": "NOT_UPHELD"},
            APPEALED | {"when it is reviewed": None},
        ),
        ("APPEAL_OUTCOME", OF_AN_ANSWER | OF_LESS | {"outcome": "PARTLY"}, APPEALED),
        (
            "APPEAL_OUTCOME",
            OF_AN_ANSWER | {"outcome": "REFUSED", "last_day": "28 May"},
            {
                "what was appealed": "Weapons",
                "when we received the appeal": "1 June",
                "the last day to appeal": "28 May",
                "why we decided this": "It was so.",
            },
        ),
        (
            "APPEAL_ACKNOWLEDGEMENT",
            OF_AN_ANSWER | {"decides": "The Head of Service", "answer_by": "29 June"},
            {
                "what was appealed": "Weapons",
                "when we received the appeal": "1 June",
                "who decides": "The Head of Service",
                "by when we answer": "29 June",
            },
        ),
        ("NOTIFICATION", TOLD | {"removal": "Calm."}, NOTIFIED | {"what would lead to its removal": "Calm."}),
        (
            "NOTIFICATION",
            TOLD | {"alerts": [ALERT | {"effective_from": "3 June", "review_by": "3 June 2027"}], "removal": "Calm."},
            NOTIFIED
            | {
                "the alert": [ALERT | {"effective_from": "3 June", "review_by": "3 June 2027"}],
                "from when it applies": "3 June",
                "when it is reviewed": "3 June 2027",
                "what would lead to its removal": "Calm.",
            },
        ),
        (
            "NOTIFICATION",
            TOLD | {"actions": ["Mediation"], "follows": "We will meet."},
            NOTIFIED | {"what was agreed": "We will meet.", "what would lead to its removal": None},
        ),
        (
            "NOTIFICATION",
            {},
            {
                "what was reported": None,
                "why we decided this": None,
                "the alert": None,
                "what would lead to its removal": None,
            },
        ),
        (
            "NOTIFICATION",
            TOLD | {"side": "NOT_ASKED", "not_asked": "", "removal": "Calm."},
            NOTIFIED | {"why we did not hear their side": "", "what would lead to its removal": "Calm."},
        ),
        ("REVIEW_OUTCOME", OF_A_REVIEW | {"outcome": "REMOVE"}, REVIEWED),
        ("REVIEW_OUTCOME", OF_A_REVIEW | {"review_by": "June"}, REVIEWED | {"when it is reviewed": "June"}),
        (
            "REVIEW_OUTCOME",
            OF_A_REVIEW | OF_LESS | {"outcome": "STEP_DOWN"},
            REVIEWED | LESS | {"when it is reviewed": None},
        ),
        (
            "INVESTIGATION_OUTCOME",
            {
                "looked_into": "A quarrel.",
                "reason": "Both were calm.",
                "actions": ["Mediation"],
                "follows": "We will meet.",
            },
            {
                "what we looked into": "A quarrel.",
                "why we decided this": "Both were calm.",
                "what was agreed": "We will meet.",
            },
        ),
        ("INVESTIGATION_OUTCOME", {}, {"what we looked into": None, "why we decided this": None}),
        (
            "REMOVAL",
            OF_A_REVIEW | {"removed_on": "3 June"},
            REVIEWED | {"from when it is gone": "3 June"},
        ),
        (
            "WRITTEN_WARNING",
            {"incident": "A knife.", "reason": "It was so.", "asks": "No knife.", "live_until": "June 2027"},
            {
                "what was reported": "A knife.",
                "why we decided this": "It was so.",
                "what we ask of the customer": "No knife.",
                "until when it stands": "June 2027",
            },
        ),
        (
            "BEHAVIOUR_AGREEMENT",
            {
                "incident": "A knife.",
                "reason": "It was so.",
                "theirs": "No knife.",
                "ours": "A call.",
                "live_until": "June",
                "sign_by": "May",
            },
            {
                "what was reported": "A knife.",
                "why we decided this": "It was so.",
                "what the customer agrees to": "No knife.",
                "what we agree to": "A call.",
                "until when it stands": "June",
                "by when it is to be signed": "May",
            },
        ),
        (
            "AGREED_ACTION",
            {
                "looked_into": "A quarrel.",
                "reason": "It was so.",
                "not_asked": "He was away.",
                "action": "Mediation",
                "follows": "We will meet.",
            },
            {
                "what we looked into": "A quarrel.",
                "why we decided this": "It was so.",
                "why we did not hear their side": "He was away.",
                "what was agreed": "Mediation",
                "what this means for the customer": "We will meet.",
            },
        ),
    ]:
        wording = Wording(title="Our answer", opening="Thank you.", closing="Call us.")
        letter = Letter(kind=kind, facts=facts, wording=wording, signatory="Helen Headley")
        assert dict(parts(letter)) == OF_EVERY_LETTER | own
