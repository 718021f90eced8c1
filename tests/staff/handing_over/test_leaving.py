"""Whoever leaves, or loses a role or an area, leaves nothing behind that would be nobody's (§6, D3.1, D3.2)."""

import pytest
from django.db import transaction
from django.utils import timezone

from housing_alerts.staff import selectors, services
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea
from housing_alerts.staff.policies import Account
from tests import scenarios, settling
from tests.page import assert_asks, words
from tests.staff.test_colleagues import page_of, shown


@pytest.fixture
def other(cast):
    """Another Operational Lead for Housing."""
    found = scenarios.joined("lead3", Role.OPERATIONAL_LEAD, Role.LINE_MANAGER)
    found.first_name, found.last_name = "Lotte", "Third"
    found.save()
    found.areas.set(ServiceArea.objects.filter(name="Housing"))
    return found


def unasked(username: str, **changes) -> dict:
    """What the page of a colleague posts before it asked who goes on."""
    sent = shown(username, **changes)
    del sent["asked"]
    return sent


@pytest.mark.long
@pytest.mark.parametrize("changes", [{"is_active": ""}, {"roles": [Role.OFFICER]}, {"areas": []}])
def test_the_page_asks_who_goes_on_with_each_case(cast, sign_in, other, changes):
    file, alert = scenarios.opened(cast), scenarios.active(cast)
    area = ServiceArea.objects.get(name="Property Services")
    changes = {"areas": [area.pk]} if "areas" in changes else changes
    client = sign_in("admin")

    response = client.post(page_of("lead"), unasked("lead", **changes))

    assert_asks(response, "Say who goes on with what is Lena Ledger’s")
    page = words(response)
    assert f"Leads investigation {file.reference}" in page
    assert f"Is responsible for alert {alert.reference}" in page
    assert "Where nobody is chosen, the Operational Leads of its area see to it." in page
    assert "Lodger" not in page

    response = client.post(page_of("lead"), shown("lead", successor=other.pk, **changes))

    assert response.status_code == 302
    for record in (file, alert):
        record.refresh_from_db()
    assert (file.lead, alert.responsible_lead) == (other, other)


@pytest.mark.long
def test_whoever_closes_an_account_is_told_of_reports_that_were_begun_and_never_logged(cast, sign_in, other):
    draft = scenarios.draft(cast, account="He holds a knife behind his back.")
    client = sign_in("admin")
    response = client.post(page_of("officer"), unasked("officer", is_active=""))
    assert_asks(response, "Say who goes on with what is Oliver Fisk’s")
    page = words(response)
    assert f"Has begun the report {draft.reference}" in page
    assert "Where nobody is chosen, nobody ever reads it: it may tell of danger." in page
    assert "knife" not in page

    assert client.post(page_of("officer"), shown("officer", is_active="", successor=other.pk)).status_code == 302
    assert "Reports to finish" in words(sign_in("lead3").get("/"))


@pytest.mark.long
def test_a_report_goes_to_who_is_chosen_or_to_the_leads_of_its_area(cast, sign_in, other):
    incident = scenarios.logged(cast)
    client = sign_in("admin")
    with transaction.atomic():
        scenarios.change_account(cast, cast.manager, active=False)
        assert f"Incidents to triage {incident.reference}" in words(sign_in("lead").get("/"))
        transaction.set_rollback(True)
    client = sign_in("admin")
    sent = shown(
        "manager", is_active="", **{f"incident-{incident.pk}": other.pk, f"colleague-{cast.officer.pk}": other.pk}
    )
    assert client.post(page_of("manager"), sent).status_code == 302
    incident.refresh_from_db()
    cast.officer.refresh_from_db()
    assert (incident.line_manager, cast.officer.line_manager) == (other, other)
    cast.lead.refresh_from_db()
    assert cast.lead.line_manager == cast.manager


@pytest.mark.long
def test_a_case_goes_to_nobody_who_cannot_lead_it_and_may_be_left_to_the_leads_of_its_area(cast, sign_in):
    file, client = scenarios.opened(cast), sign_in("admin")
    response = client.post(page_of("lead"), unasked("lead", is_active=""))
    assert response.status_code == 403
    first = (
        "Make somebody else an Operational Lead for Housing first: on this page you then choose who goes on with each"
    )
    assert first in words(response), "nothing is asked of the last Lead, who may not go"

    other = scenarios.joined("lead3", Role.OPERATIONAL_LEAD)
    other.areas.set(ServiceArea.objects.filter(name="Housing"))
    sent = shown("lead", is_active="", **{f"investigation-{file.pk}": cast.lead2.pk}, successor=other.pk)
    response = client.post(page_of("lead"), sent)
    row = f"Liam Leduc is no Operational Lead for Housing. Choose one who is, to go on with {file.reference}."
    assert_asks(response, row)
    with settling.undone():
        roles = [Role.OPERATIONAL_LEAD, Role.OFFICER]
        response = sign_in("admin").post(page_of("lead"), unasked("lead", roles=roles, job_title="Lead"))
        assert response.status_code == 302, "nothing is asked where the work stays"
    assert sign_in("admin").post(page_of("lead"), shown("lead", is_active="")).status_code == 302
    file.refresh_from_db()
    assert file.lead == cast.lead
    assert "Investigations to take over" in words(sign_in("lead3").get("/"))


def test_what_a_step_refuses_undoes_all(cast, other):
    file = scenarios.opened(cast)
    scenarios.opened(cast, "D900003")
    keys = {f"investigation-{file.pk}": other, "investigation-0": None}
    colleague = Colleague.objects.get(pk=cast.lead.pk)
    services.change_colleague(
        colleague=colleague,
        seen=selectors.fingerprint(colleague),
        by=cast.admin,
        values={},
        wanted=Account([Role.OFFICER], [], True),
        successors=keys,
        now=timezone.now(),
    )
    file.refresh_from_db()
    assert file.lead == other
    assert file.lead_changes()[0].why == "Lena Ledger no longer does this work."
