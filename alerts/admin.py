"""The alerts' records in the admin site for audit."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.catalogue.models import AlertType, Behaviour, Example
from alerts.conditions.models import Condition
from alerts.entries.models import Confirmation, Entry
from alerts.incidents.models import Incident
from alerts.investigations.discussions import Discussion
from alerts.investigations.models import Investigation
from alerts.markers.models import Marker
from alerts.reviews.models import Review
from housing_alerts.customers.admin import FileAdmin
from housing_alerts.kernel.audit.admin import HistoryAdmin

admin.site.register([Investigation, Alert], FileAdmin)


@admin.register(Incident)
class IncidentAdmin(FileAdmin):
    """Every report. What was begun and never logged is its reporter's alone."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Incident]:
        return super().get_queryset(request).filter(occurred_at__isnull=False)


@admin.register(Review)
class ReviewAdmin(FileAdmin):
    file_of = ("alert__customer",)


class PartAdmin(FileAdmin):
    """A part of a file, which has no status of its own."""

    list_display = ("__str__", "whose", "changed_by", "changed_at")
    list_filter = ()
    search_fields = ()


@admin.register(Action)
class ActionAdmin(PartAdmin):
    file_of = ("incident__customer", "investigation__customer")


@admin.register(Condition)
class ConditionAdmin(PartAdmin):
    file_of = ("alert__customer",)


@admin.register(Entry)
class EntryAdmin(PartAdmin):
    file_of = ("incident__customer", "alert__customer")


@admin.register(Confirmation)
class ConfirmationAdmin(PartAdmin):
    file_of = ("alert__customer", "investigation__customer", "incident__customer")


@admin.register(Discussion)
class DiscussionAdmin(PartAdmin):
    file_of = ("investigation__customer",)


@admin.register(Marker)
class MarkerAdmin(PartAdmin):
    file_of = ("incident__customer",)


@admin.register(AlertType, Behaviour)
class ReferenceAdmin(HistoryAdmin):
    list_display = ("name", "code")


@admin.register(Example)
class ExampleAdmin(HistoryAdmin):
    list_display = ("words", "code")
