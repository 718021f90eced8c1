"""What somebody asked who read the letters aloud and had not written them."""

from datetime import date

import pytest

from alerts.actions.models import Action
from alerts.decisions.answers import InformAnswer
from alerts.writing import given, measures
from housing_alerts.kernel.records import saving as records
from letters.choices import Kind
from letters.dating import is_late
from letters.printing import rendering
from tests import scenarios

from . import reader
from .samples import AGAINST_AN_ACTION, letter
from .saying import assert_says, printed

pytestmark = pytest.mark.django_db


# One last day for each decision


@pytest.mark.clause("P9a", "E4")
def test_where_a_warning_has_a_letter_of_its_own_each_says_what_its_day_counts_for():
    text = printed(letter(Kind.INVESTIGATION_OUTCOME, facts={"apart": ["written warning"]}))
    assert_says(
        text,
        "Your last day to appeal is 6 May 2026",
        "You get a separate letter about the written warning. Each letter has its own last day.",
    )
    own = {"grants_appeal": True, "reply_by": date(2026, 5, 8), "facts": {"appealed": "the written warning"}}
    text = printed(letter(Kind.WRITTEN_WARNING, **own))
    assert_says(
        text,
        "Your last day to appeal against the written warning is 8 May 2026",
        "Each letter has its own last day.",
    )


@pytest.mark.clause("P9a", refuses=True)
def test_where_there_is_one_letter_alone_it_says_nothing_of_another():
    assert "its own last day" not in printed(letter(Kind.NOTIFICATION))


@pytest.mark.clause("P9a")
def test_the_facts_say_which_actions_have_a_letter_of_their_own(wednesday, cast):
    action = scenarios.action_beside(cast, "WRITTEN_WARNING", "VISIT_IN_PAIRS", scenarios.INFORM)
    (alert,) = action.investigation.alerts.all()
    assert scenarios.composed(cast, alert).facts["apart"] == ["written warning"]
    assert scenarios.composed(cast, action).facts["appealed"] == "the written warning"


@pytest.mark.clause("P7c", "P9a", refuses=True)
@pytest.mark.parametrize("kind", ["WRITTEN_WARNING", "AGREEMENT", "MEDIATION"])
def test_beside_a_withheld_alert_no_letter_hints_at_another(wednesday, cast, kind):
    harm = InformAnswer("WITHHOLD", "HARM_TO_STAFF", "He said what he would do if we wrote that.")
    text = printed(scenarios.composed(cast, scenarios.action_beside(cast, kind, "VISIT_IN_PAIRS", harm)))
    assert "Your last day to appeal is" in text
    assert "its own last day" not in text


@pytest.mark.clause("P9a")
def test_beside_a_withheld_alert_two_actions_have_two_letters(wednesday, cast):
    harm = InformAnswer("WITHHOLD", "HARM_TO_STAFF", "He said what he would do if we wrote that.")
    action = scenarios.action_beside(cast, "WRITTEN_WARNING", "VISIT_IN_PAIRS", harm)
    other = Action(investigation=action.investigation, kind="MEDIATION", agreed=True)
    other.decided_by, other.decided_on = action.decided_by, action.decided_on
    records.save(other, by=cast.head, why="Agreed")
    assert "Each letter has its own last day." in printed(scenarios.composed(cast, action))


@pytest.mark.clause("P9a")
def test_without_any_alert_the_letter_on_the_case_is_another(wednesday, cast):
    action = scenarios.agreed_action(cast)
    assert "Each letter has its own last day." in printed(scenarios.composed(cast, action))


# Told late


@pytest.mark.clause("D3b", "E1")
@pytest.mark.parametrize(
    ("kind", "decided"),
    [
        *((kind, "We decided this on 2 January 2026. ") for kind in (Kind.NOTIFICATION, Kind.WRITTEN_WARNING)),
        *((kind, "") for kind in (Kind.BEHAVIOUR_AGREEMENT, Kind.AGREED_ACTION)),
    ],
)
def test_a_letter_that_tells_late_of_a_decision_says_sorry(kind, decided):
    sorry = f"{decided}We should have told you sooner. We are sorry."
    assert_says(printed(letter(kind, facts={"told_late": "2 January 2026"})), sorry)
    assert "told you sooner" not in printed(letter(kind))


@pytest.mark.clause("D3b")
def test_it_is_late_after_ten_working_days_and_where_nobody_kept_it_back(wednesday, cast):
    alert = scenarios.active(cast)
    assert scenarios.composed(cast, alert, on=cast.ago(-14)).facts["told_late"] == ""
    assert scenarios.composed(cast, alert, on=cast.ago(-15)).facts["told_late"] == "10 June 2026"
    assert not is_late(date(2026, 6, 10), told=date(2026, 6, 24))


# Of an alert that nobody told them of


@pytest.mark.clause("P8b", "E2")
@pytest.mark.parametrize("kind", [Kind.REMOVAL, Kind.REVIEW_OUTCOME])
@pytest.mark.on_paper
def test_of_an_alert_that_is_gone_and_was_never_told_it_says_first_that_there_was_one(kind):
    facts = {"untold_since": "1 May 2026", "outcome": "REMOVE", "review_by": "", "kept_back": False}
    text = printed(letter(kind, facts=facts, grants_appeal=False, reply_by=None))
    first = "There was an alert on your record, called “Visit in Pairs”. We put it there on 1 May 2026"
    assert text.index("An alert that was on your record") < text.index(first) < text.index("What we have decided")
    assert "the alert on your record" not in text
    assert "We are sorry" in text


# What an appeal against a warning changes


@pytest.mark.clause("P9b", "E3")
def test_an_upheld_appeal_against_a_warning_says_that_it_is_off_the_record():
    facts = AGAINST_AN_ACTION | {"action_name": "written warning", "outcome": "UPHELD", "kept": False}
    text = printed(letter(Kind.APPEAL_OUTCOME, facts=facts))
    assert_says(text, "It no longer counts against you.")


# What ended is quoted only where a letter told it so


@pytest.mark.clause("E2", "E3")
def test_what_the_words_of_the_type_alone_told_is_described_and_not_quoted(wednesday, cast):
    alert = scenarios.active(cast, "WEAPONS")
    ended = [measures.MEASURES["POLICE_ADVICE"], measures.MEASURES["NO_FORCED_ENTRY"], "Call us on Mondays."]
    alert.controls = ["AT_LEAST_TWO"]
    found = measures.told_ended(alert, ended)
    assert found == {"ended": ["Call us on Mondays."], "ended_of_type": ended[:2]}
    text = printed(letter(Kind.REVIEW_OUTCOME, facts={"outcome": "STEP_DOWN", **found}))
    assert_says(text, "alert no longer asks for this:", "“Call us on Mondays.”", ended[0])
    assert f"“{ended[0]}”" not in text


@pytest.mark.clause("E2")
def test_once_a_letter_listed_the_measures_they_are_quoted(wednesday, cast):
    alert = scenarios.active(cast, "WEAPONS")
    alert.controls = ["AT_LEAST_TWO"]
    ended = [
        measures.MEASURES["POLICE_ADVICE"]
    ]  # an earlier step took the third away, and its letter listed what stayed
    assert measures.told_ended(alert, ended) == {"ended": ended, "ended_of_type": []}


# Who gave a warning by word of mouth


@pytest.mark.clause("D3b", "E4")
def test_a_verbal_warning_says_by_whom_and_when_once_it_was_given(wednesday, cast):
    action = scenarios.action_beside(cast, "VERBAL_WARNING", "VISIT_IN_PAIRS", scenarios.INFORM)
    assert given.in_words(action, cast.today) == "A verbal warning, which we will give you when we speak to you"
    action.outcome_by, action.outcome_on = cast.lead, date(2026, 6, 12)
    assert "Lena Ledger" in given.in_words(action, cast.today)
    assert "on 12 June 2026, which stands until" in given.in_words(action, cast.today)


# Nothing is torn across two pages


@pytest.mark.clause("P10b", "P9a")
@pytest.mark.parametrize("format", ["", "large_print"])
@pytest.mark.parametrize("kind", [Kind.NOTIFICATION, Kind.REVIEW_OUTCOME])
def test_the_way_to_appeal_stands_on_one_page(kind, format):
    asked = letter(kind, **({format: True} if format else {}))
    pages = reader.pages(rendering.render(asked.template, asked.context()))
    (page,) = [each for each in pages if "Your last day to appeal is" in each]
    assert_says(page, "If you disagree with this decision", "Write to Teign Housing", "of receiving your appeal")
