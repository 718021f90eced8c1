"""Customers, and where they live, in the admin site for audit."""

from django.contrib import admin
from django.http import HttpRequest

from housing_alerts.audit.admin import RecordAdmin

from .models import Adjustment, Asset, Customer, EmergencyAccess, Membership, Representative, Tenancy, Vulnerability


@admin.register(Customer, Asset, Tenancy)
class NamedAdmin(RecordAdmin):
    list_display = ("reference", "__str__", "changed_by", "changed_at")
    list_filter = ()


@admin.register(Membership, Vulnerability, Adjustment, Representative)
class PartAdmin(RecordAdmin):
    list_display = ("__str__", "changed_by", "changed_at")
    list_filter = ()
    search_fields = ()


@admin.register(EmergencyAccess)
class EmergencyAccessAdmin(RecordAdmin):
    list_display = ("__str__", "opened_at", "expires_at", "reviewed_by", "reviewed_at")
    list_filter = ()
    search_fields = ()

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "colleague", "reviewed_by"
