"""The alerts' records in the admin site for audit."""

from typing import ClassVar

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
from alerts.reconciliation.models import Difference, Reconciliation
from alerts.reviews.models import Review
from housing_alerts.customers.admin import FileAdmin
from housing_alerts.kernel.audit.admin import HistoryAdmin, RecordAdmin


class CaseAdmin(FileAdmin):
    """A record of a case, its fields called as colleagues say them."""

    words: ClassVar[dict[str, str]] = {
        "about": "what it is about",
        "absent_head": "Head of Service who was absent",
        "alert": "the alert it is about",
        "asset": "property",
        "breach_of": "the alert that it breaches",
        "breach_said_by": "who said that it breaches it",
        "closed_reason": "why it was closed without an outcome",
        "consent_by": "which employee consented",
        "decided_as": "in which role it was decided",
        "decided_upon": "what it was decided on",
        "decision_reason": "reason for the decision",
        "earlier_stays": "when its conditions were suspended before",
        "ended_because": "what changed, so that it ended",
        "from_review": "the review that asked for it",
        "informing": "is the customer informed?",
        "lead": "Operational Lead",
        "led_before": "who led it before",
        "origin": "where the alert came from",
        "procedure_version": "version of the procedure it was decided under",
        "replaces": "takes the place of",
        "responsible_lead": "Operational Lead who is responsible for it",
        "standing": "how sure it is",
        "stayed_from": "conditions suspended from",
        "stayed_to": "conditions suspended until",
        "trigger": "why it is reviewed",
        "void_reason": "why the report is void",
        "vulnerability_told_by": "who told us of vulnerability",
        "withdrawn_reason": "why it was withdrawn",
        "withhold_code": "why the customer is not informed",
    }


admin.site.register([Investigation, Alert], CaseAdmin)


@admin.register(Incident)
class IncidentAdmin(CaseAdmin):
    """Every report. What was begun and never logged is its reporter's alone."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Incident]:
        return super().get_queryset(request).filter(occurred_at__isnull=False)


@admin.register(Review)
class ReviewAdmin(CaseAdmin):
    file_of = ("alert__customer",)


class PartAdmin(CaseAdmin):
    """A part of a file, which has no status of its own."""

    list_display = ("__str__", "whose", "changed_by", "changed_at")
    list_filter = ()
    search_fields = ()


@admin.register(Action)
class ActionAdmin(PartAdmin):
    words = PartAdmin.words | {"outcome": "what became of it", "words": "what exactly is to be done, and why"}
    file_of = ("incident__customer", "investigation__customer")


@admin.register(Condition)
class ConditionAdmin(PartAdmin):
    words = PartAdmin.words | {"lifted_on": "when it ended", "starts": "first day"}
    file_of = ("alert__customer",)


@admin.register(Entry)
class EntryAdmin(PartAdmin):
    file_of = ("incident__customer", "alert__customer", "difference__customer")


@admin.register(Difference)
class DifferenceAdmin(CaseAdmin):
    words = CaseAdmin.words | {"there": "what stands in Cx", "why_unknown": "why nobody is known by it"}
    list_display = ("reference", "side", "whose", "answer", "changed_by", "changed_at")
    list_filter = ("side", "answer")
    search_fields = ()

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return "run", *super().get_list_select_related(request)


@admin.register(Reconciliation)
class ReconciliationAdmin(RecordAdmin):
    list_display = ("reference", "exported_on", "agreed", "ours", "theirs", "differ", "created_by", "created_at")
    list_filter = ()
    search_fields = ("reference",)

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return ("created_by",)


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
    words: ClassVar[dict[str, str]] = {
        "affects_service": "does it affect the service that the customer gets?",
        "hangs_on": "is it about a person or a property?",
        "imported_only": "is it only for what an import brings?",
        "instruction": "what colleagues must do",
        "letter_required": "does a letter belong to it?",
        "needs_conditions": "does it need a condition?",
        "position": "place in the list",
    }


@admin.register(Example)
class ExampleAdmin(HistoryAdmin):
    list_display = ("words", "code")
    words: ClassVar[dict[str, str]] = {"position": "place in the list", "words": "the example"}
