"""The forms for loading a file, and for loading contacts from one."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from housing_alerts.attachments.policies import MEGABYTE, MOST_BYTES
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import Data, Files, PageForm
from monitoring.choices import ContactSource

from .imports import COLUMNS, SOURCES


class FileForm(PageForm):
    """Ask for a file that is loaded, and whether it is only checked. Each kind of file says in ``columns`` what is in it."""

    columns = ""
    file = forms.FileField(
        label="The file",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another"},
    )
    check_only = forms.BooleanField(
        label="Check the file only, and keep nothing",
        help_text="You then see what would be loaded. Choose the file again without this tick to load it.",
        required=False,
        initial=True,
    )

    def __init__(self, data: Data = None, files: Files = None) -> None:
        super().__init__(data, files)
        most = f"A CSV file of at most {MOST_BYTES // MEGABYTE} MB with the columns"
        self.fields["file"].help_text = f"{most} {self.columns}"

    def clean_file(self) -> UploadedFile:
        """Return the file. :raises ValidationError: if it is too large: the rest of it was not read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MOST_BYTES:
            raise forms.ValidationError(f"Choose a file of at most {MOST_BYTES // MEGABYTE} MB, or load it in parts")
        return file


class LoadForm(FileForm):
    """P12 Ask for the file, which system it comes from, and whether it is only checked."""

    columns = f"{', '.join(each.name for each in COLUMNS)}, of which the first two are needed."
    source = forms.ChoiceField(
        label="Which system does it come from?",
        choices=[(each.value, each.label) for each in ContactSource if each in SOURCES],
        widget=Radios,
        error_messages={"required": "Choose which system it comes from"},
    )
    field_order = ["source", "file", "check_only"]
