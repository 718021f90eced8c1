"""One photo or file of a record that the colleague may see."""

import hashlib

from django.http import Http404

from .models import Attachable, AttachedBytes, Attachment


def attachment(subject: Attachable, reference: str) -> Attachment:
    """The file of this record, as far as the record was read for the colleague.

    :raises Http404: where it is another's, is not shown to the colleague, or was taken off.
    """
    found = next((one for one in subject.files if one.reference == reference), None)
    if found is None:
        raise Http404
    return found


def content(attachment: Attachment) -> bytes | None:
    """The bytes as they were kept; nothing where they are no longer those."""
    kept = bytes(AttachedBytes.objects.get(attachment=attachment).content)
    return kept if hashlib.sha256(kept).hexdigest() == attachment.sha256 else None
