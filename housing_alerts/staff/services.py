"""Keeping the letterheads and the accounts of colleagues. Nobody is deleted: an account is closed."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if

from . import permissions, policies, selectors
from .choices import Role
from .models import Colleague, Organisation, RoleHeld, ServiceArea


@transaction.atomic
def add_colleague(
    *,
    by: Colleague | None,
    username: str,
    password: str,
    values: dict[str, Any],
    roles: Collection[str],
    areas: Iterable[ServiceArea] = (),
) -> Colleague:
    """Add somebody who may sign in.

    :param by: None for the command that makes the first administrator.
    :param values: names, e-mail, job title, employer, home postcode and line manager.
    """
    refuse_if(permissions.why_may_not_administer(by) if by else None)
    colleague = Colleague(username=username, **values)
    colleague.set_password(password)
    _save(colleague, by=by, why="Account added")
    _give(colleague, roles, areas, by=by)
    audit.record("add colleague", colleague, by=by, why=_in_words(roles))
    return colleague


@transaction.atomic
def change_colleague(
    *,
    colleague: Colleague,
    seen: str,
    by: Colleague,
    values: dict[str, Any],
    roles: Collection[str],
    areas: Iterable[ServiceArea],
    active: bool,
) -> Colleague:
    """Change names, roles, service areas, or close the account; a closed account is signed out at once.

    :param seen: the fingerprint of what the page showed.
    :raises NotAllowed: where somebody was quicker, or nobody would be left to give roles.
    """
    records.take_turn(records.STEP)
    colleague = Colleague.objects.select_for_update(of=("self",)).get(pk=colleague.pk)
    refuse_if(
        permissions.why_may_not_administer(by),
        records.seen_as(str(colleague), selectors.fingerprint(colleague), seen),
        policies.why_not_change(colleague, by=by, roles=roles, areas=areas, active=active),
    )
    for name, value in {**values, "is_active": active}.items():
        setattr(colleague, name, value)
    _save(colleague, by=by, why="Account changed" if active else "Account closed")
    _give(colleague, roles, areas, by=by)
    audit.record("change colleague" if active else "close account", colleague, by=by, why=_in_words(roles))
    return colleague


@transaction.atomic
def set_password(*, colleague: Colleague, by: Colleague, password: str) -> Colleague:
    """Give a colleague a new password; wherever they are signed in, they are signed out."""
    refuse_if(permissions.why_may_not_administer(by))
    records.take_turn(records.STEP)
    colleague = Colleague.objects.select_for_update(of=("self",)).get(pk=colleague.pk)
    colleague.set_password(password)
    _save(colleague, by=by, why="Password set")
    audit.record("set password", colleague, by=by)
    return colleague


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, seen: str, by: Colleague, values: dict[str, Any]
) -> Organisation:
    """E1 P9b D4 Change what the landlord's letters say of it, who may decide an appeal, and whether markers may be placed.

    :param seen: the fingerprint of what the page showed.
    :raises NotAllowed: where somebody was quicker.
    """
    records.take_turn(records.STEP)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    refuse_if(
        permissions.why_may_not_administer(by),
        records.seen_as(str(organisation), selectors.letterhead(organisation), seen),
    )
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation._history_user = by  # type: ignore[attr-defined]
    organisation._change_reason = "Organisation changed"  # type: ignore[attr-defined]
    organisation.save()
    audit.record("change organisation", organisation, by=by)
    return organisation


def _save(colleague: Colleague, *, by: Colleague | None, why: str) -> None:
    colleague._history_user = by  # type: ignore[attr-defined]
    colleague._change_reason = why  # type: ignore[attr-defined]
    colleague.save()


def _give(colleague: Colleague, roles: Collection[str], areas: Iterable[ServiceArea], *, by: Colleague | None) -> None:
    """Hold exactly these roles and service areas; each that comes or goes leaves its history."""
    held = {found.role: found for found in colleague.held.all()}
    for role in [role for role in roles if role not in held]:
        given = RoleHeld(colleague=colleague, role=role)
        given._history_user = by  # type: ignore[attr-defined]
        given.save()
    for role, taken in held.items():
        if role not in roles:
            taken._history_user = by  # type: ignore[attr-defined]
            taken.delete()
    colleague.areas.set(areas)


def _in_words(roles: Collection[str]) -> str:
    return ", ".join(role.label for role in Role if role in roles)
