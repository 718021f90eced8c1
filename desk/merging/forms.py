"""The forms for merging two files of one person: which is the other file, and how the colleague knows."""

from django import forms

from housing_alerts.customers.models import Customer, Merge, Pair
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import DoubtsField, Radios
from housing_alerts.web.forms import Data, PageForm, ReasonField, StepForm, field_of

from . import policies, selectors


class ChooseFileForm(PageForm):
    """P11a The form that asks which other file is about the same person."""

    other = forms.CharField(
        label="Reference of the other file",
        max_length=30,
        help_text="The Contact Reference in the housing system, such as D900002. That file goes into this one.",
        error_messages={"required": "Enter the reference of the other file"},
    )

    def __init__(self, data: Data = None, *, by: Colleague, kept: Customer) -> None:
        super().__init__(data)
        self.by, self.kept = by, kept

    def clean_other(self) -> Customer:
        """Return the other file.

        :raises ValidationError: where it is not open to the colleague, or is this very file.
        """
        typed = self.cleaned_data["other"]
        found = selectors.other_file(self.by, typed)
        if found is None:
            raise forms.ValidationError(f"No file that you can open has the reference {typed}")
        if found == self.kept:
            raise forms.ValidationError("This is the reference of the file itself: enter that of the other one")
        return found


class MergeForm(StepForm):
    """P11a The form that asks how the colleague knows that it is one person."""

    other_version = forms.IntegerField(widget=forms.HiddenInput)
    sure_of = DoubtsField(
        label="Please check. Is it one person all the same?",
        yes="Yes, this is right.",
        asks="Check the two files, and tick what is right",
    )
    reason = ReasonField(
        label="How do you know that it is the same person?",
        asks="Say how you know that it is the same person",
        help_text="For example who told you, or what you compared.",
    )

    def __init__(self, data: Data = None, *, kept: Customer, other: Customer, contradictions: list[Doubt]) -> None:
        super().__init__(data, version=kept.version, initial={"other_version": other.version})
        sure_of = field_of(self, "sure_of", DoubtsField)
        sure_of.ask(contradictions)
        if not contradictions:
            del self.fields["sure_of"]


class AnswerPairForm(StepForm):
    """P11a The form that asks whether two files are of one person, and how the colleague knows."""

    answer = forms.ChoiceField(
        label="Are they one person?",
        widget=Radios,
        error_messages={"required": "Choose whether they are one person"},
    )
    reason = ReasonField(
        label="How do you know?",
        asks="Say how you know whether it is one person",
        help_text="For example who told you, what you compared, or under which reference it is recorded here.",
    )

    def __init__(self, data: Data = None, *, pair: Pair) -> None:
        super().__init__(data, version=pair.version)
        answers = policies.answers_of(pair)
        field_of(self, "answer", forms.ChoiceField).choices = [(one.value, one.label) for one in answers]


class UndoMergeForm(StepForm):
    """P11a The form that asks why they are two people after all."""

    reason = ReasonField(label="Why are these two people after all?", asks="Say why these are two people after all")

    def __init__(self, data: Data = None, *, merge: Merge) -> None:
        super().__init__(data, version=merge.version)
