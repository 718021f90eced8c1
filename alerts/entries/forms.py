"""Ask when something was entered in another system, why that was wrong, and confirm it."""

from django import forms
from django.utils import timezone

from alerts.choices import Task
from housing_alerts.web.fields import DateField
from housing_alerts.web.forms import Data, PageForm, ReasonField, StepForm

from .models import Entry


class EntryForm(StepForm):
    """P11a When it was entered, and under which reference."""

    reference = forms.CharField(
        label="Which reference did the other system give it?",
        help_text="Leave it empty where there is none.",
        max_length=60,
        required=False,
        error_messages={"required": "Enter the reference that Assure gave the report"},
    )
    entered_on = DateField(label="When was it entered?", called="the day it was entered", past=True)

    def __init__(self, data: Data = None, *, entry: Entry) -> None:
        initial = {"entered_on": timezone.localdate()}
        super().__init__(data, version=entry.version, initial=initial)
        if entry.task == Task.REPORT:
            reference = self.fields["reference"]
            reference.label, reference.help_text, reference.required = "Which reference did Assure give it?", "", True


class CorrectEntryForm(StepForm):
    """P11a Why what was recorded is taken back."""

    reason = ReasonField(label="What was wrong?", asks="Say what was wrong", rows=2)


class ConfirmForm(PageForm):
    """P11c Nothing is asked but the button: the page lists what is confirmed."""
