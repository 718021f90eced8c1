"""Attachments in the admin site for audit. The bytes themselves are no field of theirs."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from housing_alerts.customers.admin import FileAdmin
from housing_alerts.customers.models import Customer

from .models import Attachment


@admin.register(Attachment)
class AttachmentAdmin(FileAdmin):
    file_of = ("incident__customer", "appeal__customer")
    list_display = ("reference", "of", "kind", "size", "taken_off_on", "changed_by", "changed_at")
    list_filter = ("kind",)
    readonly_fields = ("of",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return ("changed_by",)

    def files(self, row: Any) -> list[Customer]:
        """The customer of the record on which it hangs; of an incident nobody may be known."""
        return [row.subject.customer] if row.subject.customer else []

    @admin.display(description="Attached to")
    def of(self, attachment: Attachment) -> str:
        """The reference of the record on which it hangs."""
        return attachment.subject.reference

    def reads(self, row: Any) -> list[str]:
        """The file, and the record on which it hangs."""
        return [self.of(row), row.reference]
