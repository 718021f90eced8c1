"""What waits for a colleague, as their worklist has it."""

from datetime import date

from django.utils import timezone

from housing_alerts.duties import selectors
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.staff.models import Colleague


def held(colleague: Colleague, kind: Kind, *, on: date | None = None) -> list[str]:
    """The references of what of that kind waits for the colleague on that day, else today."""
    found = selectors.held_by(colleague, on=on or timezone.localdate()).filter(kind=kind)
    return sorted(found.values_list("reference", flat=True))


def letters_owed() -> list[str]:
    """The references of what a letter is owed about, to whomever it falls."""
    return sorted(Duty.objects.open().filter(kind=Kind.WRITE).values_list("reference", flat=True))
