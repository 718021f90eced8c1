"""The alerts' records in the admin site for audit."""

from django.contrib import admin

from housing_alerts.audit.admin import HistoryAdmin, RecordAdmin

from .models import Action, Alert, AlertType, Behaviour, Condition, Discussion, Incident, Investigation, Review

admin.site.register([Incident, Investigation, Alert, Review], RecordAdmin)


@admin.register(Action, Condition, Discussion)
class PartAdmin(RecordAdmin):
    """A part of a file, which has no status of its own."""

    list_display = ("__str__", "changed_by", "changed_at")
    list_filter = ()
    search_fields = ()


@admin.register(AlertType, Behaviour)
class ReferenceAdmin(HistoryAdmin):
    list_display = ("name", "code")
