"""The contacts of customers in the admin site for audit."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from housing_alerts.customers.admin import FileAdmin
from housing_alerts.kernel.audit.admin import RecordAdmin

from .models import Contact, ContactLoad, HighContact, Strategy

admin.site.register(Strategy, FileAdmin)


@admin.register(Contact)
class ContactAdmin(FileAdmin):
    """P12 The contact log."""

    words: ClassVar[dict[str, str]] = {
        "taken_back_by": "who took it back",
        "taken_back_on": "when it was taken back",
    }
    list_display = ("__str__", "whose", "kind", "source", "changed_by", "changed_at")
    list_filter = ("channel", "kind", "source")
    search_fields = ()


@admin.register(HighContact)
class HighContactAdmin(FileAdmin):
    """P12 The times in which a customer's level of contact was high."""

    list_display = ("__str__", "whose", "since", "ended_on", "changed_at")
    list_filter = ()
    search_fields = ()


@admin.register(ContactLoad)
class ContactLoadAdmin(RecordAdmin):
    """P12 The loads of contacts, by their counts."""

    list_display = ("reference", "source", "created", "unchanged", "unmatched", "created_by", "created_at")
    list_filter = ("source",)
    search_fields = ("reference",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return ("created_by",)
