"""The kinds of file that hang on a record."""

from django.db import models


class AttachmentKind(models.TextChoices):
    """The value is the ending of a file of this kind, in capitals."""

    JPEG = "JPEG", "Picture"
    PNG = "PNG", "Picture"
    PDF = "PDF", "PDF"
