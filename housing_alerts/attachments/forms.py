"""The forms to choose photos and files, and to take one off."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from housing_alerts.web.fields import Uploads
from housing_alerts.web.forms import PageForm, ReasonField, StepForm

from .policies import FORMATS, MEGABYTE, MOST_BYTES, MOST_FILES_OF_A_RECORD

HELP = (
    f"Photos (JPEG, PNG, WebP or GIF) and PDFs, up to {MOST_FILES_OF_A_RECORD}, each of at most "
    f"{MOST_BYTES // MEGABYTE} MB. Where and when a photo was taken is removed from it, so say it in your own words."
)


class FilesInput(forms.FileInput):
    """An input for any number of files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Uploads, name: str) -> list[UploadedFile]:
        return files.getlist(name) if files else []


class FilesField(forms.Field):
    """The chosen files, as they came. A fault of one file is reported for it alone, and does not stop the others."""

    widget = FilesInput(attrs={"multiple": True, "accept": ",".join(FORMATS)})

    def __init__(self, *, label: str = "Photos and files", required: bool = True) -> None:
        super().__init__(label=label, help_text=HELP, required=required)
        self.error_messages["required"] = "Choose at least one photo or file"


class AttachForm(PageForm):
    """P11a The files to attach."""

    attached = FilesField()


class RemoveFileForm(StepForm):
    """P11a The reason why a file does not belong on the record."""

    reason = ReasonField(
        label="Why is the file taken off?",
        asks="Say why the file is taken off",
        help_text="The reason stays on the record. Do not repeat in it what nobody should read there.",
    )
