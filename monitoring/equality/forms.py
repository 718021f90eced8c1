"""The forms for the characteristics of customers, for loading them, and for the published tables."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms

from housing_alerts.customers.models import Customer
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import Data, PageForm, ReasonField, field_of
from monitoring.loading.forms import FileForm

from . import selectors
from .choices import ANSWERS, RECORDED, Group, Protected
from .imports import COLUMNS, DESCRIBED
from .policies import Said
from .quarters import Quarter

LONGEST = 200


class FindForm(PageForm):
    """P11b Ask for the customer."""

    customer = forms.CharField(
        label="Which customer?",
        max_length=20,
        help_text="The reference, such as D900001. Nothing else of the file is shown.",
        error_messages={"required": "Enter the reference of the customer"},
    )

    def clean_customer(self) -> Customer:
        """Return the customer. :raises ValidationError: if there is none of that reference."""
        found = selectors.find(self.cleaned_data["customer"])
        if found is None:
            raise forms.ValidationError("No customer has this reference. Copy it from Cx")
        return found


class CharacteristicsForm(PageForm):
    """P11b Ask what the customer says of each characteristic."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Data = None, *, answers: Mapping[Protected, Said]) -> None:
        super().__init__(data, initial={"seen": selectors.fingerprint(answers)})
        for protected in RECORDED:
            said = answers[protected]
            self.fields[_name(protected)] = forms.ChoiceField(
                label=protected.label,
                choices=[("", "Not known"), *((each.value, each.label) for each in ANSWERS[protected])],
                initial=said.group,
                required=False,
                error_messages={"invalid_choice": "Choose one of those that are shown"},
            )
            self.fields[_words(protected)] = forms.CharField(
                label=f"{protected.label}, in their own words",
                max_length=LONGEST,
                initial=said.words,
                required=False,
                help_text=f"Only where “{Group.DESCRIBED.label}” is chosen.",
            )

    def answers(self) -> dict[Protected, Said]:
        """Return what was answered, as the service takes it."""
        given = self.cleaned_data
        return {each: Said(given[_name(each)], given[_words(each)]) for each in RECORDED}


def _name(protected: Protected) -> str:
    return protected.value.lower()


def _words(protected: Protected) -> str:
    return f"{_name(protected)}_words"


class LoadForm(FileForm):
    """P11b Ask for the file of characteristics, and whether it is only checked."""

    columns = (
        f"{', '.join(each.name for each in COLUMNS)}. The first is needed. An answer is written as on the page of a "
        f"customer, or as “{DESCRIBED} …” and their words. An empty cell leaves what is recorded."
    )


class PublishForm(PageForm):
    """P11b Ask of which quarter the table is published."""

    quarter = forms.TypedChoiceField(
        label="Which quarter?",
        coerce=date.fromisoformat,
        widget=Radios,
        error_messages={"required": "Choose the quarter"},
    )

    def __init__(self, data: Data = None, *, quarters: Sequence[Quarter]) -> None:
        super().__init__(data)
        offered = field_of(self, "quarter", forms.TypedChoiceField)
        offered.choices = [(quarter.first.isoformat(), str(quarter)) for quarter in quarters]


class RespondForm(PageForm):
    """P11b Ask what was done about a table."""

    words = ReasonField(
        label="What was done?",
        asks="Say what was done",
        help_text="Or why nothing is done. Name no customer: everybody who reads the table reads this.",
    )
