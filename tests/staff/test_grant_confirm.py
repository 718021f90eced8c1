"""A second person lets a role count that was asked for (§6)."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed, when
from housing_alerts.staff import services, steps
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, RoleHeld
from tests import scenarios
from tests.page import assert_done, assert_refused, words
from tests.step import assert_not_now, fill

LIST = "/roles-to-confirm/"


@pytest.fixture
def grant(cast):
    return scenarios.ask_for(cast, cast.lead, Role.HEAD_OF_SERVICE)


def url(grant):
    return f"{LIST}{grant.pk}/confirm/"


def second_administrator():
    return scenarios.joined("second", Role.ADMINISTRATOR)


@pytest.mark.parametrize("username", ["dpo", "second"])
def test_another_administrator_or_the_data_protection_officer_confirms(cast, sign_in, grant, username):
    second_administrator()
    with pytest.raises(
        NotAllowed, match="Only a System administrator or a Data Protection Officer confirms or refuses a role"
    ):
        services.confirm_grant(grant=grant, version=grant.version, by=cast.head, now=timezone.now())
    client = sign_in(username)
    response = client.post(url(grant), {"version": grant.version - 1})
    assert_refused(response, f"Ada Minshull changed this on {when(grant)}, after you opened the page.")
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


def test_nobody_confirms_what_they_asked_for(sign_in, grant):
    sentence = (
        "You asked for this role yourself. Another System administrator or a Data Protection Officer confirms it."
    )
    assert_not_now(sign_in("admin"), url(grant), grant, sentence)
    assert not Colleague.objects.get(username="lead").holds(Role.HEAD_OF_SERVICE)


def test_nobody_confirms_a_role_of_their_own(cast, sign_in):
    own = scenarios.ask_for(cast, cast.dpo, Role.LEADERSHIP)
    assert_not_now(sign_in("dpo"), url(own), own, "Nobody confirms a role of their own.")


def test_the_database_refuses_a_confirmation_by_who_asked(cast, grant):
    grant.confirmed, grant.answered_by, grant.answered_at = True, cast.admin, timezone.now()
    with pytest.raises(IntegrityError):
        grant.save()


def given_a_password(colleague, *, by, changed=True):
    """``by`` sets the colleague's password, and whoever signs in with it chooses another."""
    colleague = services.set_password(colleague=colleague, by=by, password="x", now=timezone.now())
    return scenarios.chose_password(colleague) if changed else colleague


def alone(name, whose):
    return (
        f"{name} set a password with which they could sign in as {whose}, and so ask and confirm alone. Somebody whose "
        f"password {name} did not set confirms it."
    )


def test_whose_password_the_asker_set_confirms_nothing_that_they_asked_for(cast, sign_in, grant):
    """One administrator would ask, set the other's password, sign in as them, change it and confirm."""
    given_a_password(cast.dpo, by=cast.admin)
    client = sign_in("dpo")
    assert_not_now(client, url(grant), grant, alone("Ada Minshull", "you"))
    assert "for you to confirm" not in client.get(LIST).content.decode()
    assert not Colleague.objects.get(username="lead").holds(Role.HEAD_OF_SERVICE)


def test_who_set_the_askers_password_confirms_nothing_of_theirs_either(cast, sign_in, grant):
    given_a_password(cast.admin, by=second_administrator())
    assert_not_now(sign_in("second"), url(grant), grant, alone("second", "Ada Minshull"))


def test_nor_through_the_account_of_a_third(cast):
    """She sets a second administrator's password, and as them the Data Protection Officer's."""
    second = given_a_password(second_administrator(), by=cast.admin)
    given_a_password(cast.dpo, by=second)
    for asker in (cast.admin, second):
        own = scenarios.ask_for(cast, cast.manager if asker == second else cast.lead, Role.LEADERSHIP, by=asker)
        assert not steps_allow(own, "dpo")
    given_a_password(cast.admin, by=second)  # each set the other's: asked once round, no more
    assert len(Colleague.objects.get(username="dpo").may_be) == 3


def steps_allow(grant, username):
    return steps.why_not_confirm(grant, Colleague.objects.get(username=username)) is None


def test_who_adds_an_account_chose_its_password_too(cast, grant):
    scenarios.joined("made-on-the-server", Role.DATA_PROTECTION_OFFICER)
    assert steps_allow(grant, "made-on-the-server")
    added = services.add_colleague(
        by=cast.admin, username="new", password="x", values={}, roles=[Role.DATA_PROTECTION_OFFICER], why="She is new."
    )
    assert (added.password_set_by, added.password_set_at) == (cast.admin, added.date_joined)
    scenarios.confirm(cast, added.grants.get())
    scenarios.chose_password(added)
    assert not steps_allow(grant, "new")


def test_another_administrator_gives_a_password_and_they_are_two_people_again(cast, sign_in, grant):
    given_a_password(cast.dpo, by=cast.admin)
    given_a_password(cast.dpo, by=second_administrator())
    assert_done(sign_in("dpo"), fill(sign_in("dpo"), url(grant)), LIST, "Lena Ledger is Head of Service")


def test_who_has_a_password_of_somebody_elses_changes_it_first(cast, grant):
    dpo = given_a_password(cast.dpo, by=second_administrator(), changed=False)
    with pytest.raises(NotAllowed, match="Somebody else knows your password. Change it before you confirm anything."):
        services.confirm_grant(grant=grant, version=grant.version, by=dpo, now=timezone.now())


def test_the_list_says_whose_password_somebody_else_set(cast, sign_in):
    client = sign_in("head")
    assert "Nobody with such a role has a password that somebody else set." in words(client.get(LIST))
    given_a_password(cast.officer, by=cast.admin)
    given_a_password(cast.leadership, by=cast.admin, changed=False)
    said = words(client.get(LIST))
    assert "Ada Minshull" in said and "Not yet" in said
    assert (str(cast.leadership) in said, "Oliver Fisk" in said) == (True, False)
    event = AuditEvent.objects.filter(action="set password").order_by("position").last()
    assert (event.by, event.reference, event.why) == (cast.admin, "leadership", "Leadership Team")


def test_each_is_answered_once(sign_in, grant):
    client = sign_in("dpo")
    fill(client, url(grant))
    grant.refresh_from_db()
    assert_not_now(client, url(grant), grant, f"Dara Penn confirmed this role already, on {when(grant)}.")
