"""Colleagues and organisations in the admin site for audit. Administrators have pages of their own."""

from django.contrib import admin

from housing_alerts.kernel.audit.admin import HistoryAdmin, Links, trail_of

from .models import Colleague, Organisation, ServiceArea


@admin.register(Colleague)
class ColleagueAdmin(HistoryAdmin):
    list_display = ("username", "__str__", "job_title", "employer", "is_active")
    search_fields = ("username", "last_name")
    exclude = ("password", "user_permissions", "groups", "is_staff", "is_superuser")

    def links(self, row: Colleague) -> Links:
        return trail_of(by__id__exact=str(row.pk))


admin.site.register([Organisation, ServiceArea], HistoryAdmin)
