"""The form of a step that asks for nothing but the button."""

from housing_alerts.web.forms import PageForm


class RetryForm(PageForm):
    """The form that has a parked message, or all of them, tried again."""
