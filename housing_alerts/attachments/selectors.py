"""One photo or file of a record that the colleague may see."""

import hashlib
from typing import Any

from django.shortcuts import get_object_or_404

from .models import AttachedBytes, Attachment


def attachment(subject: Any, reference: str) -> Attachment:
    """The file of this record. :raises Http404: where it is another's, or was taken off."""
    return get_object_or_404(subject.attachments.select_related("changed_by"), reference=reference, taken_off_on=None)


def content(attachment: Attachment) -> bytes | None:
    """The bytes as they were kept; nothing where they are no longer those."""
    kept = bytes(AttachedBytes.objects.get(attachment=attachment).content)
    return kept if hashlib.sha256(kept).hexdigest() == attachment.sha256 else None
