"""Select one customer, as far as the colleague may open the file, and the emergency accesses to files."""

import re
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.records.parts import Lookup, with_parts
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from . import permissions
from .models import Adjustment, Customer, EmergencyAccess, Membership, Merge, Representative, Vulnerability
from .naming_colleagues import naming
from .spelling import bears, name_alone, without_title

MOST = 50
"""The number of reviewed emergency accesses in the list. The audit site has all."""


def customer(colleague: Colleague, reference: str) -> Customer:
    """Return the customer with that reference.

    :raises Http404: if the colleague may not open the file.
    """
    visible = Customer.objects.visible_to(colleague).select_related("organisation", "service_area", "changed_by")
    return with_file(get_object_or_404(visible, reference=reference))


def with_file(customer: Customer, *more: Lookup) -> Customer:
    """Prepare the customer so that homes, vulnerabilities, adjustments and representatives are read when first asked for.

    :param more: what else hangs on the customer, as :func:`with_parts` takes it.
    """
    homes = Prefetch("memberships", Membership.objects.select_related("tenancy__asset"))
    return with_parts(
        customer,
        homes,
        Prefetch("vulnerabilities", Vulnerability.objects.select_related("changed_by")),
        Prefetch("adjustments", Adjustment.objects.select_related("changed_by")),
        Prefetch("representatives", Representative.objects.select_related("changed_by")),
        *more,
        seldom=("vulnerabilities", "adjustments", "representatives"),
    )


def came_to_live_with(customer: Customer) -> date | None:
    """P11a Return the day on which we last learned of somebody else at the person's home, since the file is restricted.

    Either of the two may have moved in. A place that has not begun yet counts.
    """
    own = list(customer.memberships.select_related("tenancy"))
    homes = {one.tenancy.asset_id for one in own}
    others = Membership.objects.filter(tenancy__asset__in=homes, customer__merged_into=None).exclude(customer=customer)
    beside = list(others.select_related("tenancy"))
    together = [(one, two) for one in own for two in beside if one.tenancy.asset_id == two.tenancy.asset_id]
    known = ((max(one.known_at, two.known_at), one, two) for one, two in together)
    return _last_since_restricted(
        customer, [at for at, *both in known if not any(one.is_over(on=timezone.localdate(at)) for one in both)]
    )


def was_moved(customer: Customer) -> date | None:
    """P11a Return the day on which we last learned that a home of the person ends, since the file is restricted."""
    own = customer.memberships.exclude(left_known_at=None).exclude(ends=None)
    return _last_since_restricted(customer, [one.left_known_at for one in own if one.left_known_at])


def _last_since_restricted(customer: Customer, moments: list[datetime]) -> date | None:
    """Return the day of the last of these moments, if the file was restricted by then."""
    last = max(moments, default=None)
    since = customer.restricted_since
    return timezone.localdate(last) if last and since and last > since else None


def adjustment(customer: Customer, pk: int) -> Adjustment:
    """Return one adjustment that was agreed with the customer.

    :raises Http404: if it was agreed with nobody or with another customer.
    """
    return get_object_or_404(customer.adjustments.select_related("changed_by", "customer__service_area"), pk=pk)


def representative(customer: Customer, pk: int) -> Representative:
    """Return one representative who acts, or acted, for the customer.

    :raises Http404: if they never did.
    """
    return get_object_or_404(customer.representatives.select_related("changed_by", "customer"), pk=pk)


def behind_glass(colleague: Colleague, reference: str) -> Customer | None:
    """Return the restricted file with that reference if it is closed to the colleague and they may break glass."""
    closed = (
        Customer.objects.standing()
        .closed_to(colleague)
        .select_related("service_area")
        .filter(reference=reference)
        .first()
    )
    if closed is None or permissions.why_may_not_break_glass(colleague, closed):
        return None
    return closed


def unnamed_groups(colleague: Colleague) -> set[int]:
    """P11a Return the tenancies whose Group Name the colleague must not see.

    A group is named after its people, and one of them has, or had, a restricted file that is closed to the colleague.
    """
    closed = Membership.objects.filter(customer__in=Customer.objects.kept_from(colleague))
    return set(closed.values_list("tenancy", flat=True))


def for_break_glass(colleague: Colleague, reference: str) -> Customer:
    """Return the file that the colleague wants to open by break glass.

    :raises Http404: if none of their roles could.
    """
    found = get_object_or_404(Customer.objects.standing().select_related("service_area"), reference=reference)
    if not (in_scope(colleague, found) or colleague.holds(Role.DATA_PROTECTION_OFFICER)):
        raise Http404
    return found


def in_scope(colleague: Colleague, customer: Customer) -> bool:
    """Return whether the file is in the colleague's scope by their role, restricted or not."""
    return Customer.objects.in_scope_of(colleague).filter(pk=customer.pk).exists()


def merged_into(customer: Customer | None) -> list[Merge]:
    """P11a List the merges that made this file one with others, for the colleague who decides on its contents."""
    return list(customer.merges.standing().select_related("merged")) if customer else []


def possible_readers(customer: Customer) -> QuerySet[Colleague]:
    """Return the colleagues who can be named: Leads of the area, the Leadership Team and the Data Protection Officer.

    Whoever an alert or a strategy in force names can be named too. Nobody else could open anything of it, named or not.
    """
    wide = [Role.LEADERSHIP, Role.HEAD_OF_SERVICE, Role.DATA_PROTECTION_OFFICER]
    lead = Q(held__role=Role.OPERATIONAL_LEAD, areas=customer.service_area_id)
    acts = Q(pk__in=[one.colleague.pk for one in naming(customer)])
    named = Colleague.objects.filter(Q(held__role__in=wide) | lead | acts, is_active=True)
    return Colleague.objects.filter(pk__in=named.values("pk")).prefetch_related("held", "areas")


def running_access(colleague: Colleague, customer: Customer, *, now: datetime) -> EmergencyAccess | None:
    """Return the emergency access that opens the file to the colleague, or None if they are a named reader."""
    if not customer.restricted or customer.is_named(colleague):
        return None
    return customer.emergency_accesses.running(now=now).filter(colleague=colleague).first()


def emergency_access(colleague: Colleague, pk: int) -> EmergencyAccess:
    """Return one emergency access.

    :raises Http404: for all but the Data Protection Officer and the colleague who reviews it in their place.
    """
    found = get_object_or_404(_with_names(EmergencyAccess.objects.all()), pk=pk)
    if not colleague.holds(Role.DATA_PROTECTION_OFFICER) and permissions.why_may_not_review(colleague, found):
        raise Http404
    return found


def opened_through(access: EmergencyAccess) -> list[ReadEvent]:
    """P11a Return what the colleague opened of the restricted file, and of its cases, while the access lasted."""
    file = access.customer.reference
    records = AuditEvent.objects.filter(customer=file).order_by().values("reference")
    found = ReadEvent.objects.filter(by=access.colleague, at__gte=access.opened_at, at__lte=access.expires_at)
    return list(found.filter(Q(reference=file) | Q(reference__in=records), again=False).order_by("position"))


def unreviewed_accesses(colleague: Colleague) -> list[EmergencyAccess]:
    """List the accesses that wait for review, the oldest first.

    :raises Http404: for all but the Data Protection Officer.
    """
    _for_the_data_protection_officer(colleague)
    return list(_with_names(EmergencyAccess.objects.unreviewed()))


def reviewed_accesses(colleague: Colleague) -> list[EmergencyAccess]:
    """List the accesses that were reviewed last.

    :raises Http404: for all but the Data Protection Officer.
    """
    _for_the_data_protection_officer(colleague)
    return list(_with_names(EmergencyAccess.objects.reviewed())[:MOST])


def _for_the_data_protection_officer(colleague: Colleague) -> None:
    if not colleague.holds(Role.DATA_PROTECTION_OFFICER):
        raise Http404


def _with_names(accesses: QuerySet[EmergencyAccess]) -> QuerySet[EmergencyAccess]:
    return accesses.select_related("customer__service_area", "colleague", "reviewed_by", "changed_by")


def copies(customer: Customer, *, on: date) -> list[Representative]:
    """P10b Select the people who get a copy of each letter to the customer that is written on that day."""
    return [one for one in customer.representatives.all() if one.copy_letters and one.acts(on=on)]


def of_that_name(typed: str, *, besides: Customer) -> list[Customer]:
    """P11a Select the other customers who bear the typed name. Restricted files are among them, and nothing tells which."""
    words = without_title(name_alone(typed)).split()
    if len(words) < 2:
        return []
    alike = Customer.objects.standing().matching(f"{words[0]} {words[-1]}").exclude(pk=besides.pk).order_by("pk")
    return [each for each in alike if bears(typed, _ways_to_name(each))]


def _ways_to_name(customer: Customer) -> list[str]:
    """Return the ways in which somebody may write the person's name, former names included."""
    called = [customer.forenames, customer.forenames.partition(" ")[0], customer.known_as, customer.forenames[:1]]
    ways = [f"{name} {customer.surname}" for name in called if name]
    return list(dict.fromkeys([*ways, *customer.former_names.splitlines()]))


def acts_for_others(customer: Customer, *, on: date) -> list[Representative]:
    """P11a Select the people recorded as acting for another customer on that day under this person's name."""
    ways = _ways_to_name(customer)
    plain = [max(re.findall("[A-Za-z]+", way.split()[-1]), key=len, default="") for way in ways]
    alike = reduce(or_, (Q(name__icontains=part) for part in plain), Q(pk__in=[]))
    acting = Representative.objects.acting(on=on).filter(alike).exclude(customer=customer).order_by("pk")
    return [each for each in acting.select_related("customer__service_area") if bears(each.name, ways)]


def acts_unasked(customer: Customer, *, on: date) -> list[Representative]:
    """P11a Select those of whom nobody has said since the restriction that the person's address is safe there."""
    since = customer.restricted_since
    return [
        each
        for each in acts_for_others(customer, on=on)
        if each.safe_at is None or (since is not None and each.safe_at <= since)
    ]


def pages_to_add(customer: Customer) -> tuple[tuple[str, str], ...]:
    """P10a P10b Return the pages on which a Lead adds to the customer's file, by name."""
    names = (
        ("Add a vulnerability to the file", "vulnerability_record"),
        ("Add an adjustment to the file", "adjustment_record"),
    )
    return tuple((text, reverse(f"customers:{name}", args=[customer.reference])) for text, name in names)
