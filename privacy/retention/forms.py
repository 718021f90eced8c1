"""The form for changing how long a landlord keeps things."""

from typing import Any

from django import forms

from housing_alerts.kernel import procedure
from housing_alerts.web.forms import Data, PageForm, ReasonField
from privacy.choices import RUNS_FROM, Keeping

from . import selectors
from .policies import Months

FROM_TO = f"Enter a number of months from 1 to {procedure.RETENTION_MONTHS_MOST}"


class RulesForm(PageForm):
    """P13a Ask for the months of each thing, and why they are changed."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Data = None, *, months: Months) -> None:
        super().__init__(data, initial={"seen": selectors.fingerprint(months), **months})
        for keeping in Keeping:
            self.fields[keeping] = forms.IntegerField(
                label=keeping.label,
                help_text=f"Months from {RUNS_FROM[keeping]}.",
                min_value=1,
                max_value=procedure.RETENTION_MONTHS_MOST,
                error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), FROM_TO),
            )
        self.fields["reason"] = ReasonField(
            label="Why are they changed?",
            asks="Say why the periods are changed, such as the policy",
            help_text="Name the policy that says so, and its date.",
        )

    def clean(self) -> dict[str, Any]:
        """Put the periods together, as the step takes them."""
        data = super().clean() or {}
        months = {keeping: data.pop(keeping) for keeping in Keeping if keeping in data}
        return data | {"months": months}
