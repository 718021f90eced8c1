"""Colleagues and organisations in the admin site for audit. Administrators have pages of their own."""

from django.contrib import admin
from django.http import HttpRequest

from housing_alerts.kernel.audit.admin import HistoryAdmin, Links, RecordAdmin, trail_of
from housing_alerts.kernel.audit.reading import Change, Entry

from .choices import Role
from .models import Absence, Colleague, Grant, Organisation, RoleHeld, ServiceArea


@admin.register(Colleague)
class ColleagueAdmin(HistoryAdmin):
    list_display = ("username", "__str__", "job_title", "employer", "is_active")
    search_fields = ("username", "last_name")
    exclude = ("password", "user_permissions", "groups", "is_staff", "is_superuser")

    def entries(self, record: Colleague) -> list[Entry]:
        """List the changes to the account, and the roles that were given or taken away."""
        entries = [*super().entries(record), *_roles_changed(record)]
        return sorted(entries, key=lambda entry: entry.at, reverse=True)

    def links(self, row: Colleague) -> Links:
        return trail_of(by__id__exact=str(row.pk))


def _roles_changed(colleague: Colleague) -> list[Entry]:
    """List each role that was given or taken away, with all roles held before and after."""
    rows = RoleHeld.history.filter(colleague_id=colleague.pk).select_related("history_user")
    held: set[str] = set()
    entries = []
    for row in rows.order_by("history_date", "history_id"):
        before = _named(held)
        held = held - {row.role} if row.history_type == "-" else held | {row.role}
        by = str(row.history_user) if row.history_user else "a command"
        entries.append(Entry(row.history_date, by, "", False, [Change("Roles", before, _named(held))]))
    return entries


def _named(roles: set[str]) -> str:
    return ", ".join(role.label for role in Role if role in roles) or "nothing"


@admin.register(Grant)
class GrantAdmin(RecordAdmin):
    list_display = ("__str__", "created_by", "created_at", "confirmed", "answered_by", "answered_at")
    list_filter = ("confirmed",)
    search_fields = ("=colleague__username",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "colleague", "area", "created_by", "answered_by"


@admin.register(Absence)
class AbsenceAdmin(RecordAdmin):
    list_display = ("colleague", "starts", "ends", "deputy", "back_on")
    list_filter = ("starts",)
    search_fields = ("=colleague__username",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "colleague", "deputy"


admin.site.register([Organisation, ServiceArea], HistoryAdmin)
