"""The form on which a colleague confirms a report that another made for them."""

from typing import Any

from django import forms

from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import StepForm, WordsField

RIGHT, NOT_RIGHT = "RIGHT", "NOT_RIGHT"


class ConfirmForm(StepForm):
    """P2 Ask whether the report is right and, if not, for a correction."""

    answer = forms.ChoiceField(
        label="Is this what happened?",
        choices=[(RIGHT, "Yes, it is right"), (NOT_RIGHT, "Something is missing or not right")],
        widget=Radios,
        error_messages={"required": "Choose whether it is right"},
    )
    correction = WordsField(
        label="What is missing or not right?",
        help_text="It stands beside the report, which stays as it was typed. The customer can ask to read it.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == NOT_RIGHT and not data.get("correction", "").strip():
            self.add_error("correction", "Say what is missing or not right")
        return data
