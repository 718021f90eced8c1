"""An officer or contractor has a line manager, who is told of their reports and triages them (§2)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff import selectors, services
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.policies import Account
from tests.staff.test_colleagues import NEW, errors, named, page_of, shown

UNMANAGED = "An officer or contractor needs a line manager, who is told of their reports and triages them. Choose one."


@pytest.mark.clause("P2", refuses=True)
def test_an_officer_or_contractor_is_not_left_without_a_line_manager(sign_in, cast):
    username = "officer"
    before = named(username).line_manager
    assert before
    response = sign_in("admin").post(page_of(username), shown(username, line_manager="", first_name="Typed"))
    assert UNMANAGED in errors(response)
    assert "Typed" in errors(response), "what was typed stays"
    assert named(username).line_manager == before
    found = selectors.colleague(named(username).pk)
    step = {"colleague": found, "seen": selectors.fingerprint(found), "by": cast.admin, "now": timezone.now()}
    with pytest.raises(NotAllowed, match=UNMANAGED):
        services.change_colleague(**step, values={"line_manager": None}, wanted=Account([Role.OFFICER], []))


@pytest.mark.clause("P2", refuses=True)
def test_nor_is_a_new_one_added_without(sign_in, cast):
    response = sign_in("admin").post(reverse("staff:colleague_add"), NEW)
    assert UNMANAGED in errors(response)
    assert not Colleague.objects.filter(username="nina").exists()
    with pytest.raises(NotAllowed, match=UNMANAGED):
        services.add_colleague(by=cast.admin, username="nina", password="x", values={}, roles=[Role.CONTRACTOR])


@pytest.mark.clause("P2")
def test_whoever_manages_too_needs_none_and_neither_does_one_who_leaves(sign_in, cast):
    client = sign_in("admin")
    client.post(reverse("staff:colleague_add"), NEW | {"roles": [Role.OFFICER, Role.LINE_MANAGER]})
    assert named("nina").line_manager is None
    client.post(page_of("nina"), shown("nina", roles=[Role.OFFICER], is_active=""))
    assert not named("nina").is_active
