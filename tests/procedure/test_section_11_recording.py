"""§11 Recording: every case and every sanction is kept on the relevant file."""

import pytest

from alerts import services
from housing_alerts.refusals import NotAllowed
from tests import scenarios
from tests.page import words


@pytest.mark.clause("P11a")
def test_everything_that_happened_stands_on_the_customers_file(cast, sign_in):
    alert = scenarios.active(cast)
    letter = scenarios.notified(cast, alert)
    appeal = scenarios.prepared(cast, alert)

    said = words(sign_in("lead").get(f"/customers/{scenarios.LODGER}/"))

    incident = alert.investigation.incidents.get()
    for what in (
        f"Incident {incident.reference}",
        f"Investigation {alert.investigation.reference}",
        f"Visit in Pairs approved: {alert.reference}",
        f"Letter {letter.reference} sent",
        f"Appeal {appeal.reference} received",
    ):
        assert what in said


@pytest.mark.clause("P11a")
def test_a_void_report_stays_and_no_longer_counts_on_the_file(cast, sign_in):
    incident = scenarios.void(cast)

    assert "Void: Typed twice." in words(sign_in("manager").get(f"/incidents/{incident.reference}/"))
    assert incident.reference not in words(sign_in("lead").get(f"/customers/{scenarios.LODGER}/"))


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


@pytest.mark.clause("P11a")
def test_what_is_known_of_one_person_is_on_one_file(cast):
    scenarios.second_file(cast)
    alert = scenarios.active(cast, customer=scenarios.TWIN)
    scenarios.merged(cast)
    alert.refresh_from_db()
    assert alert.customer.reference == scenarios.LODGER


@pytest.mark.clause("P11a", refuses=True)
def test_two_files_with_an_alert_of_one_type_each_do_not_become_one(cast):
    scenarios.second_file(cast)
    scenarios.active(cast)
    scenarios.active(cast, customer=scenarios.TWIN)
    with pytest.raises(NotAllowed, match="Both have an active Visit in Pairs alert"):
        scenarios.merged(cast)
