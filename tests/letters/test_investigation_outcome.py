"""The letter on an investigation: what it decides, which letters go beside it, and whose side was heard (E4, §9)."""

from datetime import date

import pytest

from alerts.actions.models import Action
from alerts.decisions.answers import InformAnswer
from alerts.models import Investigation
from alerts.writing import sides, suggestions
from alerts.writing.given import grants_appeal, stays_as_it_is
from housing_alerts.kernel.records import saving as records
from letters.choices import Kind
from tests import scenarios, settling

from .samples import letter, said
from .saying import assert_says, printed

pytestmark = pytest.mark.django_db


FOR_ITSELF = {"grants_appeal": False, "reply_by": None}


@pytest.mark.clause("E4", "P9a", refuses=True)
def test_where_each_action_has_a_letter_of_its_own_no_appeal_is_granted(cast):
    warning = scenarios.agreed_action(cast, kind="WRITTEN_WARNING")
    assert not grants_appeal([warning])
    outcome = scenarios.composed(cast, warning.investigation)
    text = said(outcome)
    assert not outcome.grants_appeal
    assert "You can appeal against the written warning. Our letter about it says how, and by when." in text
    assert "You have the right to appeal" not in text


@pytest.mark.clause("E4")
def test_of_two_it_says_that_each_letter_tells():
    text = said(letter(Kind.INVESTIGATION_OUTCOME, facts={"apart": ["warning", "agreement"]}, **FOR_ITSELF))
    assert "against the warning and against the agreement. Our letter about each says how, and by when." in text


@pytest.mark.clause("E4")
def test_it_promises_no_more_than_it_tells():
    for nothing, opening in [
        (True, "This letter tells you what we have decided, and why."),
        (False, "This letter tells you whether we have put an alert on your record, and why."),
    ]:
        facts = {"actions": [], "nothing": nothing}
        assert opening in said(letter(Kind.INVESTIGATION_OUTCOME, facts=facts, **FOR_ITSELF))


@pytest.mark.clause("E4")
def test_who_had_nothing_imposed_reads_that_a_record_is_kept():
    for changed in [{}, {"nothing": True, "actions": [], "follows": ""}]:
        text = said(letter(Kind.INVESTIGATION_OUTCOME, facts=changed))
        assert "We keep a record of the report, and of what was decided." in text


# A review asked for more, and the Head of Service declined it: the alert stays (E4, §8)


def _declined(cast, alert, **answers):
    more = scenarios.declined(cast, scenarios.more_proposed(cast, alert, **answers))
    return Investigation.objects.get(pk=more.investigation_id)


@pytest.mark.clause("E4", "P8b")
def test_it_says_that_the_alert_stays_as_it_is(cast):
    told = scenarios.composed(cast, _declined(cast, scenarios.active(cast)))

    text = said(told)

    assert told.title == "What we decided about your “Visit in Pairs” alert"
    assert "We have looked at whether your “Visit in Pairs” alert needs to change." in text
    assert "Your “Visit in Pairs” alert stays as it is. We have not put another alert on your record." in text
    assert "because of this report" not in text


@pytest.mark.clause("E4", "P8b")
def test_another_case_says_what_it_said(cast):
    text = said(scenarios.composed(cast, scenarios.considered(cast)))

    assert "We have not put an alert on your record because of this report." in text
    assert "stays as it is" not in text


@pytest.mark.clause("E4", "P8b")
def test_of_an_alert_that_is_kept_from_them_nothing_is_said(cast):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)
    file = _declined(cast, alert, inform=scenarios.WITHHOLD)

    assert stays_as_it_is(file) == ""


@pytest.mark.clause("E4", "P8b")
def test_several_alerts_stay_as_they_are(cast):
    stays = "“Visit in Pairs” and “Weapons” alerts"
    text = said(letter(Kind.INVESTIGATION_OUTCOME, facts={"stays": stays}))
    assert f"whether your {stays} need to change" in text
    assert f"Your {stays} stay as they are." in text


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


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_the_facts_say_which_actions_have_a_letter_of_their_own(wednesday, cast):
    action = scenarios.action_beside(cast, "WRITTEN_WARNING", "VISIT_IN_PAIRS", scenarios.INFORM)
    (alert,) = action.investigation.alerts.all()
    assert scenarios.composed(cast, alert).facts["apart"] == ["written warning"]
    assert scenarios.composed(cast, action).facts["appealed"] == "the written warning"


@pytest.mark.clause("P7c", "P9a", refuses=True)
def test_beside_a_withheld_alert_no_letter_hints_at_another(wednesday, cast):
    for kind in ["WRITTEN_WARNING", "AGREEMENT", "MEDIATION"]:
        with settling.undone():
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


# The customer's side


SIDES = {
    "GIVEN": "You told us your side of it. Thank you for doing that.",
    "REFUSED": "We asked you for your side of it, and you chose not to give it.",
    "NOT_ASKED": "We did not hear your side of it before we decided. You can tell us now, if you want to.",
}


@pytest.mark.clause("D3b")
def test_each_decision_says_whether_their_side_was_heard():
    for kind in [
        *(Kind.NOTIFICATION, Kind.AGREED_ACTION, Kind.INVESTIGATION_OUTCOME),
        *(Kind.WRITTEN_WARNING, Kind.BEHAVIOUR_AGREEMENT),
    ]:
        for side in [*SIDES, ""]:
            text = said(letter(kind, facts={"side": side}))
            assert [each for each, words in SIDES.items() if words in text] == ([side] if side else [])


@pytest.mark.clause("D3b")
def test_the_file_says_whether_their_side_was_heard(cast):
    assert sides.side(None) == ""
    assert sides.side(scenarios.active_unheard(cast).investigation) == sides.NOT_ASKED
    heard = scenarios.active(cast, customer=scenarios.HONG).investigation
    heard.discussions.filter(counterpart="CUSTOMER").update(side="GIVEN")
    assert sides.side(type(heard).objects.get(pk=heard.pk)) == "GIVEN"
    heard.discussions.filter(counterpart="CUSTOMER").update(side="")
    assert sides.side(type(heard).objects.get(pk=heard.pk)) == ""


@pytest.mark.clause("D3b")
def test_a_side_that_was_not_heard_is_not_said_to_be_not_asked_for():
    for why in suggestions.NOT_ASKED:
        text = said(letter(Kind.NOTIFICATION, facts={"side": "NOT_ASKED", "not_asked": why}))
        assert f"We did not hear your side of it before we decided. {why}" in text
