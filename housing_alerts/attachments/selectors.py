"""Select one photo or file of a record that the colleague may see."""

import hashlib

from django.http import Http404

from .models import Attachable, AttachedBytes, Attachment


def attachment(subject: Attachable, reference: str) -> Attachment:
    """Return the file of this record, which was read for the colleague.

    :raises Http404: if the file is another record's, is not shown to the colleague, or was taken off.
    """
    found = next((one for one in subject.files if one.reference == reference), None)
    if found is None:
        raise Http404
    return found


def content(attachment: Attachment) -> bytes | None:
    """Return the kept bytes, or None if they have changed since."""
    kept = bytes(AttachedBytes.objects.get(attachment=attachment).content)
    return kept if hashlib.sha256(kept).hexdigest() == attachment.sha256 else None
