"""The form of a step that asks for nothing but the button."""

from housing_alerts.web.forms import PageForm


class TakeUpForm(PageForm):
    """Takes a message, or all of them, up again."""
