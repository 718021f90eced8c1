"""§7 Decision: who imposes an alert, and whether the customer is told."""

import pytest

from alerts import services
from alerts.answers import Authority, InformAnswer
from alerts.models import AlertType
from housing_alerts import procedure
from housing_alerts.records import saving as records
from housing_alerts.refusals import NotAllowed, refuse_if
from housing_alerts.staff.models import Colleague, Role, RoleHeld
from letters import services as letters
from tests import scenarios
from tests.scenarios import INFORM


@pytest.mark.clause("P7a")
def test_the_relevant_head_of_service_imposes_the_alert(cast):
    alert = scenarios.proposed(cast)

    approved = services.approve_alert(
        alert=alert, version=alert.version, by=cast.head, on=cast.today, reason="Proportionate.", inform=INFORM
    )

    assert approved.is_active
    assert (approved.decided_by, approved.decided_on, approved.decided_as) == (cast.head, cast.today, "HEAD")


@pytest.mark.clause("P7a", refuses=True)
def test_another_head_is_refused_until_the_absent_head_is_named_with_why(cast):
    alert = scenarios.proposed(cast)
    step = {"alert": alert, "version": alert.version, "by": cast.head2, "on": cast.today, "reason": "Proportionate."}

    with pytest.raises(NotAllowed, match="In their absence, name them and say why they are absent"):
        services.approve_alert(**step, inform=INFORM)

    approved = services.approve_alert(**step, inform=INFORM, authority=Authority(cast.head, "On leave until Monday."))
    assert (approved.decided_as, approved.absent_head) == ("LEADERSHIP", cast.head)


@pytest.mark.clause("P7c", refuses=True)
def test_third_party_information_is_no_ground_where_a_colleague_reported(cast):
    alert = scenarios.proposed(cast)

    with pytest.raises(NotAllowed, match="does not rest on third-party information alone"):
        services.approve_alert(
            alert=alert,
            version=alert.version,
            by=cast.head,
            on=cast.today,
            reason="Proportionate.",
            inform=InformAnswer("WITHHOLD", "THIRD_PARTY", "The police told us."),
        )


def approve(cast, alert, by, **changed):
    answers = {"on": cast.today, "reason": "Proportionate.", "inform": INFORM, **changed}
    return services.approve_alert(alert=alert, version=alert.version, by=by, **answers)


@pytest.mark.clause("P7a", refuses=True)
def test_nobody_decides_what_they_recommended_reported_or_were_affected_by(cast):
    RoleHeld.objects.create(colleague=cast.lead, role=Role.HEAD_OF_SERVICE)
    RoleHeld.objects.create(colleague=cast.officer, role=Role.HEAD_OF_SERVICE)
    alert = scenarios.proposed(cast)

    with pytest.raises(NotAllowed, match="You recommended this. Another member of the Leadership Team must decide"):
        approve(cast, alert, Colleague.objects.get(username="lead"))
    with pytest.raises(NotAllowed, match="You reported, or were affected by, an incident of this case"):
        approve(cast, alert, Colleague.objects.get(username="officer"))


@pytest.mark.clause("P7a", refuses=True)
def test_only_the_leadership_decides_and_with_a_reason(cast):
    alert = scenarios.proposed(cast)

    with pytest.raises(NotAllowed, match="The Head of Service for Housing decides this"):
        approve(cast, alert, cast.manager)
    with pytest.raises(NotAllowed, match="Give the reason for your decision"):
        approve(cast, alert, cast.head, reason=" ")
    with pytest.raises(NotAllowed, match="is not the Head of Service for Housing. Name who is absent"):
        approve(cast, alert, cast.leadership, authority=Authority(cast.head2, "On leave."))


@pytest.mark.clause("P7a", refuses=True)
def test_the_departmental_manager_is_consulted_and_named(cast):
    file = scenarios.investigated(cast)
    file = services.record_considerations(
        investigation=file,
        version=file.version,
        by=cast.lead,
        considerations={"consulted_manager": None, "consulted_on": None},
    )
    services.draft_alert(
        investigation=file,
        version=file.version,
        by=cast.lead,
        type=AlertType.objects.get(code="WEAPONS"),
        reason="A knife.",
    )
    file.refresh_from_db()

    with pytest.raises(NotAllowed, match="Name the departmental manager you consulted, and when"):
        services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)


@pytest.mark.clause("P7a", refuses=True)
def test_nobody_who_has_died_is_alerted(cast):
    alert = scenarios.proposed(cast)
    alert.customer.died = True
    records.save(alert.customer, by=None, why="Told by the family")

    with pytest.raises(NotAllowed, match="Lewis Lodger has died. Decline the alert"):
        approve(cast, alert, cast.head)


@pytest.mark.clause("P7b")
def test_nine_types_need_a_decision_letter(db):
    needing = AlertType.objects.filter(letter_required=True)

    assert [type.name for type in needing] == [
        "Visit in Pairs",
        "Dangerous Dogs",
        "Contact Management",
        "No Lone Females",
        "No Lone Males",
        "No Female Visitors",
        "No Male Visitors",
        "Weapons",
        "Single Point of Contact",
    ]
    assert {type.code for type in needing} == set(procedure.LETTER_TYPE_CODES)


@pytest.mark.clause("P7b", refuses=True)
@pytest.mark.parametrize(
    ("code", "name"),
    [("CONTACT_MANAGEMENT", "Contact Management"), ("SINGLE_POINT_OF_CONTACT", "Single Point of Contact")],
)
def test_what_restricts_contact_says_what_it_restricts(cast, code, name):
    file = scenarios.investigated(cast)

    with pytest.raises(NotAllowed, match=f"Add at least one condition to {name}"):
        services.draft_alert(
            investigation=file,
            version=file.version,
            by=cast.lead,
            type=AlertType.objects.get(code=code),
            reason="Forty calls a week.",
        )


@pytest.mark.clause("P7c")
def test_informing_is_answered_anew_and_kept_either_way(cast, sign_in):
    alert = scenarios.proposed(cast)
    page = sign_in("head").get(f"/alerts/{alert.reference}/approve/")
    withheld = approve(cast, alert, cast.head, inform=scenarios.WITHHOLD)

    assert " checked" not in page.content.decode()
    assert (withheld.informing, withheld.withhold_code) == ("WITHHOLD", "HARM_TO_CUSTOMER")
    assert withheld.withhold_reason == "Her former partner opens the post."
    assert withheld.first_period == procedure.REVIEW_MONTHS_WITHHELD


@pytest.mark.clause("P7c", refuses=True)
def test_informing_is_the_rule_and_withholding_needs_an_assessed_risk(cast):
    alert = scenarios.proposed(cast)

    with pytest.raises(NotAllowed, match="Say which risk of harm informing the customer would raise"):
        approve(cast, alert, cast.head, inform=InformAnswer("WITHHOLD"))
    with pytest.raises(NotAllowed, match="Answer whether the customer is informed of the alert"):
        approve(cast, alert, cast.head, inform=InformAnswer(""))


@pytest.mark.clause("P7c", refuses=True)
def test_a_withheld_alert_can_have_no_letter(cast, sign_in):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)

    with pytest.raises(NotAllowed, match="It was decided not to inform the customer of alert"):
        scenarios.drafted(cast, alert)
    page = sign_in("lead").get(f"/alerts/{alert.reference}/letter/").content.decode()
    assert "It was decided not to inform the customer" in page


@pytest.mark.clause("P7c", refuses=True)
def test_who_must_never_be_written_to_is_not_informed(cast):
    alert = scenarios.proposed(cast)
    letters.set_safe_contact(
        customer=alert.customer,
        version=alert.customer.version,
        by=cast.lead,
        format="",
        never_write=True,
        never_message=True,
        why="Her former partner opens the post.",
    )

    with pytest.raises(
        NotAllowed, match="must never be written to: a letter could fall into the wrong hands. Choose not"
    ):
        approve(cast, alert, cast.head)


@pytest.mark.clause("P7c", refuses=True)
def test_a_reason_goes_with_a_change_of_safe_contact(cast):
    customer = cast.customers[scenarios.LODGER]
    step = {"customer": customer, "version": customer.version, "format": "", "never_write": True, "never_message": True}

    with pytest.raises(NotAllowed, match="Say why contact with the customer changes"):
        letters.set_safe_contact(**step, by=cast.lead, why=" ")
    with pytest.raises(NotAllowed, match="An Operational Lead for Housing keeps this customer's file."):
        letters.set_safe_contact(**step, by=cast.lead2, why="Told by her.")


@pytest.mark.clause("P7c", refuses=True)
def test_nobody_is_informed_where_no_customer_is_known(cast):
    alert = scenarios.on_a_property(cast)

    assert alert.informing == "WITHHOLD"
    with pytest.raises(NotAllowed, match="No customer is known for this alert, so nobody can be told"):
        refuse_if(INFORM.why_not(alert))
