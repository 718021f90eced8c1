"""Keep the letterheads and the accounts of colleagues. Nobody is deleted: an account is closed."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if

from . import permissions, policies, selectors, steps
from .choices import Answer, Role
from .handing_over import belongings
from .handing_over import policies as handing_over_policies
from .handing_over import services as handing_over
from .handing_over.permissions import why_may_not_be_managed_by
from .models import Absence, Colleague, Grant, Organisation, RoleHeld, ServiceArea
from .names import keep_former
from .policies import Account, Asked


@records.step
def add_colleague(
    *,
    by: Colleague | None,
    username: str,
    password: str,
    values: dict[str, Any],
    roles: Collection[str],
    areas: Collection[ServiceArea] = (),
    why: str = "",
) -> Colleague:
    """Add a colleague who may sign in. They must first choose a password of their own.

    A role that decides, reads or administers waits for a second person.

    :param by: None for the command that makes the first two, whose roles count at once.
    :param values: names, e-mail, job title, employer, home postcode and line manager.
    :param why: the reason why they need such a role.
    """
    wanted = Account(roles, areas)
    asked = policies.to_confirm(None, wanted) if by else []
    colleague = Colleague(username=username, must_change_password=True, **values)
    refuse_if(
        permissions.why_may_not_administer(by) if by else None,
        policies.why_roles_exclude_each_other(wanted),
        policies.why_not_ask(asked, why),
        why_may_not_be_managed_by(colleague, colleague.line_manager),
        policies.why_unmanaged(wanted, colleague.line_manager) if by else None,
    )
    colleague.set_password(password)
    if by:
        colleague.password_set_by, colleague.password_set_at = by, colleague.date_joined
    _save(colleague, by=by, why="Account added")
    _give(colleague, wanted, asked, by=by, why=why)
    records.touch(colleague)
    audit.record("add colleague", colleague, by=by, why=_in_words(_counting(wanted, asked).roles))
    return colleague


@records.step
def change_colleague(
    *,
    colleague: Colleague,
    seen: str,
    by: Colleague,
    values: dict[str, Any],
    wanted: Account,
    why: str = "",
    successors: handing_over.Successors | None = None,
    now: datetime,
) -> Colleague:
    """Change names, roles or service areas, or close the account. A closed account is signed out at once.

    A role that is taken away stops counting at once. A role that decides, reads or administers waits for a second person.

    :param seen: the fingerprint of the account as the page showed it.
    :param why: the reason why they need such a role.
    :param successors: the colleagues who take the records that this one could not keep.
    :raises NotAllowed: if somebody changed the account first, or nobody would be left to give roles.
    """
    records.take_turn(records.STEP)
    colleague = Colleague.objects.select_for_update(of=("self",)).get(pk=colleague.pk)
    asked = policies.to_confirm(colleague, wanted)
    refuse_if(
        permissions.why_may_not_administer(by),
        records.seen_as(str(colleague), selectors.fingerprint(colleague), seen),
        policies.why_not_change(colleague, wanted, by=by),
        policies.why_not_ask(asked, why),
        why_may_not_be_managed_by(colleague, values.get("line_manager")),
        policies.why_unmanaged(wanted, values.get("line_manager", colleague.line_manager)),
    )
    _leave(colleague, wanted, successors or {}, by=by, now=now)
    if not wanted.active:
        for grant in colleague.waits_for:
            _answer(grant, by=by, now=now, confirmed=False, answer="The account was closed.")
        _stand_in_no_more(colleague, by=by, on=timezone.localdate(now))
    keep_former(colleague, values)
    for name, value in {**values, "is_active": wanted.active}.items():
        setattr(colleague, name, value)
    colleague.closed_on = None if wanted.active else colleague.closed_on or timezone.localdate(now)
    _save(colleague, by=by, why="Account changed" if wanted.active else "Account closed")
    _give(colleague, wanted, asked, by=by, why=why)
    records.touch(colleague)
    words = _in_words(_counting(wanted, asked).roles)
    audit.record("change colleague" if wanted.active else "close account", colleague, by=by, why=words)
    return colleague


def _stand_in_no_more(colleague: Colleague, *, by: Colleague, on: date) -> None:
    """P6 Take the colleague out of each absence with them as deputy: the next in turn is told and rung."""
    for absence in Absence.objects.from_day(on).filter(deputy=colleague):
        absence.deputy = None
        records.save(absence, by=by, why="The deputy has left")
        audit.record("change absence", absence, by=by, why=f"The deputy has left: {colleague.reference}")


@records.step
def confirm_grant(*, grant: Grant, version: int, by: Colleague, now: datetime) -> Grant:
    """P6 Confirm a role that another colleague asked for, so that it counts.

    :raises NotAllowed: if ``by`` asked for it, or it is theirs.
    """
    grant = records.locked(grant)
    refuse_if(steps.why_not_confirm(grant, by), records.seen(grant, version))
    colleague = grant.colleague
    colleague._history_user = by  # type: ignore[attr-defined]
    if grant.area:
        colleague.areas.add(grant.area)
    else:
        _hold(colleague, grant.role, by=by)
    records.touch(colleague)
    _answer(grant, by=by, now=now, confirmed=True)
    return grant


@records.step
def refuse_grant(*, grant: Grant, version: int, by: Colleague, answer: str, now: datetime) -> Grant:
    """P6 Refuse a role that was asked for. The colleague who asked takes the request back in this way."""
    grant = records.locked(grant)
    refuse_if(
        steps.why_not_refuse(grant, by), records.seen(grant, version), policies.why_no_reason_to_refuse_role(answer)
    )
    _answer(grant, by=by, now=now, confirmed=False, answer=answer)
    return grant


@records.step
def set_password(*, colleague: Colleague, by: Colleague, password: str, now: datetime) -> Colleague:
    """Give a colleague a new password, and sign them out everywhere. They change it when they sign in.

    The colleague who set it can never confirm a role together with them, however often they change it since: the two may have
    been one person.
    """
    refuse_if(permissions.why_may_not_administer(by))
    records.take_turn(records.STEP)
    colleague = Colleague.objects.select_for_update(of=("self",)).get(pk=colleague.pk)
    colleague.set_password(password)
    if colleague != by:
        colleague.must_change_password, colleague.password_set_by, colleague.password_set_at = True, by, now
    else:
        colleague.must_change_password = False
    _save(colleague, by=by, why="Password set")
    audit.record("set password", colleague, by=by, why=_in_words(colleague.roles))
    return colleague


@records.step
def change_own_password(*, by: Colleague, password: str) -> Colleague:
    """Change one's own password, so that nobody else knows it."""
    records.take_turn(records.STEP)
    colleague = Colleague.objects.select_for_update(of=("self",)).get(pk=by.pk)
    colleague.set_password(password)
    colleague.must_change_password = False
    _save(colleague, by=by, why="Own password changed")
    audit.record("change own password", colleague, by=by)
    return colleague


@records.step
def record_sign_in(*, colleague: Colleague, address: str) -> None:
    """Record in the trail that a colleague signs in.

    :raises CannotRecord: if the trail cannot be written; then nobody may be signed in.
    """
    audit.record("sign in", colleague, by=colleague, why=f"From {address}.")


@records.step
def change_organisation(
    *, organisation: Organisation, seen: str, by: Colleague, values: dict[str, Any], now: datetime
) -> Organisation:
    """E1 P9b D4 Change a landlord's details for letters and its settings for appeals and markers.

    P6 A new address or e-mail, to which customers appeal, waits for a second person, and so does that no interim marker may
    be placed. The present ones take a request back.

    :param seen: the fingerprint of the landlord as the page showed it.
    :raises NotAllowed: if somebody changed it first.
    """
    records.take_turn(records.STEP)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    refuse_if(
        permissions.why_may_not_administer(by),
        records.seen_as(str(organisation), selectors.letterhead(organisation), seen),
    )
    wanted = Letterhead(values.get("address", organisation.address), values.get("email", organisation.email))
    markers_off = organisation.markers_allowed and not values.get("markers_allowed", True)
    for name in values.keys() - {"address", "email", *(["markers_allowed"] if markers_off else [])}:
        setattr(organisation, name, values[name])
    _ask_for(organisation, wanted, markers_off=markers_off, by=by, now=now)
    _save_organisation(organisation, by=by, why="Organisation changed")
    audit.record("change organisation", organisation, by=by, why=_asked_in_words(organisation))
    return organisation


class Letterhead(NamedTuple):
    """The address and the e-mail to which customers write and appeal."""

    address: str
    email: str

    def __str__(self) -> str:
        return ", ".join([*self.address.split("\n"), self.email]).replace("\r", "")

    def same_as(self, address: str, email: str) -> bool:
        """Return whether it is that address, whichever line ends a browser sent, and that e-mail."""
        return self.address.splitlines() == address.splitlines() and self.email == email


def _ask_for(
    organisation: Organisation, wanted: Letterhead, *, markers_off: bool, by: Colleague, now: datetime
) -> None:
    """P6 D4 Ask for another address, or for no more markers, unless it is asked for already.

    A request is taken back if everything wanted is so at present.
    """
    if wanted.same_as(organisation.address, organisation.email) and not markers_off:
        _clear_letterhead(organisation)
        return
    same = wanted.same_as(organisation.asked_address, organisation.asked_email)
    if not same or markers_off != organisation.asked_markers_off:
        organisation.asked_address, organisation.asked_email = wanted
        organisation.asked_markers_off = markers_off
        organisation.asked_by, organisation.asked_at = by, now


def _asked_in_words(organisation: Organisation) -> str:
    """Return what waits for a second person, as the trail says it; an empty string if nothing does."""
    asked = (
        [str(Letterhead(organisation.asked_address, organisation.asked_email))] if organisation.address_waits else []
    )
    asked += [NO_MARKERS] if organisation.asked_markers_off else []
    return f"Asked for: {'; '.join(asked)}" if asked else ""


NO_MARKERS = "no interim marker may be placed"


def _clear_letterhead(organisation: Organisation) -> None:
    organisation.asked_address = organisation.asked_email = ""
    organisation.asked_markers_off = False
    organisation.asked_by = organisation.asked_at = None


@records.step
def confirm_letterhead(
    *,
    organisation: Organisation,
    seen: str,
    by: Colleague,
    address: str = Answer.WAITS,
    markers: str = Answer.WAITS,
    reason: str = "",
) -> Organisation:
    """P6 D4 Confirm or refuse what another colleague asked for, each by itself: a new address, and no more markers.

    :param address: the :class:`Answer` about the address for letters; ``markers``: that about no more interim markers.
    :raises NotAllowed: if ``by`` asked for it, somebody changed it since the page was opened, or nothing is answered.
    """
    records.take_turn(records.STEP)
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    refuse_if(
        steps.why_not_confirm_letterhead(organisation, by),
        records.seen_as(str(organisation), selectors.letterhead(organisation), seen),
        policies.why_letterhead_unanswered(organisation, address, markers, reason),
    )
    wanted = str(Letterhead(organisation.asked_address, organisation.asked_email))
    asked = [(wanted, address)] if organisation.address_waits else []
    asked += [(NO_MARKERS, markers)] if organisation.asked_markers_off else []
    _take_answers(organisation, address, markers)
    _save_organisation(organisation, by=by, why="Answered by a second person")
    if confirmed := "; ".join(words for words, answer in asked if answer == Answer.CONFIRM):
        audit.record("confirm letterhead", organisation, by=by, why=confirmed)
    if refused := "; ".join(words for words, answer in asked if answer == Answer.REFUSE):
        audit.record("refuse letterhead", organisation, by=by, why=f"{refused}: {reason}")
    return organisation


def _take_answers(organisation: Organisation, address: str, markers: str) -> None:
    """P6 D4 Set what is confirmed. What is neither confirmed nor refused still waits."""
    if organisation.address_waits and address == Answer.CONFIRM:
        organisation.address, organisation.email = organisation.asked_address, organisation.asked_email
    elif address != Answer.WAITS:
        organisation.asked_address, organisation.asked_email = organisation.address, organisation.email
    if organisation.asked_markers_off and markers != Answer.WAITS:
        organisation.markers_allowed, organisation.asked_markers_off = markers != Answer.CONFIRM, False
    if not (organisation.address_waits or organisation.asked_markers_off):
        _clear_letterhead(organisation)


def _save_organisation(organisation: Organisation, *, by: Colleague, why: str) -> None:
    organisation._history_user = by  # type: ignore[attr-defined]
    organisation._change_reason = why  # type: ignore[attr-defined]
    organisation.save()
    records.touch(organisation)


def _leave(
    colleague: Colleague, wanted: Account, successors: handing_over.Successors, *, by: Colleague, now: datetime
) -> None:
    """Hand over the records that the colleague could not keep, so that each one stays somebody's."""
    left = belongings.left_behind(colleague, wanted)
    refuse_if(handing_over_policies.why_successors_refused(left, colleague, successors))
    why = f"{colleague} no longer does this work." if wanted.active else f"{colleague} has left."
    handing_over.hand_over_each(left, successors, by=by, on=timezone.localdate(now), why=why)


def _save(colleague: Colleague, *, by: Colleague | None, why: str) -> None:
    colleague._history_user = by  # type: ignore[attr-defined]
    colleague._change_reason = why  # type: ignore[attr-defined]
    colleague.save()


def _give(colleague: Colleague, wanted: Account, asked: Sequence[Asked], *, by: Colleague | None, why: str) -> None:
    """Give the roles and areas that count at once, with their history, and ask for those that wait."""
    counting = _counting(wanted, asked)
    held = {found.role: found for found in colleague.held.all()}
    for role in [role for role in counting.roles if role not in held]:
        _hold(colleague, role, by=by)
    for role, taken in held.items():
        if role not in counting.roles:
            taken._history_user = by  # type: ignore[attr-defined]
            taken.delete()
    colleague.areas.set(counting.areas)
    for role, area in asked:
        grant = Grant(colleague=colleague, role=role, area=area, why=why)
        records.save(grant, by=by, why="Asked for")
        audit.record("ask for role", grant, by=by, why=f"{grant.words}: {why}")


def _counting(wanted: Account, asked: Sequence[Asked]) -> Account:
    """Return the part of the wanted account that counts at once, without the roles and areas that wait."""
    roles = {each.role for each in asked if each.area is None}
    areas = [each.area for each in asked]
    return Account(
        [role for role in wanted.roles if role not in roles],
        [area for area in wanted.areas if area not in areas],
        wanted.active,
    )


def _hold(colleague: Colleague, role: str, *, by: Colleague | None) -> None:
    given = RoleHeld(colleague=colleague, role=role)
    given._history_user = by  # type: ignore[attr-defined]
    given.save()


def _answer(grant: Grant, *, by: Colleague, now: datetime, confirmed: bool, answer: str = "") -> None:
    grant.confirmed, grant.answered_by, grant.answered_at, grant.answer = confirmed, by, now, answer
    verb = "confirm" if confirmed else "refuse"
    records.save(grant, by=by, why=answer or "Confirmed")
    audit.record(f"{verb} role", grant, by=by, why=f"{grant.words}{answer and f': {answer}'}")


def _in_words(roles: Collection[str]) -> str:
    return ", ".join(role.label for role in Role if role in roles)
