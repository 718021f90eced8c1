"""Photos and files, as colleagues attached them."""

from typing import Any

from housing_alerts.attachments import services as attachments
from housing_alerts.attachments.models import Attachment
from housing_alerts.staff.models import Colleague
from tests.attachments.uploads import picture, sent
from tools.demo import Cast


def with_photo(cast: Cast, subject: Any, *, by: Colleague | None = None, name: str = "Path.jpg") -> Attachment:
    """A photo that the Lead attached to the incident or the appeal."""
    attachment = attachments.attach_file(subject=subject, by=by or cast.lead, file=sent(name, picture()))
    subject.refresh_from_db()
    return attachment


def file_removed(cast: Cast, attachment: Attachment, reason: str = "It shows somebody else.") -> Attachment:
    """A file that the Lead took off again."""
    attachment.subject.refresh_from_db()
    version = attachment.subject.version
    return attachments.remove_file(attachment=attachment, version=version, by=cast.lead, on=cast.today, reason=reason)


def attach(cast: Cast, subject: Any, file: Any) -> Attachment:
    """A file that the Lead attached."""
    attachment = attachments.attach_file(subject=subject, by=cast.lead, file=file)
    subject.refresh_from_db()
    return attachment
