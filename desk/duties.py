"""The duties of apps that know no duties: restricted files (P8b, P11a), waiting roles (§6), and stuck messages."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from alerts.choices import IncidentStatus, InvestigationStatus
from alerts.corrections.choices import DangerFrom
from alerts.markers.selectors import unmarked
from alerts.models import Alert, Incident, Investigation, Marker
from alerts.writing.at_home import AT_HOME
from appeals.models import Appeal
from housing_alerts.customers.models import Customer, EmergencyAccess, Membership, Pair
from housing_alerts.customers.selectors import acts_unasked, came_to_live_with, was_moved
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.duties.owing import LATELY, Holder, Owed, Scope, Source, everybody, heads, leads, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.outbox import policies as outbox_policies
from housing_alerts.outbox.models import Message, Pulse
from housing_alerts.staff.choices import CONFIRM, Role
from housing_alerts.staff.models import Absence, Colleague, Grant, Organisation, ServiceArea
from housing_alerts.staff.selectors import letterheads_waiting

from .merging.permissions import why_may_not_answer

NO_REPORT = [IncidentStatus.DRAFT, IncidentStatus.VOID]
UNDECIDED = [InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]


def of_file(customer: Customer) -> Iterator[Owed]:
    """P11a Yield the duties and news of a restricted file: new readers are needed, or somebody has moved."""
    path = reverse("desk:customer", args=[customer.reference])
    shared: dict[str, Any] = {
        "reference": customer.reference,
        "path": path,
        "clause": procedure.RECORDING,
        "urgent": True,
    }
    moves = _moves(customer)
    yield from _unkept(customer, shared, moves)
    acts = acts_unasked(customer, on=timezone.localdate())
    said = ["They act for another customer, where the address may be read"] if acts else []
    until = max((each.ends or date.max for each in acts), default=max(moves) + LATELY if moves else date.max)
    for reader in customer.readers.all() if moves or acts else []:
        if reader.is_active:
            words = f"{'. '.join([*moves.values(), *said])}. Find out whether the address is still safe"
            ends = None if until == date.max else until
            yield Owed(kind=Kind.MOVED_IN, holder=to(reader), words=words, shows_until=ends, **shared)


def _unkept(customer: Customer, shared: dict[str, Any], moves: dict[date, str]) -> Iterator[Owed]:
    """Yield the duty to name new readers, for the Leads of the file's area and for the Leadership Team.

    They learn its reference, and nothing of its content. Breaking glass opens it, and whoever broke glass names new
    readers (decision 7). While a Head of Service still reads it, the Heads name a Lead, whose work waits there. While only
    Leads do, they name a Head, and the Heads or the Leadership Team ask them to.
    """
    found: Any = customer
    if found.led and found.decided_on and not found.headed:
        for holder in [*map(to, customer.keepers()), _told_of(None, customer.service_area)]:
            yield Owed(kind=Kind.UNKEPT, holder=holder, words=NO_HEAD, **shared)
    if found.led or not (found.waits or (moves and not found.kept)):
        return
    kept: bool = found.kept
    whom = [heads(customer.service_area_id)] if kept else [leads(customer.service_area_id), everybody(Role.LEADERSHIP)]
    alone = "No named Lead is left to do what waits there: name one"
    words = alone if kept else "No named Lead or Head of Service is left"
    for holder in whom:
        yield Owed(kind=Kind.UNKEPT, holder=holder, words=words, **shared)


NO_HEAD = "No named Head of Service is left to decide there: a named Lead names one"


def _moves(customer: Customer) -> dict[date, str]:
    """P11a Return what became known of the person's home since the file was restricted, by the day.

    Somebody else is recorded there, the home was ended, or danger from somebody else was reported there. Nobody but a reader
    knows why the address must be safe.
    """
    came, left = came_to_live_with(customer), was_moved(customer)
    said = {came: f"Somebody else is recorded at the same home since {show_date(came)}"} if came else {}
    if left:
        ended = f"A home of theirs was ended in the housing system on {show_date(left)}"
        said[left] = f"{said[left]}. {ended}" if left in said else ended
    if danger := _danger_there(customer):
        told = f"Danger from somebody else was reported there on {show_date(danger)}"
        said[danger] = f"{said[danger]}. {told}" if danger in said else told
    return said


def _danger_there(customer: Customer) -> date | None:
    """D4 P11a Return the day on which danger from somebody else at the person's home was last reported since the restriction."""
    if customer.restricted_since is None:
        return None
    homes = customer.memberships.values("tenancy__asset")
    there = Q(customer=customer, danger_from__in=[DangerFrom.THERE, DangerFrom.UNKNOWN])
    there |= Q(customer=None, asset__in=homes)
    found = Incident.objects.dangerous().filter(there, known_at__gt=customer.restricted_since)
    last = found.exclude(status__in=NO_REPORT).order_by("-known_at").values_list("known_at", flat=True).first()
    return timezone.localdate(last) if last else None


def of_parted(place: Membership) -> Iterator[Owed]:
    """P4a P11a Yield for a while the question whether a file is restricted of somebody who left a home with reported abuse.

    The Leads of the person's area are asked, from the day on which both the report and the move are known.
    """
    reported_at: datetime | None = place.reported_at  # type: ignore[attr-defined]
    left = timezone.localdate(place.left_known_at)
    if reported_at is None or timezone.localdate(reported_at) - left > LATELY:
        return
    yield Owed(
        kind=Kind.PARTED,
        holder=leads(place.customer.service_area_id),
        reference=place.customer.reference,
        words="They have left that home. If the new address must stay safe, restrict the file",
        path=reverse("customers:restrict", args=[place.customer.reference]),
        clause=procedure.RECORDING,
        shows_until=max(left, timezone.localdate(reported_at)) + LATELY,
        urgent=True,
    )


def of_access(access: EmergencyAccess) -> Iterator[Owed]:
    """P11a Yield the duty to review an emergency access, and for a while the news of it for the file's readers.

    The Data Protection Officer reviews it. Where the only one opened the file, the Leadership Team does.
    """
    alone = access.colleague.is_last(Role.DATA_PROTECTION_OFFICER)
    shared: dict[str, Any] = {"reference": access.customer.reference, "clause": procedure.RECORDING, "urgent": True}
    if access.reviewed_at is None:
        yield Owed(
            kind=Kind.GLASS,
            holder=everybody(Role.LEADERSHIP if alone else Role.DATA_PROTECTION_OFFICER),
            awaited_by=access.colleague_id,
            words=f"{access} on {show_date(access.opened_at)}",
            path=reverse("customers:emergency_access_review", args=[access.pk]),
            **shared,
        )
    for reader in access.customer.readers.all():
        yield Owed(
            kind=Kind.GLASS_BROKEN,
            holder=to(reader),
            words=f"{access} on {show_date(access.opened_at)}",
            path=reverse("desk:customer", args=[access.customer.reference]),
            shows_until=timezone.localdate(access.opened_at) + LATELY,
            **shared,
        )


def of_pair(pair: Pair) -> Iterator[Owed]:
    """P11a Yield the duty to say whether two files are of one person, for the Leads of both areas.

    If both are restricted, it is a duty of each colleague who reads both and may answer.
    """
    new, known = pair.new_file, pair.known_file
    whom = [leads(area) for area in dict.fromkeys([new.service_area_id, known.service_area_id])]
    if new.restricted and known.restricted:
        both = {*known.readers.all()} & {*new.readers.all()}
        whom = [to(one) for one in both if one.is_active and why_may_not_answer(one, new, known) is None]
    careful: bool = pair.careful  # type: ignore[attr-defined]
    why = "Care is needed with that one. " if careful else ""
    for holder in whom:
        yield Owed(
            kind=Kind.ONE_PERSON,
            holder=holder,
            reference=new.reference,
            words=f"May be the same person as {known.reference}. {why}Compare the two files",
            path=reverse("desk:answer", args=[pair.pk]),
            clause=procedure.RECORDING,
            urgent=careful,
        )


def of_pulse(pulse: Pulse) -> Iterator[Owed]:
    """Yield an administrator's duty to see to messages that are not sent.

    While all is well, the duty is set to show on the day after the worker's last sign of life, and each day moves it
    on. So it shows even though the worker that would raise it has stopped.
    """
    parked = Message.objects.parked().count()
    wrong = outbox_policies.why_mail_server_fails(pulse) or (
        f"Messages that could not be sent: {parked}." if parked else ""
    )
    yield Owed(
        kind=Kind.STANDSTILL,
        holder=everybody(Role.ADMINISTRATOR),
        reference="Messages",
        words=wrong or f"The worker was last heard of on {show_date(pulse.on)}.",
        path=reverse("outbox:messages"),
        clause=procedure.CONSISTENT,
        shows_from=None if wrong else pulse.on + timedelta(days=1),
    )


def of_grant(grant: Grant) -> Iterator[Owed]:
    """P6 Yield the duty to confirm a role and, for a while, the news of it for each Head of Service.

    Another administrator, or the Data Protection Officer, confirms it.
    """
    if grant.waits:
        words, until = "Waits for confirmation", None
        for role in CONFIRM:
            yield _of_grant(grant, Kind.CONFIRM_ROLE, everybody(role), words, None)
    else:
        answered = timezone.localdate(grant.answered_at)
        words = f"Confirmed by {grant.answered_by} on {show_date(answered)}"
        until = answered + LATELY
    yield _of_grant(grant, Kind.ROLE_ASKED, everybody(Role.HEAD_OF_SERVICE), words, until)


def _of_grant(grant: Grant, kind: Kind, holder: Holder, words: str, until: date | None) -> Owed:
    return Owed(
        kind=kind,
        holder=holder,
        reference=grant.reference,
        words=f"Asked for by {grant.created_by} on {show_date(grant.created_at)}. {words}",
        about=str(grant),
        path=reverse("staff:grants"),
        clause=procedure.CONSISTENT,
        shows_until=until,
        awaited_by=grant.created_by_id if kind == Kind.CONFIRM_ROLE else None,
    )


def of_letterhead(organisation: Organisation) -> Iterator[Owed]:
    """P6 D4 Yield the duties of a second person to confirm an address for letters, or that no marker may be placed."""
    kinds = [Kind.CONFIRM_LETTERHEAD] * organisation.address_waits
    kinds += [Kind.CONFIRM_NO_MARKERS] * organisation.asked_markers_off
    for kind, role in ((kind, role) for kind in kinds for role in CONFIRM):
        yield Owed(
            kind=kind,
            holder=everybody(role),
            reference=str(organisation),
            words=f"Asked for by {organisation.asked_by} on {show_date(organisation.asked_at)}",
            path=reverse("staff:organisation_confirm", args=[organisation.code]),
            clause=procedure.CONSISTENT,
            awaited_by=organisation.asked_by_id,
        )


def of_absence(absence: Absence) -> Iterator[Owed]:
    """P6 Yield the news of a Lead who is away without a deputy, for the Heads of Service of the areas.

    Where nobody else is the Head of an area, it is for the Leadership Team.
    """
    if not absence.counts:
        return
    away = absence.colleague
    for holder in dict.fromkeys(_told_of(away, area) for area in away.areas.all()):
        yield Owed(
            kind=Kind.LEAD_AWAY,
            holder=holder,
            reference=absence.reference,
            words=f"Away from {show_date(absence.starts)} to {show_date(absence.last_day)}. Nobody is the deputy",
            about=str(away),
            path=reverse("staff:absences"),
            clause=procedure.CONSISTENT,
            shows_until=absence.last_day,
        )


def _told_of(away: Colleague | None, area: ServiceArea) -> Holder:
    others = area.holders(Role.HEAD_OF_SERVICE)
    others = others.exclude(pk=away.pk) if away else others
    return heads(area.pk) if others.exists() else everybody(Role.LEADERSHIP)


def _files(scope: Scope) -> QuerySet[Customer]:
    """P11a Return the restricted files. ``waits`` on each says whether work of a Lead waits there, ``decided_on`` of a Head."""
    today = timezone.localdate()
    within = scope.of(Customer, customer="pk", asset="")
    if scope.assets:
        within |= Q(pk__in=Membership.objects.filter(tenancy__asset__in=scope.assets).values("customer"))
    restricted = Customer.objects.standing().filter(within, restricted=True)
    if not restricted.exists():  # true of nearly all files
        return restricted
    decided_on = Q(pk__in=Alert.objects.active().values("customer"))
    decided_on |= Q(pk__in=Investigation.objects.filter(status__in=UNDECIDED).values("customer"))
    decided_on |= Q(pk__in=Appeal.objects.open().values("customer"))
    waits = decided_on | Q(pk__in=Incident.objects.awaiting_lead().values("customer"))
    waits |= Q(pk__in=Marker.objects.standing(on=today).values("incident__customer"))
    waits |= Q(pk__in=Incident.objects.dangerous().filter(status=IncidentStatus.LOGGED).values("customer"))
    waiting, of_head = (Exists(Customer.objects.filter(each, pk=OuterRef("pk"))) for each in (waits, decided_on))
    return restricted.with_keepers().annotate(waits=waiting, decided_on=of_head).prefetch_related("readers")


def _parted(scope: Scope) -> QuerySet[Membership]:
    """P4a Return the places that people left in a tenancy of somebody with such a report, in files not restricted.

    Whoever the report is about has not fled, unless the danger is somebody else's there.

    ``reported_at`` on each is the moment from which the last of these reports is known; None where none is left of a question
    that was asked.
    """
    written = Incident.objects.annotate(said=Cast("circumstances", TextField())).exclude(status__in=NO_REPORT)
    of_abuse = Q(*[("said__contains", f'"{code.value}"') for code in AT_HOME], _connector=Q.OR)
    reports = written.filter(of_abuse, customer__isnull=False)
    asked = Duty.objects.open().filter(kind=Kind.PARTED).values("subject_id")
    if not (reports.exists() or asked.exists()):  # true of most days
        return Membership.objects.none()
    within = scope.of(Membership, customer="customer", asset="tenancy__asset")
    within |= Q(tenancy__in=Membership.objects.filter(customer__in=scope.customers).values("tenancy"))
    theirs = Q(customer=OuterRef("customer")) & ~Q(danger_from=DangerFrom.THERE)
    there = reports.filter(customer__memberships__tenancy=OuterRef("tenancy")).exclude(theirs).order_by("-known_at")
    left = Membership.objects.filter(within, left_known_at__isnull=False, ends__isnull=False)
    left = left.filter(customer__restricted=False, customer__merged_into=None, customer__died=False)
    dated = left.annotate(reported_at=Subquery(there.values("known_at")[:1]))
    dated = dated.filter(Q(reported_at__isnull=False) | Q(pk__in=asked))
    return dated.select_related("customer").order_by("pk")


def _read_by(record: object) -> QuerySet[Customer]:
    restricted = Customer.objects.filter(restricted=True)
    return restricted.filter(readers=record) if isinstance(record, Colleague) else restricted.none()


def _grants(scope: Scope) -> QuerySet[Grant]:
    standing = Grant.objects.exclude(confirmed=False).filter(scope.of(Grant, customer="", asset=""))
    return standing.select_related("colleague", "area", "created_by", "answered_by").prefetch_related(
        "colleague__areas"
    )


def _letterheads(scope: Scope) -> QuerySet[Organisation]:
    return letterheads_waiting().filter(scope.of(Organisation, customer="", asset=""))


def _about(record: object) -> QuerySet[Grant]:
    """P6 Return the role requests for a colleague who changed: the areas of a Head of Service are part of them."""
    return Grant.objects.filter(colleague=record) if isinstance(record, Colleague) else Grant.objects.none()


def _absences(scope: Scope) -> QuerySet[Absence]:
    alone = Absence.objects.filter(scope.of(Absence, customer="", asset=""), deputy=None)
    return alone.select_related("colleague").prefetch_related("colleague__areas")


def _of_whom(record: object) -> QuerySet[Absence]:
    """P6 Return the absences of a colleague who changed, and of those in the same areas: these say who is told."""
    if not isinstance(record, Colleague):
        return Absence.objects.none()
    beside = Q(deputy=None, colleague__areas__in=record.area_ids)
    return Absence.objects.filter(pk__in=Absence.objects.filter(Q(colleague=record) | beside).values("pk"))


def _accesses(scope: Scope) -> QuerySet[EmergencyAccess]:
    found = EmergencyAccess.objects.filter(scope.of(EmergencyAccess, asset=""))
    return found.select_related("customer", "colleague").prefetch_related("customer__readers")


def _reviewed_elsewhere(record: object) -> QuerySet[EmergencyAccess]:
    """P11a Return the accesses to review again when a colleague changes.

    Their reviewer depends on whether there is another Data Protection Officer.
    """
    waiting = EmergencyAccess.objects.unreviewed()
    return waiting if isinstance(record, Colleague) else waiting.none()


def _pairs(scope: Scope) -> QuerySet[Pair]:
    """P11a Return the unanswered pairs of these files. ``careful`` says whether the look-up asks for care with the known file."""
    within, today = Q(pk__in=[]), timezone.localdate()
    for path in ("new", "known", "new__merged_into", "known__merged_into"):
        within |= scope.of(Pair, customer=path, asset="")
    asks: list[QuerySet[Any]] = [Alert.objects.active(), Marker.objects.standing(on=today), unmarked(on=today)]
    alert, marker, danger = (Exists(found.filter(customer=OuterRef("known_key"))) for found in asks)
    found = Pair.objects.unanswered().filter(within).annotate(careful=alert | marker | danger)
    return found.select_related("new__merged_into", "known__merged_into")


def _pulses(scope: Scope) -> QuerySet[Pulse]:
    return Pulse.objects.filter(scope.of(Pulse, customer="", asset=""))


def _by_nobody(record: object) -> QuerySet[Any]:
    """Return nothing: no change of a colleague, landlord or type changes the messages."""
    return Pulse.objects.none()


SOURCES = (
    Source(Pair, _pairs, of_pair, _by_nobody),
    Source(EmergencyAccess, _accesses, of_access, _reviewed_elsewhere),
    Source(Pulse, _pulses, of_pulse, _by_nobody, nowhere=Pulse.objects.all),
    Source(Customer, _files, of_file, _read_by),
    Source(Membership, _parted, of_parted, _by_nobody),
    Source(Grant, _grants, of_grant, _about, nowhere=Grant.objects.all),
    Source(Absence, _absences, of_absence, _of_whom, nowhere=Absence.objects.all),
    Source(Organisation, _letterheads, of_letterhead, _by_nobody, nowhere=Organisation.objects.all),
)
