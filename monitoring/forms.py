"""The date of a report."""

from housing_alerts.web.fields import DateField
from housing_alerts.web.forms import PageForm


class AsAtForm(PageForm):
    """The day the report speaks of; today where none is given."""

    as_at = DateField(label="As at", called="the day of the report", past=True, required=False)
