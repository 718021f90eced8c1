"""The trail: one event for each step, and one for each sensitive page that was served."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from alerts.incidents import services as incidents_services
from alerts.models import Incident
from housing_alerts.kernel.audit import trail
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from tests import scenarios


def test_a_step_leaves_one_event_with_who_as_what_and_why(cast):
    incident = scenarios.referred(cast)
    logged, referred = AuditEvent.objects.order_by("pk")

    assert (logged.action, logged.by, logged.acting_as, logged.why) == ("log incident", cast.officer, "Officer", "")
    assert (referred.action, referred.by, referred.why) == (
        "refer incident",
        cast.manager,
        "It felt unsafe to be there.",
    )
    assert referred.acting_as == "Officer, Line manager"
    assert {(event.reference, event.customer) for event in (logged, referred)} == {(incident.reference, "D900001")}
    assert str(referred) == f"refer incident {incident.reference}"


def test_a_case_without_a_customer_and_an_act_of_nobody_leave_events_too(cast):
    incident = scenarios.logged_at_an_address(cast)
    trail.record("tidy", incident, by=None)
    event = AuditEvent.objects.first()
    assert (event.by, event.acting_as, event.customer) == (None, "", "")


def test_a_refused_step_leaves_no_event(cast):
    incident = scenarios.logged(cast)
    before = AuditEvent.objects.count()
    with pytest.raises(NotAllowed):
        incidents_services.refer_incident(incident=incident, version=incident.version, by=cast.lead, on=cast.today)
    assert AuditEvent.objects.count() == before


def test_nothing_is_done_by_who_was_signed_in_when_their_account_was_closed(cast):
    scenarios.change_account(cast, cast.officer, active=False)
    before = AuditEvent.objects.count()
    with pytest.raises(NotAllowed, match=r"Your account was closed meanwhile\. Nothing was changed\."):
        scenarios.logged(cast)
    assert (Incident.objects.exists(), AuditEvent.objects.count()) == (False, before)


def test_an_administrator_who_closes_their_own_account_is_the_last_to_act_in_it(cast):
    scenarios.promote(cast.officer, Role.ADMINISTRATOR)
    scenarios.change_account(cast, cast.admin, active=False)
    event = AuditEvent.objects.first()
    assert (event.action, event.by, event.reference) == ("close account", cast.admin, "admin")


@pytest.mark.parametrize(
    ("page", "opened"),
    [("/customers/{customer}/", "customer"), ("/incidents/{incident}/", "incident"), ("/alerts/{alert}/", "alert")],
)
def test_a_served_page_is_written_to_the_read_log(cast, sign_in, page, opened):
    alert = scenarios.active(cast)
    names = {
        "customer": "D900001",
        "incident": alert.investigation.incidents.get().reference,
        "alert": alert.reference,
    }
    sign_in("lead").get(page.format(**names))

    read = ReadEvent.objects.get()
    assert (read.by, read.acting_as, read.opened, read.reference) == (
        cast.lead,
        "Operational Lead",
        opened,
        names[opened],
    )
    assert str(read) == f"{opened.capitalize()} {names[opened]}"


@pytest.mark.parametrize("username", ["officer", "lead2", "admin"])
def test_a_page_that_is_not_found_is_not(cast, sign_in, username):
    alert = scenarios.active(cast)
    assert sign_in(username).get(f"/alerts/{alert.reference}/").status_code == 404
    assert not ReadEvent.objects.exists()


@pytest.mark.parametrize("status", [200, 403, 409])
def test_a_page_that_refuses_shows_what_it_is_about_and_is_written(cast, status):
    def refused(request, reference):
        return HttpResponse(status=status)

    request = RequestFactory().get("/")
    request.user = cast.lead
    trail.opens("alert")(refused)(request, reference="CM-2026-00001")
    assert ReadEvent.objects.get().reference == "CM-2026-00001"


def test_a_redirection_shows_nothing_and_is_not(cast):
    def refused(request, reference):
        return HttpResponse(status=302)

    request = RequestFactory().get("/")
    request.user = cast.lead
    trail.opens("alert")(refused)(request, reference="CM-2026-00001")
    assert not ReadEvent.objects.exists()


def test_a_page_without_a_reference_is_written_by_its_name(cast):
    @trail.opens("report")
    def report(request):
        return HttpResponse("All alerts")

    request = RequestFactory().get("/")
    request.user = cast.head
    report(request)
    read = ReadEvent.objects.get()
    assert (read.opened, read.reference, read.acting_as) == ("report", "", "Head of Service, Leadership Team")
