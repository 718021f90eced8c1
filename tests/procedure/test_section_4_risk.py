"""§4 The risk: what third parties tell us leads to no letter."""

import pytest

from alerts import services
from alerts.answers import InformAnswer
from alerts.models import AlertType, Investigation
from desk import demo
from housing_alerts.refusals import NotAllowed
from tests import scenarios
from tests.scenarios import INFORM


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
    step = {"alert": alert, "version": alert.version, "by": cast.head, "on": cast.today, "reason": "Safe working."}

    with pytest.raises(NotAllowed, match="rests on third-party information alone, so we do not write"):
        services.approve_alert(**step, inform=INFORM)


@pytest.mark.clause("P4b")
def test_it_is_imposed_without_a_letter(cast):
    alert = _told_by_the_police(cast)

    approved = services.approve_alert(
        alert=alert,
        version=alert.version,
        by=cast.head,
        on=cast.today,
        reason="Safe working.",
        inform=InformAnswer("WITHHOLD", "THIRD_PARTY", "The police asked us not to."),
    )

    assert approved.is_active
    with pytest.raises(NotAllowed, match="It was decided not to inform the customer"):
        scenarios.drafted(cast, approved)


@pytest.mark.clause("P4a")
def test_factors_and_circumstances_are_kept_in_words(cast):
    incident = scenarios.logged(cast, factors=["ALCOHOL"], circumstances=["DANGEROUS_DOG"])

    assert incident.factor_names == ["Alcohol misuse", "Dangerous dog"]
    assert Investigation.objects.count() == 0


@pytest.mark.clause("P4b")
def test_once_a_colleague_reports_too_the_customer_may_be_told(cast):
    told, seen = scenarios.referred(cast, about="THIRD_PARTY", source="The police"), scenarios.referred(cast, days=3)
    file = services.open_investigation(incidents=[told, seen], by=cast.lead)
    alert = _draft(cast, file)

    assert not alert.rests_on_third_party_alone()
    assert InformAnswer("INFORM").why_not(alert) is None


@pytest.mark.clause("P4b", refuses=True)
def test_a_report_that_turned_out_void_adds_nothing_to_it(cast):
    told, void = scenarios.referred(cast, about="THIRD_PARTY", source="The police"), scenarios.referred(cast, days=3)
    file = services.open_investigation(incidents=[told, void], by=cast.lead)
    services.void_incident(incident=void, version=void.version, by=cast.manager, reason="Typed twice.")
    alert = _draft(cast, file)

    refusal = InformAnswer("INFORM").why_not(alert)
    assert refusal.sentence.startswith("This alert rests on third-party information alone")


def _draft(cast, file):
    pairs = AlertType.objects.get(code="VISIT_IN_PAIRS")
    return services.draft_alert(
        investigation=file, version=file.version, by=cast.lead, type=pairs, reason="Safe working."
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
    file = services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"no_further_action": True}
    )

    assert scenarios.recommended(cast, file).status == "RECOMMENDED"


@pytest.mark.clause("P4a")
def test_one_incident_that_says_what_the_risk_is_is_enough(cast):
    file = demo.investigate(cast, scenarios.logged(cast, **ILL), 0)
    file = services.add_incidents(
        investigation=file, version=file.version, by=cast.lead, incidents=[scenarios.referred(cast, days=3)]
    )

    assert demo.put_forward(cast, file, "VISIT_IN_PAIRS", 0).status == "PROPOSED"
