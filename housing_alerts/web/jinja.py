"""The Jinja2 environment of every page and letter."""

from datetime import date, datetime
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined

from .components import control, form_errors, govuk


def environment(**options: Any) -> Environment:
    """The environment of our own templates: an undefined variable fails, everything is escaped."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options)  # noqa: S701  (autoescape is set above)
    made.globals |= {"static": static, "url": url, "govuk": govuk, "control": control, "form_errors": form_errors}
    made.filters |= {"date": show_date, "datetime": show_datetime}
    return made


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of the view ``name``."""
    return reverse(name, args=args, kwargs=kwargs)


def show_date(value: date | datetime | None) -> str:
    """The day in London, as people write it: "5 April 2026". Nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.day} {value:%B %Y}"


def show_datetime(value: datetime | None) -> str:
    """The moment in London, as people write it: "5 April 2026 at 10:32am". Nothing for None."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{show_date(local)} at {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
