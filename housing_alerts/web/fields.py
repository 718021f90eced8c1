"""Form fields that a page shows as people think: a date in three boxes, a time beside it, choices with a hint each.

Each widget is drawn by ``govuk_field`` in ``templates/components/forms.html``. Error sentences name the thing asked for, as in
``DateField(called="the date it happened")``: "Enter the date it happened".
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.models import ModelChoiceIteratorValue
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

if TYPE_CHECKING:
    from housing_alerts.kernel.refusals import Doubt

Uploads = MultiValueDict[str, UploadedFile]
LONDON = ZoneInfo("Europe/London")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?", re.IGNORECASE)


class FieldOptions(TypedDict, total=False):
    """The options of Django's fields that our fields pass on."""

    label: str
    help_text: str
    required: bool
    initial: Any
    widget: forms.Widget | type[forms.Widget]


Hints = Mapping[Any, str] | Callable[[Any], str]


class _WithHints:
    """A widget whose choices may carry hints: a mapping from the value, or a function of it (for a model, of the row)."""

    hints: Hints

    def hint(self, value: object) -> str:
        """Return the hint below the choice with this ``value``, or "" if it has none."""
        key = getattr(value, "instance", value)
        if key in (None, ""):
            return ""
        return self.hints(key) if callable(self.hints) else self.hints.get(key, "")


class Radios(_WithHints, forms.RadioSelect):
    """A widget for one of a few choices."""

    def __init__(self, hints: Hints | None = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.hints = hints or {}


class Checkboxes(_WithHints, forms.CheckboxSelectMultiple):
    """A widget for any of a few choices. The ``exclusive`` one stands after an "or": it goes with no other."""

    def __init__(self, hints: Hints | None = None, attrs: dict[str, Any] | None = None, exclusive: str = "") -> None:
        super().__init__(attrs)
        self.hints, self.exclusive = hints or {}, exclusive


class RowsField(forms.ModelMultipleChoiceField):
    """A field for any of the offered rows, by their keys. A key that no row can have is refused as a choice that is not shown."""

    def clean(self, value: Any) -> Any:
        """Return the chosen rows. SQLite cannot ask for a number of more than 64 bits.

        :raises ValidationError: if a key names no row that is offered.
        """
        try:
            return super().clean(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


def offer_rows(field: "forms.ModelChoiceField[Any]", rows: Sequence[Any]) -> None:
    """Offer rows that were read already. The page shows these and asks for none again; a choice is looked for among them."""
    offered: Any = field.queryset
    field.queryset = offered.model._default_manager.filter(pk__in=[row.pk for row in rows])
    none = [] if field.empty_label is None else [("", field.empty_label)]
    field.choices = [*none, *((ModelChoiceIteratorValue(row.pk, row), field.label_from_instance(row)) for row in rows)]


class TicksField(forms.MultipleChoiceField):
    """Ticks for the questions that the page asked last. A tick for a question that is no longer asked is no error."""

    def valid_value(self, value: object) -> bool:
        return True


class DoubtsField(TicksField):
    """Ticks for doubts, each of which must be ticked before the step goes ahead.

    :param yes: the words before each doubt, such as "Yes, it can."
    :param asks: the error if one is not ticked.
    """

    widget = Checkboxes

    def __init__(self, *, yes: str, asks: str, **kwargs: Unpack[FieldOptions]) -> None:
        super().__init__(error_messages={"required": asks}, **kwargs)
        self.yes = yes
        self.asked: dict[str, Doubt] = {}

    def ask(self, doubts: "Iterable[Doubt]") -> None:
        """Set the doubts to ask, once the record is known."""
        self.asked = {doubt.key: doubt for doubt in doubts}
        self.choices = [(key, f"{self.yes} {doubt.sentence}") for key, doubt in self.asked.items()]

    def clean(self, value: object) -> list[str]:
        """Return the codes of all doubts, if each was ticked in its present words. A doubt that has changed is asked again.

        :raises ValidationError: if one was not ticked.
        """
        if self.asked.keys() - set(super().clean(value)):
            raise ValidationError(self.error_messages["required"], code="required")
        return [doubt.code for doubt in self.asked.values()]


class DateParts(forms.Widget):
    """Boxes for day, month and year, posted as ``NAME_day``, ``NAME_month`` and ``NAME_year``."""

    parts: tuple[str, ...] = ("day", "month", "year")

    def value_from_datadict(self, data: Mapping[str, Any], files: Uploads, name: str) -> tuple[str, ...]:
        return tuple(str(data.get(f"{name}_{part}", "")).strip() for part in self.parts)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Uploads, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in self.parts)

    def shown(self, value: object) -> list[tuple[str, str]]:
        """Return each part with the text of its box: the typed text, or the parts of an initial date."""
        if isinstance(value, tuple):
            texts = value
        elif isinstance(value, datetime):
            local = timezone.localtime(value, LONDON)
            texts = (str(local.day), str(local.month), str(local.year), f"{local:%H:%M}")
        elif isinstance(value, date):
            texts = (str(value.day), str(value.month), str(value.year))
        else:
            texts = ("",) * len(self.parts)
        return list(zip(self.parts, texts, strict=False))


class DateTimeParts(DateParts):
    """The boxes of a date and one for the time, posted as ``NAME_time``."""

    parts = ("day", "month", "year", "time")


class DateField(forms.Field):
    """A day.

    :param called: the name of the day, with its article: "the date it happened".
    :param past: refuse a day after today, in London.
    """

    widget = DateParts

    def __init__(self, *, called: str, past: bool = False, **kwargs: Unpack[FieldOptions]) -> None:
        super().__init__(**kwargs)
        self.called, self.past = called, past
        self.error_messages["required"] = f"Enter {called}"

    @property
    def _subject(self) -> str:
        return self.called[:1].upper() + self.called[1:]

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or (isinstance(value, tuple) and not any(value)):
            return None
        return self._day(*value) if isinstance(value, tuple) else value

    def validate(self, value: object) -> None:
        super().validate(value)
        if self.past and isinstance(value, date) and value > timezone.localdate(timezone=LONDON):
            raise ValidationError(f"{self._subject} must be today or in the past", code="future")

    def _day(self, day: str, month: str, year: str) -> date:
        parts = {"day": day, "month": month, "year": year}
        missing = [f"a {part}" for part, text in parts.items() if not text]
        if missing:
            raise ValidationError(f"{self._subject} must include {' and '.join(missing)}", code="incomplete")
        if year.isdecimal() and len(year) != 4:
            raise ValidationError(f"The year of {self.called} must have 4 numbers, such as 2026", code="year")
        named = _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else month
        try:
            return date(int(year), int(named), int(day))
        except (ValueError, OverflowError):
            raise ValidationError(f"{self._subject} must be a real date, such as 5 4 2026", code="unreal") from None


class DateTimeField(DateField):
    """A moment, asked for as a day and a time in London and cleaned to an aware datetime.

    :param called: the name of the day: "the date it happened".
    :param at: the name of the time: "the time it happened".
    """

    widget = DateTimeParts

    def __init__(self, *, called: str, at: str, past: bool = False, **kwargs: Unpack[FieldOptions]) -> None:
        super().__init__(called=called, past=past, **kwargs)
        self.at = at
        self.error_messages["required"] = f"Enter {called} and {at}"

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or (isinstance(value, tuple) and not any(value)):
            return None
        if not isinstance(value, tuple):
            return value
        *day, clock = value
        if not clock:
            raise ValidationError(f"Enter {self.at}", code="incomplete")
        moment = datetime.combine(self._day(*day), self._time(clock), tzinfo=LONDON)
        if moment.astimezone(ZoneInfo("UTC")).astimezone(LONDON).time() != moment.time():
            raise ValidationError(
                f"{self.at[:1].upper()}{self.at[1:]} did not exist: the clocks went forward that night", code="unreal"
            )
        return moment

    def validate(self, value: object) -> None:
        forms.Field.validate(self, value)
        if self.past and isinstance(value, datetime) and value > timezone.now():
            raise ValidationError(f"{self._subject} and {self.at} must be in the past", code="future")

    def _time(self, text: str) -> time:
        named = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}.get(text.lower(), text)
        found = _TIME.fullmatch(named)
        try:
            if found is None:
                raise ValueError
            hour, half = int(found["hour"]), (found["half"] or "").lower()
            if half and not 1 <= hour <= 12:
                raise ValueError
            return time(hour % 12 + (12 if half == "p" else 0) if half else hour, int(found["minute"] or 0))
        except ValueError:
            message = f"{self.at[:1].upper()}{self.at[1:]} must be a time, such as 10:32 or 2:15pm"
            raise ValidationError(message, code="unreal") from None
