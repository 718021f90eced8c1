"""Build the rows of the page on which a type of alert is confirmed."""

from typing import Any

from alerts.choices import Control

from .models import AlertType

TOGETHER = (
    ("name", "Name"),
    ("controls", "Controls"),
    ("needs_conditions", "Needs a condition"),
    ("instruction", "What colleagues do"),
    ("affects_service", "Affects the service"),
    ("hangs_on", "Hangs on"),
    ("period", "Months to the review"),
    ("letter_required", "Needs a letter"),
    ("measure", "The measure, as the customer reads it"),
    ("consequence", "What it means for the customer"),
    ("consequence_kept", "What it means when a review keeps it"),
    ("consequence_removed", "What it means when it is removed"),
)
"""P7b The fields of a type that must fit together, each with its label."""


def rows_to_confirm(type: AlertType) -> list[tuple[str, str, str]]:
    """P7b Return each part of a type as it is and as it would be. The second value is empty if the part stays as it is."""
    asked = type.as_asked()
    return [
        (
            label,
            "" if type.unconfirmed else _in_words(type, name),
            _in_words(asked, name) if _changes(type, name) else "",
        )
        for name, label in TOGETHER
    ]


def _changes(type: AlertType, name: str) -> bool:
    return type.unconfirmed or name in type.waiting


def _in_words(type: AlertType, name: str) -> str:
    value: Any = getattr(type, name)
    if name == "controls":
        return Control.sentences(value)
    if name == "hangs_on":
        return type.get_hangs_on_display()
    return {True: "Yes", False: "No"}.get(value, str(value)) if isinstance(value, bool) else str(value)
