"""Record a breach of an alert: which of the alerts in force on the day the incident breaches."""

import pytest

from alerts.incidents import services as incidents_services
from alerts.models import Incident
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_not_now, chosen, fill, offered


@pytest.fixture
def alert(cast):
    """In force for half a year."""
    return scenarios.active(cast, days=200)


@pytest.fixture
def incident(cast, alert):
    return scenarios.logged(cast)


def _url(incident):
    return f"/incidents/{incident.reference}/breach/"


# It works


def test_the_line_manager_names_the_alert_and_the_lead_takes_it_back(cast, sign_in, alert, incident):
    client = sign_in("manager")
    assert "Record a breach of an alert" in offered(client.get(f"/incidents/{incident.reference}/"))
    assert "Visit in Pairs: " in words(client.get(_url(incident)))
    response = fill(client, _url(incident), alert=alert.pk)
    assert_done(
        client,
        response,
        f"/incidents/{incident.reference}/",
        f"Recorded: incident {incident.reference} breaches alert {alert.reference}.",
    )
    assert Incident.objects.get(pk=incident.pk).breach_of == alert
    assert AuditEvent.objects.get(action="record breach").why == f"Breach of alert {alert.reference}"

    client = sign_in("lead")
    assert chosen(client.get(_url(incident)), "alert") == [str(alert.pk)]
    page = words(client.get(f"/incidents/{incident.reference}/"))
    assert f"It breaches alert {alert.reference}, Visit in Pairs." in page
    assert incident.reference in words(client.get(f"/alerts/{alert.reference}/"))
    fill(client, _url(incident), alert="NONE")
    assert Incident.objects.get(pk=incident.pk).breach_of is None


@pytest.mark.clause("D5")
def test_to_say_the_same_again_is_nothing_new(cast, alert, incident):
    once = incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=alert)
    again = incidents_services.record_breach(incident=once, version=once.version, by=cast.lead, alert=alert)
    assert (again.breach_said_at, again.breach_said_by) == (once.breach_said_at, cast.manager)


def test_of_a_restricted_file_the_line_manager_reads_what_to_do_and_not_the_type(cast, sign_in, alert, incident):
    scenarios.restrict_file(cast)
    page = words(sign_in("manager").get(_url(incident)))
    assert alert.instruction in page
    assert "Visit in Pairs" not in page


@pytest.mark.usefixtures("wednesday")
def test_at_a_property_whose_people_are_not_known_its_own_alerts_count(cast, sign_in):
    alert = scenarios.on_a_property(cast)
    housing = cast.customers[scenarios.LODGER].service_area
    incident = scenarios.logged_at_an_address(cast, occurred_at=cast.then(0), service_area=housing)
    fill(sign_in("manager"), _url(incident), alert=alert.pk)
    assert Incident.objects.get(pk=incident.pk).breach_of == alert


# It refuses the wrong person


def test_who_neither_triages_nor_investigates_is_refused(sign_in, incident):
    sentence = "Morwenna Manning, or an Operational Lead of the service area, says which alert this breaches."
    assert_not_now(sign_in("officer"), _url(incident), incident, sentence, alert="NONE")


# It refuses the wrong state


def test_what_a_recommendation_rests_on_or_what_is_void_stays_as_it_is(cast, sign_in):
    incident = scenarios.proposed(cast).investigation.incidents.get()
    sentence = "rests on this incident and is recommended, so which alert it breaches stays as it is."
    assert_not_now(sign_in("lead"), _url(incident), incident, sentence, alert="NONE")
    void = scenarios.void(cast, days=3)
    sentence = "The report is void, so it counts for nothing and breaches no alert."
    assert_not_now(sign_in("manager"), _url(void), void, sentence, alert="NONE")
    assert "Record a breach" not in words(sign_in("manager").get(f"/incidents/{void.reference}/"))


@pytest.mark.clause("D5")
def test_where_no_alert_was_in_force_nothing_is_asked(cast, sign_in):
    incident = scenarios.logged(cast)
    sentence = (
        f"No alert was in force there on {show_date(incident.occurred_at)} that incident {incident.reference} could"
    )
    client = sign_in("manager")
    assert_not_now(client, _url(incident), incident, sentence, alert="NONE")
    assert "Which alert does it breach?" not in words(client.get(_url(incident)))


# It refuses bad input


@pytest.mark.same_on_both
def test_one_of_the_alerts_in_force_is_chosen_or_none(cast, sign_in, incident):
    client = sign_in("manager")
    with nothing_changes():
        assert_asks(fill(client, _url(incident), alert=""), "Choose which alert it breaches, or none")
        assert_asks(fill(client, _url(incident), alert="CM-1"), "Choose one of those that are shown")
        response = client.post(_url(incident), {"version": 0, "alert": "NONE"})
    assert_refused(response, "after you opened the page")
