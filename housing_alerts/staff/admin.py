"""Colleagues and organisations in the admin site for audit. Administrators have pages of their own."""

from django.contrib import admin
from django.http import HttpRequest

from housing_alerts.kernel.audit.admin import HistoryAdmin, Links, RecordAdmin, trail_of

from .models import Colleague, Grant, Organisation, ServiceArea


@admin.register(Colleague)
class ColleagueAdmin(HistoryAdmin):
    list_display = ("username", "__str__", "job_title", "employer", "is_active")
    search_fields = ("username", "last_name")
    exclude = ("password", "user_permissions", "groups", "is_staff", "is_superuser")

    def links(self, row: Colleague) -> Links:
        return trail_of(by__id__exact=str(row.pk))


@admin.register(Grant)
class GrantAdmin(RecordAdmin):
    list_display = ("__str__", "created_by", "created_at", "confirmed", "answered_by", "answered_at")
    list_filter = ("confirmed",)
    search_fields = ("=colleague__username",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "colleague", "area", "created_by", "answered_by"


admin.site.register([Organisation, ServiceArea], HistoryAdmin)
