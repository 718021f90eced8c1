"""Subject access requests, legal holds and retention periods in the admin site for audit."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from housing_alerts.customers.admin import FileAdmin
from housing_alerts.kernel.audit.admin import RecordAdmin

from .models import Disclosure, LegalHold, RetentionRule, SubjectRequest

admin.site.register([SubjectRequest, LegalHold], FileAdmin)


@admin.register(Disclosure)
class DisclosureAdmin(FileAdmin):
    """P13b The decisions about the items of a bundle."""

    list_display = ("reference", "whose", "key", "verdict", "changed_by", "changed_at")
    list_filter = ("verdict",)
    search_fields = ("key",)
    file_of: ClassVar[tuple[str, ...]] = ("request__customer",)


@admin.register(RetentionRule)
class RetentionRuleAdmin(RecordAdmin):
    """P13a The periods that a landlord chose, with what they were before."""

    list_display = ("organisation", "keeping", "months", "changed_by", "changed_at")
    list_filter: ClassVar[tuple[str, ...]] = ("organisation", "keeping")
    search_fields: ClassVar[tuple[str, ...]] = ("organisation__name",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "organisation", "changed_by"
