"""A second person lets a role count that was asked for (§6)."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed, when
from housing_alerts.staff import services
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, RoleHeld
from tests import scenarios
from tests.page import assert_done, assert_refused
from tests.step import assert_not_found, assert_not_now, assert_only_reads, fill

LIST = "/roles-to-confirm/"
OTHERS = ("officer", "contractor", "manager", "lead", "lead2", "head", "head2", "leadership")


@pytest.fixture
def grant(cast):
    return scenarios.ask_for(cast, cast.lead, Role.HEAD_OF_SERVICE)


def url(grant):
    return f"{LIST}{grant.pk}/confirm/"


def second_administrator():
    return scenarios.joined("second", Role.ADMINISTRATOR)


# It works


@pytest.mark.parametrize("username", ["dpo", "second"])
def test_another_administrator_or_the_data_protection_officer_confirms(cast, sign_in, grant, username):
    second_administrator()
    client = sign_in(username)
    page = client.get(url(grant)).content.decode()
    assert all(part in page for part in ("Lena Ledger", "Head of Service for Housing", "Ada Minshull", grant.why))

    response = fill(client, url(grant))

    assert_done(client, response, LIST, "Lena Ledger is Head of Service for Housing from now on.")
    lead, by = Colleague.objects.get(username="lead"), Colleague.objects.get(username=username)
    assert lead.holds_in(Role.HEAD_OF_SERVICE, lead.areas.get().pk)
    grant.refresh_from_db()
    assert (grant.confirmed, grant.answered_by, grant.answered_at is not None) == (True, by, True)
    event = AuditEvent.objects.get(action="confirm role")
    assert (event.by, event.reference, event.why) == (by, "lead", "Head of Service for Housing")
    given = RoleHeld.history.get(colleague_id=lead.pk, role=Role.HEAD_OF_SERVICE)
    assert given.history_user == by


# It refuses the wrong person


@pytest.mark.parametrize("username", OTHERS)
def test_nobody_else_finds_the_page(sign_in, grant, username):
    assert_not_found(sign_in(username), url(grant), grant)


def test_nobody_confirms_what_they_asked_for(sign_in, grant):
    sentence = (
        "You asked for this role yourself. Another System administrator or a Data Protection Officer confirms it."
    )
    assert_not_now(sign_in("admin"), url(grant), grant, sentence)
    assert not Colleague.objects.get(username="lead").holds(Role.HEAD_OF_SERVICE)


def test_nobody_confirms_a_role_of_their_own(cast, sign_in):
    own = scenarios.ask_for(cast, cast.dpo, Role.LEADERSHIP)
    assert_not_now(sign_in("dpo"), url(own), own, "Nobody confirms a role of their own.")


def test_the_service_refuses_others_too(cast, grant):
    with pytest.raises(
        NotAllowed, match="Only a System administrator or a Data Protection Officer confirms or refuses a role"
    ):
        services.confirm_grant(grant=grant, version=grant.version, by=cast.head, now=timezone.now())


def test_the_database_refuses_a_confirmation_by_who_asked(cast, grant):
    grant.confirmed, grant.answered_by, grant.answered_at = True, cast.admin, timezone.now()
    with pytest.raises(IntegrityError):
        grant.save()


# It refuses what was answered already, and a change in between


def test_each_is_answered_once(sign_in, grant):
    client = sign_in("dpo")
    fill(client, url(grant))
    grant.refresh_from_db()
    assert_not_now(client, url(grant), grant, f"Dara Penn confirmed this role already, on {when(grant)}.")


def test_a_change_in_between_is_refused(sign_in, grant):
    response = sign_in("dpo").post(url(grant), {"version": grant.version - 1})
    assert_refused(response, f"Ada Minshull changed this on {when(grant)}, after you opened the page.")


# It refuses bad input


def test_without_the_version_that_was_shown_nothing_is_confirmed(sign_in, grant):
    assert sign_in("dpo").post(url(grant), {"version": "x"}).status_code == 200
    grant.refresh_from_db()
    assert grant.waits


def test_there_is_no_page_of_a_role_that_nobody_asked_for(sign_in, grant):
    assert sign_in("dpo").get(f"{LIST}{grant.pk + 1}/confirm/").status_code == 404


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in, grant):
    assert_only_reads(sign_in("dpo"), url(grant))
