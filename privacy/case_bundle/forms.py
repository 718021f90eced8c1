"""The forms for finding the case of a bundle, and for making the bundle."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from alerts.models import Investigation
from housing_alerts.web.fields import Checkboxes, TicksField
from housing_alerts.web.forms import Data, PageForm, WordsField, field_of

from .sealing import Asked
from .selectors import Case

UNKNOWN = "No case that you may open has this reference. Copy it from the letter or from the page of the case"


class FindForm(PageForm):
    """P13b Ask for the case."""

    case = forms.CharField(
        label="Which case?",
        max_length=30,
        help_text="The reference of its investigation, such as IV-2026-00012.",
        error_messages={"required": "Enter the reference of the case"},
    )

    def __init__(self, data: Data, *, cases: QuerySet[Investigation]) -> None:
        super().__init__(data)
        self.cases = cases

    def clean_case(self) -> Investigation:
        """Return the case of that reference."""
        found = self.cases.filter(reference=self.cleaned_data["case"].upper()).first()
        if found is None:
            raise forms.ValidationError(UNKNOWN)
        return found


class MakeForm(PageForm):
    """P13b Ask for whom the bundle is made, which words are taken out, and which files go with it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    asked = forms.CharField(
        label="The Ombudsman’s reference",
        max_length=60,
        help_text="It stands on the bundle and in the trail.",
        error_messages={"required": "Enter the Ombudsman’s reference, or the words with which they ask"},
    )
    named = TicksField(
        label="Which of these words are taken out?",
        required=False,
        widget=Checkboxes,
        help_text="Who else is named on the case, as far as the data tell. Read the case: there may be others.",
    )
    further = WordsField(label="Which other words are taken out?", help_text="One piece of text on each line.", rows=3)
    chosen = TicksField(
        label="Which photos and files go with it?",
        required=False,
        widget=Checkboxes,
        help_text="They go whole: look at each before. Letters go with it in any case.",
    )

    def __init__(self, data: Data = None, *, case: Case) -> None:
        super().__init__(data, initial={"named": [each.words for each in case.named if each.suggested]})
        self.fingerprint = self.initial["seen"] = case.fingerprint
        named, files = field_of(self, "named", TicksField), field_of(self, "chosen", TicksField)
        named.choices = [(each.words, f"{each.words} ({each.relation.label})") for each in case.named]
        files.choices = [(each.key, each.title) for each in case.files]
        for name, offered in (("named", case.named), ("chosen", case.files)):
            if not offered:
                del self.fields[name]

    def show_present(self) -> None:
        """Show the present state of the case after a refusal, so that the answers can be sent again."""
        answered = QueryDict(mutable=True)
        answered.update(self.data)
        answered["seen"] = self.fingerprint
        self.data = answered

    def answers(self) -> Asked:
        """Return what was answered."""
        given = self.cleaned_data
        words = [*given.get("named", []), *(line.strip() for line in given["further"].splitlines() if line.strip())]
        return Asked(given["asked"], words, given.get("chosen", []))
