"""Attach a photo or file to a record, and take it off (P11a)."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.core.files import File
from django.db import OperationalError

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed, Refusal, refuse_if
from housing_alerts.staff.models import Colleague

from . import policies, steps
from .content import Safe, made_safe
from .models import Attachable, AttachedBytes, Attachment


def attach_file(*, subject: Attachable, by: Colleague, file: "File[bytes]") -> Attachment:
    """P11a Attach an uploaded file, made harmless. The record's version goes up, so that nobody goes on without having seen it.

    A picture is drawn anew before the record is locked, so that nobody waits for it; and only if there is room for it. A file
    that is sent again, because the answer was lost, is kept once.

    :raises NotAllowed: with the fault of the file.
    """
    name = policies.cleaned_name(file.name or "")
    refuse_if(
        steps.why_not_attach(subject, by),
        policies.why_size_refused(name, file.size or 0),
        policies.why_no_room_left(name, _sizes(subject), 0),
    )
    return _keep(subject, by, name, made_safe(file.read(), name))


@records.step
def _keep(subject: Attachable, by: Colleague, name: str, made: Safe) -> Attachment:
    subject = records.locked(subject)
    size, sha256 = len(made.content), hashlib.sha256(made.content).hexdigest()
    sent_before = [one for one in subject.files if (one.created_by_id, one.name, one.sha256) == (by.pk, name, sha256)]
    if sent_before:
        return sent_before[0]
    refuse_if(steps.why_not_attach(subject, by), policies.why_no_room_left(name, _sizes(subject), size))
    attachment = Attachment(subject=subject, name=name, kind=made.kind, size=size, sha256=sha256)
    records.save(attachment, by=by, why="Attached")
    AttachedBytes.objects.create(attachment=attachment, content=made.content)
    records.save(subject, by=by, why=f"{attachment.reference} attached")
    audit.record("attach file", subject, by=by, why=attachment.reference)
    return attachment


def _sizes(subject: Attachable) -> list[int]:
    """List the sizes of the files on the record now, read anew."""
    return list(subject.attachments.filter(taken_off_on=None).values_list("size", flat=True))


def attach_each(*, subject: Attachable, by: Colleague, files: "Iterable[File[bytes]]") -> list[Refusal]:
    """P11a Attach each of these files by itself. :returns: the refusals of the files that were not kept."""
    return [refusal for refusal in (_attached_or_refused(subject, by, file) for file in files) if refusal]


def _attached_or_refused(subject: Attachable, by: Colleague, file: "File[bytes]") -> Refusal | None:
    """Attach the file, or return the refusal. Somebody else who was at work for too long is a refusal, too."""
    try:
        attach_file(subject=subject, by=by, file=file)
    except NotAllowed as answer:
        return answer.refusal
    except OperationalError as fault:
        if not records.was_busy(fault):
            raise
        return policies.why_busy(policies.cleaned_name(file.name or ""))
    return None


@records.step
def remove_file(*, attachment: Attachment, version: int, by: Colleague, on: date, reason: str) -> Attachment:
    """P11a Hide a file that does not belong on the record. It is kept, and the record says that it was there.

    The record's version goes up, so that nobody goes on without having seen the change.

    :param version: the version of the record that the page showed.
    """
    subject, attachment = records.locked(attachment.subject), records.locked(attachment)
    refuse_if(
        records.seen(subject, version),
        policies.why_file_removed_already(attachment),
        steps.why_not_remove_file(subject, by),
        policies.why_no_reason_to_remove(reason),
    )
    attachment.taken_off_by, attachment.taken_off_on, attachment.taken_off_reason = by, on, reason
    records.save(attachment, by=by, why=f"Taken off: {reason}")
    records.save(subject, by=by, why=f"{attachment.reference} taken off: {reason}")
    audit.record("take off file", subject, by=by, why=f"{attachment.reference}: {reason}")
    return attachment
