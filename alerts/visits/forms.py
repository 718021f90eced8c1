"""The form of the day's visits: the lines, who goes, and the questions about lines that may mean several."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from alerts.look_up.finding import STAFF
from alerts.look_up.selectors import Asked
from housing_alerts.importing.reading import Unreadable
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import Data, Files, PageForm, WordsField

from .lines import lines_of, rows_in
from .matching import NOTHING, Question, lines_for, match
from .models import VisitList
from .policies import Team

MOST_LINES = 60
MOST_BYTES = 200_000
MOST_OF_EACH = 20


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_OF_EACH,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={
            "invalid": f"{label} must be a number, such as 1",
            "min_value": f"{label} must be 0 or more",
            "max_value": f"{label} must be {MOST_OF_EACH} or fewer",
        },
    )


class VisitsForm(PageForm):
    """The form for the lines and for who goes. A line that may mean several is asked about before anything is kept."""

    lines = WordsField(label="Where are your visits?", rows=10)
    file = forms.FileField(
        label="Or choose a file",
        required=False,
        help_text="A text file with one visit a line, or a CSV file with columns such as Reference, Address, Postcode or Name.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={"empty": "The file is empty. Choose another"},
    )
    women = _count("Women")
    men = _count("Men")
    who = forms.CharField(
        label="Their names (optional)", required=False, max_length=200, help_text="They are printed on the sheet."
    )

    def __init__(
        self, data: Data = None, files: Files = None, *, by: Colleague, on: date, kept: VisitList | None = None
    ) -> None:
        self.by, self.on = by, on
        self.before = list(kept.visits.all()) if kept else []
        self.asked: list[Asked] = []
        self.questions: list[Question] = []
        self.rows_read = 0
        begun = {"women": kept.women, "men": kept.men, "who": kept.who} if kept else {}
        hint = "an address, a reference or a name" if by.holds(*STAFF) else "an address or the reference on your job"
        super().__init__(data, files, initial={"lines": "\n".join(one.typed for one in self.before), **begun})
        self.fields["lines"].help_text = f"One on each line: {hint}."

    @property
    def read(self) -> str:
        """The words for how many rows the file had, or "" without a file."""
        rows = "1 row" if self.rows_read == 1 else f"{self.rows_read} rows"
        return f"We read {rows} of the file. Each is on the list." if self.rows_read else ""

    @property
    def team(self) -> Team:
        """The women and men who go."""
        return Team(self.cleaned_data.get("women") or 0, self.cleaned_data.get("men") or 0)

    def clean_file(self) -> list[str]:
        """Return the lines of the file. :raises ValidationError: if it is too large or no text."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return []
        if file.size and file.size > MOST_BYTES:
            raise forms.ValidationError("Choose a file with one day’s visits. This one is too large")
        try:
            rows = rows_in(file.read())
        except Unreadable as fault:
            raise forms.ValidationError(f"{fault} Save the list as CSV, or type the lines") from None
        self.rows_read = len(rows)
        if self.rows_read > MOST_LINES:
            raise forms.ValidationError(
                f"Choose a file with at most {MOST_LINES} visits: this one has {len(rows)} rows"
            )
        return lines_for(self.by, rows, on=self.on)

    def clean(self) -> dict[str, Any]:
        """Match the lines. Those of the file stand among the typed ones from now on, so that the file is chosen once."""
        data = super().clean() or {}
        lines = [*lines_of(data.get("lines", "")), *(data.get("file") or [])]
        self._show("lines", "\n".join(lines))
        if data.get("file"):
            self.files = MultiValueDict()
        if not lines and "file" not in self.errors:
            self.add_error("lines", "Type or paste at least one address, reference or name")
        if len(lines) > MOST_LINES:
            self.add_error("lines", f"Keep at most {MOST_LINES} visits on one list: these are {len(lines)}")
        if not {"women", "men"} & self.errors.keys() and not self.team.size:
            self.add_error("women", "Say how many women and how many men go: at least one person")
        if not self.errors:
            self._match(lines)
        return data

    def _match(self, lines: list[str]) -> None:
        answers = {name: str(value) for name, value in self.data.items() if name.startswith("line_")}
        matched = match(self.by, lines, answers, before=self.before, on=self.on)
        self.asked, self.questions = matched.lines, matched.questions
        for question in self.questions:
            self.fields[question.name] = forms.ChoiceField(
                label=f"Which one is “{question.typed}”?",
                help_text=_hint(question),
                choices=[*question.options, (NOTHING, "None of these: treat it as a stop")],
                widget=Radios,
            )
            self.add_error(question.name, f"Choose which one “{question.typed}” is")

    def _show(self, name: str, value: str) -> None:
        typed = self.data.copy()  # type: ignore[attr-defined]
        typed[name] = value
        self.data = typed


def _hint(question: Question) -> str:
    hint = "Nothing is called exactly that. " if question.spelled else ""
    return hint + ("More match: add a house number or a forename above to see others." if question.more else "")
