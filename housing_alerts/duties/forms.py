"""The form on which a colleague chooses how to be told of each kind of duty."""

from django import forms

from housing_alerts.staff.models import Colleague
from housing_alerts.web.forms import SENTENCES, Data, PageForm

from . import selectors
from .choices import Way, chosen_by


class ToldForm(PageForm):
    """One choice for each kind that the colleague can hold."""

    def __init__(self, data: Data = None, *, colleague: Colleague) -> None:
        super().__init__(data)
        chosen = selectors.ways(colleague)
        for kind in chosen_by(colleague.roles):
            required = f"Choose how you are told: {kind.label}"
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=Way.choices,
                initial=chosen.get(kind, Way.DIGEST),
                error_messages={"required": required, "invalid_choice": SENTENCES["invalid_choice"]},
            )
