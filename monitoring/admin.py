"""The contacts of customers in the admin site for audit."""

from typing import ClassVar

from django.contrib import admin

from housing_alerts.customers.admin import FileAdmin

from .models import Contact


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
