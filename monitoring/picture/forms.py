"""The form for the areas and the months of a picture."""

from datetime import date

from django import forms
from django.http import QueryDict

from housing_alerts.staff.models import Colleague, ServiceArea
from housing_alerts.web.forms import PageForm, field_of
from monitoring.choices import Period

from .filters import Asked


class PictureForm(PageForm):
    """The form for what a picture is asked for. Without an answer it is the last 12 months of all areas of its reader.

    :param areas: the service areas that the reader may see.
    """

    area = forms.ChoiceField(label="Service area", required=False)
    period = forms.ChoiceField(label="Look back", choices=Period.choices, required=False)

    def __init__(self, data: QueryDict, *, areas: dict[int, ServiceArea]) -> None:
        super().__init__({"period": Period.YEAR, **data.dict()})
        self.areas = areas
        names = [(str(pk), area.name) for pk, area in areas.items()]
        field_of(self, "area", forms.ChoiceField).choices = [("", "All of them"), *names]

    def asked(self, *, reader: Colleague, today: date, everywhere: bool) -> Asked:
        """Return what a valid form asks for.

        :param everywhere: whether the reader sees all service areas.
        """
        chosen = self.cleaned_data["area"]
        area = self.areas[int(chosen)] if chosen else None
        period = self.cleaned_data["period"] or Period.YEAR
        return Asked(reader, today, self.areas, area, everywhere and area is None, period)
