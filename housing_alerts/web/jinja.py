"""The Jinja2 environment of every page and letter."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from housing_alerts.kernel.written_dates import show_date, show_datetime, unbroken

from .components import control, form_errors, govuk


def environment(**options: Any) -> Environment:
    """Return the environment of our own templates. An undefined variable fails, and everything is escaped."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options)  # noqa: S701  (autoescape is set above)
    made.globals |= {"static": static, "url": url, "govuk": govuk, "control": control, "form_errors": form_errors}
    made.filters |= {"date": show_date, "datetime": show_datetime, "unbroken": unbroken}
    return made


def url(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of the view ``name``."""
    return reverse(name, args=args, kwargs=kwargs)
