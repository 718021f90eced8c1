"""The read-only admin of every record, with its history in words."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from . import reading
from .models import AuditEvent, ReadEvent
from .trail import shows


class ReadOnlyAdmin(admin.ModelAdmin):
    """Every field can be read and none changed, by superusers neither."""

    actions = None
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row. The read log names it."""
        return _read(request, super().get_object(request, object_id, from_field))


def _read(request: HttpRequest, row: Any) -> Any:
    if getattr(row, "reference", ""):
        shows(request, [row.reference])
    return row


class HistoryAdmin(ReadOnlyAdmin):
    """A row with its history in sentences."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Who did what and when, newest first, with the reason and what changed."""
        record = _read(request, get_object_or_404(self.get_queryset(request), pk=object_id))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "entries": reading.history(record),
            "object": record,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/audit/history.html", context)


class RecordAdmin(HistoryAdmin):
    """A record of a case, found by its reference."""

    list_display: tuple[str, ...] = ("reference", "status", "changed_by", "changed_at")
    list_filter: ClassVar[tuple[str, ...]] = ("status",)
    search_fields: ClassVar[tuple[str, ...]] = ("reference",)
    list_select_related = ("changed_by",)
    ordering = ("-pk",)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "by", "acting_as", "action", "reference", "customer", "why")
    list_filter = ("action", "at")
    search_fields = ("=reference", "=customer", "by__username", "by__last_name")
    list_select_related = ("by",)


@admin.register(ReadEvent)
class ReadEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "by", "acting_as", "opened", "reference")
    list_filter = ("opened", "at")
    search_fields = ("=reference", "by__username", "by__last_name")
    list_select_related = ("by",)
