"""The accounts of colleagues: an administrator's own pages."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff import selectors, services
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, RoleHeld, ServiceArea
from housing_alerts.staff.policies import Account
from tests import scenarios, settling
from tests.page import words

NEW = {
    "first_name": "Nina",
    "last_name": "Newton",
    "username": "nina",
    "password": "correct-horse-battery",
    "email": "nina@example.org",
    "job_title": "Housing Officer",
    "employer": "Teign Housing",
    "postcode": "TQ99 5GP",
    "line_manager": "",
    "roles": [Role.OFFICER],
}


@pytest.fixture
def with_postcodes(settings):
    """This installation keeps the home postcodes of colleagues."""
    settings.HOME_POSTCODES = True


def named(username: str) -> Colleague:
    return Colleague.objects.get(username=username)


def shown(username: str, **changes) -> dict:
    """What the page of a colleague posts when nothing is changed but ``changes``; with other roles, also a line manager."""
    found = selectors.colleague(named(username).pk)
    manager = named("manager").pk if "roles" in changes and username != "manager" else ""
    fields = ("first_name", "last_name", "email", "job_title", "employer", "postcode")
    return {
        **{name: getattr(found, name) for name in fields},
        "line_manager": found.line_manager_id or manager,
        "roles": [held.role for held in found.held.all()],
        "areas": [area.pk for area in found.areas.all()],
        "is_active": "on" if found.is_active else "",
        "asked": "yes",
        "seen": selectors.fingerprint(found),
        **changes,
    }


def page_of(username: str, name: str = "colleague") -> str:
    return reverse(f"staff:{name}", args=[named(username).pk])


def leads_too(username: str, areas) -> None:
    """Another Operational Lead for these areas, so that one may go."""
    other = named(username)
    RoleHeld.objects.create(colleague=other, role=Role.OPERATIONAL_LEAD)
    other.areas.add(*areas)


def errors(response) -> str:
    return response.content.decode()


def test_the_services_refuse_others_too(cast):
    seen = selectors.fingerprint(cast.lead)
    calls = [
        lambda by: services.add_colleague(by=by, username="x", password="x", values={}, roles=[]),
        lambda by: services.set_password(colleague=cast.lead, by=by, password="x", now=timezone.now()),
        lambda by: services.change_colleague(
            colleague=cast.lead, seen=seen, by=by, values={}, wanted=Account([], []), now=timezone.now()
        ),
    ]
    for call in calls:
        with pytest.raises(NotAllowed, match="Only a System administrator keeps the accounts of colleagues"):
            call(cast.lead)


def test_the_list_names_everybody_with_roles_and_areas_and_closed_accounts_apart(sign_in):
    client = sign_in("admin")
    page = client.get(reverse("staff:colleagues")).content.decode()
    assert "Lena Ledger" in page
    assert "Head of Service, Leadership Team" in page
    assert "May sign in (11)" in page
    leads_too("officer", named("lead2").areas.all())
    client.post(page_of("lead2"), shown("lead2", is_active=""))
    assert "Liam Leduc" not in client.get(reverse("staff:colleagues")).content.decode().split("app-table")[-1]
    assert "Liam Leduc" in client.get(reverse("staff:colleagues"), {"closed": ""}).content.decode()


@pytest.mark.long
def test_the_list_costs_the_same_for_ten_and_for_forty(sign_in, cast):
    client = sign_in("admin")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("staff:colleagues"))
        return len(queries)

    before = cost()
    managed = {"line_manager": cast.manager}
    for number in range(30):
        services.add_colleague(by=cast.admin, username=f"n{number}", password="x", values=managed, roles=[Role.OFFICER])
    assert cost() == before


@pytest.mark.usefixtures("with_postcodes")
def test_adding_a_colleague(sign_in, cast):
    housing = ServiceArea.objects.get(name="Housing")
    response = sign_in("admin").post(
        reverse("staff:colleague_add"),
        NEW | {"line_manager": cast.manager.pk, "roles": [Role.OFFICER, Role.OPERATIONAL_LEAD], "areas": [housing.pk]},
        follow=True,
    )

    nina = named("nina")
    assert "Nina Newton can now sign in as nina." in response.content.decode()
    assert nina.check_password(NEW["password"])
    assert nina.role_names == ["Officer", "Operational Lead"]
    assert nina.postcode == "TQ99 5GP"
    assert (nina.line_manager, list(nina.areas.all())) == (cast.manager, [housing])
    assert nina.history.last().history_user == cast.admin
    event = AuditEvent.objects.get(action="add colleague")
    assert (event.by, event.reference, event.why) == (cast.admin, "nina", "Officer, Operational Lead")


@pytest.mark.usefixtures("with_postcodes")
def test_bad_input_is_answered_in_words(sign_in):
    client = sign_in("admin")
    for changes, sentence in [
        ({"first_name": ""}, "Enter the first name"),
        ({"first_name": ""}, "Enter the password again: no page sends one back"),
        ({"last_name": " "}, "Enter the last name"),
        ({"username": ""}, "Enter a user name"),
        ({"username": "OFFICER"}, "Somebody already signs in as OFFICER. Choose another user name"),
        ({"username": "two words"}, "Enter a valid username"),
        ({"password": ""}, "Enter a password"),
        ({"password": "short"}, "This password is too short"),
        ({"password": "nina@example.org"}, "The password is too similar to the"),
        ({"email": "nowhere"}, "Enter an e-mail address such as name@example.org"),
        ({"postcode": "TQ99 5GP, Devon"}, "Use 10 characters or fewer: these are 15"),
        ({"roles": []}, "Choose at least one role"),
        ({"roles": [Role.HEAD_OF_SERVICE]}, "Choose the service areas of an Operational Lead or Head of Service"),
    ]:
        response = client.post(reverse("staff:colleague_add"), NEW | changes)
        assert response.status_code == 200
        assert sentence in errors(response)
        assert NEW["password"] not in errors(response), "no page sends one back"
        assert not Colleague.objects.filter(last_name="Newton").exists()


@pytest.mark.long
def test_somebody_whose_only_role_waits_can_be_changed(sign_in, cast):
    sign_in("admin").post(reverse("staff:colleague_add"), NEW | {"roles": [Role.LEADERSHIP], "why": "She is new."})
    assert sign_in("admin").post(page_of("nina"), shown("nina", telephone="01632 960555")).status_code == 302
    assert (named("nina").telephone, named("nina").waits_for[0].role) == ("01632 960555", Role.LEADERSHIP)
    response = sign_in("admin").post(page_of("officer"), shown("officer", roles=[]))
    assert "Choose at least one role" in errors(response)


def test_changing_roles_and_areas(sign_in, cast):
    leads_too("manager", named("lead").areas.all())
    response = sign_in("admin").post(
        page_of("lead"), shown("lead", roles=[Role.OFFICER], areas=[], job_title="Officer"), follow=True
    )

    lead = named("lead")
    assert "Lena Ledger changed." in response.content.decode()
    assert (lead.role_names, list(lead.areas.all()), lead.job_title) == (["Officer"], [], "Officer")
    assert AuditEvent.objects.get(action="change colleague").reference == "lead"
    taken = RoleHeld.history.filter(colleague_id=lead.pk, history_type="-").get()
    assert (taken.role, taken.history_user) == (Role.OPERATIONAL_LEAD, cast.admin)


@pytest.mark.usefixtures("with_postcodes")
def test_the_home_postcode_is_changed_says_why_it_is_kept_and_may_go_again(sign_in):
    client = sign_in("admin")
    client.post(page_of("lead"), shown("lead", postcode=" TQ99 5GP "))
    assert named("lead").postcode == "TQ99 5GP"

    page = client.get(page_of("lead")).content.decode()
    assert 'value="TQ99 5GP"' in page
    assert "Only so that the Data Protection Officer sees who opens the file of a neighbour or relative." in page

    assert "TQ99 5GP" not in client.get(reverse("staff:colleagues")).content.decode()
    assert "TQ99 5GP" in sign_in("dpo").get(f"/admin/staff/colleague/{named('lead').pk}/change/").content.decode()

    sign_in("admin").post(page_of("lead"), shown("lead", postcode=""))
    assert named("lead").postcode == ""


def test_an_installation_that_keeps_no_home_postcodes_asks_for_none(sign_in, cast):
    client = sign_in("admin")
    assert "Home postcode" not in client.get(page_of("lead")).content.decode()
    cast.lead.postcode = "TQ99 5GP"
    cast.lead.save()
    client.post(page_of("lead"), shown("lead"))
    assert named("lead").postcode == ""


def test_saving_what_is_shown_keeps_roles_and_their_history(sign_in):
    sign_in("admin").post(page_of("head"), shown("head"))
    head = named("head")
    assert Role.HEAD_OF_SERVICE in head.roles
    assert RoleHeld.history.filter(colleague_id=head.pk).count() == 1


def test_a_closed_account_is_signed_out_and_cannot_sign_in(sign_in):
    admin, officer = sign_in("admin"), Client()
    officer.force_login(named("officer"))

    response = admin.post(page_of("officer"), shown("officer", is_active=""), follow=True)

    assert "Oliver Fisk’s account closed." in response.content.decode()
    assert officer.get(reverse("alerts:look_up")).status_code == 302
    refused = Client().post(reverse("account_login"), {"login": "officer", "password": "demo"})
    assert refused.status_code == 403
    assert "Your account is closed" in refused.content.decode()
    assert AuditEvent.objects.filter(action="close account", reference="officer").exists()


def test_the_last_administrator_and_the_last_data_protection_officer_stay_one(sign_in):
    client = sign_in("admin")
    for username, role, sentence in (
        (
            "admin",
            Role.ADMINISTRATOR,
            "Ada Minshull is the only System administrator: nobody could give roles. Give somebody else that role first",
        ),
        (
            "dpo",
            Role.DATA_PROTECTION_OFFICER,
            "Dara Penn is the only Data Protection Officer: nobody would see who reads which file.",
        ),
    ):
        for changes in ({"is_active": ""}, {"roles": [Role.OFFICER]}):
            response = client.post(page_of(username), shown(username, **changes))
            assert response.status_code == 403
            assert sentence in errors(response)
            assert named(username).holds(role)


def test_nobody_changes_their_own_roles_or_service_areas(sign_in):
    """An administrator who leads one area would read the cases of another. The rest of the account is theirs."""
    client, areas = sign_in("admin"), [ServiceArea.objects.get(name="Housing").pk]
    roles = {"roles": [Role.ADMINISTRATOR, Role.LEADERSHIP], "why": "She asks for it."}
    for changes in (roles, {"areas": areas}):
        response = client.post(page_of("admin"), shown("admin", **changes))
        assert response.status_code == 403
        assert "Nobody changes their own roles or service areas. Ask another System administrator." in errors(response)
    assert not named("admin").holds(Role.LEADERSHIP)
    assert not named("admin").areas.exists()
    response = client.post(page_of("admin"), shown("admin", job_title="Head of Systems"), follow=True)
    assert "Ada Minshull changed." in response.content.decode()


@pytest.mark.clause("P7a", refuses=True)
def test_the_last_head_of_an_area_stays_one_until_there_is_another(sign_in, cast):
    other = ServiceArea.objects.get(name="Property Services")
    why = {"why": "She changes posts."}
    some = [{"is_active": ""}, {"roles": [Role.OFFICER]}, {"roles": [Role.LEADERSHIP]}, {"areas": [other.pk]}]
    sentence = (
        "Helen Headley is the only Head of Service for Housing: nobody there would decide on its alerts and appeals. Make "
        "somebody else Head of Service for Housing first: it counts once a second person has confirmed it."
    )
    client = sign_in("admin")
    for changes in some:
        response = client.post(page_of("head"), shown("head", **why | changes))
        assert response.status_code == 403
        assert sentence in errors(response)
    assert named("head").holds(Role.HEAD_OF_SERVICE)

    cast.leadership.areas.set(cast.head.areas.all())
    grant = scenarios.ask_for(cast, cast.leadership, Role.HEAD_OF_SERVICE)
    assert client.post(page_of("head"), shown("head", is_active="")).status_code == 403
    scenarios.confirm(cast, grant)
    for changes in some:
        with settling.undone():
            assert sign_in("admin").post(page_of("head"), shown("head", **why | changes)).status_code == 302


def test_the_last_lead_of_an_area_stays_one(sign_in):
    client, area = sign_in("admin"), named("lead").areas.first()
    some = [{"is_active": ""}, {"roles": [Role.OFFICER]}, {"areas": [named("lead2").areas.first().pk]}]
    for changes in some:
        response = client.post(page_of("lead"), shown("lead", **changes))
        assert response.status_code == 403
        sentence = f"Lena Ledger is the only Operational Lead for {area}: its cases and reviews would be nobody"
        assert sentence in errors(response)
    assert named("lead").still_leads()

    leads_too("manager", named("lead").areas.all())
    for changes in some:
        with settling.undone():
            assert sign_in("admin").post(page_of("lead"), shown("lead", **changes)).status_code == 302


def test_somebody_elses_change_in_between_is_told_and_nothing_is_lost(sign_in):
    stale = shown("lead", job_title="Team Lead")
    client = sign_in("admin")
    client.post(page_of("lead"), shown("lead", employer="Templer HomeBuild"))

    response = client.post(page_of("lead"), stale)

    assert response.status_code == 403
    sentence = "Somebody changed Lena Ledger after you opened the page. Open it again to see what. What you typed is still here."
    assert sentence in errors(response)
    assert "Team Lead" in errors(response)
    assert named("lead").job_title != "Team Lead"


@pytest.mark.clause("P2", refuses=True)
def test_only_a_line_manager_is_named_as_one(sign_in, cast):
    sent = NEW | {"line_manager": cast.officer.pk}
    assert "Choose one of those that are shown" in words(sign_in("admin").post(reverse("staff:colleague_add"), sent))
    response = sign_in("admin").post(page_of("lead"), shown("lead", line_manager=named("lead").pk))
    assert "Choose one of those that are shown" in errors(response)
    assert str(cast.contractor) not in words(sign_in("admin").get(reverse("staff:colleague_add")))
    why = f"{cast.officer} is no line manager. Choose a line manager for Nina New."
    values = {"first_name": "Nina", "last_name": "New", "line_manager": cast.officer}
    with pytest.raises(NotAllowed) as refused:
        services.add_colleague(by=cast.admin, username="nina", password="x", values=values, roles=[Role.OFFICER])
    assert refused.value.refusal.sentence == why


def test_one_who_is_no_line_manager_stays_and_the_page_asks_for_another(sign_in, cast):
    page = sign_in("admin").get(page_of("manager"))
    asks = "Helen Headley does not hold the role Line manager, so triages none of their reports. Choose another."
    assert asks in words(page)
    assert asks not in words(sign_in("admin").get(page_of("officer")))
    response = sign_in("admin").post(page_of("manager"), shown("manager", job_title="Team Manager"))
    assert response.status_code == 302
    assert named("manager").line_manager == cast.head


DUTY = {"duty_from_day": 1, "duty_from_month": 12, "duty_from_year": 2026} | {
    "duty_until_day": 7,
    "duty_until_month": 12,
    "duty_until_year": 2026,
}


def test_a_duty_manager_has_a_first_and_a_last_day(sign_in):
    client = sign_in("admin")
    roles = [Role.OFFICER, Role.DUTY_MANAGER]
    assert client.post(page_of("officer"), shown("officer", roles=roles, **DUTY)).status_code == 302

    officer = named("officer")
    days = {day: officer.on_duty(day) for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 7))}
    assert list(days.values()) == [False, True, True]
    assert not officer.on_duty(date(2026, 12, 8))
    page = client.get(page_of("officer")).content.decode()
    assert re.search('name="duty_from_year"[^>]* value="2026"', page)

    client.post(page_of("officer"), shown("officer", roles=[Role.OFFICER], **DUTY))
    assert (named("officer").duty_from, named("officer").duty_until) == (None, None)
    assert not named("officer").on_duty(date(2026, 12, 1))


def test_the_days_of_a_duty_manager_are_asked_for(sign_in):
    client, roles = sign_in("admin"), [Role.OFFICER, Role.DUTY_MANAGER]
    for changes, sentence in [
        ({"duty_from_day": "", "duty_from_month": "", "duty_from_year": ""}, "Enter the first day as duty manager"),
        ({"duty_until_day": "", "duty_until_month": "", "duty_until_year": ""}, "Enter the last day as duty manager"),
        ({"duty_until_day": "40"}, "The last day as duty manager must be a real date"),
        (
            {"duty_until_month": 11},
            "The last day as duty manager must be the first day or later",
        ),
    ]:
        response = client.post(page_of("officer"), shown("officer", roles=roles, **(DUTY | changes)))
        assert response.status_code == 200
        assert sentence in errors(response)
        assert not named("officer").holds(Role.DUTY_MANAGER)


def test_setting_a_password(sign_in, cast):
    client = sign_in("admin")
    response = client.post(page_of("lead", "colleague_password"), {"password": "lena"})
    assert "This password is too short" in errors(response)
    response = client.post(page_of("lead", "colleague_password"), {"password": "correct-horse-battery"}, follow=True)

    assert "Password of Lena Ledger set." in response.content.decode()
    assert named("lead").check_password("correct-horse-battery")
    assert AuditEvent.objects.get(action="set password").reference == "lead"
    assert not any("correct-horse" in event.why for event in AuditEvent.objects.all())
    client.post(page_of("admin", "colleague_password"), {"password": "correct-horse-battery"})
    assert client.get(reverse("staff:colleagues")).status_code == 200, "they stay signed in after their own"


@pytest.mark.clause("P11a")
def test_the_page_says_that_nobody_else_named_is_left_in_a_restricted_file(sign_in, cast):
    """An administrator sees no case: the page says how many files, and not which."""
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.leadership])
    client = sign_in("admin")
    assert "restricted file" not in client.get(page_of("leadership")).content.decode()
    assert "is the last named" not in words(client.get(page_of("head")))
    alone = "Lena Ledger is the only Operational Lead among the named readers of a restricted file."
    said = words(client.get(page_of("lead")))
    assert alone in said
    assert "ask them or the Head of Service to name another Lead there" in said
    assert "is the last named" not in said
    said = words(client.get(page_of("head")))
    assert "Helen Headley is the only Head of Service among the named readers of a restricted file." in said
    assert "ask them or a named Lead to name another Head of Service there" in said
    with settling.undone():
        colleague = scenarios.joined("lead3", Role.OPERATIONAL_LEAD)
        colleague.areas.set(ServiceArea.objects.filter(name="Housing"))
        scenarios.restrict_file(cast, readers=[cast.lead, colleague, cast.head, cast.leadership])
        assert alone not in words(sign_in("admin").get(page_of("lead")))
    last = "Helen Headley is the last named Operational Lead or Head of Service who can open {}."
    with settling.undone():
        scenarios.restrict_file(cast, scenarios.HONG, readers=[cast.lead, cast.head, cast.leadership])
        scenarios.leaves(cast.lead)
        assert last.format("2 restricted files") in words(sign_in("admin").get(page_of("head")))
    cast.lead.refresh_from_db()
    scenarios.leaves(cast.lead)

    client = sign_in("admin")
    said = words(client.get(page_of("head")))
    assert last.format("a restricted file") in said
    assert (
        "Before you close the account, or take that role or its area away, ask them to name somebody else there."
        in said
    )
    assert "D900001" not in said
    assert "restricted file" not in client.get(page_of("leadership")).content.decode()
