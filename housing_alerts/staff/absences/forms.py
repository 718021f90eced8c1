"""The forms for the days of an absence and its deputy."""

from datetime import date
from typing import Any

from django import forms

from housing_alerts.staff.models import Absence, Colleague
from housing_alerts.web.fields import DateField
from housing_alerts.web.forms import Data, Files, PageForm, StepForm, field_of

from . import policies, selectors


def _colleague(label: str, asks: str, hint: str = "", *, required: bool = True) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Colleague.objects.none(),
        label=label,
        help_text=hint,
        empty_label="",
        required=required,
        widget=forms.Select(attrs={"data-autocomplete": True}),
        error_messages={"required": asks},
    )


class DaysForm(PageForm):
    """The first and last day away, and the deputy.

    P6 Only an Operational Lead can be away without one, where no other Lead could be the deputy.
    """

    away: Colleague | None = None
    """The colleague who is away, where the page names them already."""

    starts = DateField(label="First day away", called="the first day away")
    ends = DateField(label="Last day away", called="the last day away")
    deputy = _colleague(
        "Who is the deputy?",
        "Choose the deputy",
        "They see what waits by name as far as they may see it, and get its mail. They gain no right: so they hold the same "
        "roles already. Leave it empty for an Operational Lead if no other Lead of the same areas could be the deputy: the "
        "Head of Service is told then, and is named to whoever must ring about danger.",
        required=False,
    )

    def __init__(self, data: Data = None, files: Files = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        field_of(self, "deputy", forms.ModelChoiceField).queryset = selectors.deputies()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "The last day away must be the first day or later")
        if "deputy" not in self.errors and not data.get("deputy") and self._needs_deputy(data):
            self.add_error("deputy", "Choose the deputy")
        return data

    def _needs_deputy(self, data: dict[str, Any]) -> bool:
        """P6 Return whether somebody can be the deputy; where no day is entered yet, it is asked of the roles alone."""
        away, never = data.get("colleague") or self.away, date.max
        if away is None:
            return True
        asked = Absence(colleague=away, starts=data.get("starts") or never, ends=data.get("ends") or never)
        return policies.why_alone_refused(asked, selectors.could_stand_in(asked)) is not None


class AddForm(DaysForm):
    """The colleague who is away, with the days and the deputy."""

    colleague = _colleague("Who is away?", "Choose who is away")
    field_order = ("colleague", "starts", "ends", "deputy")

    def __init__(self, data: Data = None, *, by: Colleague) -> None:
        super().__init__(data, initial={"colleague": by.pk})
        field_of(self, "colleague", forms.ModelChoiceField).queryset = selectors.planned_by(by)


class ChangeForm(StepForm, DaysForm):
    """New days, or a new deputy, for an absence."""

    def __init__(self, data: Data = None, *, absence: Absence) -> None:
        shown = {"starts": absence.starts, "ends": absence.last_day, "deputy": absence.deputy_id}
        self.away = absence.colleague
        super().__init__(data, version=absence.version, initial=shown)


class EndForm(StepForm):
    """The confirmation that the colleague is back."""

    def __init__(self, data: Data = None, *, absence: Absence) -> None:
        super().__init__(data, version=absence.version)
