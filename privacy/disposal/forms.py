"""The forms for proposing a disposal, and for each step of it."""

from django import forms

from housing_alerts.web.forms import PageForm, ReasonField, StepForm

STAYS = "Name nobody: these words stay when the files are gone."


class ProposeForm(PageForm):
    """P13a Carry the list of files as the page shows it."""

    seen = forms.CharField(widget=forms.HiddenInput)


class TakeOutForm(StepForm):
    """P13a Ask why one file stays."""

    reason = ReasonField(
        label="Why is it not to go?",
        asks="Say why this file is not to go, such as who needs it",
        help_text="The reason goes with the file, once that is disposed of.",
    )


class ConfirmForm(StepForm):
    """P13a Ask nothing but the agreement."""


class StopForm(StepForm):
    """P13a Ask why the files are not to go."""

    reason = ReasonField(label="Why are the files not to go?", asks="Say why the files are not to go", help_text=STAYS)
