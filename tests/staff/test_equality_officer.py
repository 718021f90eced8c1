"""An Equality Officer has no say in what becomes of a customer (§11)."""

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff import services
from housing_alerts.staff.choices import DECIDE, Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.policies import Account, why_roles_exclude_each_other


@pytest.mark.clause("P11b", refuses=True)
def test_the_role_goes_with_none_that_manages_or_decides():
    for role in DECIDE:
        refusal = why_roles_exclude_each_other(Account([role, Role.EQUALITY_OFFICER], []))
        assert refusal
        assert f"Take away {role.label}, or give the role of Equality Officer to somebody else." in refusal.sentence


@pytest.mark.clause("P11b")
def test_the_role_goes_with_the_others():
    for role in Role:
        if role not in DECIDE:
            assert why_roles_exclude_each_other(Account([role, Role.EQUALITY_OFFICER], [])) is None


def test_the_roles_that_decide_go_together_and_a_closed_account_has_none():
    assert why_roles_exclude_each_other(Account(DECIDE, [])) is None
    assert why_roles_exclude_each_other(Account([Role.LEADERSHIP, Role.EQUALITY_OFFICER], [], active=False)) is None


@pytest.mark.clause("P11b", refuses=True)
def test_nobody_new_is_given_both(cast):
    names = {"first_name": "Una", "last_name": "Both", "email": "una@example.org", "job_title": "Manager"}
    with pytest.raises(NotAllowed, match="whoever manages or decides must not know them"):
        services.add_colleague(
            by=cast.people["admin"],
            username="una",
            password="three unrelated words",
            values=names,
            roles=[Role.LINE_MANAGER, Role.EQUALITY_OFFICER],
            why="She is careful.",
        )
    assert not Colleague.objects.filter(username="una").exists()


@pytest.mark.clause("P11b")
def test_the_role_waits_for_a_second_person(cast):
    names = {"first_name": "Una", "last_name": "Single", "email": "una@example.org", "job_title": "Adviser"}
    una = services.add_colleague(
        by=cast.people["admin"],
        username="una",
        password="three unrelated words",
        values=names,
        roles=[Role.EQUALITY_OFFICER],
        why="She monitors equality.",
    )
    assert not una.holds(Role.EQUALITY_OFFICER)
    assert [grant.role for grant in una.grants.all()] == [Role.EQUALITY_OFFICER]
