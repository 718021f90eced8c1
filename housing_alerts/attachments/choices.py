"""The kinds of file that a record can hold."""

from django.db import models


class AttachmentKind(models.TextChoices):
    """The kind of a kept file. The value is the ending of its file name, in capitals."""

    JPEG = "JPEG", "Picture"
    PNG = "PNG", "Picture"
    PDF = "PDF", "PDF"
