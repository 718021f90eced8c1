"""Sentences over which somebody stumbled who read the letters aloud afresh (E1, E4, §9)."""

from datetime import date

import pytest

from alerts.writing import drafts, given, suggestions
from letters.choices import Kind
from tests import scenarios

from .samples import letter, said

pytestmark = pytest.mark.django_db


@pytest.mark.clause("P9a", "E4")
def test_each_letter_has_its_own_last_day():
    once = "You get a separate letter about the written warning. Each letter has its own last day."
    assert once in said(letter(Kind.INVESTIGATION_OUTCOME, facts={"apart": ["written warning"]}))
    own = {"grants_appeal": True, "reply_by": date(2026, 5, 8), "facts": {"appealed": "the written warning"}}
    assert "Each letter has its own last day." in said(letter(Kind.WRITTEN_WARNING, **own))
    assert "in a separate letter" in given.OFFERED


@pytest.mark.clause("P9b", "P10b")
def test_who_has_no_authority_is_spoken_of_plainly():
    text = said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, facts={"by": "Rosa Bright", "no_authority": True}))
    assert "You have not told us that they may act for you, so we tell them nothing." in text


@pytest.mark.clause("D3b")
def test_mediation_is_offered_and_other_steps_are_named(cast):
    mediation = scenarios.agreed_action(cast, kind="MEDIATION")
    text = said(scenarios.composed(cast, mediation))
    assert "we decided to offer you mediation" in text
    assert "on this: Mediation" not in text
    advice = scenarios.agreed_action(cast, "D900003", kind="ADVICE")
    assert "we decided on this: Words of advice" in said(scenarios.composed(cast, advice))


@pytest.mark.parametrize("why", suggestions.NOT_ASKED)
@pytest.mark.clause("D3b")
def test_a_side_that_was_not_heard_is_not_said_to_be_not_asked_for(why):
    text = said(letter(Kind.NOTIFICATION, facts={"side": "NOT_ASKED", "not_asked": why}))
    assert f"We did not hear your side of it before we decided. {why}" in text


@pytest.mark.clause("E1")
def test_what_counts_in_favour_is_how_visits_and_calls_go():
    assert drafts.REMOVAL == "If visits and calls go well, that will count in your favour."


@pytest.mark.clause("E1")
def test_where_no_visit_changes_it_speaks_of_contact(cast):
    contact, visits = scenarios.restricted(cast), scenarios.active(cast)
    assert suggestions.removals([contact])[0] == drafts.REMOVAL_OF_CONTACT
    assert suggestions.removals([contact, visits])[0] == drafts.REMOVAL
