"""The forms for comparing an export of Cx, and for answering one row."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from housing_alerts.attachments.policies import MEGABYTE, MOST_BYTES
from housing_alerts.importing.reading import Said, Unreadable
from housing_alerts.kernel.records.models import existing
from housing_alerts.web.fields import DateField, Radios
from housing_alerts.web.forms import Data, Files, PageForm, StepForm, WordsField, field_of

from . import lines, policies
from .choices import Answer, Side
from .lines import Export
from .models import Difference

LABELS: dict[str, str] = {
    Answer.ENTER: "Cx must be changed",
    Answer.HERE: "It is wrong here",
    Answer.RIGHT: "It is right as it is",
}
IN_CX: dict[str, str] = {
    Side.OURS: "The alert is set there: it goes on the list of entries.",
    Side.THEIRS: "The alert is taken out there: it goes on the list of entries.",
    Side.DIFFER: "The alert is changed there: it goes on the list of entries.",
}
HINTS: dict[str, str] = {
    Answer.HERE: "Say what is wrong. The page says where you put it right.",
    Answer.RIGHT: "Say why. The reason is shown again while the row stays the same.",
}

DONE: dict[str, str] = {
    Answer.ENTER: "what must be changed in Cx stands in the list of entries.",
    Answer.HERE: "kept. Put it right on one of the pages below.",
    Answer.RIGHT: "kept. The reason is shown again while the row stays the same.",
}
"""The message after each answer."""


class CompareForm(PageForm):
    """P11a Ask for the export and its day, and read it."""

    file = forms.FileField(
        label="The export",
        help_text=f"A CSV file of at most {MOST_BYTES // MEGABYTE} MB with the columns {lines.IN_WORDS}.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={"required": "Choose the export", "empty": "The file is empty. Choose another"},
    )
    exported_on = DateField(
        label="On which day was it made?", called="the day of the export", past=True, help_text="Such as 5 4 2026."
    )
    field_order = ("file", "exported_on")

    def __init__(self, data: Data = None, files: Files = None) -> None:
        super().__init__(data, files, initial={"exported_on": timezone.localdate()})
        self.export: Export | None = None

    def read(self) -> Export:
        """Return the export of a form without errors."""
        return existing(self.export, "a form without errors has read its file")

    @property
    def refused(self) -> list[Said]:
        """List the lines that cannot be read."""
        return sorted(self.export.refused) if self.export else []

    def clean_file(self) -> UploadedFile:
        """Return the file. :raises ValidationError: if it is too large: the rest of it was not read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MOST_BYTES:
            raise forms.ValidationError(f"Choose a file of at most {MOST_BYTES // MEGABYTE} MB")
        return file

    def clean(self) -> dict[str, Any]:
        """Read the export."""
        data = super().clean() or {}
        if not self.errors:
            try:
                self.export = lines.read(data["file"].read(), data["file"].name, exported_on=data["exported_on"])
            except Unreadable as answer:
                self.add_error("file", str(answer))
        if self.refused:
            number = "1 line" if len(self.refused) == 1 else f"{len(self.refused):,} lines"
            self.add_error("file", f"Nothing was compared: {number} cannot be read. See below which, and why")
        return data


class AnswerForm(StepForm):
    """P11a Ask what is to be done about the row."""

    answer = forms.ChoiceField(
        label="What is to be done?",
        choices=[(each.value, LABELS[each]) for each in Answer],
        widget=Radios,
        error_messages={"required": "Choose what is to be done"},
    )
    reason = WordsField(
        label="Why?",
        help_text="Needed where it is wrong here, or right as it is. The customer can ask to see it.",
        rows=3,
    )

    def __init__(self, data: Data = None, *, difference: Difference) -> None:
        initial = {"answer": difference.answer, "reason": difference.reason}
        super().__init__(data, version=difference.version, initial=initial)
        field_of(self, "answer", forms.ChoiceField).widget.hints = HINTS | {Answer.ENTER: IN_CX[difference.side]}

    def clean(self) -> dict[str, Any]:
        """Ask for the reason that the answer needs."""
        data = super().clean() or {}
        if data.get("answer") in policies.REASONED and not data.get("reason", "").strip():
            self.add_error("reason", "Say why, so that whoever compares next can read it")
        return data
