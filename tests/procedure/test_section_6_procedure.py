"""§6 Procedure: a formal and an informal process, and every decision consistent."""

import pytest

from alerts.decisions import services as decisions_services
from alerts.decisions.answers import KnownAnswer
from alerts.investigations import services as investigations_services
from alerts.models import Alert, AlertType
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.page import words
from tests.scenarios import INFORM
from tools import demo


@pytest.mark.clause("P6")
def test_each_decision_keeps_the_version_of_the_procedure(cast):
    alert = scenarios.active(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))

    assert alert.procedure_version == review.procedure_version == procedure.VERSION


@pytest.mark.clause("P6")
def test_so_does_each_step_that_ends_settles_refers_accepts_or_closes(cast, sign_in):
    settled, referred = scenarios.settled(cast), scenarios.referred(cast, days=1)
    review = scenarios.under_review(cast, scenarios.active(cast, customer=scenarios.HONG))
    alert = scenarios.ended(cast, review.alert)
    review.refresh_from_db()
    appeal = scenarios.accepted_late(cast)
    refused = scenarios.refused_as_late(cast, customer=scenarios.HONG)

    kept = [settled.triaged_under, referred.triaged_under, review.procedure_version, alert.ended_under]
    assert {*kept, appeal.accepted_under, refused.procedure_version} == {procedure.VERSION}
    for who, page, said in [
        ("manager", f"/incidents/{settled.reference}/", "Decided under"),
        ("manager", f"/incidents/{referred.reference}/", "Decided under"),
        ("lead", f"/reviews/{review.reference}/", "Decided under"),
        ("lead", f"/alerts/{alert.reference}/", "Ended under"),
        ("lead", f"/appeals/{appeal.reference}/", "Accepted under"),
        ("lead", f"/appeals/{refused.reference}/", "Refused under"),
    ]:
        assert f"{said} {procedure.VERSION}" in words(sign_in(who).get(page)), page


@pytest.mark.clause("P6", refuses=True)
def test_what_is_decided_already_is_not_decided_again(cast):
    alert = scenarios.proposed(cast)
    demo.approve(cast, alert, 0)
    alert.refresh_from_db()

    with pytest.raises(
        NotAllowed, match="This alert is active since Helen Headley acted on .* needs it to be proposed"
    ):
        decisions_services.decline_alert(
            alert=alert, version=alert.version, by=cast.head, on=cast.today, reason="It asks too much of him."
        )


@pytest.mark.clause("P6", refuses=True)
def test_nobody_decides_on_what_they_did_not_see(cast):
    alert = scenarios.proposed(cast)

    with pytest.raises(NotAllowed, match="after you opened the page. Read what changed, then decide"):
        decisions_services.decline_alert(
            alert=alert, version=alert.version - 1, by=cast.head, on=cast.today, reason="It asks too much of him."
        )


@pytest.mark.clause("P6", refuses=True)
def test_a_second_alert_of_the_type_is_refused(cast):
    second = scenarios.proposed(cast)
    first = scenarios.carried_over(cast)

    with pytest.raises(NotAllowed, match=f"already has an active Visit in Pairs alert, {first.reference}. Review that"):
        scenarios.drafted_alert(cast)
    second.refresh_from_db()
    seen = KnownAnswer("I weighed it with the rest.", [each.key for each in second.known_now()])
    with pytest.raises(NotAllowed, match=f"already has an active Visit in Pairs alert, {first.reference}. Decline"):
        decisions_services.approve_alert(
            alert=second,
            version=second.version,
            by=cast.head,
            on=cast.today,
            reason="He did it to us again.",
            inform=INFORM,
            due_regard=scenarios.DUE_REGARD,
            known=seen,
        )
    assert Alert.objects.active().count() == 1


@pytest.mark.clause("P6", refuses=True)
def test_a_type_stands_once_in_a_recommendation(cast):
    file = scenarios.investigated(cast)
    terms = {
        "by": cast.lead,
        "type": AlertType.objects.get(code="VISIT_IN_PAIRS"),
        "reason": "Colleagues fear to go there alone.",
    }
    investigations_services.draft_alert(investigation=file, version=file.version, **terms)
    file.refresh_from_db()

    with pytest.raises(NotAllowed, match="Visit in Pairs is already in this recommendation"):
        investigations_services.draft_alert(investigation=file, version=file.version, **terms)


@pytest.mark.clause("P6")
def test_one_matter_ends_informally_with_the_line_manager_and_another_formally_with_the_head(cast):
    informal, formal = scenarios.settled(cast), scenarios.active(cast, customer=scenarios.HONG)

    assert (informal.status, informal.triaged_by) == ("SETTLED", cast.manager)
    assert (formal.investigation.incidents.get().status, formal.decided_by) == ("REFERRED", cast.head)


@pytest.mark.clause("P6", refuses=True)
def test_what_was_settled_is_not_investigated(cast):
    with pytest.raises(NotAllowed, match="Only incidents that a line manager referred can be investigated"):
        investigations_services.open_investigation(incidents=[scenarios.settled(cast)], by=cast.lead)


@pytest.mark.clause("P6")
def test_a_role_that_decides_reads_a_case_once_a_second_person_has_confirmed_it(cast, sign_in):
    alert = scenarios.active(cast)
    grant = scenarios.ask_for(cast, cast.officer, Role.HEAD_OF_SERVICE, *cast.head.areas.all())
    assert sign_in("officer").get(f"/alerts/{alert.reference}/").status_code == 404

    scenarios.confirm(cast, grant)

    assert sign_in("officer").get(f"/alerts/{alert.reference}/").status_code == 200


@pytest.mark.clause("P6", refuses=True)
def test_nobody_confirms_a_role_that_they_asked_for(cast):
    grant = scenarios.ask_for(cast, cast.officer, Role.HEAD_OF_SERVICE, *cast.head.areas.all())
    with pytest.raises(NotAllowed, match="You asked for this role yourself"):
        scenarios.confirm(cast, grant, by=cast.admin)
