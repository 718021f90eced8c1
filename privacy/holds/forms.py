"""The forms for placing a legal hold, and for each step of it."""

from django import forms

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.web.fields import DateField
from housing_alerts.web.forms import PageForm, ReasonField, StepForm

from . import selectors

UNKNOWN = "No customer and no property has this reference. Copy it from Audit, Customers, or from Audit, Properties"


def _review() -> DateField:
    return DateField(
        label="By when do you review it?",
        called="the day by which it is reviewed",
        help_text="A year from today at most. The hold goes on after that day until you end it.",
    )


class PlaceForm(PageForm):
    """P13a Ask whose file is held, why, and until when at first."""

    file = forms.CharField(
        label="Whose file?",
        max_length=30,
        help_text="The customer’s reference, such as D900001. Where nobody is known, the property’s.",
        error_messages={"required": "Enter the reference of a customer or a property"},
    )
    reason = ReasonField(
        label="Why must it be kept, and for whom?",
        asks="Say why the file must be kept, and for whom",
        help_text="Such as a claim with its reference. The person can ask to see it.",
    )
    review_on = _review()

    def clean_file(self) -> Customer | Asset:
        """Return the person or the property."""
        found = selectors.file(self.cleaned_data["file"])
        if found is None:
            raise forms.ValidationError(UNKNOWN)
        return found


class ReviewForm(StepForm):
    """P13a Ask why the hold is still needed, and when it is reviewed again."""

    reason = ReasonField(label="Why is it still needed?", asks="Say why the file must be kept, and for whom")
    review_on = _review()


class EndForm(StepForm):
    """P13a Ask why the hold is no longer needed."""

    reason = ReasonField(label="Why is it no longer needed?", asks="Say why the file need not be held any longer")
