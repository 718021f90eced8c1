"""A role that decides, reads every area or administers counts once a second person has confirmed it (§6)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff import services
from housing_alerts.staff.choices import TO_CONFIRM, Role
from housing_alerts.staff.models import Colleague, Grant, ServiceArea
from tests import scenarios, settling
from tests.page import words
from tests.staff.test_colleagues import DUTY, NEW, errors, page_of, shown

LIST = "/roles-to-confirm/"
WHY = "She takes over on Monday."
SAY_WHY = "Say why they need it: Leadership Team counts once a second person has confirmed it."


def colleague(username):
    return Colleague.objects.get(username=username)


def test_a_role_that_decides_reads_or_administers_waits(sign_in, cast):
    housing = ServiceArea.objects.get(name="Housing")
    for role in TO_CONFIRM:
        with settling.undone():
            sent = shown("officer", roles=[Role.OFFICER, role], areas=[housing.pk], why=WHY)
            response = sign_in("admin").post(page_of("officer"), sent, follow=True)

            assert colleague("officer").role_names == ["Officer"]
            (grant,) = Grant.objects.all()
            assert (grant.colleague, grant.role, grant.area, grant.why) == (cast.officer, role, None, WHY)
            assert (grant.created_by, grant.waits) == (cast.admin, True)
            waits = "counts once another System administrator or a Data Protection Officer has confirmed it."
            assert f"Oliver Fisk changed. {grant.words} {waits}" in words(response)
            event = AuditEvent.objects.get(action="ask for role")
            assert (event.by, event.reference, event.why) == (cast.admin, "officer", f"{grant.words}: {WHY}")


def test_a_new_colleague_signs_in_and_waits_for_the_role(sign_in, cast, client):
    sent = NEW | {"roles": [Role.LEADERSHIP], "why": WHY}
    sign_in("admin").post(reverse("staff:colleague_add"), sent)
    assert colleague("nina").role_names == []
    scenarios.chose_password(colleague("nina"))
    scenarios.joined("nobody", by=cast.admin)
    assert "Your account has no role." in words(sign_in("nobody").get("/"))

    page = words(sign_in("nina").get("/"))

    assert "None of your roles counts yet" in page
    assert "Ada Minshull asked that you are Leadership Team." in page
    assert client.get("/reports/all-alerts/").status_code == 404


def test_every_other_role_counts_at_once(sign_in):
    areas = [ServiceArea.objects.get(name="Housing").pk]
    for role in Role:
        if role not in TO_CONFIRM:
            with settling.undone():
                sent = shown("officer", roles=[Role.OFFICER, role], areas=areas, **DUTY)
                sign_in("admin").post(page_of("officer"), sent)
                assert colleague("officer").holds(role)
                assert not Grant.objects.exists()


def test_why_they_need_it_is_asked(sign_in, cast):
    client = sign_in("admin")
    sent = shown("officer", roles=[Role.OFFICER, Role.LEADERSHIP], why=" ")
    response = client.post(page_of("officer"), sent)
    assert (response.status_code, SAY_WHY in errors(response)) == (200, True)
    response = client.post(reverse("staff:colleague_add"), NEW | {"roles": [Role.LEADERSHIP]})
    assert (response.status_code, SAY_WHY in errors(response)) == (200, True)
    with pytest.raises(NotAllowed, match="Say why they need it"):
        services.add_colleague(by=cast.admin, username="x", password="x", values={}, roles=[Role.LEADERSHIP])
    assert not Grant.objects.exists()


@pytest.fixture
def another_head(cast) -> None:
    """Each area has another Head of Service, so that nobody of these is the last."""
    scenarios.promote(cast.leadership, Role.HEAD_OF_SERVICE)
    cast.leadership.areas.set(ServiceArea.objects.all())


@pytest.mark.usefixtures("another_head")
def test_a_further_area_of_a_head_of_service_waits_too(sign_in, cast):
    """What a Head gives up is gone at once; the new area does not count before it is confirmed."""
    property_services = ServiceArea.objects.get(name="Property Services")
    sign_in("admin").post(page_of("head"), shown("head", areas=[property_services.pk], why=WHY))
    assert not colleague("head").areas.exists()
    grant = Grant.objects.get()
    assert grant.words == "Head of Service for Property Services"

    scenarios.confirm(cast, grant)

    assert colleague("head").holds_in(Role.HEAD_OF_SERVICE, property_services.pk)
    client, areas = sign_in("admin"), list(ServiceArea.objects.values_list("pk", flat=True))
    client.post(page_of("lead"), shown("lead", areas=areas))
    assert colleague("lead").areas.count() == 2, "that of a Lead counts at once"
    client.post(page_of("head2"), shown("head2", roles=[Role.OFFICER]))
    assert colleague("head2").role_names == ["Officer"], "what is taken away counts no longer at once"


def test_until_it_is_answered_no_other_role_or_area_changes(sign_in, cast):
    """Who confirms has read what it comes to: a Head of Service for Housing is not made one of everything meanwhile."""
    scenarios.ask_for(cast, cast.lead, Role.HEAD_OF_SERVICE)
    client, areas = sign_in("admin"), list(ServiceArea.objects.values_list("pk", flat=True))
    for changes in ({"areas": areas}, {"roles": [Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE], "why": WHY}):
        response = client.post(page_of("lead"), shown("lead", **changes))
        assert response.status_code == 403
        sentence = (
            "Head of Service for Housing waits for confirmation. Until it is confirmed or refused, no other role or "
            "service area of Lena Ledger changes."
        )
        assert sentence in errors(response)
    assert client.post(page_of("lead"), shown("lead", job_title="Lead")).status_code == 302


def test_a_closed_account_is_given_nothing_that_was_asked_for_it(sign_in, cast):
    grant = scenarios.ask_for(cast, cast.officer, Role.LEADERSHIP)
    client = sign_in("admin")
    client.post(page_of("officer"), shown("officer", is_active=""))
    grant.refresh_from_db()
    assert (grant.confirmed, grant.answered_by, grant.answer) == (False, cast.admin, "The account was closed.")


@pytest.mark.usefixtures("another_head")
def test_a_closed_account_that_is_opened_again_waits_for_its_role(sign_in, cast):
    client = sign_in("admin")
    client.post(page_of("head2"), shown("head2", is_active=""))
    response = client.post(page_of("head2"), shown("head2", is_active="on"))
    assert "Say why they need it: Head of Service counts once a second person has confirmed it." in errors(response)

    client.post(page_of("head2"), shown("head2", is_active="on", why="He is back."))

    assert colleague("head2").role_names == []
    scenarios.confirm(cast, Grant.objects.get())
    assert colleague("head2").role_names == ["Head of Service", "Leadership Team"]


def test_whoever_may_confirm_is_told_on_every_page_and_nobody_else_is(sign_in, cast):
    scenarios.joined("second", Role.ADMINISTRATOR)
    assert "waits for you to confirm" not in sign_in("dpo").get(LIST).content.decode()
    grant = scenarios.ask_for(cast, cast.officer, Role.ADMINISTRATOR)
    for username in ("dpo", "second"):
        client = sign_in(username)
        assert "Roles to confirm" in words(client.get("/"))
        assert "1 role waits for you to confirm." in " ".join(client.get(LIST).content.decode().split())
    assert sign_in("officer").get(LIST).status_code == 404, "to whom a role was not confirmed it does not count"
    client = sign_in("admin")
    assert "System administrator waits for confirmation and does not count yet." in words(
        client.get(page_of("officer"))
    )
    page = client.get(LIST)
    assert "You asked for this role yourself." in words(page)
    assert f"{LIST}{grant.pk}/refuse/" in page.content.decode()
    assert f"{LIST}{grant.pk}/confirm/" not in page.content.decode()
    grant.delete()
    scenarios.ask_for(cast, cast.dpo, Role.LEADERSHIP)
    for username in ("admin", "dpo"):  # who asked, and who is given it
        client = sign_in(username)
        for page in (LIST, "/"):
            assert "for you to confirm" not in client.get(page).content.decode()


@pytest.mark.long
@pytest.mark.usefixtures("wednesday")
def test_each_head_of_service_is_told_and_reads_the_list(sign_in, cast):
    grant = scenarios.ask_for(cast, cast.lead, Role.HEAD_OF_SERVICE)
    client = sign_in("head2")
    said = words(client.get("/"))
    assert "Lena Ledger: Head of Service for Housing Roles asked for" in said
    assert "Asked for by Ada Minshull on 10 June 2026. Waits for confirmation" in said
    page = client.get(LIST)
    assert "Waits" in words(page)
    assert f"{LIST}{grant.pk}" not in page.content.decode()

    scenarios.confirm(cast, grant)

    assert "Confirmed by Dara Penn" in words(client.get("/"))
    grant.refresh_from_db()
    grant.answered_at = timezone.now() - timedelta(days=29)
    grant.save()
    assert "Roles asked for" not in words(client.get("/"))


def test_the_list_says_who_asked_for_whom_and_why_and_what_was_answered(sign_in, cast):
    client = sign_in("dpo")
    assert "No role waits for confirmation." in words(client.get(LIST))
    first = scenarios.ask_for(cast, cast.officer, Role.LEADERSHIP)
    services.refuse_grant(grant=first, version=first.version, by=cast.dpo, answer="He is new.", now=timezone.now())
    scenarios.ask_for(cast, cast.lead, Role.HEAD_OF_SERVICE)
    said = words(client.get(LIST))
    assert "To confirm (1)" in said
    assert said.index("Lena Ledger") < said.index("Answered") < said.index("Oliver Fisk")
    assert all(part in said for part in ("Head of Service for Housing", "Ada Minshull", WHY, "Refused", "He is new."))


def test_only_the_last_answered_are_listed(sign_in, cast, monkeypatch):
    monkeypatch.setattr("housing_alerts.staff.selectors.MOST", 1)
    for one in (cast.officer, cast.manager):
        scenarios.confirm(cast, scenarios.ask_for(cast, one, Role.LEADERSHIP))
    said = words(sign_in("dpo").get(LIST))
    assert ("These are the last 1." in said, "Oliver Fisk" in said) == (True, False)
