"""No letter lets a customer off unasked, while newer danger of theirs waits for its decision (D4, E2, E3, E4)."""

import pytest

from alerts.writing import waiting
from housing_alerts.kernel.refusals import NotAllowed
from letters import dispatch
from tests import scenarios
from tests.page import nothing_changes, words

from .sending import issue, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
WAITS = "stands on this customer: it waits for a decision, or a marker is in force. The letter tells of an outcome"
SURE = {"sure_of": ["DANGER_WAITS"], "words": "It says nothing of what is to come."}


def nothing_further(cast):
    return scenarios.considered(cast)


def ended(cast):
    return scenarios.ended(cast, scenarios.told(cast), "RISK_REDUCED")


def removed_at_a_review(cast):
    return scenarios.removed_at_a_review(cast, scenarios.told(cast))


def lighter_at_a_review(cast):
    review = scenarios.under_review(cast, scenarios.told(cast, "WEAPONS"))
    return scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=["POLICE_ADVICE"])


def upheld(cast):
    return scenarios.determined(cast, scenarios.prepared(cast, scenarios.told(cast)), "UPHELD")


def action_set_aside(cast):
    warning = scenarios.agreed_action(cast, kind="WRITTEN_WARNING")
    return scenarios.determined(cast, scenarios.prepared(cast, warning), "UPHELD")


def reported(cast):
    return scenarios.logged(cast, days=1, violent=True)


def under_investigation(cast):
    return scenarios.opened(cast, days=1, weapon=True).incidents.get()


def marked(cast):
    return scenarios.marked(cast, days=1, violent=False).incident


OUTCOMES = [nothing_further, ended, removed_at_a_review, lighter_at_a_review, upheld, action_set_aside]


def asked(letter, cast):
    return [doubt for doubt in dispatch.asked(letter, on=cast.today) if doubt.code == "DANGER_WAITS"]


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.clause("D4", "E4", refuses=True)
def test_what_lets_somebody_off_is_asked_about_while_a_newer_report_of_danger_waits(cast, outcome, sign_in):
    subject = outcome(cast)
    assert asked(scenarios.composed(cast, subject), cast) == []
    report = reported(cast)
    sentence = f"Danger of report {report.reference} {WAITS}"

    assert sentence in words(sign_in("lead").get(subject.letter_page(scenarios.composed(cast, subject).kind)))
    letter = scenarios.drafted(cast, subject)
    assert sentence in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    with nothing_changes(), pytest.raises(NotAllowed, match=report.reference):
        issue(cast, letter)
    issued = issue(cast, letter, **SURE)
    assert issued.status == "ISSUED"
    assert asked(issued, cast) == [], "what was answered is not asked at the posting again"


@pytest.mark.parametrize("danger", [reported, under_investigation, marked])
@pytest.mark.clause("D4", "E4", refuses=True)
def test_danger_that_came_after_the_issue_is_asked_about_at_the_posting(cast, danger, sign_in):
    letter = scenarios.issued(cast, nothing_further(cast))
    report = danger(cast)

    assert f"Danger of report {report.reference} {WAITS}" in words(
        sign_in("lead").get(f"/letters/{letter.reference}/posting/")
    )
    with nothing_changes(), pytest.raises(NotAllowed, match=report.reference):
        post(cast, letter)
    assert post(cast, letter, **SURE).status == "SENT"


@pytest.mark.clause("D4")
def test_nothing_is_asked_of_what_is_decided_of_somebody_else_or_known_only_later(cast):
    subject = nothing_further(cast)
    letter = scenarios.drafted(cast, subject)
    scenarios.approved(cast, scenarios.proposed_on(cast, scenarios.logged(cast, violent=True)))
    scenarios.logged(cast, scenarios.HONG, violent=True)
    scenarios.logged(cast, days=1)
    assert asked(letter, cast) == []
    reported(cast)
    assert [doubt.code for doubt in dispatch.asked(letter, on=cast.ago(5))].count("DANGER_WAITS") == 0


@pytest.mark.clause("D4")
def test_a_letter_that_imposes_or_goes_on_lets_nobody_off(cast):
    alert, warning = scenarios.active(cast), scenarios.agreed_action(cast, kind="WRITTEN_WARNING")
    stricter = scenarios.approved(cast, scenarios.proposed_to_replace(cast, scenarios.told(cast, "WEAPONS")))
    reported(cast)
    for subject in (alert, warning, stricter):
        assert asked(scenarios.composed(cast, subject), cast) == []
    assert list(waiting.doubts(stricter.replaces, on=cast.today)) == []
    assert list(waiting.doubts(scenarios.on_a_property(cast), on=cast.today)) == []
