"""The admin site for audit: customers, their homes and the trail.

A restricted file shows only to colleagues to whom it is open.
"""

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
from housing_alerts.kernel.audit.models import AuditEvent, Link, ReadEvent, opened_in_words
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
    Pair,
    Representative,
    Tenancy,
    Vulnerability,
    fold,
)


def _open(request: HttpRequest) -> CustomerQuerySet:
    return Customer.objects.open_to(signed_in(request))


def _kept(request: HttpRequest) -> CustomerQuerySet:
    """Return the files that are closed to the colleague. Lists leave out these few: all that are open would be a whole table."""
    return Customer.objects.kept_from(signed_in(request))


def _unnamed_groups(request: HttpRequest) -> set[int]:
    return selectors.unnamed_groups(signed_in(request))


class FileAdmin(RecordAdmin):
    """P11a A part of a customer's file.

    If that file is restricted, the part shows only to colleagues to whom the file is open.
    """

    list_display: tuple[str, ...] = ("reference", "whose", "status", "changed_by", "changed_at")
    file_of: ClassVar[tuple[str, ...]] = ("customer",)
    """The lookups that lead from the record to its customer. A record that leads to no customer is nobody's file."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the records that belong to no file, or to a file that is open to the colleague."""
        found = super().get_queryset(request)
        for way in self.file_of:
            found = found.exclude(**{f"{way}__in": _kept(request)})
        return found

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "changed_by", *self.file_of

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the rows that match the term, and the rows of customers whom it names. Their file must be open to the reader."""
        found, many = super().get_search_results(request, queryset, search_term)
        return _or_of_people(request, queryset, found, search_term, self.file_of), many

    def why_closed(self, request: HttpRequest, object_id: str) -> str:
        found = _stored(self.model, object_id)
        return _restricted(request, self.files(found)) if found else ""

    def reads(self, row: models.Model) -> list[str]:
        """Return the record's own reference. If it has none, return its customer's."""
        return super().reads(row) or [person.reference for person in self.files(row)]

    @admin.display(description="Customer")
    def whose(self, row: models.Model) -> str:
        """Return the name and reference of each customer whose file holds the row."""
        return ", ".join(f"{person} ({person.reference})" for person in self.files(row))

    def files(self, row: models.Model) -> list[Customer]:
        """List the customers whose file holds the row."""
        ways = [way.replace("__", ".") for way in self.file_of]
        return [person for person in (_along(row, way) for way in ways) if person]


def _along(row: Any, way: str) -> Customer | None:
    """Follow a lookup such as ``alert.customer`` from the row. Return None if a part of the way is empty."""
    for name in way.split("."):
        row = getattr(row, name) if row is not None else None
    return row


def _stored(model: type[Model], key: str) -> Model | None:
    """Return the row with that key, whoever may see it, or None if there is none."""
    return model._default_manager.filter(pk=key).first() if key.isdecimal() else None


def _restricted(request: HttpRequest, files: Iterable[Customer]) -> str:
    """P11a Say by its reference alone that a row is in a restricted file. Return "" if none of these files is closed."""
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
    """Add to the rows that were found every row of a customer whom the term names."""
    if not fold(term):
        return found
    people = _open(request).matching(term).values("pk")
    theirs = Q(pk__in=found.values("pk"))
    for way in ways:
        theirs |= Q(**{f"{way}__in": people})
    return rows.filter(theirs)


@admin.register(Asset)
class AssetAdmin(RecordAdmin):
    words: ClassVar[dict[str, str]] = {"uprn": "unique property reference number"}
    list_display = ("reference", "__str__", "changed_by", "changed_at")
    list_filter = ()


@admin.register(Customer)
class CustomerAdmin(RecordAdmin):
    list_display = ("reference", "__str__", "changed_by", "changed_at")
    list_filter = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Customer]:
        """P11a Return the customers whose file is open to the colleague."""
        return super().get_queryset(request).exclude(pk__in=_kept(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Customer], search_term: str
    ) -> tuple[QuerySet[Customer], bool]:
        """Find customers by reference or name, as far as their file is open."""
        found, many = super().get_search_results(request, queryset, search_term)
        return _or_of_people(request, queryset, found, search_term, ["pk"]), many

    def why_closed(self, request: HttpRequest, object_id: str) -> str:
        found = _stored(Customer, object_id)
        return _restricted(request, [found] if isinstance(found, Customer) else [])


@admin.register(Tenancy)
class TenancyAdmin(RecordAdmin):
    words: ClassVar[dict[str, str]] = {"asset": "property", "starts": "first day"}
    list_display = ("reference", "__str__", "changed_by", "changed_at")
    list_filter = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tenancy]:
        """P11a Return the tenancies whose name may be shown to the colleague."""
        return super().get_queryset(request).exclude(pk__in=_unnamed_groups(request))

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "changed_by", "asset"

    def reads(self, row: Any) -> list[str]:
        """List the references of the tenancy and of everybody who has or had a place in it."""
        return [row.reference, *(membership.customer.reference for membership in row.memberships.all())]


@admin.register(Vulnerability, Adjustment, Representative)
class PartAdmin(FileAdmin):
    words: ClassVar[dict[str, str]] = {
        "authority": "how they may act for the customer",
        "ends": "last day",
        "starts": "first day",
        "told_by": "who told us",
        "told_on": "when we were told",
        "what": "in words",
    }
    list_display = ("__str__", "whose", "changed_by", "changed_at")
    list_filter = ()
    search_fields = ()


@admin.register(Membership)
class MembershipAdmin(PartAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """P11a Return the places in tenancies whose name may be shown. A place names its tenancy, and so its group."""
        return super().get_queryset(request).exclude(tenancy__in=_unnamed_groups(request))

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return *super().get_list_select_related(request), "tenancy__asset"


@admin.register(Merge)
class MergeAdmin(FileAdmin):
    file_of = ("kept", "merged")
    words: ClassVar[dict[str, str]] = {
        "changed": "what changed on the file that stays",
        "kept": "the file that stays",
        "merged": "the file that went into it",
        "moved": "what went with it",
        "undone_reason": "why it was undone",
    }
    list_display = ("__str__", "on", "undone_on", "changed_by")
    list_filter = ()
    search_fields = ("=merged__reference", "=kept__reference")


@admin.register(Pair)
class PairAdmin(FileAdmin):
    file_of = ("new", "known")
    words: ClassVar[dict[str, str]] = {
        "known": "the file that we knew",
        "new": "the file that the import made",
        "reason": "how the colleague knew",
    }
    list_display = ("__str__", "answer", "answered_on", "changed_by")
    list_filter = ()
    search_fields = ("=new__reference", "=known__reference")


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
        """Return the reference of the file and no name: the reviewer of the access needs none."""
        return access.customer.reference

    def reads(self, row: Any) -> list[str]:
        """List the reference of the file that was opened."""
        return [row.customer.reference]


class Period(admin.SimpleListFilter):
    """A filter for the last day, week, month or year."""

    title, parameter_name = "period", "period"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Iterable[tuple[str, str]]:
        return [("1", "Last 24 hours"), ("7", "Last 7 days"), ("31", "Last 31 days"), ("365", "Last 365 days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:
        if self.value() not in ("1", "7", "31", "365"):
            return queryset
        return queryset.filter(at__gte=timezone.now() - timedelta(days=int(str(self.value()))))


class Openings(admin.SimpleListFilter):
    """A filter that shows one row for each visit to a page, unless every opening is asked for."""

    title, parameter_name = "openings", "openings"
    EVERY = "every"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Iterable[tuple[str, str]]:
        return [(self.EVERY, "Every opening")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield the choices. The first one is shown if nothing is chosen."""
        first, *others = super().choices(changelist)
        yield {**first, "display": "One row for a visit"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[ReadEvent]) -> QuerySet[ReadEvent]:
        return queryset if self.value() == self.EVERY else queryset.filter(again=False)


class Called(admin.FieldListFilter):
    """A filter that is called as people say it."""

    called = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = self.called


class Opened(Called, admin.AllValuesFieldListFilter):
    """A filter by what was opened, in words."""

    called = "what was opened"

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield the choices, of which the first one is for all."""
        first, *others = super().choices(changelist)
        yield first
        yield from ({**one, "display": opened_in_words(str(one["display"]))} for one in others)


class Who(Called, admin.RelatedOnlyFieldListFilter):
    """A filter by colleague."""

    called = "colleague"


class TrailAdmin(ReadOnlyAdmin):
    """A chain of the trail. A search for a customer shows everything about that customer's file."""

    words: ClassVar[dict[str, str]] = {
        "acting_as": "in which role",
        "action": "what was done",
        "at": "when",
        "by": "who",
        "digest": "seal on this row and all before it",
        "opened": "what was opened",
        "position": "number in the chain",
        "request": "the request that did it",
    }
    exclude = ("salt", "content_digest")

    search_fields = ("=reference", "=by__username", "by__last_name")
    list_select_related = ("by",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Link], search_term: str
    ) -> tuple[QuerySet[Link], bool]:
        """Return the links that match. A customer's reference or name finds every link about them or a record of theirs."""
        term = search_term.strip()
        exact = Customer.objects.filter(reference=term)
        if exact.exists():
            return queryset.filter(_about(exact)), False
        found, many = super().get_search_results(request, queryset, search_term)
        if not fold(term):
            return found, many
        return queryset.filter(Q(pk__in=found.values("pk")) | _about(_open(request).matching(term))), many


def _about(customers: QuerySet[Customer]) -> Q:
    """Return the condition for links that name one of these customers or a record of theirs."""
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
        closed = _kept(request).filter(reference=OuterRef("customer"))
        return super().get_queryset(request).annotate(closed=Exists(closed))

    @admin.display(description="Why")
    def reason(self, event: AuditEvent) -> str:
        """P11a Return the reason given for the step. If the file is closed to the reader, say "Restricted file" instead."""
        closed: bool = event.closed  # type: ignore[attr-defined]  # the list asks for it with each row
        return "Restricted file" if closed else event.why


@admin.register(ReadEvent)
class ReadEventAdmin(TrailAdmin):
    list_display = ("at", "by", "acting_as", "what", "reference")
    list_filter = (Openings, Period, ("by", Who), ("opened", Opened))
    fields = ("position", "at", "by", "acting_as", "what", "reference", "again", "request", "digest")
    readonly_fields = ("what",)

    @admin.display(description="what was opened", ordering="opened")
    def what(self, event: ReadEvent) -> str:
        """Return the name of the page or file, as people say it."""
        return opened_in_words(event.opened)
