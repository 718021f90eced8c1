"""Letters in the admin site for audit. It does not show the PDF itself."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.defaults import permission_denied

from housing_alerts.customers.admin import FileAdmin
from housing_alerts.kernel.audit import trail as audit

from .attempts import TRIED
from .models import Letter


@admin.register(Letter)
class LetterAdmin(FileAdmin):
    """P7c The admin of letters, which writes none. An attempt to write one is refused, as for every record, and recorded."""

    readonly_fields = ("of",)
    exclude = ("subject_type", "subject_id")
    words: ClassVar[dict[str, str]] = {
        "cancelled_reason": "why it was cancelled",
        "facts": "what the letter says",
        "sha256": "seal on the PDF",
        "wording": "version of the wording",
    }

    @admin.display(description="What it is about")
    def of(self, letter: Letter) -> str:
        """The reference of the record that the letter tells of."""
        return letter.subject.reference

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Answer an attempt to write with a refusal. An exception would undo the audit event of the attempt."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        by = audit.signed_in(request)
        found = self.get_object(request, object_id) if object_id else None
        why = "Tried to write a letter in the audit site, which changes nothing"
        audit.record_refused(TRIED, found if isinstance(found, Letter) else by, by=by, why=why)
        return permission_denied(request, PermissionDenied())
