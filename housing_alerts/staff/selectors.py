"""Select the records that the pages of colleagues and the sign-in page show."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from . import permissions
from .choices import CONFIRM, TO_CONFIRM, Role
from .models import Absence, Colleague, Grant, GrantQuerySet, Organisation, RoleHeld

SUPPORT = ("lone_working_policy", "health_and_safety_policy", "wellbeing_name", "wellbeing_contact")
"""P2 The fields that say which support a landlord offers to colleagues after an incident."""
POLICE = ("police_name", "police_telephone")
"""P7b The fields that say whom colleagues ring for police advice before they go."""
OWN_STANDARDS = ("withheld_months", "acknowledge_days", "contact_weeks", "contact_floor", "contact_most")
"""P8a P9b P12 The fields of the standards that a landlord sets itself beyond the procedure."""
COMPLAINTS = ("ombudsman_name", "ombudsman_contact", "ico_contact")
"""The fields that say where a customer can complain after the landlord has answered."""
DATA_PROTECTION = ("data_protection_name", "data_protection_email", "data_protection_address", "privacy_notice")
"""P13b The fields that say whom a customer asks about their data, and where the privacy notice is."""
DEMO_PASSWORD = "demo"  # noqa: S105  (everybody may know it: production starts with no account that has it)
DEMO = ("officer", "contractor", "manager", "lead", "head", "leadership", "dpo", "equality", "admin", "lead2", "head2")


def signed_in(pk: int) -> Colleague | None:
    """Read in one query a colleague and the facts that every page needs of them: roles, areas, deputising."""
    deputises = Exists(Absence.objects.filter(deputy=OuterRef("pk")))
    return next(iter(with_posts(Colleague.objects.filter(pk=pk).order_by().annotate(deputises=deputises))), None)


def with_posts(found: QuerySet[Colleague]) -> list[Colleague]:
    """Read the colleagues, each once, with their roles and areas. The query returns a row for each role in each area.

    :param found: colleagues that are found without a join to roles or areas; else those alone would be read.
    """
    posts: dict[int, list[Any]] = {}
    for row in found.annotate(post=F("held__role"), post_area=F("areas")):
        posts.setdefault(row.pk, []).append(row)
    for first, *others in posts.values():
        rows = [first, *others]
        roles, areas = {row.post for row in rows} - {None}, {row.post_area for row in rows} - {None}
        first.take_posts(roles, areas, deputises=getattr(first, "deputises", True))
    return [rows[0] for rows in posts.values()]


def demo_accounts() -> list[str]:
    """List the user names of the demo that are open and still have the password that everybody knows."""
    open_ = Colleague.objects.filter(username__in=DEMO, is_active=True)
    return [colleague.username for colleague in open_ if check_password(DEMO_PASSWORD, colleague.password)]


def demo_colleagues() -> list[Colleague]:
    """List the demo's colleagues in the order of the procedure. The list is empty unless this is the demo."""
    if not settings.DEMO:
        return []
    found = {colleague.username: colleague for colleague in _with_roles().filter(username__in=DEMO, is_active=True)}
    return [found[name] for name in DEMO if name in found]


def colleagues(*, active: bool) -> QuerySet[Colleague]:
    """Return everybody who may sign in, or everybody whose account is closed, with roles and service areas."""
    return _with_roles().filter(is_active=active)


def count(*, active: bool) -> int:
    """Count the colleagues who may sign in, or those whose account is closed."""
    return Colleague.objects.filter(is_active=active).count()


def colleague(pk: int) -> Colleague:
    """Return one colleague. :raises Http404: if there is none."""
    return get_object_or_404(_with_roles(), pk=pk)


def on_duty(on: date) -> QuerySet[Colleague]:
    """D4 Return the duty managers of that day."""
    return on_duty_within(on, on).filter(is_active=True)


def in_place_of(
    colleague: Colleague, *, areas: Collection[int], away: Mapping[int, Colleague | None], on: date
) -> list[Colleague]:
    """P6 Return who triages in place of a colleague who is away: the deputy, a duty manager, or a Lead of these areas.

    :param away: the colleagues who are away, as :func:`deputies_on` returns them.
    """
    leads = Colleague.objects.filter(is_active=True, held__role=Role.OPERATIONAL_LEAD, areas__in=areas).distinct()
    deputy = away.get(colleague.pk)
    ways: list[Iterable[Colleague]] = [[deputy] if deputy else [], on_duty(on), leads]
    found = ([one for one in way if one.pk not in away and one.triages()] for way in ways)
    return next(filter(None, found), [])


def on_duty_within(first: date, last: date) -> QuerySet[Colleague]:
    """D4 Return the duty managers of any of these days, who may have left since."""
    there = Colleague.objects.filter(held__role=Role.DUTY_MANAGER)
    return there.filter(duty_from__lte=last, duty_until__gte=first)


def first_here(away: Collection[int], *ways: list[Colleague]) -> list[Colleague]:
    """P6 Return whoever is here of the first group in which anybody is; where all are away, the first group with anybody.

    :param away: the keys of the colleagues who are away.
    """
    here = ([one for one in way if one.pk not in away] for way in ways)
    return next(filter(None, here), []) or next(filter(None, ways), [])


def leads_or_heads(leads: list[Colleague], away: Collection[int], area: int | None) -> list[Colleague]:
    """P6 Return the Leads of an area who are here or, if all are away, its Heads of Service who are; else all those Leads.

    :param away: the keys of the colleagues who are away.
    """
    here = [one for one in leads if one.pk not in away]
    if here or not leads:
        return here
    heads = Colleague.objects.filter(is_active=True, held__role=Role.HEAD_OF_SERVICE, areas=area)
    return list(heads.exclude(pk__in=away).distinct()) or leads


def data_protection_officers() -> QuerySet[Colleague]:
    """P13b Select the Data Protection Officers who may sign in, by name, for whoever has to tell them something."""
    there = Colleague.objects.filter(is_active=True, held__role=Role.DATA_PROTECTION_OFFICER)
    return there.order_by("last_name", "first_name", "pk")


def away_on(day: date) -> set[int]:
    """Return the keys of the colleagues who are away on that day."""
    return set(Absence.objects.on(day).values_list("colleague", flat=True))


def deputies_on(day: date) -> dict[int, Colleague | None]:
    """P6 Return the deputy of each colleague who is away on that day, by the key of that colleague; None where nobody is.

    A deputy who has left is none.
    """
    away = [(one.colleague_id, one.deputy) for one in Absence.objects.on(day).select_related("deputy")]
    return {colleague: deputy if deputy and deputy.is_active else None for colleague, deputy in away}


def to_ring_on(day: date, others: Collection[int]) -> tuple[list[Colleague], dict[int, Colleague | None]]:
    """D4 P6 Return whom a visitor may have to ring, all with their posts, and what :func:`deputies_on` returns, in one query.

    They are the Leads, the duty managers, whoever is away and the deputies. :param others: the keys of further colleagues.
    """
    absent = Absence.objects.on(day)
    told = RoleHeld.objects.filter(role__in=[Role.OPERATIONAL_LEAD, Role.DUTY_MANAGER]).values("colleague")
    wanted = (
        Q(pk__in=told) | Q(pk__in=absent.values("colleague")) | Q(pk__in=absent.values("deputy")) | Q(pk__in=others)
    )
    own = absent.filter(colleague=OuterRef("pk"))
    found: list[Any] = with_posts(
        Colleague.objects.filter(wanted).annotate(
            absent_then=Exists(own), deputy_key=Subquery(own.values("deputy")[:1])
        )
    )
    active = {one.pk: one for one in found if one.is_active}
    return found, {one.pk: active.get(one.deputy_key) for one in found if one.absent_then}


def fingerprint(colleague: Colleague) -> str:
    """Return a digest of the facts that a page shows about a colleague. It differs once any of them changes."""
    names = ("first_name", "last_name", "email", "telephone", "job_title", "employer", "postcode")
    shown = {name: getattr(colleague, name) for name in names}
    shown |= {name: str(getattr(colleague, name) or "") for name in ("duty_from", "duty_until")}
    shown |= {"line_manager": colleague.line_manager_id, "active": colleague.is_active}
    shown |= {"roles": sorted(held.role for held in colleague.held.all())}
    shown |= {"areas": sorted(area.pk for area in colleague.areas.all())}
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def organisations() -> QuerySet[Organisation]:
    """Return both landlords."""
    return Organisation.objects.all()


def letterheads_waiting() -> QuerySet[Organisation]:
    """P6 Return the landlords whose new address waits for a second person."""
    return Organisation.objects.filter(asked_at__isnull=False).select_related("asked_by")


def organisation(code: str) -> Organisation:
    """Return one landlord. :raises Http404: if there is none."""
    return get_object_or_404(Organisation, code=code)


def letterhead(organisation: Organisation) -> str:
    """Return a digest of the facts that a page shows about a landlord. It differs once any of them changes."""
    settings = ("address_months", "own_appeals_allowed", "markers_allowed")
    asked = ("asked_address", "asked_email", "asked_markers_off")
    names = (
        "name",
        "address",
        "telephone",
        "email",
        "website",
        *asked,
        *settings,
        *OWN_STANDARDS,
        *SUPPORT,
        *POLICE,
        *COMPLAINTS,
        *DATA_PROTECTION,
    )
    shown = [getattr(organisation, name) for name in names]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


MOST = 50


def grants_waiting() -> GrantQuerySet:
    """P6 Return the roles that wait for confirmation, the oldest first."""
    return _as_shown(Grant.objects.waiting())


def grants_answered() -> GrantQuerySet:
    """P6 Return the roles that were confirmed or refused, the last one first."""
    return _as_shown(Grant.objects.answered())[:MOST]


def grant(pk: int) -> Grant:
    """Return one role that was asked for. :raises Http404: if there is none."""
    return get_object_or_404(_as_shown(Grant.objects.all()), pk=pk)


def grants_to_confirm(by: Colleague) -> int:
    """P6 Count the roles that wait for this colleague to confirm them."""
    if not by.holds(*CONFIRM):
        return 0
    waiting = Grant.objects.to_confirm(by).select_related("created_by__password_set_by")
    return sum(permissions.why_may_not_confirm(by, grant) is None for grant in waiting)


def passwords_set() -> QuerySet[Colleague]:
    """P6 Return colleagues with a role of :data:`TO_CONFIRM` and a password that somebody else set, the last one first."""
    theirs = Colleague.objects.filter(is_active=True, held__role__in=TO_CONFIRM, password_set_by__isnull=False)
    shown = theirs.select_related("password_set_by").prefetch_related("held")
    return shown.distinct().order_by("-password_set_at", "-pk")[:MOST]


def _as_shown(grants: GrantQuerySet) -> GrantQuerySet:
    everybody = grants.select_related("colleague", "area", "created_by__password_set_by", "answered_by")
    return everybody.prefetch_related("colleague__areas", "colleague__held")


def _with_roles() -> QuerySet[Colleague]:
    return Colleague.objects.select_related("line_manager").prefetch_related("held", "areas", "grants__area")
