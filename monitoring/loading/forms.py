"""The form for loading contacts from a file."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from housing_alerts.attachments.policies import MEGABYTE, MOST_BYTES
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import PageForm
from monitoring.choices import ContactSource

from .imports import COLUMNS, SOURCES


class LoadForm(PageForm):
    """P12 Ask for the file, which system it comes from, and whether it is only checked."""

    source = forms.ChoiceField(
        label="Which system does it come from?",
        choices=[(each.value, each.label) for each in ContactSource if each in SOURCES],
        widget=Radios,
        error_messages={"required": "Choose which system it comes from"},
    )
    file = forms.FileField(
        label="The file",
        help_text=f"A CSV file of at most {MOST_BYTES // MEGABYTE} MB with the columns "
        f"{', '.join(each.name for each in COLUMNS)}, of which the first two are needed.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another"},
    )
    check_only = forms.BooleanField(
        label="Check the file only, and keep nothing",
        help_text="You then see what would be loaded. Choose the file again without this tick to load it.",
        required=False,
        initial=True,
    )

    def clean_file(self) -> UploadedFile:
        """Return the file. :raises ValidationError: if it is too large: the rest of it was not read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MOST_BYTES:
            raise forms.ValidationError(f"Choose a file of at most {MOST_BYTES // MEGABYTE} MB, or load it in parts")
        return file
