"""The form on which a line manager records how a colleague is."""

from typing import Any

from django import forms

from housing_alerts.web.fields import DateField, Radios
from housing_alerts.web.forms import ReasonField, StepForm, WordsField

from .choices import AskedHow
from .policies import Answer

YES_NO = [("yes", "Yes"), ("no", "No")]


class WelfareForm(StepForm):
    """P2 Ask when and how they were asked, how they are, the support offered, and about an injury."""

    asked_on = DateField(label="When did you ask?", called="the day you asked", past=True)
    how = forms.ChoiceField(
        label="How did you ask?",
        choices=AskedHow.choices,
        widget=Radios,
        error_messages={"required": "Choose how you asked"},
    )
    said = WordsField(
        label="How are they?", help_text="Only what they agree to have written down. They read it.", rows=3
    )
    support = ReasonField(
        label="What support did you offer?",
        help_text="Such as time off, a colleague on the next visits, the well-being team, or help with the police. If they "
        "wanted none, say so.",
        asks="Say what support you offered",
        rows=3,
    )
    injured = forms.ChoiceField(
        label="Were they injured?",
        choices=YES_NO,
        widget=Radios,
        error_messages={"required": "Say whether they were injured"},
    )
    reportable = forms.ChoiceField(
        label="Is the injury reportable under RIDDOR?",
        choices=YES_NO,
        widget=Radios,
        required=False,
        help_text="An injury by violence at work is reported to the Health and Safety Executive where it is a specified "
        "injury, such as a broken bone, or keeps somebody from their work for more than seven days.",
    )
    riddor_reference = forms.CharField(
        label="Reference of the RIDDOR report",
        max_length=100,
        required=False,
        help_text="Where it is reportable. If it is not reported yet, say who reports it and by when.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("injured") == "yes" and not data.get("reportable"):
            self.add_error("reportable", "Say whether the injury is reportable under RIDDOR")
        if data.get("injured") == data.get("reportable") == "yes" and not data.get("riddor_reference"):
            self.add_error("riddor_reference", "Write the reference, or who reports it and by when")
        return data

    def answer(self) -> Answer:
        """Return the recorded answer. Without an injury it holds nothing on RIDDOR."""
        data, injured = self.cleaned_data, self.cleaned_data["injured"] == "yes"
        reportable = injured and data["reportable"] == "yes"
        return Answer(
            asked_on=data["asked_on"],
            how=data["how"],
            said=data["said"],
            support=data["support"],
            injured=injured,
            reportable=reportable if injured else None,
            riddor_reference=data["riddor_reference"] if reportable else "",
        )
