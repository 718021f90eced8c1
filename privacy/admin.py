"""Subject access requests in the admin site for audit."""

from typing import ClassVar

from django.contrib import admin

from housing_alerts.customers.admin import FileAdmin

from .models import Disclosure, SubjectRequest

admin.site.register(SubjectRequest, FileAdmin)


@admin.register(Disclosure)
class DisclosureAdmin(FileAdmin):
    """P13b The decisions about the items of a bundle."""

    list_display = ("reference", "whose", "key", "verdict", "changed_by", "changed_at")
    list_filter = ("verdict",)
    search_fields = ("key",)
    file_of: ClassVar[tuple[str, ...]] = ("request__customer",)
