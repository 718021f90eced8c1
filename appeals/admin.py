"""Register appeals in the admin site for audit."""

from django.contrib import admin

from alerts.admin import CaseAdmin

from .models import Appeal


@admin.register(Appeal)
class AppealAdmin(CaseAdmin):
    words = CaseAdmin.words | {
        "acknowledge_due_on": "by when it is acknowledged",
        "answer_due_on": "by when it is answered",
        "alert": "the alert that is appealed",
        "action": "the action that is appealed",
        "in_time": "did it come in time?",
        "refused_reason": "why it was refused",
        "review": "the review that is appealed",
    }
