"""Customers, where they live, and the trail, in the admin site for audit. A restricted file shows to whom it is open."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from housing_alerts.kernel.audit.admin import ReadOnlyAdmin, RecordAdmin
from housing_alerts.kernel.audit.models import AuditEvent, Link, ReadEvent
from housing_alerts.kernel.audit.trail import signed_in

from . import selectors
from .models import (
    Adjustment,
    Asset,
    Customer,
    CustomerQuerySet,
    EmergencyAccess,
    Membership,
    Merge,
    Representative,
    Tenancy,
    Vulnerability,
    fold,
)


def _open(request: HttpRequest) -> CustomerQuerySet:
    return Customer.objects.open_to(signed_in(request))


def _unnamed_groups(request: HttpRequest) -> set[int]:
    return selectors.unnamed_groups(signed_in(request))


class FileAdmin(RecordAdmin):
    """P11a A part of a customer's file. Where that file is restricted, it shows to whom it is open."""

    list_display: tuple[str, ...] = ("reference", "whose", "status", "changed_by", "changed_at")
    file_of: ClassVar[tuple[str, ...]] = ("customer",)
    """The ways from the record to its customer; what has none is nobody's file."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The records that are nobody's, or of a file that is open to the colleague."""
        found = super().get_queryset(request)
        for way in self.file_of:
            mine = Q(**{f"{way}__in": _open(request)})
            found = found.filter(mine | Q(**{f"{way}__isnull": True}))
        return found

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "changed_by", *self.file_of

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What the term says, and what is of a customer whom it names, as far as that file is open."""
        found, many = super().get_search_results(request, queryset, search_term)
        return _or_of_people(request, queryset, found, search_term, self.file_of), many

    def why_closed(self, request: HttpRequest, object_id: str) -> str:
        found = _stored(self.model, object_id)
        return _restricted(request, self.files(found)) if found else ""

    def reads(self, row: models.Model) -> list[str]:
        """The record's own reference; where it has none, its customer's."""
        return super().reads(row) or [person.reference for person in self.files(row)]

    @admin.display(description="Customer")
    def whose(self, row: models.Model) -> str:
        """Whose file it is a part of, by name and reference."""
        return ", ".join(f"{person} ({person.reference})" for person in self.files(row))

    def files(self, row: models.Model) -> list[Customer]:
        """The customers whose file the row is a part of."""
        ways = [way.replace("__", ".") for way in self.file_of]
        return [person for person in (_along(row, way) for way in ways) if person]


def _along(row: Any, way: str) -> Customer | None:
    """What stands at the end of a way such as ``alert.customer``; nothing where a part of it is empty."""
    for name in way.split("."):
        row = getattr(row, name) if row is not None else None
    return row


def _stored(model: type[Model], key: str) -> Model | None:
    """The row of that key, whoever may see it; nothing where there is none."""
    return model._default_manager.filter(pk=key).first() if key.isdecimal() else None


def _restricted(request: HttpRequest, files: Iterable[Customer]) -> str:
    """P11a Say that a row is in a restricted file, by its reference alone; "" where none of these is closed."""
    closed = next((one for one in files if not one.is_open_to(signed_in(request))), None)
    if closed is None:
        return ""
    address = reverse("customers:break_glass", args=[closed.reference])
    return format_html(
        'This is in the restricted file {}, which is not open to you. <a href="{}">Break glass</a> if you cannot judge '
        "without it.",
        closed.reference,
        address,
    )


def _or_of_people(
    request: HttpRequest, rows: QuerySet[Any], found: QuerySet[Any], term: str, ways: Iterable[str]
) -> QuerySet[Any]:
    """What was found, and of all rows those of customers whom the term names."""
    if not fold(term):
        return found
    people = _open(request).matching(term).values("pk")
    theirs = Q(pk__in=found.values("pk"))
    for way in ways:
        theirs |= Q(**{f"{way}__in": people})
    return rows.filter(theirs)


@admin.register(Asset)
class AssetAdmin(RecordAdmin):
    list_display = ("reference", "__str__", "changed_by", "changed_at")
    list_filter = ()


@admin.register(Customer)
class CustomerAdmin(RecordAdmin):
    list_display = ("reference", "__str__", "changed_by", "changed_at")
    list_filter = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Customer]:
        """P11a The customers whose file is open to the colleague."""
        return super().get_queryset(request).filter(pk__in=_open(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Customer], search_term: str
    ) -> tuple[QuerySet[Customer], bool]:
        """Customers by reference or name, as far as their file is open."""
        found, many = super().get_search_results(request, queryset, search_term)
        return _or_of_people(request, queryset, found, search_term, ["pk"]), many

    def why_closed(self, request: HttpRequest, object_id: str) -> str:
        found = _stored(Customer, object_id)
        return _restricted(request, [found] if isinstance(found, Customer) else [])


@admin.register(Tenancy)
class TenancyAdmin(RecordAdmin):
    list_display = ("reference", "__str__", "changed_by", "changed_at")
    list_filter = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tenancy]:
        """P11a The tenancies whose name may be shown."""
        return super().get_queryset(request).exclude(pk__in=_unnamed_groups(request))

    def reads(self, row: Any) -> list[str]:
        """Those whose tenancy it is, or was."""
        return [row.reference, *(membership.customer.reference for membership in row.memberships.all())]


@admin.register(Vulnerability, Adjustment, Representative)
class PartAdmin(FileAdmin):
    list_display = ("__str__", "whose", "changed_by", "changed_at")
    list_filter = ()
    search_fields = ()


@admin.register(Membership)
class MembershipAdmin(PartAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """P11a The places in tenancies whose name may be shown, since each says in whose group it is."""
        return super().get_queryset(request).exclude(tenancy__in=_unnamed_groups(request))


@admin.register(Merge)
class MergeAdmin(FileAdmin):
    file_of = ("kept", "merged")
    list_display = ("__str__", "on", "undone_on", "changed_by")
    list_filter = ()
    search_fields = ("=merged__reference", "=kept__reference")


@admin.register(EmergencyAccess)
class EmergencyAccessAdmin(RecordAdmin):
    list_display = ("__str__", "opened_at", "expires_at", "reviewed_by", "reviewed_at")
    list_filter = ()
    search_fields = ()
    fields = ("of", "colleague", "reason", "opened_at", "expires_at", "reviewed_by", "reviewed_at", "review_note")
    readonly_fields = ("of",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "colleague", "reviewed_by"

    @admin.display(description="Customer’s reference")
    def of(self, access: EmergencyAccess) -> str:
        """The file, without a name: whoever reviews the access needs none."""
        return access.customer.reference

    def reads(self, row: Any) -> list[str]:
        """The file that was opened."""
        return [row.customer.reference]


class Period(admin.SimpleListFilter):
    """How far back."""

    title, parameter_name = "period", "period"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Iterable[tuple[str, str]]:
        return [("1", "Last 24 hours"), ("7", "Last 7 days"), ("31", "Last 31 days"), ("365", "Last 365 days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:
        if self.value() not in ("1", "7", "31", "365"):
            return queryset
        return queryset.filter(at__gte=timezone.now() - timedelta(days=int(str(self.value()))))


class Openings(admin.SimpleListFilter):
    """One row for each visit of a page, unless each opening is asked for."""

    title, parameter_name = "openings", "openings"
    EVERY = "every"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Iterable[tuple[str, str]]:
        return [(self.EVERY, "Every opening")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The first choice is what is shown where nothing is chosen."""
        first, *others = super().choices(changelist)
        yield {**first, "display": "One row for a visit"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[ReadEvent]) -> QuerySet[ReadEvent]:
        return queryset if self.value() == self.EVERY else queryset.filter(again=False)


class Who(admin.RelatedOnlyFieldListFilter):
    """Which colleague."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "colleague"


class TrailAdmin(ReadOnlyAdmin):
    """A chain of the trail. Searched for a customer, it shows everything of that customer's file."""

    search_fields = ("=reference", "=by__username", "by__last_name")
    list_select_related = ("by",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Link], search_term: str
    ) -> tuple[QuerySet[Link], bool]:
        """Where the term is a customer's reference or name: what was about the customer, or about a record of theirs."""
        term = search_term.strip()
        exact = Customer.objects.filter(reference=term)
        if exact.exists():
            return queryset.filter(_about(exact)), False
        found, many = super().get_search_results(request, queryset, search_term)
        if not fold(term):
            return found, many
        return queryset.filter(Q(pk__in=found.values("pk")) | _about(_open(request).matching(term))), many


def _about(customers: QuerySet[Customer]) -> Q:
    """What names one of these customers, or a record of theirs."""
    references = customers.order_by().values("reference")
    records = AuditEvent.objects.filter(customer__in=references).order_by().values("reference")
    return Q(reference__in=references) | Q(reference__in=records)


@admin.register(AuditEvent)
class AuditEventAdmin(TrailAdmin):
    list_display = ("at", "by", "acting_as", "action", "reference", "customer", "reason")
    list_filter = (Period, ("by", Who), "action")
    fields = ("position", "at", "by", "acting_as", "action", "reference", "customer", "reason", "request", "digest")
    readonly_fields = ("reason",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        closed = Customer.objects.exclude(pk__in=_open(request)).filter(reference=OuterRef("customer"))
        return super().get_queryset(request).annotate(closed=Exists(closed))

    @admin.display(description="Why")
    def reason(self, event: AuditEvent) -> str:
        """P11a The words of the step, where the file that they belong to is open to the reader."""
        closed: bool = event.closed  # type: ignore[attr-defined]  # the list asks for it with each row
        return "Restricted file" if closed else event.why


@admin.register(ReadEvent)
class ReadEventAdmin(TrailAdmin):
    list_display = ("at", "by", "acting_as", "opened", "reference")
    list_filter = (Openings, Period, ("by", Who), "opened")
