"""Reports at an address where nobody is named: whoever decides on a person who lives there sees them (§8, §9)."""

import pytest
import time_machine

from alerts.decisions.selectors import aside, happened_beside
from alerts.models import Alert, Incident
from alerts.reviews import evidence as reviews_evidence
from alerts.reviews import selectors as reviews_selectors
from alerts.writing import measures, suggestions
from housing_alerts.customers.models import Asset
from housing_alerts.duties.models import Duty
from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
LATER = "2026-06-11 09:30+00:00"


def _unnamed(cast, **facts):
    facts = {"occurred_at": cast.then(0), **facts}
    return scenarios.logged_at_an_address(cast, **facts)


def _calls(alert):
    return [each.happened for each in reviews_selectors.calling_for_review(Alert.objects.filter(pk=alert.pk))]


@pytest.mark.long
@pytest.mark.clause("P8a")
def test_the_lead_of_an_alert_on_somebody_who_lives_there_is_told(cast, sign_in):
    alert = scenarios.active(cast)
    with time_machine.travel(LATER, tick=False):
        incident = _unnamed(cast, violent=True)

        assert _calls(alert) == [incident.pk]
        told = "Violence at this address, nobody named, 10 June 2026: review"
        assert told in words(sign_in("lead").get("/"))
        page = words(sign_in("lead").get(f"/alerts/{alert.reference}/review/?incident={incident.pk}"))
        assert f"Violence at this address, nobody named: incident {incident.reference}." in page


@pytest.mark.clause("P8a", refuses=True)
def test_nobody_who_lived_elsewhere_that_day_is_asked_about_it(cast):
    alert = scenarios.active(cast)
    with time_machine.travel(LATER, tick=False):
        elsewhere = _unnamed(cast, asset=Asset.objects.exclude(reference="A-D1").first(), violent=True)
        before = _unnamed(cast, occurred_at=cast.then(9000), violent=True)

        assert _calls(alert) == []
        assert not {elsewhere, before} & {each.incident for each in happened_beside(alert)}


@pytest.mark.long
@pytest.mark.clause("P8a")
def test_a_report_that_names_them_after_all_is_told_of_as_theirs(cast):
    alert = scenarios.active(cast)
    with time_machine.travel(LATER, tick=False):
        incident = _unnamed(cast, violent=True)
        scenarios.named(cast, incident)

        duty = Duty.objects.get(kind="HAPPENED", closed_at=None)
        assert duty.words == "Violence, 10 June 2026: review"
        assert [each.unnamed for each in happened_beside(Alert.objects.get(pk=alert.pk))] == [False]


@pytest.mark.clause("P8a")
def test_an_unknown_person_at_the_door_of_somebody_who_may_not_be_told_is_urgent(cast):
    scenarios.active(cast, inform=scenarios.WITHHOLD)
    with time_machine.travel(LATER, tick=False):
        _unnamed(cast)

        assert Duty.objects.get(kind="HAPPENED", closed_at=None).urgent


@pytest.mark.clause("P8a", refuses=True)
def test_a_review_shows_it_and_counts_it_as_nobodys(cast, sign_in):
    alert = scenarios.active(cast)
    with time_machine.travel(LATER, tick=False):
        incident = _unnamed(cast, violent=True)
        review = scenarios.under_review(cast, alert)

        found = reviews_evidence.evidence(cast.lead, review)
        assert (found.count("incident"), found.count("at the address")) == (0, 1)
        page = words(sign_in("lead").get(f"/reviews/{review.reference}/"))
        assert "Incidents None" in page
        assert "At this address, nobody named 1, not proven to be the customer’s" in page
        assert incident.account in page


@pytest.mark.clause("P9b")
def test_the_decider_of_an_appeal_and_the_evidence_have_it(cast, sign_in):
    alert = scenarios.active(cast)
    with time_machine.travel(LATER, tick=False):
        appeal = scenarios.prepared(cast, alert)
        incident = _unnamed(cast, violent=True)

        page = words(sign_in("head").get(f"/appeals/{appeal.reference}/determine/"))
        assert f"{incident.reference} (at this address, nobody named)" in page
        assert incident.account in page


@pytest.mark.clause("P8b")
def test_the_customers_page_has_it_as_a_report_about_the_address(cast, sign_in):
    incident = _unnamed(cast)

    page = words(sign_in("lead").get("/customers/D900001/"))
    assert f"Incident {incident.reference}: aggressive (home visit), at this address, nobody named" in page


@pytest.mark.clause("P7a")
def test_the_head_who_decides_has_it_as_other_danger_and_as_what_became_known(cast, sign_in):
    proposed = scenarios.proposed(cast)
    with time_machine.travel(LATER, tick=False):
        incident = _unnamed(cast, violent=True)

        (other,) = aside(cast.head, proposed.investigation).dangers
        assert other.words == f"Logged, at this address, nobody named. {incident.account}\nDanger: Violence"
        page = words(sign_in("head").get(f"/alerts/{proposed.reference}/approve/"))
        assert f"{incident.reference} at this address, nobody named: {incident.account}" in page


@pytest.mark.clause("E2", refuses=True)
def test_a_letter_speaks_neither_of_quiet_nor_of_reports_about_them(cast):
    alert = scenarios.active(cast)
    with time_machine.travel(LATER, tick=False):
        _unnamed(cast, violent=True)
        alert.refresh_from_db()
        removal = {"outcome": "REMOVE", "reason": "All is calm there now.", "danger": "They moved away in May."}
        review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), **removal)

        said = " ".join(suggestions.reasons(review))
        assert "no further concerns" not in said
        assert "You have kept to" not in said
        kept = " ".join(suggestions._true(suggestions.REASONS["KEEP"], review.alert, []))
        assert "new reports" not in kept
        assert "no new concerns" not in kept


@pytest.mark.clause("D4")
def test_danger_there_that_nobody_decided_on_is_asked_about_when_the_alert_ends(cast):
    alert = scenarios.active(cast)
    with time_machine.travel(LATER, tick=False):
        incident = _unnamed(cast, violent=True)
        alert.refresh_from_db()
        assert measures.asked_otherwise(alert, on=cast.today)
        scenarios.ended(cast, alert)

        assert Incident.objects.get(pk=incident.pk).marker_asked_on == cast.today
