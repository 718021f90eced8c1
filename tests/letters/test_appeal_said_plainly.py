"""The letters about an appeal say what may be chosen, and do not contradict themselves (§9, E3)."""

import pytest

from letters.choices import Kind
from tests import scenarios

from .samples import AGAINST_AN_ACTION, letter, said

pytestmark = pytest.mark.django_db

CHOICE = "It is still your choice whether you take part."


@pytest.mark.clause("P9b")
def test_an_agreement_need_never_be_signed():
    facts = AGAINST_AN_ACTION | {"for_signature": True}
    text = said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, facts=facts))
    assert "You do not have to sign the behaviour agreement, now or later." in text
    assert "until we have decided. If you" not in text


@pytest.mark.clause("P9b", "E3")
def test_mediation_stays_their_choice(cast):
    mediation = scenarios.agreed_action(cast, kind="MEDIATION")
    appeal = scenarios.appealed(cast, mediation)
    assert f"What we decided goes on meanwhile. {CHOICE}" in said(scenarios.composed(cast, appeal))
    appeal = scenarios.determined(cast, scenarios.made_ready(cast, appeal))
    assert f"What we decided has not changed. {CHOICE}" in said(scenarios.composed(cast, appeal))
    assert CHOICE not in said(letter(Kind.APPEAL_OUTCOME, facts=AGAINST_AN_ACTION))


@pytest.mark.clause("E3", "P13a")
def test_what_was_set_aside_no_longer_counts_and_a_record_of_that_is_kept():
    facts = AGAINST_AN_ACTION | {"action_name": "written warning", "outcome": "UPHELD", "kept": False}
    text = said(letter(Kind.APPEAL_OUTCOME, facts=facts))
    assert "What we decided no longer stands. It no longer counts against you." in text
    assert "taken off your record" not in text
    assert "We keep it for 1 year after our last work on it." in text
