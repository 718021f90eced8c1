"""Appendix D: the behaviours and the stage each proposes; informal and formal action."""

from datetime import timedelta

import pytest

from alerts.decisions import services as decisions_services
from alerts.incidents import policies as incidents_policies
from alerts.incidents import services as incidents_services
from alerts.incidents.before import before
from alerts.investigations import services as investigations_services
from alerts.models import AlertType, Example
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tools import demo

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
    assert incidents_policies.proposed_stage(scenarios.logged(cast, behaviour=behaviour)) == stage


@pytest.mark.clause("D1")
def test_a_behaviour_that_may_go_either_way_is_formal_where_something_happened_within_a_year(cast):
    scenarios.logged(cast, days=360)
    scenarios.logged(cast, scenarios.HONG, days=400)

    assert incidents_policies.proposed_stage(scenarios.logged(cast, days=1)) == "FORMAL"
    assert incidents_policies.proposed_stage(scenarios.logged(cast, scenarios.HONG, days=1)) == "INFORMAL"


@pytest.mark.clause("D1")
def test_violence_is_formal(cast):
    assert incidents_policies.proposed_stage(scenarios.logged(cast, violent=True)) == "FORMAL"


@pytest.mark.clause("D1")
def test_a_risk_without_a_behaviour_proposes_nothing(cast):
    assert incidents_policies.proposed_stage(scenarios.logged(cast, about="RISK", behaviour="NONE")) is None


@pytest.mark.clause("D1")
def test_each_example_of_section_3_names_its_behaviour_and_violence_is_formal(db):
    named = {example.code: example.behaviour and example.behaviour.code for example in Example.objects.all()}

    assert named == {
        "THREATS": "THREAT_OF_VIOLENCE",
        "VIOLENCE": None,
        "VERBAL_ABUSE": "AGGRESSIVE",
        "DEROGATORY": "BULLYING",
        "RUDENESS": "AGGRESSIVE",
        "INFLAMMATORY": "AGGRESSIVE",
        "ALLEGATIONS": "AGGRESSIVE",
        "ADVICE": "UNREASONABLE",
        "INFORMATION": "UNREASONABLE",
        "SAME_ISSUE": "CONTINUOUS_UNREASONABLENESS",
        "SPECIFIC_STAFF": "UNREASONABLE",
        "CONTINUAL": "CONTINUOUS_UNREASONABLENESS",
        "COMPLAINTS_USE": "UNREASONABLE",
        "SUBJECT": "CONTINUOUS_UNREASONABLENESS",
        "COMPLAINTS_POLICY": "CONTINUOUS_UNREASONABLENESS",
        "VEXATIOUS_COMPLAINT": "VEXATIOUS",
        "DECISION": "CONTINUOUS_UNREASONABLENESS",
        "EXPLANATION": "CONTINUOUS_UNREASONABLENESS",
        "DISPROPORTIONATE": "VEXATIOUS",
    }
    assert [example.code for example in Example.objects.filter(violent=True)] == ["VIOLENCE"]


@pytest.mark.clause("D1")
@pytest.mark.parametrize(("days", "stage"), [(365, "FORMAL"), (367, "INFORMAL")])
def test_an_earlier_incident_counts_for_twelve_months(cast, days, stage):
    scenarios.logged(cast, days=days + 1)

    assert incidents_policies.proposed_stage(scenarios.logged(cast, days=1, behaviour="BULLYING")) == stage


@pytest.mark.clause("D1")
def test_a_live_warning_counts_however_old_its_incident_is(cast):
    old = scenarios.logged(cast, days=400)
    _settle(cast, old, on=cast.ago(100))

    assert incidents_policies.proposed_stage(scenarios.logged(cast, days=1)) == "FORMAL"


@pytest.mark.clause("D1")
def test_a_warning_that_has_lapsed_or_came_later_or_was_void_does_not_count(cast):
    lapsed = _settle(cast, scenarios.logged(cast, days=800), on=cast.ago(790))
    assert lapsed.actions.get().live_until < cast.ago(1)

    late = scenarios.logged(cast, days=400)
    now = scenarios.logged(cast, days=20)
    late = _settle(cast, late)
    assert incidents_policies.proposed_stage(now) == "INFORMAL"

    future = scenarios.logged(cast, days=1)
    incidents_services.void_incident(
        incident=now, version=now.version, by=cast.manager, on=cast.today, reason="I typed it twice by mistake."
    )
    assert incidents_policies.proposed_stage(future) == "INFORMAL"


@pytest.mark.clause("D1")
def test_the_warning_of_a_void_incident_does_not_count(cast):
    old = _settle(cast, scenarios.logged(cast, days=400), on=cast.ago(100))
    incidents_services.void_incident(
        incident=old, version=old.version, by=cast.manager, on=cast.today, reason="I typed it twice by mistake."
    )

    assert incidents_policies.proposed_stage(scenarios.logged(cast, days=1)) == "INFORMAL"


@pytest.mark.clause("D1")
def test_its_own_warning_is_no_history_of_the_incident_itself(cast):
    incident = _settle(cast, scenarios.logged(cast, days=1), on=cast.ago(1))

    assert incidents_policies.proposed_stage(incident) == "INFORMAL"


@pytest.mark.clause("D1")
def test_at_an_address_where_nobody_is_known_there_is_no_history(cast):
    scenarios.logged_at_an_address(cast)

    assert incidents_policies.proposed_stage(scenarios.logged_at_an_address(cast)) == "INFORMAL"


@pytest.mark.clause("D1")
def test_a_departure_from_the_proposed_stage_is_kept_as_made_and_needs_no_words(cast):
    formal = scenarios.logged(cast, behaviour="HARASSMENT")
    assert incidents_policies.proposed_stage(formal) == "FORMAL"
    assert _settle(cast, formal).status == "SETTLED"

    informal = scenarios.logged(cast, scenarios.HONG)
    assert incidents_policies.proposed_stage(informal) == "INFORMAL"
    step = {"version": informal.version, "by": cast.manager, "on": cast.today}
    assert incidents_services.refer_incident(incident=informal, **step).status == "REFERRED"


def _settle(cast, incident, by=None, on=None, **answers):
    answers = {"actions": ["VERBAL_WARNING"], "settlement": "I rang him and warned him.", **answers}
    return incidents_services.settle_incident(
        incident=incident, version=incident.version, by=by or cast.manager, on=on or cast.today, **answers
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


@pytest.mark.clause("D3a")
def test_several_informal_actions_are_taken_at_once_and_an_agreement_lives_as_long_as_a_warning(cast):
    taken = ["WRITTEN_WARNING", "AGREEMENT", "APOLOGY"]
    incident = _settle(cast, scenarios.logged(cast, days=30), on=cast.ago(10), actions=taken)

    warning, agreement, apology = incident.actions.all()
    assert warning.live_until == agreement.live_until == procedure.add_months(cast.ago(10), 6)
    assert apology.live_until is None
    told = before(cast.manager, scenarios.logged(cast, days=1), today=cast.today)
    assert [one.words.partition(" was decided on ")[0] for one in told.live] == [
        "A written warning",
        "A behaviour agreement",
    ]
    assert all("Its letter is owed" in one.words for one in told.live)


@pytest.mark.clause("D1")
def test_an_agreement_alone_is_no_warning(cast):
    _settle(cast, scenarios.logged(cast, days=400), on=cast.ago(100), actions=["AGREEMENT"])

    assert incidents_policies.proposed_stage(scenarios.logged(cast, days=1)) == "INFORMAL"


@pytest.mark.clause("D3a", refuses=True)
def test_only_the_line_manager_triages_and_says_what_was_done(cast):
    incident = scenarios.logged(cast)

    with pytest.raises(NotAllowed, match="Say what informal action was taken, or why none was needed"):
        _settle(cast, incident, settlement=" ")
    with pytest.raises(NotAllowed, match="You reported this incident. Another line manager must triage it"):
        _settle(cast, incident, by=cast.officer)
    with pytest.raises(NotAllowed, match="Morwenna Manning triages this incident as line manager"):
        _settle(cast, incident, by=cast.lead)


@pytest.mark.clause("D3b", refuses=True)
def test_a_matter_without_a_customer_is_referred_to_a_service_area(cast):
    home = cast.customers[scenarios.LODGER].home(on=cast.today)
    home.tenancies.get().memberships.all().delete()
    incident = demo.report(cast, scenarios.LODGER, 3, "A dog.", "HARASSMENT", customer=None, asset=home)

    with pytest.raises(NotAllowed, match="Say which service area the incident belongs to, so that its Lead sees it"):
        incidents_services.refer_incident(incident=incident, version=incident.version, by=cast.manager, on=cast.today)


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
        _discuss(cast, file, counterpart, what="", on=None, why_not="They are on leave until June.")

    with pytest.raises(NotAllowed, match=sentence):
        investigations_services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)


def _discuss(cast, file, counterpart="STAFF", **said):
    side = "GIVEN" if counterpart == "CUSTOMER" else ""
    said = {
        "on": cast.today,
        "what": "He confirms all of what was reported.",
        "why_not": "",
        "side": side,
        "today": cast.today,
        **said,
    }
    investigations_services.add_discussion(
        investigation=file, version=file.version, by=cast.lead, counterpart=counterpart, **said
    )
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
        investigations_services.recommend(**step, version=file.version)
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"no_further_action": True}
    )
    assert investigations_services.recommend(**step, version=file.version).status == "RECOMMENDED"


@pytest.mark.clause("D3b", refuses=True)
def test_the_file_is_its_leads_and_stays_as_it_was_recommended(cast):
    file = scenarios.proposed(cast).investigation
    file.refresh_from_db()
    step = {"investigation": file, "version": file.version, "considerations": {"alternatives": "None."}}

    with pytest.raises(NotAllowed, match="Lena Ledger leads this investigation"):
        investigations_services.record_considerations(**step, by=cast.lead2)
    with pytest.raises(NotAllowed, match="is recommended since .* so its file stays as it is"):
        investigations_services.record_considerations(**step, by=cast.lead)


@pytest.mark.clause("D3b", refuses=True)
def test_an_investigation_is_about_referred_incidents_of_one_customer(cast):
    one, other = scenarios.referred(cast), scenarios.referred(cast, scenarios.HONG)
    unreferred = scenarios.logged(cast, "D900004")

    with pytest.raises(NotAllowed, match="Choose at least one referred incident"):
        investigations_services.open_investigation(incidents=[], by=cast.lead)
    with pytest.raises(NotAllowed, match="An investigation is about one customer. Open another for the others"):
        investigations_services.open_investigation(incidents=[one, other], by=cast.lead)
    with pytest.raises(NotAllowed, match="Only incidents that a line manager referred can be investigated"):
        investigations_services.open_investigation(incidents=[unreferred], by=cast.lead)
    with pytest.raises(NotAllowed, match="An Operational Lead for Housing investigates"):
        investigations_services.open_investigation(incidents=[one], by=cast.lead2)

    investigations_services.open_investigation(incidents=[one], by=cast.lead)
    with pytest.raises(NotAllowed, match=f"Incident {one.reference} is already in an investigation"):
        investigations_services.open_investigation(incidents=[one], by=cast.lead)


@pytest.mark.clause("D3b", refuses=True)
def test_a_question_a_withdrawal_and_a_conclusion_are_said_in_words(cast):
    alert = scenarios.proposed(cast)
    file = alert.investigation
    file.refresh_from_db()
    decide = {"investigation": file, "version": file.version, "by": cast.head}

    with pytest.raises(NotAllowed, match="Write down the question for the Operational Lead"):
        decisions_services.send_back_investigation(**decide, question=" ")
    with pytest.raises(NotAllowed, match="Decide each recommended alert and action first"):
        decisions_services.agree_investigation(**decide, on=cast.today, reason="Both are agreed as they stand.")

    back = decisions_services.send_back_investigation(**decide, question="Was he asked?")
    with pytest.raises(NotAllowed, match="Say why the investigation is withdrawn"):
        investigations_services.withdraw_investigation(
            investigation=back, version=back.version, by=cast.lead, reason=""
        )


@pytest.mark.clause("D3b", refuses=True)
def test_an_alert_about_a_person_needs_a_person(cast):
    home = cast.customers[scenarios.LODGER].home(on=cast.today)
    area = cast.customers[scenarios.LODGER].service_area
    incident = demo.report(cast, scenarios.LODGER, 3, "A dog.", customer=None, asset=home, service_area=area)
    file = demo.investigate(cast, incident, 0)

    with pytest.raises(NotAllowed, match="Visit in Pairs is about a person, and no customer is known here"):
        investigations_services.draft_alert(
            investigation=file,
            version=file.version,
            by=cast.lead,
            type=AlertType.objects.get(code="VISIT_IN_PAIRS"),
            reason="Colleagues fear to go there alone.",
        )


@pytest.mark.clause("D3b", refuses=True)
def test_a_recommendation_rests_on_an_incident_that_stands(cast):
    file = scenarios.drafted_alert(cast).investigation
    incident = file.incidents.get()
    incidents_services.void_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        reason="I typed it twice by mistake.",
    )

    with pytest.raises(NotAllowed, match="Every incident of this investigation is void. Add another, or withdraw"):
        scenarios.recommended(cast, file)


@pytest.mark.clause("D2")
def test_why_it_is_the_last_resort_is_kept_with_what_restricts_contact(cast):
    alert = scenarios.restricted(cast)

    assert alert.investigation.last_resort == "A warning and an agreement were tried first."
