"""§4 The risk: what third parties tell us leads to no letter."""

import pytest

from alerts.decisions import record as decisions_record
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import InformAnswer
from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.models import AlertType, Incident, Investigation
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters import services as letters
from tests import scenarios
from tests.page import assert_blocked
from tests.scenarios import INFORM
from tools import demo


def _told_by_the_police(cast):
    return demo.put_forward(
        cast,
        scenarios.investigated(cast, about="THIRD_PARTY", source="The police"),
        "VISIT_IN_PAIRS",
        0,
    )


@pytest.mark.clause("P4b", refuses=True)
def test_the_customer_is_not_told_of_what_rests_on_third_parties_alone(cast):
    alert = _told_by_the_police(cast)
    step = {
        "alert": alert,
        "version": alert.version,
        "by": cast.head,
        "on": cast.today,
        "reason": "So that colleagues can work safely.",
        "due_regard": scenarios.DUE_REGARD,
    }

    with pytest.raises(NotAllowed, match="rests on third-party information alone, so we do not write"):
        decisions_services.approve_alert(**step, inform=INFORM)


@pytest.mark.clause("P4b")
def test_it_is_imposed_without_a_letter(cast):
    alert = _told_by_the_police(cast)

    approved = decisions_services.approve_alert(
        alert=alert,
        version=alert.version,
        by=cast.head,
        on=cast.today,
        reason="So that colleagues can work safely.",
        inform=InformAnswer("WITHHOLD", "THIRD_PARTY", "The police asked us not to."),
        due_regard=scenarios.DUE_REGARD,
    )

    assert approved.is_active
    with pytest.raises(NotAllowed, match="unless a report of our own is added by a later investigation"):
        scenarios.drafted(cast, approved)


ALONE = "rests on third-party information alone"
OF_THE_POLICE = InformAnswer("WITHHOLD", "THIRD_PARTY", "Nothing of our own has been added.")


def _reviewed(cast):
    review = scenarios.under_review(cast, scenarios.told_by_the_police(cast))
    return scenarios.reviewed(cast, review, inform=OF_THE_POLICE)


def _appealed(cast):
    return scenarios.appealed(cast, scenarios.told_by_the_police(cast))


def _determined(cast):
    return scenarios.determined(cast, scenarios.prepared(cast, scenarios.told_by_the_police(cast)))


def _agreed(cast):
    return scenarios.agreed_action(cast, about="THIRD_PARTY", source="The police").investigation


@pytest.mark.clause("P4b", refuses=True)
@pytest.mark.parametrize(
    "subject", [scenarios.told_by_the_police, _reviewed, _appealed, _determined, _agreed], ids=lambda one: one.__name__
)
def test_no_letter_of_any_kind_is_made(cast, subject):
    """The notification, the outcome of a review that keeps the alert, of an appeal, its acknowledgement, and of an
    investigation that imposed nothing."""
    with pytest.raises(NotAllowed, match=ALONE):
        scenarios.drafted(cast, subject(cast))


@pytest.mark.clause("P4b", refuses=True)
def test_the_page_of_the_letter_says_why_not(cast, sign_in):
    alert = scenarios.told_by_the_police(cast)

    assert_blocked(sign_in("lead").get(f"/alerts/{alert.reference}/letter/"), ALONE)


@pytest.mark.clause("P4b", refuses=True)
def test_nothing_is_issued_or_posted_of_it_either(cast):
    """The fact stops the letter, not the answer that was given: here the report proves to be an agency's."""
    alert, draft, issued = scenarios.begun(cast)
    incident = alert.investigation.incidents.get()
    incident.about = "THIRD_PARTY"
    records.save(incident, by=cast.lead, why="The police told us, nobody was there.")
    step = {"by": cast.lead}

    with pytest.raises(NotAllowed, match=ALONE):
        letters.issue_letter(letter=draft, version=draft.version, now=cast.then(0), **step)
    posting = {"method": "FIRST_CLASS", "on": cast.today, "today": cast.today}
    with pytest.raises(NotAllowed, match=ALONE):
        letters.record_posting(letter=issued, version=issued.version, **posting, **step)


@pytest.mark.clause("P4b", refuses=True)
def test_a_review_that_keeps_it_cannot_inform(cast):
    review = scenarios.under_review(cast, scenarios.told_by_the_police(cast))

    with pytest.raises(NotAllowed, match=ALONE):
        scenarios.reviewed(cast, review, inform=INFORM)


@pytest.mark.clause("P4b", refuses=True)
def test_what_a_review_asks_for_in_its_place_cannot_inform_either(cast):
    successor = scenarios.more_proposed(cast, scenarios.told_by_the_police(cast), inform=OF_THE_POLICE)

    with pytest.raises(NotAllowed, match=ALONE):
        scenarios.approved(cast, successor, INFORM)


@pytest.mark.clause("P4b", refuses=True)
def test_a_file_that_is_opened_anew_on_the_same_information_cannot_inform(cast):
    told = scenarios.referred(cast, about="THIRD_PARTY", source="The police")
    first = investigations_services.open_investigation(incidents=[told], by=cast.lead)
    investigations_services.withdraw_investigation(
        investigation=first, version=first.version, by=cast.lead, reason="It was opened by mistake today."
    )
    again = investigations_services.open_investigation(incidents=[told], by=cast.lead)
    alert = demo.put_forward(cast, demo.answer(cast, again, 0), "VISIT_IN_PAIRS", 0)

    with pytest.raises(NotAllowed, match=ALONE):
        scenarios.approved(cast, alert, INFORM)


@pytest.mark.clause("P4b")
def test_once_a_later_investigation_adds_a_report_of_our_own_a_review_may_inform(cast):
    alert = scenarios.told_by_the_police(cast)
    scenarios.referred(cast, days=3)
    assert alert.rests_on_third_party_alone(), "a report that nobody has investigated adds nothing yet"
    scenarios.agreed_action(cast, days=3)

    assert not alert.rests_on_third_party_alone()
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=INFORM)
    assert scenarios.drafted(cast, review.alert).status == "DRAFT"


@pytest.mark.clause("P4b")
def test_a_breach_of_it_that_was_investigated_adds_a_report_of_our_own(cast):
    alert = scenarios.told_by_the_police(cast)
    alert.effective_from = cast.ago(30)
    records.save(alert, by=cast.lead, why="In force for longer.")
    incident = scenarios.logged(cast)
    Incident.objects.filter(pk=incident.pk).update(breach_of=alert)  # before it was refused
    scenarios.considered(cast).incidents.add(incident)

    assert not alert.rests_on_third_party_alone()


@pytest.mark.clause("P4b", refuses=True)
def test_a_later_investigation_that_came_to_nothing_adds_nothing(cast):
    alert = scenarios.told_by_the_police(cast)
    scenarios.considered(cast)

    assert alert.rests_on_third_party_alone()
    with pytest.raises(NotAllowed, match=ALONE):
        scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=INFORM)


@pytest.mark.clause("P4b", refuses=True)
def test_an_agency_that_tells_us_more_adds_nothing_of_our_own(cast):
    alert = scenarios.told_by_the_police(cast)
    scenarios.agreed_action(cast, about="THIRD_PARTY", source="The local authority")

    assert alert.rests_on_third_party_alone()


@pytest.mark.clause("P4b", refuses=True)
def test_who_told_us_is_said(cast):
    with pytest.raises(NotAllowed, match="Say which agency told us"):
        scenarios.logged(cast, about="THIRD_PARTY", source=" ")


@pytest.mark.clause("P4b")
def test_what_the_agency_served_and_how_far_it_is_established_stands_in_the_decision_record(cast):
    told = {"source_kind": "LOCAL_AUTHORITY", "source": "Moor Council", "notice": "NOTICE", "source_reference": "CPN 7"}
    file = scenarios.investigated(cast, about="THIRD_PARTY", standing="CORROBORATED", **told)
    alert = scenarios.approved(cast, demo.put_forward(cast, file, "VISIT_IN_PAIRS", 0), OF_THE_POLICE)

    record = decisions_record.decision_on_alert(cast.lead, alert.reference)
    said = str(record.sections)
    for words in ("Corroborated", "A local authority: Moor Council", "Community Protection Notice", "CPN 7"):
        assert words in said


@pytest.mark.clause("P4a")
def test_factors_and_circumstances_are_kept_in_words(cast):
    incident = scenarios.logged(cast, factors=["ALCOHOL"], circumstances=["DANGEROUS_DOG"])

    assert incident.factor_names == ["Alcohol misuse", "Dangerous dog"]
    assert Investigation.objects.count() == 0


@pytest.mark.clause("P4b")
def test_once_a_colleague_reports_too_the_customer_may_be_told(cast):
    told, seen = scenarios.referred(cast, about="THIRD_PARTY", source="The police"), scenarios.referred(cast, days=3)
    file = investigations_services.open_investigation(incidents=[told, seen], by=cast.lead)
    alert = _draft(cast, file)

    assert not alert.rests_on_third_party_alone()
    assert INFORM.why_not(alert) is None


@pytest.mark.clause("P4b", refuses=True)
def test_a_report_that_turned_out_void_adds_nothing_to_it(cast):
    told, void = scenarios.referred(cast, about="THIRD_PARTY", source="The police"), scenarios.referred(cast, days=3)
    file = investigations_services.open_investigation(incidents=[told, void], by=cast.lead)
    incidents_services.void_incident(
        incident=void, version=void.version, by=cast.manager, on=cast.today, reason="I typed it twice by mistake."
    )
    alert = _draft(cast, file)

    refusal = INFORM.why_not(alert)
    assert refusal.sentence.startswith("This alert rests on third-party information alone")


def _draft(cast, file):
    pairs = AlertType.objects.get(code="VISIT_IN_PAIRS")
    return investigations_services.draft_alert(
        investigation=file, version=file.version, by=cast.lead, type=pairs, reason="So that colleagues can work safely."
    )


ILL = {"about": "RISK", "behaviour": "NONE", "factors": ["MENTAL_HEALTH", "PERSONALITY_DISORDER"]}


@pytest.mark.clause("P4a", refuses=True)
@pytest.mark.parametrize("told", [{}, {"about": "THIRD_PARTY", "source": "The health service"}], ids=["risk", "agency"])
def test_an_illness_or_a_disorder_alone_is_no_ground_for_an_alert(cast, told):
    alert = demo.draft(cast, scenarios.investigated(cast, **ILL | told), "VISIT_IN_PAIRS")

    with pytest.raises(NotAllowed, match="names nothing but an illness or a disorder. That is no behaviour and, alone"):
        scenarios.recommended(cast, Investigation.objects.get(pk=alert.investigation_id))


@pytest.mark.clause("P4a")
@pytest.mark.parametrize(
    "more",
    [
        {"violent": True},
        {"circumstances": ["DANGEROUS_DOG"]},
        {"factors": ["MENTAL_HEALTH", "ALCOHOL"]},
        {"factors": []},
        {"behaviour": "AGGRESSIVE"},
        {"about": "THIRD_PARTY", "source": "The police", "factors": []},
    ],
    ids=str,
)
def test_where_more_is_named_than_an_illness_an_alert_may_follow(cast, more):
    assert demo.put_forward(cast, scenarios.investigated(cast, **ILL | more), "VISIT_IN_PAIRS", 0).status == (
        "PROPOSED"
    )


@pytest.mark.clause("P4a")
def test_where_no_alert_is_put_forward_an_illness_may_be_considered(cast):
    file = scenarios.investigated(cast, **ILL)
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"no_further_action": True}
    )

    assert scenarios.recommended(cast, file).status == "RECOMMENDED"


@pytest.mark.clause("P4a")
def test_one_incident_that_says_what_the_risk_is_is_enough(cast):
    file = demo.investigate(cast, scenarios.logged(cast, **ILL), 0)
    file = investigations_services.add_incidents(
        investigation=file, version=file.version, by=cast.lead, incidents=[scenarios.referred(cast, days=3)]
    )

    assert demo.put_forward(cast, file, "VISIT_IN_PAIRS", 0).status == "PROPOSED"
