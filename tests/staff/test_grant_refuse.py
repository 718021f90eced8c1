"""A role that was asked for is refused, or taken back by whoever asked (§6)."""

import pytest
from django.utils import timezone

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed, when
from housing_alerts.staff import services
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused
from tests.staff.test_grant_confirm import LIST
from tests.step import assert_kept, assert_not_now, fill

ANSWERS = {"answer": "He does no such work."}


@pytest.fixture
def grant(cast):
    return scenarios.ask_for(cast, cast.officer, Role.ADMINISTRATOR)


def url(grant):
    return f"{LIST}{grant.pk}/refuse/"


@pytest.mark.parametrize("username", ["dpo", "admin"])
def test_it_is_refused_by_a_second_person_or_taken_back_by_who_asked(cast, sign_in, grant, username):
    client = sign_in(username)
    response = fill(client, url(grant), **ANSWERS)
    assert_done(client, response, LIST, "Refused: Oliver Fisk is not System administrator.")
    grant.refresh_from_db()
    assert (grant.confirmed, grant.answered_by, grant.answer) == (False, cast.people[username], ANSWERS["answer"])
    assert not Colleague.objects.get(username="officer").holds(Role.ADMINISTRATOR)
    event = AuditEvent.objects.get(action="refuse role")
    assert (event.reference, event.why) == ("officer", "System administrator: He does no such work.")
    sentence = f"{cast.people[username]} refused this role already, on {when(grant)}."
    assert_not_now(client, url(grant), grant, sentence, **ANSWERS)
    assert scenarios.ask_for(cast, cast.officer, Role.ADMINISTRATOR).waits, "it may be asked for again"


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(sign_in, grant):
    response = sign_in("dpo").post(url(grant), ANSWERS | {"version": grant.version - 1})
    assert_refused(response, f"Ada Minshull changed this on {when(grant)}, after you opened the page.")
    assert_kept(response, **ANSWERS, version=grant.version)


def test_without_a_reason_it_asks(cast, sign_in, grant):
    response = sign_in("dpo").post(url(grant), {"version": grant.version, "answer": " "})
    assert_asks(response, "Say why the role is refused.")
    with pytest.raises(NotAllowed, match=r"Say why the role is refused\."):
        services.refuse_grant(grant=grant, version=grant.version, by=cast.dpo, answer=" ", now=timezone.now())
