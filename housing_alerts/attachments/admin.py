"""Attachments in the admin site for audit. It does not show the bytes themselves."""

from typing import Any, ClassVar

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
    exclude = ("subject_type", "subject_id")
    words: ClassVar[dict[str, str]] = {"sha256": "seal on the file", "size": "size in bytes"}

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return ("changed_by",)

    def files(self, row: Any) -> list[Customer]:
        """List the customer of the record that holds the file. An incident may have no known customer."""
        return [row.subject.customer] if row.subject.customer else []

    @admin.display(description="Attached to")
    def of(self, attachment: Attachment) -> str:
        """Return the reference of the record that holds the file."""
        return attachment.subject.reference

    def reads(self, row: Any) -> list[str]:
        """List the references of the record and of the file."""
        return [self.of(row), row.reference]
