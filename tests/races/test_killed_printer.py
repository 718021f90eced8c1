"""The process that prints is killed at a random moment of an issue: the letter is issued whole, or not at all."""

import os
import random
import signal
import sys
import time

import pytest

from tests.deep import DEEP

pytestmark = pytest.mark.postgres
KILLS = 200 if DEEP else 20
SEED = int(os.environ.get("SEED", "2026"))
NOTHING = {"status": "DRAFT", "pdfs": 0, "events": 0, "whole": True}
WHOLE = {"status": "ISSUED", "pdfs": 1, "events": 1, "whole": True}


def undisturbed(lead, stage) -> float:
    """How many seconds an issue takes that nobody disturbs."""
    lead.ask("printer")
    asked = {"do": "issue", "by": "lead"} | stage.ask("drafted_letter")
    began = time.monotonic()
    lead.ask(**asked)
    return time.monotonic() - began


def test_a_letter_whose_printer_is_killed_is_issued_whole_or_not_at_all(race):
    lead, stage = race.colleagues[0], race.stage
    lasts = min(undisturbed(lead, stage) for _ in range(3))

    sys.stdout.write(f"The moments are those of SEED={SEED}\n")
    moments, refused = random.Random(SEED), 0
    for _ in range(KILLS):
        asked = {"do": "issue", "by": "lead"} | stage.ask("drafted_letter")
        printer, moment = lead.ask("printer"), moments.uniform(0, lasts)
        until = time.monotonic() + moment
        lead.tell(**asked)
        while time.monotonic() < until:
            pass
        os.kill(printer, signal.SIGKILL)
        answer = lead.answer()

        found = stage.ask("issued", reference=asked["reference"])
        if "refused" in answer:
            refused += 1
            assert "Printing stopped before the letter was whole, and nothing of it was kept." in answer["refused"]
            assert found == NOTHING
            lead.ask(**asked)
        else:
            assert found == WHOLE
        lead.tell(**asked)
        assert "This letter is issued since Lena Ledger acted" in lead.answer()["refused"]
        assert stage.ask("issued", reference=asked["reference"]) == WHOLE
    assert refused, "the printer was never killed while it printed"
