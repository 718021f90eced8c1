"""The form for the day, the filters and the order of a report."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from alerts.models import AlertType
from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Organisation, ServiceArea
from housing_alerts.web.fields import DateField
from housing_alerts.web.forms import PageForm, field_of
from monitoring.choices import About, Order, ReviewDue

from .filters import Asked

ALL = [("", "All")]


class ReportForm(PageForm):
    """The form for what a report is asked for. Without an answer it is today's, of all alerts, in the procedure's order."""

    as_at = DateField(label="As at", called="the day of the report", past=True, required=False)
    type = forms.ChoiceField(label="Type", required=False)
    area = forms.ChoiceField(label="Service area", required=False)
    organisation = forms.ChoiceField(label="Organisation", required=False)
    about = forms.ChoiceField(label="About", choices=ALL + About.choices, required=False)
    review = forms.ChoiceField(label="Review", choices=ALL + ReviewDue.choices, required=False)
    period = forms.ChoiceField(label="Review period", required=False)
    order = forms.ChoiceField(label="Order", choices=Order.choices, required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        months = [(str(n), "1 month" if n == 1 else f"{n} months") for n in range(1, procedure.REVIEW_MONTHS + 1)]
        offered = {
            "type": [(one.code, one.name) for one in AlertType.objects.order_by("name")],
            "area": [(str(one.pk), one.name) for one in ServiceArea.objects.all()],
            "organisation": [(str(one.pk), str(one)) for one in Organisation.objects.all()],
            "period": months,
        }
        for name, choices in offered.items():
            field_of(self, name, forms.ChoiceField).choices = ALL + choices

    def asked(self, *, today: date) -> Asked:
        """Return what a valid form asks for."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Asked(**{"as_at": today, **said})

    def chips(self, asked: Asked) -> list[tuple[str, str]]:
        """List the filters that are on in words, each with the address of the report without it."""
        found = []
        for name, value in asked.filters().items():
            words: dict[Any, Any] = dict(list(field_of(self, name, forms.ChoiceField).choices))  # type: ignore[arg-type]
            found.append((f"{self.fields[name].label}: {words[value]}", f"?{asked.without(name).address()}"))
        return found
