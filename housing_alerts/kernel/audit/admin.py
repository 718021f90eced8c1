"""The read-only admin of every record, with its history in words. Every list can be saved as a file."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import display_for_field, display_for_value, label_for_field, lookup_field
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR
from django.core.paginator import Paginator
from django.db.models import BooleanField, JSONField, Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags

from housing_alerts.kernel import spreadsheet

from . import reading
from .trail import shows

Links = list[tuple[str, str]]
YES_OR_NO: dict[bool | None, str] = {True: "Yes", False: "No"}
_REFERENCE = re.compile(r"[A-Za-z]{1,3}-?\d{3,12}(-\d{1,8})?")
ASKED = ("", "__exact", "__id__exact", "__isnull")
"""The lookups by which a list's filters may ask a field or a relation. None reads further along the relation."""


AHEAD = 20
"""The number of pages beyond the one asked for as far as the rows of a list are counted."""


class AheadPaginator(Paginator):
    """A paginator that counts no further than some pages ahead. To count a large table takes longer than to show a page."""

    def __init__(self, rows: QuerySet[Any], per_page: int, page: int) -> None:
        super().__init__(rows, per_page)
        self.most = (page + AHEAD) * per_page

    @cached_property
    def count(self) -> int:
        """Return the number of rows, or the highest that is counted if there are more."""
        return self._counted - self.goes_on

    @cached_property
    def goes_on(self) -> bool:
        """Return whether there are more rows than are counted."""
        return self._counted > self.most

    @cached_property
    def _counted(self) -> int:
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows.order_by()[: self.most + 1].count()


class ReadOnlyAdmin(admin.ModelAdmin):
    """An admin in which every field can be read and none changed, not even by superusers.

    Each list can be saved as a CSV file, as it is filtered.
    """

    actions = None
    show_full_result_count = False
    list_per_page = 50
    change_list_template = "admin/audit/change_list.html"
    change_form_template = "admin/audit/change_form.html"
    words: ClassVar[dict[str, str]] = {}
    """The names of fields as people say them; without one, a field is called as in the model."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow only the lookups of the list's filters. With others, the value of a hidden field could be guessed."""
        return any(lookup in {f"{name}{asked}" for asked in ASKED} for name in map(_asked_by, self.list_filter))

    def get_paginator(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        per_page: int,
        orphans: int = 0,
        allow_empty_first_page: bool = True,
    ) -> AheadPaginator:
        asked = request.GET.get(PAGE_VAR, "")
        return AheadPaginator(queryset, per_page, int(asked) if asked.isdecimal() else 1)

    def reads(self, row: Any) -> list[str]:
        """List the references that the read log names when the row is opened."""
        return [row.reference] if getattr(row, "reference", "") else []

    def get_urls(self) -> list[URLPattern]:
        named = f"{self.opts.app_label}_{self.opts.model_name}_export"
        export = path("export.csv", self.admin_site.admin_view(self.export_view), name=named)
        return [export, *super().get_urls()]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        """Return the row, which the read log then names."""
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            shows(request, self.reads(row))
        return row

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        closed = self.why_closed(request, object_id) if row is None else ""
        if closed:
            messages.warning(request, closed)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        links = self.links(row) if row is not None else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "trail_links": links})

    def why_closed(self, request: HttpRequest, object_id: str) -> str:
        """Say why an existing row is not open to the colleague. Return "" if nothing closes it."""
        return ""

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """Return the fields in their order, with plain data as rows, and true or false in words."""
        return [self._as_read(name) for name in super().get_fields(request, obj)]

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """The form, in which each field is called as people say it."""
        labels = self.words | {in_words(name): said for name, said in self.words.items()}
        return super().get_form(request, obj, change, **{"labels": labels, **kwargs})

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the columns of the list, each called as people say it."""
        return [Column(name, self.words[name]) if name in self.words else name for name in self.list_display]

    def _as_read(self, name: Any) -> Any:
        field = next((field for field in self.opts.get_fields() if field.name == name), None)
        if isinstance(field, JSONField):
            return Rows(self.model, name)
        return YesOrNo(self.model, name) if isinstance(field, BooleanField) else name

    def links(self, row: Any) -> Links:
        """List the links that lead on from this row, each with its words and its address."""
        return []

    def export_view(self, request: HttpRequest) -> StreamingHttpResponse:
        """Return the whole list, as it is filtered and searched, as a CSV file. The read log says by what."""
        shows(request, _filters(request))
        rows = self.get_changelist_instance(request).get_queryset(request)
        shown = self.get_list_display(request)
        columns = [str(label_for_field(name, self.model, self)) for name in shown]
        lines = spreadsheet.csv_lines((column.capitalize() for column in columns), self._cells(rows, shown))
        encoded = (line.encode() for line in (spreadsheet.BOM, *lines))
        response = StreamingHttpResponse(encoded, content_type="text/csv; charset=utf-8")
        name = f"{self.opts.model_name}-{timezone.localdate()}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _cells(self, rows: QuerySet[Any], shown: list[Any]) -> Iterator[list[str]]:
        for row in rows:
            yield [self._cell(row, name) for name in shown]

    def _cell(self, row: Model, name: "str | Column") -> str:
        shown = shown_in_words(row, name, self)
        return strip_tags(shown) if hasattr(shown, "__html__") else shown


def _filters(request: HttpRequest) -> list[str]:
    """List what a list is filtered by, for the read log. Searched words may name somebody: only a reference is repeated."""
    asked = {name: value for name, value in request.GET.items() if value and name != SEARCH_VAR}
    words = request.GET.get(SEARCH_VAR, "").strip()
    searched = [words.upper() if _REFERENCE.fullmatch(words) else "searched by words"] if words else []
    return searched + [f"{name.partition('__')[0]}: {value}"[:40] for name, value in asked.items()]


def shown_in_words(row: Model, name: "str | Column", asked: ReadOnlyAdmin | None = None) -> str:
    """Return the value of a column as a list shows it. What is true or false is said as Yes or No.

    :param asked: the admin whose method the column may be.
    """
    field, _, value = lookup_field(name, row, asked)
    if value is None or isinstance(value, bool):
        return YES_OR_NO.get(value, "")
    return display_for_field(value, field, "") if field else display_for_value(value, "")


class Column:
    """A column of a list, called as people say it. It is sorted by its field."""

    def __init__(self, field: str, words: str) -> None:
        self.field = self.__name__ = self.admin_order_field = field
        self.short_description = words

    def __call__(self, row: Model) -> str:
        return shown_in_words(row, self.field)


class Rows:
    """A column of the admin that shows a field of plain data as rows for people to read."""

    def __init__(self, model: type[Model], field: str) -> None:
        self.model, self.__name__ = model, field
        self.short_description = label_for_field(field, model)

    def __call__(self, row: Model) -> str:
        return reading.in_rows(self.model, self.__name__, getattr(row, self.__name__))


class YesOrNo:
    """A column of the admin that shows a true or false field in words. Its help explains Yes, and reads badly as No."""

    def __init__(self, model: type[Model], field: str) -> None:
        self.field, self.__name__ = field, in_words(field)
        self.short_description = label_for_field(field, model)

    def __call__(self, row: Model) -> str:
        return YES_OR_NO.get(getattr(row, self.field), "Not said")


def in_words(field: str) -> str:
    """Return the name of the column that shows a field as Yes or No."""
    return f"{field}_in_words"


def _asked_by(offered: object) -> str:
    """Return the name under which a list's filter is asked for."""
    if isinstance(offered, tuple):
        return str(offered[0])
    return str(getattr(offered, "parameter_name", offered))


class HistoryAdmin(ReadOnlyAdmin):
    """An admin for rows with their history in sentences."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show each change with its author, time and reason, the newest first."""
        record = get_object_or_404(self.get_queryset(request), pk=object_id)
        shows(request, self.reads(record))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "entries": self.entries(record),
            "object": record,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/audit/history.html", context)

    def entries(self, record: Any) -> list[reading.Entry]:
        """List the changes to the record, the newest first."""
        return reading.history(record)


class RecordAdmin(HistoryAdmin):
    """An admin for the records of cases, found by their reference."""

    list_display: tuple[str, ...] = ("reference", "status", "changed_by", "changed_at")
    list_filter: ClassVar[tuple[str, ...]] = ("status",)
    search_fields: ClassVar[tuple[str, ...]] = ("reference",)
    list_select_related = ("changed_by",)
    ordering = ("-pk",)

    def links(self, row: Any) -> Links:
        reference = getattr(row, "reference", "")
        return trail_of(q=reference) if reference else []


def trail_of(**query: str) -> Links:
    """Return links to the steps and readings of the last 31 days, filtered by ``query``."""
    asked = "&".join(f"{name}={value}" for name, value in {**query, "period": "31"}.items())
    return [
        (
            "Who read it in the last 31 days" if "q" in query else "What they read in the last 31 days",
            f"{reverse('admin:audit_readevent_changelist')}?{asked}",
        ),
        (
            "What was done in the last 31 days" if "q" in query else "What they did in the last 31 days",
            f"{reverse('admin:audit_auditevent_changelist')}?{asked}",
        ),
    ]
