"""Two colleagues at once: one effect, and the other is told who was quicker and when."""

import re

import pytest

pytestmark = pytest.mark.postgres

QUICKER = re.compile(
    r"(This (?P<noun>\w+) is (?P<status>\w+) since|) ?(?P<who>Helen Headley|Leonie Strand|Lena Ledger|Liam Leduc) "
    r"(acted|changed this) on \d{1,2} \w+ \d{4} at \d\d:\d\d"
)
NAMES = {"head": "Helen Headley", "leadership": "Leonie Strand", "lead": "Lena Ledger", "lead2": "Liam Leduc"}


def one_of(answers):
    """The one refusal of two answers. The other was done."""
    refused = [answer["refused"] for answer in answers if "refused" in answer]
    assert len(refused) == 1, answers
    return refused[0]


def test_two_approve_the_same_alert(race, rounds):
    for _ in range(rounds):
        alert = race.stage.ask("proposed")

        answers = race.run({"do": "approve", "by": "head"} | alert, {"do": "approve", "by": "leadership"} | alert)

        told = QUICKER.search(one_of(answers))
        winner = NAMES["leadership" if "refused" in answers[0] else "head"]
        assert told and (told["noun"], told["status"], told["who"]) == ("alert", "active", winner), answers
        found = race.stage.ask("facts", reference=alert["reference"], status="ACTIVE", event="approve alert")
        assert found == {
            "status": "ACTIVE",
            "version": alert["version"] + 1,
            "moved": 1,
            "events": 1,
            "decided_by": winner,
        }
        assert race.stage.ask("concluded", reference=alert["reference"]) == {"status": "CONCLUDED", "events": 1}


def test_one_approves_the_alert_while_the_other_sends_its_investigation_back(race, rounds):
    """It is imposed and its file concluded, or it is a draft again and its file open; never half of each."""
    for _ in range(rounds):
        alert, file = race.stage.ask("recommended")

        answers = race.run({"do": "approve", "by": "head"} | alert, {"do": "send_back", "by": "leadership"} | file)

        approved = "done" in answers[0]
        winner, noun = (NAMES["head"], "investigation") if approved else (NAMES["leadership"], "alert")
        told = QUICKER.search(one_of(answers))
        now = "concluded" if approved else "draft"
        assert told and (told["noun"], told["status"], told["who"]) == (noun, now, winner), answers
        found = race.stage.ask("facts", reference=alert["reference"], status="ACTIVE", event="approve alert")
        returned = race.stage.ask("facts", reference=file["reference"], status="OPEN", event="send back investigation")
        assert (found["status"], found["moved"], found["events"]) == (("ACTIVE", 1, 1) if approved else ("DRAFT", 0, 0))
        assert (returned["status"], returned["moved"], returned["events"]) == (
            ("CONCLUDED", 1, 0) if approved else ("OPEN", 2, 1)
        )
        assert (found["version"], returned["version"]) == (alert["version"] + 1, file["version"] + 1)


@pytest.mark.parametrize("other", ["KEEP", "REMOVE"])
def test_one_keeps_the_alert_at_its_review_while_another_decides_it_too(race, rounds, other):
    for _ in range(rounds):
        review = race.stage.ask("under_review")

        answers = race.run(
            {"do": "complete", "by": "lead", "outcome": "KEEP"} | review,
            {"do": "complete", "by": "lead2", "outcome": other} | review,
        )

        told = QUICKER.search(one_of(answers))
        winner, outcome = (NAMES["lead2"], other) if "refused" in answers[0] else (NAMES["lead"], "KEEP")
        assert told and (told["noun"], told["status"], told["who"]) == ("review", "completed", winner), answers
        found = race.stage.ask("facts", reference=review["reference"], status="COMPLETED", event="complete review")
        assert found == {
            "status": "COMPLETED",
            "version": review["version"] + 1,
            "moved": 1,
            "events": 1,
            "decided_by": winner,
        }
        assert race.stage.ask("reviewed", reference=review["reference"]) == (
            {"outcome": "REMOVE", "alert": "ENDED", "ended": 1}
            if outcome == "REMOVE"
            else {"outcome": "KEEP", "alert": "ACTIVE", "ended": 0}
        )


def test_an_appeal_is_upheld_while_the_lead_removes_the_alert(race, rounds):
    """The alert ends once, by whoever came first. Where that is the Lead, the Head reads of it before they decide."""
    for _ in range(rounds):
        alert, appeal = race.stage.ask("under_appeal")

        upheld, ended = race.run({"do": "uphold", "by": "head"} | appeal, {"do": "end", "by": "lead"} | alert)

        first = "refused" in upheld and "ended on" in upheld["refused"]
        assert first or "done" in upheld, upheld
        if "refused" in ended:
            told = QUICKER.search(ended["refused"])
            assert told and told["who"] == NAMES["head"], ended
        determined = race.stage.ask(
            "facts", reference=appeal["reference"], status="DETERMINED", event="determine appeal"
        )
        decided = ("PREPARED", 0, 0) if first else ("DETERMINED", 1, 1)
        assert (determined["status"], determined["moved"], determined["events"]) == decided
        found = race.stage.ask("facts", reference=alert["reference"], status="ENDED", event="end alert")
        assert (found["status"], found["moved"], found["events"]) == ("ENDED", 1, 1)


def test_the_two_last_alerts_of_an_investigation_are_decided(race, rounds):
    """Neither hinders the other, and the investigation concludes once, with the second."""
    for _ in range(rounds):
        first, second = race.stage.ask("two_proposed")

        answers = race.run({"do": "approve", "by": "head"} | first, {"do": "approve", "by": "leadership"} | second)

        assert [answer.get("refused") for answer in answers] == [None, None]
        assert race.stage.ask("concluded", reference=first["reference"]) == {"status": "CONCLUDED", "events": 1}


def test_an_account_is_closed_while_its_colleague_removes_an_alert(race, rounds):
    """Nothing is done by anybody after their account was closed: the step comes first, or it is refused."""
    for _ in range(rounds):
        alert = race.stage.ask("leaving", by="lead")

        closed, ended = race.run({"do": "close_account", "of": "lead"}, {"do": "end", "by": "lead"} | alert)

        assert "done" in closed, closed
        actions = race.stage.ask("last_actions", reference=alert["reference"], username="lead")
        found = race.stage.ask("facts", reference=alert["reference"], status="ENDED", event="end alert")
        if "refused" in ended:
            assert ended["refused"] == "Your account was closed meanwhile. Nothing was changed."
            assert (actions[-1:], found["status"], found["events"]) == (["close account"], "ACTIVE", 0)
        else:
            assert (actions, found["status"], found["events"]) == (["end alert", "close account"], "ENDED", 1)
    race.stage.ask("leaving", by="lead")


def test_two_take_the_next_reference(race, rounds):
    """No reference is given twice, from the first of a year on."""
    for year in range(2001, 2001 + rounds):
        step = {"do": "next_reference", "year": year}
        answers = race.run(step, step)
        assert sorted(answer["done"] for answer in answers) == [f"ZZ-{year}-00001", f"ZZ-{year}-00002"]


def test_two_heads_confirm_the_same_disposal(race):
    for _ in range(3):
        batch = race.stage.ask("disposal_proposed")

        answers = race.run(
            {"do": "confirm_disposal", "by": "head"} | batch, {"do": "confirm_disposal", "by": "head2"} | batch
        )

        assert "is confirmed since" in one_of(answers)
        found = race.stage.ask("disposal_facts", reference=batch["reference"], event="confirm disposal")
        assert found == {"status": "CONFIRMED", "events": 1, "gone": 0, "faults": ["", "", ""]}


def test_two_runs_dispose_of_the_same_files(race):
    for _ in range(3):
        batch = race.stage.ask("disposal_confirmed")

        answers = race.run({"do": "execute_disposal"} | batch, {"do": "execute_disposal"} | batch)

        assert "is disposed of since" in one_of(answers)
        found = race.stage.ask("disposal_facts", reference=batch["reference"], event="dispose of files")
        assert found == {"status": "EXECUTED", "events": 1, "gone": 1, "faults": ["", "", ""]}
