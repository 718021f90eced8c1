"""Subject requests, requests by others, legal holds, retention periods and disposals in the admin site for audit."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from housing_alerts.customers.admin import FileAdmin
from housing_alerts.kernel.audit.admin import ReadOnlyAdmin, RecordAdmin

from .models import (
    Disclosure,
    DisposalBatch,
    DisposalItem,
    LegalHold,
    RetentionRule,
    SharingRequest,
    SubjectRequest,
    Tombstone,
)

admin.site.register([SubjectRequest, LegalHold, SharingRequest], FileAdmin)


@admin.register(Disclosure)
class DisclosureAdmin(FileAdmin):
    """P13b The decisions about the items of a bundle."""

    list_display = ("reference", "whose", "key", "verdict", "changed_by", "changed_at")
    list_filter = ("verdict",)
    search_fields = ("key",)
    file_of: ClassVar[tuple[str, ...]] = ("request__customer",)


@admin.register(DisposalBatch)
class DisposalBatchAdmin(RecordAdmin):
    """P13a The disposals, by whom they were proposed and confirmed."""

    list_display = ("reference", "status", "created_by", "confirmed_by", "executed_on")
    list_filter = ("status",)
    search_fields = ("reference",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "created_by", "confirmed_by"


@admin.register(DisposalItem)
class DisposalItemAdmin(FileAdmin):
    """P13a The files in disposals that are not gone."""

    list_display = ("batch", "whose", "keeping", "due_on", "changed_by", "changed_at")
    list_filter = ("keeping",)
    search_fields = ("batch__reference",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "batch", *super().get_list_select_related(request)


@admin.register(Tombstone)
class TombstoneAdmin(ReadOnlyAdmin):
    """P13a The mark in the place of each file that went."""

    list_display = ("name", "batch", "kind", "keeping", "due_on")
    list_filter = ("kind", "keeping")
    search_fields = ("name",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return ("batch",)


@admin.register(RetentionRule)
class RetentionRuleAdmin(RecordAdmin):
    """P13a The periods that a landlord chose, with what they were before."""

    list_display = ("organisation", "keeping", "months", "changed_by", "changed_at")
    list_filter: ClassVar[tuple[str, ...]] = ("organisation", "keeping")
    search_fields: ClassVar[tuple[str, ...]] = ("organisation__name",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "organisation", "changed_by"
