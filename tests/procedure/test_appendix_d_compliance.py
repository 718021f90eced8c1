"""Appendix D 5.0: failure to comply with sanctions."""

from datetime import timedelta

import pytest

from alerts.actions import services as actions_services
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Lighter
from alerts.incidents import permissions as incidents_permissions
from alerts.incidents import policies as incidents_policies
from alerts.incidents import selectors as incidents_selectors
from alerts.incidents import services as incidents_services
from alerts.investigations import gates as investigations_gates
from alerts.investigations import services as investigations_services
from alerts.models import AlertType, Incident
from housing_alerts.customers.models import Asset
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios

GATE = "Consider legal action"


def _gate(file):
    return next((gate for gate in investigations_gates.gates(file) if gate.name == GATE), None)


@pytest.mark.clause("D5")
def test_an_incident_names_the_alert_that_it_breaches(cast):
    incident = scenarios.breach(cast)

    assert Incident.objects.get(pk=incident.pk).breach_of == incident.breach_of
    assert incident.breach_of.breaches.get() == incident


@pytest.mark.usefixtures("wednesday")
@pytest.mark.clause("D5", refuses=True)
def test_only_an_alert_on_the_customer_that_was_in_force_that_day_is_breached(cast):
    alert, other = scenarios.active(cast, days=10), scenarios.active(cast, customer=scenarios.HONG)
    before, after = scenarios.logged(cast, days=11), scenarios.logged(cast, days=9)
    cause = alert.investigation.incidents.get()

    def breach(incident, alert):
        incident.refresh_from_db()
        incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=alert)

    with pytest.raises(NotAllowed, match=f"Alert {alert.reference} was not in force on .*, so this cannot breach it"):
        breach(before, alert)
    with pytest.raises(NotAllowed, match=f"Alert {other.reference} is not on the person or the place of this incident"):
        breach(after, other)
    with pytest.raises(NotAllowed, match="rests on this incident and is concluded, so which alert it breaches stays"):
        breach(cause, alert)
    breach(after, alert)
    scenarios.ended(cast, alert)
    today = scenarios.logged(cast, days=0)
    with pytest.raises(NotAllowed, match="was not in force on"):
        breach(today, alert)


@pytest.mark.usefixtures("wednesday")
@pytest.mark.clause("D5")
def test_what_stays_at_a_property_is_breached_there_by_whoever_it_was(cast):
    alert = scenarios.on_a_property(cast)
    resident = scenarios.logged(cast, days=0, asset=alert.asset)

    assert [found for found, _ in incidents_selectors.in_force_then(cast.manager, resident)] == [alert]
    incidents_services.record_breach(incident=resident, version=resident.version, by=cast.manager, alert=alert)

    assert list(alert.breaches.all()) == [resident]


@pytest.mark.usefixtures("wednesday")
@pytest.mark.clause("D5")
def test_so_is_one_whose_keeper_is_known_and_by_the_keeper_elsewhere(cast):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    alert = scenarios.active(cast, "DANGEROUS_DOGS", days=30)
    somebody, keeper = scenarios.logged_at_an_address(cast), scenarios.logged(cast)

    for incident in (somebody, keeper):
        incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=alert)

    assert set(alert.breaches.all()) == {somebody, keeper}


@pytest.mark.usefixtures("wednesday")
@pytest.mark.clause("D5", refuses=True)
def test_but_not_at_another_property_nor_what_goes_with_its_person_at_their_home(cast):
    alert, goes_along = scenarios.on_a_property(cast), scenarios.active(cast, days=30)
    elsewhere = scenarios.logged(cast, days=0, asset=Asset.objects.exclude(pk=alert.asset_id).first())
    somebody = scenarios.logged_at_an_address(cast)

    for incident, one in ((elsewhere, alert), (somebody, goes_along)):
        assert "is not on the person or the place of this incident" in str(
            incidents_policies.why_breach_impossible(incident, one)
        )
    assert alert not in dict(incidents_selectors.in_force_then(cast.manager, elsewhere))
    assert incidents_selectors.in_force_then(cast.manager, somebody) == []


@pytest.mark.clause("D5", refuses=True)
def test_an_alert_is_not_breached_by_what_it_was_imposed_for(cast):
    alert = scenarios.active(cast, days=30)
    cause = alert.investigation.incidents.get()
    assert incidents_policies.why_breach_impossible(cause, alert).sentence.endswith(
        "was imposed for this incident, so it is no breach."
    )


@pytest.mark.clause("D5", "P9b", refuses=True)
def test_conditions_that_an_appeal_suspended_are_not_breached_and_what_else_the_alert_asks_for_is(cast):
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", days=30, conditions=[scenarios.CONDITION])
    appeal = scenarios.prepared(cast, alert, stay=True)
    contact = scenarios.logged(cast, days=0)
    alert.refresh_from_db()

    with pytest.raises(NotAllowed, match="because of an appeal, and it asks for nothing else, so this cannot"):
        incidents_services.record_breach(incident=contact, version=contact.version, by=cast.manager, alert=alert)
    assert incidents_selectors.in_force_then(cast.manager, contact) == []
    earlier = scenarios.logged(cast, days=1)
    incidents_services.record_breach(incident=earlier, version=earlier.version, by=cast.manager, alert=alert)

    scenarios.determined(cast, appeal)
    alert.refresh_from_db()
    assert not alert.stayed(on=cast.today)
    incidents_services.record_breach(incident=contact, version=contact.version, by=cast.manager, alert=alert)


@pytest.mark.clause("D5", "P7c", refuses=True)
def test_nobody_is_held_to_what_they_were_never_told_of(cast):
    kept = scenarios.active(cast, days=30, inform=scenarios.WITHHOLD)
    limits = scenarios.restricted(cast, scenarios.HONG, days=30)
    for alert in (kept, limits):
        incident = scenarios.logged(cast, alert.customer.reference, days=0)
        sentence = f"No letter has told the customer of alert {alert.reference}, so they cannot have breached it."
        with pytest.raises(NotAllowed, match=sentence):
            incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=alert)
        assert incidents_selectors.in_force_then(cast.manager, incident) == []
    scenarios.posted(cast, limits)
    incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=limits)
    assert list(limits.breaches.all()) == [incident]


@pytest.mark.clause("D5", "P9b", refuses=True)
def test_nor_is_a_single_point_of_contact(cast):
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", days=30, conditions=[{"kind": "NAMED_OFFICER"}])
    scenarios.appealed(cast, alert, stay=True)
    alert.refresh_from_db()
    assert "were suspended on" in str(incidents_policies.why_breach_impossible(scenarios.logged(cast, days=0), alert))


@pytest.mark.clause("D5", refuses=True)
@pytest.mark.parametrize(
    ("day", "ago"), [("starts", 19), ("ends", 21), ("lifted_on", 20)], ids=["not begun", "over", "lifted"]
)
def test_nobody_breaches_a_condition_on_a_day_on_which_it_did_not_apply(cast, day, ago):
    alert = scenarios.restricted(cast, days=30)
    alert.conditions.update(**{day: cast.ago(ago)})
    contact = scenarios.logged(cast, days=20)

    with pytest.raises(
        NotAllowed, match=f"No condition of alert {alert.reference} applied on .*, and it asks for nothing"
    ):
        incidents_services.record_breach(incident=contact, version=contact.version, by=cast.manager, alert=alert)
    assert incidents_selectors.in_force_then(cast.manager, contact) == []


@pytest.mark.clause("D5", refuses=True)
def test_nor_what_was_recommended_and_not_imposed(cast):
    later = scenarios.CONDITION | {"starts": cast.today + timedelta(days=1)}
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, later])
    without = Lighter(without=frozenset([alert.conditions.get(starts=None).pk]))
    imposed = decisions_services.approve_alert(
        lifelines=scenarios.LIFELINES,
        due_regard=scenarios.DUE_REGARD,
        alert=alert,
        version=alert.version,
        by=cast.head,
        on=cast.today,
        reason="It applies from tomorrow morning on.",
        inform=scenarios.INFORM,
        less=without,
    )

    refusal = incidents_policies.why_breach_impossible(scenarios.logged(cast, days=0), imposed)
    assert str(refusal).startswith(f"No condition of alert {alert.reference} applied on")


@pytest.mark.clause("D5")
@pytest.mark.parametrize(
    ("day", "ago"), [("starts", 20), ("ends", 20), ("lifted_on", 19)], ids=["first day", "last day", "lifted since"]
)
def test_one_that_applied_that_day_is_breached_whatever_became_of_it_since(cast, day, ago):
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", days=30, conditions=[scenarios.CONDITION])
    alert.conditions.update(**{day: cast.ago(ago)})
    contact = scenarios.logged(cast, days=20)

    incidents_services.record_breach(incident=contact, version=contact.version, by=cast.manager, alert=alert)

    assert list(alert.breaches.all()) == [contact]


@pytest.mark.clause("D5")
def test_what_is_asked_for_beside_conditions_that_are_over_is_breached_still(cast):
    alert = scenarios.active(cast, days=30, conditions=[scenarios.CONDITION])
    alert.conditions.update(ends=cast.ago(25))
    visit = scenarios.logged(cast, days=20)
    assert [found for found, _ in incidents_selectors.in_force_then(cast.manager, visit)] == [alert]


@pytest.mark.clause("D5", "P9b")
def test_controls_for_visits_are_breached_also_while_the_conditions_are_suspended(cast):
    alert = scenarios.active(cast, days=30, conditions=[scenarios.CONDITION])
    scenarios.appealed(cast, alert, stay=True)
    alert.refresh_from_db()
    visit = scenarios.logged(cast, days=0)
    assert alert.stayed(on=cast.today)

    incidents_services.record_breach(incident=visit, version=visit.version, by=cast.manager, alert=alert)

    assert list(alert.breaches.all()) == [visit]


@pytest.mark.clause("D5")
def test_repeated_breaches_ask_for_legal_action_or_why_not(cast):
    scenarios.breach(cast, days=40)
    once = scenarios.investigated(cast, days=30)
    assert not once.breached_repeatedly()
    assert _gate(once) is None

    scenarios.breach(cast, days=20)
    gate = _gate(type(once).objects.get(pk=once.pk))
    assert (gate.anchor, gate.asked) == ("considerations", "legal_action")
    assert gate.refusal.clause.id == "D5"
    actions_services.add_action(
        investigation=once,
        version=once.version,
        by=cast.lead,
        on=cast.today,
        kind="POSSESSION",
        words="He went on despite two people attending.",
        due_on=cast.today,
    )
    assert _gate(type(once).objects.get(pk=once.pk)).refusal is None


@pytest.mark.clause("D5", refuses=True)
def test_after_repeated_breaches_the_recommendation_speaks_of_legal_action(cast):
    scenarios.breach(cast, days=40)
    scenarios.breach(cast, days=20)
    file = scenarios.nothing_further(cast)

    with pytest.raises(NotAllowed, match="The customer breached alerts in force repeatedly. Recommend a referral"):
        scenarios.recommended(cast, file)
    file = investigations_services.record_considerations(
        investigation=file,
        version=file.version,
        by=cast.lead,
        considerations={"legal_action": "He has begun treatment and keeps to it."},
    )
    assert scenarios.recommended(cast, file).status == "RECOMMENDED"
    assert ("Legal action", "He has begun treatment and keeps to it.") in file.answers()


@pytest.mark.clause("D5")
def test_what_is_void_or_old_or_of_an_alert_that_ended_does_not_count(cast):
    first = scenarios.breach(cast, days=40)
    scenarios.breach(cast, days=20)
    file = scenarios.investigated(cast, days=10)
    assert file.breaches().count() == 2
    first.refresh_from_db()
    incidents_services.void_incident(
        incident=first, version=first.version, by=cast.manager, on=cast.today, reason="I typed it twice by mistake."
    )
    assert file.breaches().count() == 1
    scenarios.ended(cast, first.breach_of)
    assert file.breaches().count() == 0


@pytest.mark.clause("D5")
def test_a_breach_counts_on_when_a_stricter_alert_took_the_place_of_the_one_it_breached(cast):
    old = scenarios.breach(cast, days=40).breach_of
    scenarios.approved(cast, scenarios.more_proposed(cast, old))
    old.refresh_from_db()
    assert old.status == "ENDED"
    assert scenarios.investigated(cast, days=10).breaches().count() == 1


@pytest.mark.clause("D5", refuses=True)
def test_who_names_it(cast):
    incident = scenarios.breach(cast)
    step = {"incident": incident, "version": incident.version, "alert": None}
    with pytest.raises(NotAllowed, match="or an Operational Lead of the service area, says which alert this breaches"):
        incidents_services.record_breach(**step, by=cast.officer)
    assert incidents_services.record_breach(**step, by=cast.lead).breach_of is None
    investigated = scenarios.opened(cast).incidents.get()
    assert incidents_permissions.why_may_not_name_breach(cast.lead, investigated) is None
    assert incidents_permissions.why_may_not_name_breach(cast.officer, investigated).clause.id == "D5"


@pytest.mark.clause("D5", refuses=True)
def test_a_report_that_nobody_logged_breaches_nothing(cast):
    refusal = incidents_policies.why_not_change_breach(scenarios.draft(cast))
    assert str(refusal) == "The report is draft, so it counts for nothing and breaches no alert."
