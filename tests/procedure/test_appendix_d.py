"""Appendix D: the behaviours and the stage each proposes; informal and formal action."""

from datetime import timedelta

import pytest

from alerts import policies, services
from housing_alerts.refusals import NotAllowed
from tests import scenarios

PROPOSED = {
    "DISCRIMINATION": "FORMAL",
    "HARASSMENT": "FORMAL",
    "UNREASONABLE": "INFORMAL",
    "CONTINUOUS_UNREASONABLENESS": "FORMAL",
    "VEXATIOUS": "FORMAL",
    "BULLYING": "INFORMAL",
    "THREAT_OF_VIOLENCE": "FORMAL",
    "AGGRESSIVE": "INFORMAL",
    "INTIMIDATION": "FORMAL",
}
"""What Appendix D proposes for each behaviour of somebody with no history."""


@pytest.mark.clause("D1")
@pytest.mark.parametrize(("behaviour", "stage"), PROPOSED.items())
def test_each_behaviour_proposes_its_stage(cast, behaviour, stage):
    assert policies.proposed_stage(scenarios.logged(cast, behaviour=behaviour)) == stage


@pytest.mark.clause("D1")
def test_a_behaviour_that_may_go_either_way_is_formal_where_something_happened_within_a_year(cast):
    scenarios.logged(cast, days=360)
    scenarios.logged(cast, scenarios.HONG, days=400)

    assert policies.proposed_stage(scenarios.logged(cast, days=1)) == "FORMAL"
    assert policies.proposed_stage(scenarios.logged(cast, scenarios.HONG, days=1)) == "INFORMAL"


@pytest.mark.clause("D1")
def test_violence_is_formal(cast):
    assert policies.proposed_stage(scenarios.logged(cast, violent=True)) == "FORMAL"


@pytest.mark.clause("D1")
def test_a_risk_without_a_behaviour_proposes_nothing(cast):
    assert policies.proposed_stage(scenarios.logged(cast, about="RISK", behaviour="NONE")) is None


@pytest.mark.clause("D1", refuses=True)
def test_a_departure_from_the_proposed_stage_needs_a_reason(cast):
    formal = scenarios.logged(cast, behaviour="HARASSMENT")
    with pytest.raises(NotAllowed, match="Appendix D proposes the formal stage for these behaviours. Give your reason"):
        _settle(cast, formal)

    informal = scenarios.logged(cast, scenarios.HONG)
    with pytest.raises(NotAllowed, match="Give your reason for choosing the formal stage"):
        services.refer_incident(incident=informal, version=informal.version, by=cast.manager, on=cast.today)


def _settle(cast, incident, by=None, **answers):
    answers = {"action": "VERBAL_WARNING", "settlement": "I rang him and warned him.", **answers}
    return services.settle_incident(
        incident=incident, version=incident.version, by=by or cast.manager, on=cast.today, **answers
    )


@pytest.mark.clause("D3a")
def test_informal_action_is_recorded_and_a_warning_lives_for_six_months(cast):
    incident = _settle(cast, scenarios.logged(cast))

    action = incident.actions.get()
    assert incident.status == "SETTLED"
    assert incident.step_names == [
        "Asked them to moderate their behaviour",
        "Warned that the call or visit would end",
        "Left the place",
    ]
    assert action.live_until > cast.today + timedelta(days=180)


@pytest.mark.clause("D3a", refuses=True)
def test_only_the_line_manager_triages_and_says_what_was_done(cast):
    incident = scenarios.logged(cast)

    with pytest.raises(NotAllowed, match="Say what informal action was taken, or why none was needed"):
        _settle(cast, incident, settlement=" ")
    with pytest.raises(NotAllowed, match="You reported this incident. Another line manager must triage it"):
        _settle(cast, incident, by=cast.officer)
    with pytest.raises(NotAllowed, match="Morwenna Manning triages this incident as line manager"):
        _settle(cast, incident, by=cast.lead)


@pytest.mark.clause("P11a", refuses=True)
def test_a_report_that_a_recommendation_rests_on_stays(cast):
    incident = scenarios.proposed(cast).investigation.incidents.get()
    step = {"incident": incident, "version": incident.version}

    with pytest.raises(NotAllowed, match="rests on this incident and is recommended. Ask its Operational Lead"):
        services.void_incident(**step, by=cast.manager, reason="In error.")
    with pytest.raises(NotAllowed, match="Ask Morwenna Manning to void a report that was made in error"):
        services.void_incident(**step, by=cast.lead, reason="In error.")


@pytest.mark.clause("P11a", refuses=True)
def test_a_report_is_void_with_a_reason(cast):
    incident = scenarios.logged(cast)

    with pytest.raises(NotAllowed, match="Say why the report is void"):
        services.void_incident(incident=incident, version=incident.version, by=cast.manager, reason="")


@pytest.mark.clause("D3b", refuses=True)
def test_a_matter_without_a_customer_is_referred_to_a_service_area(cast):
    home = cast.customers[scenarios.LODGER].home(on=cast.today)
    incident = scenarios.demo.report(cast, scenarios.LODGER, 3, "A dog.", "HARASSMENT", customer=None, asset=home)

    with pytest.raises(NotAllowed, match="Say which service area the incident belongs to, so that its Lead sees it"):
        services.refer_incident(incident=incident, version=incident.version, by=cast.manager, on=cast.today)


@pytest.mark.clause("D3b")
def test_the_formal_stage_ends_in_a_decision_with_its_record(cast):
    alert = scenarios.active(cast)
    file = alert.investigation

    file.refresh_from_db()
    assert file.status == "CONCLUDED"
    assert {discussion.counterpart for discussion in file.discussions.all()} == {"STAFF", "CUSTOMER", "HEAD"}
    assert (alert.investigation.recommended_by, alert.decided_by) == (cast.lead, cast.head)


@pytest.mark.clause("D3b", refuses=True)
@pytest.mark.parametrize(
    ("unheard", "sentence"),
    [
        ("STAFF", "Record the discussion with the member of staff, or why there was none"),
        ("CUSTOMER", "Record the discussion with the customer, or why there was none"),
        ("HEAD", "Record the discussion with the Head of Service, or why there was none"),
    ],
)
def test_each_is_heard_before_the_recommendation_or_it_is_said_why_not(cast, unheard, sentence):
    file = scenarios.opened(cast)
    for counterpart in {"STAFF", "CUSTOMER", "HEAD"} - {unheard}:
        _discuss(cast, file, counterpart, what="", on=None, why_not="On leave.")

    with pytest.raises(NotAllowed, match=sentence):
        services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)


def _discuss(cast, file, counterpart="STAFF", **said):
    said = {"on": cast.today, "what": "He confirms it.", "why_not": "", **said}
    services.add_discussion(investigation=file, version=file.version, by=cast.lead, counterpart=counterpart, **said)
    file.refresh_from_db()


@pytest.mark.clause("D3b", refuses=True)
def test_a_discussion_was_held_or_it_was_not(cast):
    with pytest.raises(NotAllowed, match="Give the day and what was said, or say why there was no discussion"):
        _discuss(cast, scenarios.opened(cast), why_not="On leave.")


@pytest.mark.clause("D3b", refuses=True)
def test_a_recommendation_recommends_something_or_no_further_action(cast):
    file = scenarios.investigated(cast)
    step = {"investigation": file, "by": cast.lead, "on": cast.today}

    with pytest.raises(
        NotAllowed, match="Recommend an alert or an action, or say that you recommend no further action"
    ):
        services.recommend(**step, version=file.version)
    file = services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"no_further_action": True}
    )
    assert services.recommend(**step, version=file.version).status == "RECOMMENDED"


@pytest.mark.clause("D3b", refuses=True)
def test_the_file_is_its_leads_and_stays_as_it_was_recommended(cast):
    file = scenarios.proposed(cast).investigation
    file.refresh_from_db()
    step = {"investigation": file, "version": file.version, "considerations": {"alternatives": "None."}}

    with pytest.raises(NotAllowed, match="Lena Ledger leads this investigation"):
        services.record_considerations(**step, by=cast.lead2)
    with pytest.raises(NotAllowed, match="is recommended since .* so its file stays as it is"):
        services.record_considerations(**step, by=cast.lead)


@pytest.mark.clause("D3b", refuses=True)
def test_an_investigation_is_about_referred_incidents_of_one_customer(cast):
    one, other = scenarios.referred(cast), scenarios.referred(cast, scenarios.HONG)
    unreferred = scenarios.logged(cast, "D900004")

    with pytest.raises(NotAllowed, match="Choose at least one referred incident"):
        services.open_investigation(incidents=[], by=cast.lead)
    with pytest.raises(NotAllowed, match="An investigation is about one customer. Open another for the others"):
        services.open_investigation(incidents=[one, other], by=cast.lead)
    with pytest.raises(NotAllowed, match="Only incidents that a line manager referred can be investigated"):
        services.open_investigation(incidents=[unreferred], by=cast.lead)
    with pytest.raises(NotAllowed, match="An Operational Lead for Housing investigates"):
        services.open_investigation(incidents=[one], by=cast.lead2)

    services.open_investigation(incidents=[one], by=cast.lead)
    with pytest.raises(NotAllowed, match=f"Incident {one.reference} is already in an investigation"):
        services.open_investigation(incidents=[one], by=cast.lead)


@pytest.mark.clause("D3b", refuses=True)
def test_a_question_a_withdrawal_and_a_conclusion_are_said_in_words(cast):
    alert = scenarios.proposed(cast)
    file = alert.investigation
    file.refresh_from_db()
    decide = {"investigation": file, "version": file.version, "by": cast.head}

    with pytest.raises(NotAllowed, match="Write down the question for the Operational Lead"):
        services.send_back_investigation(**decide, question=" ")
    with pytest.raises(NotAllowed, match="Decide each recommended alert and action first"):
        services.agree_investigation(**decide, on=cast.today, reason="Agreed.")

    back = services.send_back_investigation(**decide, question="Was he asked?")
    with pytest.raises(NotAllowed, match="Say why the investigation is withdrawn"):
        services.withdraw_investigation(investigation=back, version=back.version, by=cast.lead, reason="")


@pytest.mark.clause("D3b", refuses=True)
def test_an_alert_about_a_person_needs_a_person(cast):
    home = cast.customers[scenarios.LODGER].home(on=cast.today)
    area = cast.customers[scenarios.LODGER].service_area
    incident = scenarios.demo.report(cast, scenarios.LODGER, 3, "A dog.", customer=None, asset=home, service_area=area)
    file = scenarios.demo.investigate(cast, incident, 0)

    with pytest.raises(NotAllowed, match="Visit in Pairs is about a person, and no customer is known here"):
        services.draft_alert(
            investigation=file,
            version=file.version,
            by=cast.lead,
            type=scenarios.AlertType.objects.get(code="VISIT_IN_PAIRS"),
            reason="Fear.",
        )
