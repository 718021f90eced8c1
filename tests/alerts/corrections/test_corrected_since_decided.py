"""A report is corrected once it was decided upon: who decided hears of it, the alert says so, no letter goes out unasked."""

import pytest

from alerts.corrections.selectors import CORRECTED
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from letters import services
from tests import scenarios
from tests.page import nothing_changes, words

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


def test_a_letter_on_a_review_that_came_after_it_asks_nothing(cast, alert):
    scenarios.posted(cast, alert)
    _correct(cast, alert)
    incident = alert.investigation.incidents.get()
    incident.confirmed_at = cast.then(3)
    incident.save()
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    _goes_on(cast, scenarios.drafted(cast, review))


def _goes_on(cast, letter, **answer):
    if letter.status == "DRAFT":
        return services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0), **answer)
    posting = {"method": "FIRST_CLASS", "on": cast.today, "today": cast.today}
    return services.record_posting(letter=letter, version=letter.version, by=cast.lead, **posting, **answer)
