"""A report is corrected once it was decided upon: who decided hears of it, the alert says so, no letter goes out unasked."""

import pytest

from alerts.corrections.selectors import CORRECTED
from alerts.decisions import policies as decisions_policies
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from letters import services
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import fill
from tools import demo

WRONG_MAN = "It was not Mr Lodger. It was a visitor of his."


@pytest.fixture
def alert(cast):
    """An alert that rests on what the Lead reported for the officer."""
    found = scenarios.active(cast)
    scenarios.reported_anew(found.investigation.incidents.get(), by=cast.officer, typed_by=cast.lead)
    return found


def _correct(cast, alert):
    incident = alert.investigation.incidents.get()
    scenarios.answered_for(cast, incident, WRONG_MAN)
    alert.refresh_from_db()
    return f"Report {incident.reference}, on which this rests, was corrected on {cast.today.day} "


@pytest.mark.clause("P2")
def test_the_heads_hear_of_it_as_the_leads_and_the_manager_do(cast, alert):
    _correct(cast, alert)
    told = {duty.colleague or duty.role for duty in Duty.objects.open().filter(kind=Kind.CORRECTED)}
    assert told == {cast.manager, Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE}


def test_a_head_hears_nothing_of_what_they_have_not_decided_yet(cast):
    file = scenarios.investigated(cast)
    incident = scenarios.reported_anew(file.incidents.get(), by=cast.officer, typed_by=cast.lead)
    scenarios.answered_for(cast, incident, WRONG_MAN)
    assert not Duty.objects.open().filter(kind=Kind.CORRECTED, role=Role.HEAD_OF_SERVICE).exists()


def test_the_page_of_the_alert_says_what_was_corrected(cast, alert, sign_in):
    page = f"/alerts/{alert.reference}/"
    assert "was corrected on" not in words(sign_in("lead").get(page))
    _correct(cast, alert)
    assert f"“{WRONG_MAN}”" in words(sign_in("lead").get(page))


@pytest.mark.parametrize("since", ["drafted", "issued"])
@pytest.mark.clause("P2", refuses=True)
def test_no_letter_goes_out_before_somebody_read_it(cast, alert, since):
    letter = getattr(scenarios, since)(cast, alert)
    sentence = _correct(cast, alert)
    with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
        _goes_on(cast, letter)
    _goes_on(cast, letter, sure_of=[CORRECTED], words="Mr Lodger shouted as well.")


@pytest.mark.long
def test_a_letter_on_a_review_that_came_after_it_asks_nothing(cast, alert):
    scenarios.posted(cast, alert)
    _correct(cast, alert)
    incident = alert.investigation.incidents.get()
    incident.confirmed_at = cast.then(3)
    incident.save()
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    _goes_on(cast, scenarios.drafted(cast, review))


# Between the recommendation and the decision


@pytest.fixture
def waiting(cast):
    """An alert that waits for the Head, and rests on what the Lead reported for the officer."""
    file = scenarios.investigated(cast)
    scenarios.reported_anew(file.incidents.get(), by=cast.officer, typed_by=cast.lead)
    return demo.put_forward(cast, file, "VISIT_IN_PAIRS", 0)


APPROVES = {
    "reason": "It is proportionate to the risk.",
    "informing": "INFORM",
    "due_regard": scenarios.DUE_REGARD,
    "informing_reason": "A letter puts nobody at risk.",
}
READ = "It was his visitor, who has left, so I decline the other part."


@pytest.mark.clause("P10a", "P2", refuses=True)
def test_one_that_comes_while_the_page_is_open_is_asked_about_too(cast, sign_in, waiting):
    page, client = f"/alerts/{waiting.reference}/approve/", sign_in("head")
    version = waiting.version
    scenarios.answered_for(cast, waiting.investigation.incidents.get(), WRONG_MAN)
    with nothing_changes():
        response = client.post(page, APPROVES | {"version": version})
    assert f"Oliver Fisk corrects: {WRONG_MAN}" in words(response)


@pytest.mark.clause("P10a", "P13b", refuses=True)
def test_the_head_is_asked_about_what_was_put_right_at_the_customers_request(cast, sign_in, waiting):
    asked = scenarios.to_put_right(cast)
    report = scenarios.put_right(cast, asked, waiting.investigation.incidents.get())
    page, client = f"/alerts/{waiting.reference}/approve/", sign_in("head")
    said = words(client.get(page))
    assert f"Correction of a report: {report.reference}" in said
    assert scenarios.RIGHT in said
    with nothing_changes():
        assert "Say what you make of what became known since" in words(fill(client, page, **APPROVES))
    seen = [each.key for each in waiting.known_now()]
    scenarios.put_right(cast, asked, report, amending="DISPUTED", struck="")
    assert [each.key for each in waiting.known_now()] != seen


@pytest.mark.clause("P10a", refuses=True)
def test_a_new_report_that_is_corrected_meanwhile_is_read_again(cast, waiting):
    incident = scenarios.reported_for(cast)
    seen = [each.key for each in waiting.known_now()]
    scenarios.answered_for(cast, incident, WRONG_MAN)
    refusal = decisions_policies.why_new_facts_unanswered(waiting, READ, seen)
    assert refusal.sentence.startswith("More became known after you opened the page.")


def test_a_confirmation_asks_nothing(cast, waiting):
    scenarios.answered_for(cast, waiting.investigation.incidents.get())
    assert waiting.known_now() == []


def _goes_on(cast, letter, **answer):
    if letter.status == "DRAFT":
        return services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0), **answer)
    posting = {"method": "FIRST_CLASS", "on": cast.today, "today": cast.today}
    return services.record_posting(letter=letter, version=letter.version, by=cast.lead, **posting, **answer)
