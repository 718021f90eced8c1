"""Appendix D 4.1: violent and aggressive behaviour, from the safe end of the contact to the service that resumes."""

from datetime import timedelta

import pytest

from alerts.conditions import policies as conditions_policies
from alerts.conditions import services as conditions_services
from alerts.incidents import services as incidents_services
from alerts.incidents.presenters import safe_path
from alerts.investigations import services as investigations_services
from alerts.markers import policies as markers_policies
from alerts.markers import services as markers_services
from alerts.models import Condition, Marker
from housing_alerts.customers.models import Membership
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, words
from tests.step import fill, offered
from tools import demo


@pytest.fixture
def violent(cast):
    return scenarios.logged(cast, violent=True)


# What the employee does: end it, be safe, call the police, tell the line manager


@pytest.mark.clause("D4")
def test_what_was_done_at_the_time_is_kept_in_the_order_of_the_procedure(cast):
    steps = ["ENDED", "MADE_SAFE", "POLICE", "TOLD_MANAGER"]
    done = scenarios.logged(cast, violent=True, steps=steps, police_reference="77 of 3 June")
    assert safe_path(done).splitlines() == [
        "The contact was ended: yes",
        "They left, or made everybody safe: yes",
        "The police were called or told: yes",
        "The line manager was told: yes",
    ]
    untold = scenarios.logged(cast, violent=True, steps=[])
    assert safe_path(untold).count("not recorded") == 4
    assert untold.line_manager == cast.manager
    by_the_manager = scenarios.referred(cast, violent=True, steps=[])
    assert "The line manager was told: yes" in safe_path(by_the_manager)
    by_the_manager.triaged_by = cast.lead
    assert "The line manager was told: not recorded" in safe_path(by_the_manager)


@pytest.mark.clause("D4")
@pytest.mark.same_on_both
def test_who_reports_violence_is_told_to_ring_and_the_line_manager_is_offered_a_marker_first(cast, sign_in):
    sent = {"about": "BEHAVIOUR", "customer": scenarios.LODGER, "occurred_at_day": cast.ago(1).day}
    sent |= {"occurred_at_month": cast.ago(1).month, "occurred_at_year": cast.ago(1).year, "occurred_at_time": "10:30"}
    sent |= {
        "channel": "HOME_VISIT",
        "dangers": "VIOLENT",
        "danger_from": "NAMED",
        "account": "He hit me.",
        "who": "ME",
        "line_manager": cast.manager.pk,
    }
    response = sign_in("officer").post("/incidents/log/", sent, follow=True)
    assert "There was danger, so ring them now: they can place an interim marker at once." in words(response)
    assert "Morwenna Manning or an Operational Lead can place an interim marker at once" in words(response)

    manager = sign_in("manager")
    assert "Violence: place a marker?" in words(manager.get("/"))
    page = manager.get(response.redirect_chain[-1][0])
    assert "Protect colleagues first: place an interim marker" in words(page)
    assert offered(page)[0] == "Place an interim marker"


@pytest.mark.clause("D4", refuses=True)
def test_the_police_are_told_with_the_employees_consent_said_in_words(cast, violent):
    told = {"incident": violent, "version": violent.version, "by": cast.officer, "on": cast.today}
    told |= {
        "told_on": cast.today,
        "reference": "5 of 10 June",
        "agreed": [cast.officer],
        "consent_words": "I asked for it.",
    }
    with pytest.raises(NotAllowed, match="Oliver Fisk has not agreed that the police are told"):
        markers_services.record_police_report(**told | {"agreed": []})
    with pytest.raises(NotAllowed, match="Say in words how and when they agreed that the police are told"):
        markers_services.record_police_report(**told | {"consent_words": " "})
    with pytest.raises(NotAllowed, match="The police were told between the day it happened and today"):
        markers_services.record_police_report(**told | {"told_on": cast.today + timedelta(days=1)})
    assert markers_services.record_police_report(**told).police_consent


@pytest.mark.clause("P5")
def test_where_no_colleague_was_affected_the_consent_of_who_reported_it_counts(cast, violent):
    assert violent.employees() == [cast.officer]
    violent.affected.set([cast.contractor])
    assert violent.employees() == [cast.contractor]
    violent.affected.clear()
    assert violent.employees() == [violent.reported_by]


# Formal by default, and a marker or why not


@pytest.mark.clause("D4", refuses=True)
@pytest.mark.same_on_both
@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("refer", {}),
        (
            "settle",
            {
                "actions": ["ADVICE"],
                "settlement": "I rang and warned him today.",
            },
        ),
    ],
)
def test_the_triage_of_violence_asks_for_a_marker_or_why_none_is_needed(cast, sign_in, violent, verb, sent):
    url, asks = f"/incidents/{violent.reference}/{verb}/", "Say why no interim marker is needed, or place one first"
    client = sign_in("manager")
    assert_asks(fill(client, url, **sent), asks)
    with pytest.raises(
        NotAllowed, match="Danger was reported. Place an interim marker first, or say why none is needed"
    ):
        incidents_services.refer_incident(incident=violent, version=violent.version, by=cast.manager, on=cast.today)

    assert fill(client, url, **sent, no_marker_reason="He is in custody until his trial.").status_code == 302
    violent.refresh_from_db()
    assert violent.no_marker_reason == "He is in custody until his trial."
    assert "He is in custody until his trial." in words(client.get(f"/incidents/{violent.reference}/"))


@pytest.mark.clause("D4")
@pytest.mark.same_on_both
def test_with_a_marker_the_triage_asks_nothing_more(cast, sign_in, violent):
    scenarios.mark(cast, violent)
    page = sign_in("manager").get(f"/incidents/{violent.reference}/refer/")
    assert "no_marker_reason" not in page.content.decode()
    assert fill(sign_in("manager"), f"/incidents/{violent.reference}/refer/").status_code == 302


@pytest.mark.clause("D4")
def test_what_was_settled_with_a_reason_is_referred_after_all_without_being_asked_again(cast):
    incident = scenarios.settled(cast, violent=True)
    referred = incidents_services.refer_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        note="It happened again today.",
    )
    assert referred.no_marker_reason == "Nobody goes there for now."


# The marker itself


@pytest.mark.clause("D4", refuses=True)
def test_a_marker_is_for_safety_only(cast, violent):
    step = {"incident": violent, "version": violent.version, "by": cast.manager, "on": cast.today}
    with pytest.raises(NotAllowed, match="A marker is for safety only. “Keep to the agreed ways and times of contact”"):
        markers_services.place_marker(**step, controls=["AT_LEAST_TWO", "AGREED_CONTACT"])
    with pytest.raises(NotAllowed, match="Choose at least one thing that keeps colleagues safe"):
        markers_services.place_marker(**step, controls=[])
    marker = markers_services.place_marker(**step, controls=["AT_LEAST_TWO"])
    with pytest.raises(NotAllowed, match="Say why the marker is lifted"):
        markers_services.lift_marker(marker=marker, version=marker.version, by=cast.manager, on=cast.today, reason=" ")


@pytest.mark.clause("D4", refuses=True)
def test_where_no_service_area_is_known_the_line_manager_or_a_lead_places_it(cast):
    Membership.objects.filter(tenancy__asset__reference="A-D1").delete()
    incident = scenarios.logged_at_an_address(cast)
    with pytest.raises(NotAllowed, match="Morwenna Manning or an Operational Lead places and lifts the interim marker"):
        markers_services.place_marker(
            incident=incident, version=incident.version, by=cast.head, on=cast.today, controls=["ASK_LEAD"]
        )
    assert scenarios.mark(cast, incident).placed_by == cast.manager


@pytest.mark.clause("D4")
@pytest.mark.same_on_both
def test_who_recommends_and_who_decides_read_it(cast, sign_in):
    marker = scenarios.mark(cast, scenarios.logged(cast))
    alert = scenarios.proposed_on(cast, marker.incident)
    said = f"In force {marker.told} Placed by Morwenna Manning"
    assert said in words(sign_in("lead").get(f"/investigations/{alert.investigation.reference}/"))
    assert said in words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))


@pytest.mark.clause("D4")
@pytest.mark.same_on_both
def test_what_is_about_to_lapse_stands_in_the_worklists(wednesday, sign_in, request):
    cast = request.getfixturevalue("cast")
    scenarios.mark(cast, scenarios.logged(cast, days=20), days=9)
    scenarios.mark(cast, scenarios.logged(cast, scenarios.HONG))
    manager, lead = words(sign_in("manager").get("/")), words(sign_in("lead").get("/"))
    assert manager.count("Interim markers about to lapse IN-") == 1
    assert "Lewis Lodger Interim markers about to lapse" in manager
    assert lead.index("Lewis Lodger Interim markers") < lead.index("Nguyễn Thị Hồng Interim markers")
    assert "Placed by Morwenna Manning, last day 15 June 2026 5 days left" in lead
    assert "Placed by Morwenna Manning, last day 24 June 2026 14 days left" in lead
    assert "Interim markers" not in words(sign_in("lead2").get("/"))


@pytest.mark.clause("P11a")
@pytest.mark.same_on_both
def test_of_a_restricted_file_the_worklist_shows_no_name(wednesday, cast, sign_in):
    scenarios.mark(cast, scenarios.logged(cast, days=40), days=13)
    scenarios.restrict_file(cast)
    page = words(sign_in("manager").get("/"))
    assert "Restricted file Interim markers about to lapse" in page
    assert "Lodger" not in page


# Its sanctions, and the alert that is considered


@pytest.mark.clause("D4", refuses=True)
def test_a_service_is_suspended_for_a_stated_time_only(cast):
    alert = scenarios.drafted_alert(cast, "CONTACT_MANAGEMENT", conditions=[{"kind": "SUSPENDED"}])
    kept = alert.conditions.get()
    assert kept.ends is not None
    endless = Condition(alert=alert, kind="SUSPENDED", words="No visits.", details={"service": "GROUNDS"})
    refusal = conditions_policies.why_condition_refused(endless, on=cast.today)
    assert refusal is not None
    assert "end" in refusal.sentence


@pytest.mark.clause("D4")
@pytest.mark.parametrize("kind", ["INJUNCTION", "POSSESSION", "POLICE"])
def test_legal_action_is_recommended_as_an_action(cast, kind):
    assert scenarios.with_actions(cast, kind).actions.get().kind == kind


@pytest.mark.clause("D4", refuses=True)
def test_a_declaration_is_in_writing_and_after_the_alert(cast):
    condition = scenarios.awaiting_declaration(cast)
    step = {"condition": condition, "version": condition.alert.version, "by": cast.lead, "on": cast.today}
    with pytest.raises(NotAllowed, match="Say what the customer declared in writing"):
        conditions_services.record_declaration(**step, received_on=cast.today, words=" ")
    with pytest.raises(NotAllowed, match="between the day the alert took effect and today"):
        conditions_services.record_declaration(**step, received_on=cast.today + timedelta(days=1), words="I am sorry.")
    assert (
        conditions_services.record_declaration(**step, received_on=cast.today, words="I am sorry.").lifted_on
        == cast.today
    )


@pytest.mark.clause("D4", refuses=True)
def test_before_an_alert_is_in_force_no_declaration_is_awaited(cast):
    alert = scenarios.drafted_alert(cast, "CONTACT_MANAGEMENT", conditions=[{"kind": "DECLARATION"}])
    with pytest.raises(NotAllowed, match="No service waits for a written declaration here"):
        conditions_services.record_declaration(
            condition=alert.conditions.get(),
            version=alert.version,
            by=cast.lead,
            on=cast.today,
            received_on=cast.today,
            words="I am sorry.",
        )


@pytest.mark.clause("D4", refuses=True)
def test_after_violence_an_alert_is_recommended_or_it_is_said_why_not(cast, violent):
    file = demo.investigate(cast, violent, 0)
    considered = {"investigation": file, "by": cast.lead}
    file = investigations_services.record_considerations(
        **considered, version=file.version, considerations={"no_further_action": True}
    )
    step = {"investigation": file, "by": cast.lead, "on": cast.today}
    with pytest.raises(
        NotAllowed, match="Violence was reported, so an alert must be considered. Recommend one, or say why"
    ):
        investigations_services.recommend(**step, version=file.version)
    why = {"alert_considered": "He has moved to another landlord."}
    file = investigations_services.record_considerations(**considered, version=file.version, considerations=why)
    assert ("Why no alert after violence", "He has moved to another landlord.") in file.answers()
    assert investigations_services.recommend(**step, version=file.version).status == "RECOMMENDED"


@pytest.mark.clause("D4")
def test_after_violence_the_decision_takes_the_place_of_the_marker(cast, violent):
    marker = scenarios.mark(cast, violent)
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, violent))
    assert alert.is_active
    assert not Marker.objects.in_force(on=cast.today).filter(pk=marker.pk)


@pytest.mark.clause("D4")
def test_the_police_may_be_told_on_the_day_it_happened(cast, violent):
    told = {"agreed": violent.employees(), "words": "By telephone.", "on": cast.today}
    assert markers_policies.why_police_report_refused(violent, told_on=violent.occurred_on, **told) is None
    the_day_before = violent.occurred_on - timedelta(days=1)
    assert "Check the day" in str(markers_policies.why_police_report_refused(violent, told_on=the_day_before, **told))


@pytest.mark.clause("D4", refuses=True)
def test_on_a_draft_no_report_to_the_police_is_recorded(cast):
    refusal = markers_policies.why_police_told(scenarios.draft(cast))
    assert str(refusal) == "This incident is draft, so no report to the police is recorded on it."
