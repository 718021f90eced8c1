"""Danger on which nobody has decided: the look-up says before what to ring, as it fits how it was told of (D4.1)."""

import pytest

from tests import scenarios, settling
from tests.page import words

pytestmark = pytest.mark.clause("D4")
DOOR = "/look-up/?q=12 Sandpiper"


def test_it_says_what_fits_the_channel(cast, sign_in):
    for channel, before in (
        ("HOME_VISIT", "before you go. Danger"),
        ("TELEPHONE", "before you go, ring them or take their call. Danger"),
        ("OFFICE", "before you go or see them at an office. Danger"),
        ("EMAIL", "before you go or answer them. Danger"),
    ):
        with settling.undone():
            scenarios.logged(cast, behaviour="THREAT_OF_VIOLENCE", channel=channel)
            assert f"Ring Morwenna Manning {before} was reported" in words(sign_in("officer").get(DOOR))


def test_it_does_so_beside_the_reason_for_no_marker(cast, sign_in):
    scenarios.referred(cast, behaviour="THREAT_OF_VIOLENCE", channel="TELEPHONE")
    said = "Ask Morwenna Manning before you go, ring them or take their call."
    assert said in words(sign_in("officer").get(DOOR))


def test_two_ways_are_two_sentences(cast, sign_in):
    for days, channel in ((2, "TELEPHONE"), (1, "HOME_VISIT")):
        scenarios.logged(cast, days=days, violent=True, channel=channel)
    page = words(sign_in("officer").get(DOOR))
    assert "take their call. Danger was reported" in page
    assert "Ring Morwenna Manning before you go. Danger was reported" in page
