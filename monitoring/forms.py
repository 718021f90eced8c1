"""The form for the day of a report."""

from housing_alerts.web.fields import DateField
from housing_alerts.web.forms import PageForm


class AsAtForm(PageForm):
    """The form for the day that the report is about; today where none is given."""

    as_at = DateField(label="As at", called="the day of the report", past=True, required=False)
