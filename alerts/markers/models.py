"""The model of an interim safety marker: a precaution that applies at once, before anybody has decided (D4.1)."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alerts.choices import Channel, Control, Danger
from alerts.incidents.models import Incident
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.records.models import Record
from housing_alerts.kernel.written_dates import show_date

_KEEPS_SAFE = (
    Control.AT_LEAST_TWO,
    Control.ANIMAL_SECURED,
    Control.NO_LONE_WOMAN,
    Control.NO_LONE_MAN,
    Control.NO_WOMAN,
    Control.NO_MAN,
    Control.POLICE_ADVICE,
    Control.NO_FORCED_ENTRY,
    Control.ASK_LEAD,
    Control.END_CALL,
    Control.TWO_AT_OFFICE,
)
SAFETY: dict[str, str] = {control.value: control.label for control in _KEEPS_SAFE}
"""D4 The controls that a marker may ask for, with their words: they keep colleagues safe and restrict no contact."""
SAFETY[Control.ASK_LEAD.value] = "Ask an Operational Lead before you go"
"""The words differ from an alert's, because no Lead is responsible yet."""
AT_THE_DOOR = set(SAFETY) - {Control.END_CALL, Control.TWO_AT_OFFICE}
"""D4 The controls that tell colleagues how to visit."""
_ANSWERED_BY: dict[str, set[str]] = {
    Control.NO_LONE_WOMAN: {Control.NO_LONE_WOMAN, Control.NO_WOMAN, Control.AT_LEAST_TWO},
    Control.NO_LONE_MAN: {Control.NO_LONE_MAN, Control.NO_MAN, Control.AT_LEAST_TWO},
    Control.ASK_LEAD: AT_THE_DOOR,
}
"""D4 The controls of an alert that keep colleagues as safe as one of a marker; every other control only by itself.

A marker asks for a Lead's advice until a decision says how to visit, so any control of a visit answers it.
"""

AGAINST: dict[str, str] = {
    Danger.VIOLENCE: Control.AT_LEAST_TWO,
    Danger.SEXUAL: Control.AT_LEAST_TWO,
    Danger.THREAT: Control.AT_LEAST_TWO,
    Danger.HELD: Control.AT_LEAST_TWO,
    Danger.WEAPON: Control.AT_LEAST_TWO,
    Danger.DOG: Control.ANIMAL_SECURED,
}
"""D4 The control that colleagues would first go by against each danger."""


FITTING: dict[str, str] = {
    Channel.TELEPHONE: Control.END_CALL,
    Channel.OFFICE: Control.TWO_AT_OFFICE,
}
"""D4 The control that fits danger where nobody visited: it is the first that a marker offers."""


def offered_after(channel: str) -> list[tuple[str, str]]:
    """D4 List the safety controls with their words, the one first that fits where it happened."""
    return sorted(SAFETY.items(), key=lambda item: item[0] != FITTING.get(channel))


def beyond(asked: Collection[str], controls: Collection[str]) -> list[str]:
    """D4 Return in words which of the safety controls in ``asked`` alerts with these ``controls`` do not ask for."""
    unmet = {control for control in asked if not _ANSWERED_BY.get(control, {control}) & set(controls)}
    return [words for control, words in SAFETY.items() if control in unmet]


class MarkerQuerySet(models.QuerySet["Marker"]):
    def standing(self, *, on: date) -> "MarkerQuerySet":
        """Return the markers that were neither lifted nor lapsed by that day."""
        return self.filter(lifted_on__isnull=True, lapses_on__gte=on)

    def in_force(self, *, on: date) -> "MarkerQuerySet":
        """Return the markers that colleagues follow on that day."""
        return self.standing(on=on).filter(placed_on__lte=on)


class Marker(Record):
    """D4 An unconfirmed precaution on the person and on the property of an incident, as far as each is known.

    It applies wherever the person lives, and at the property. It lapses without any change to the record: after its last day
    colleagues no longer follow it.
    """

    IN_WORDS: ClassVar[dict[str, dict[str, str]]] = {"controls": dict(Control.choices)}
    """The words that the history shows in place of the codes in JSON fields."""
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="markers")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="markers")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, blank=True, related_name="markers")
    controls = models.JSONField(default=list)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_on = models.DateField()
    lapses_on = models.DateField("last day")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_on = models.DateField(null=True, blank=True)
    lifted_why = models.TextField("why it was lifted", blank=True)
    changed_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="what took its place"
    )

    objects = MarkerQuerySet.as_manager()

    class Meta:
        verbose_name = "interim marker"
        ordering = ["placed_on", "pk"]
        indexes = [
            models.Index(fields=["lapses_on"]),
            models.Index(fields=["asset"], condition=Q(asset__isnull=False), name="marker_at_a_property"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(customer__isnull=False) | Q(asset__isnull=False),
                name="marker_on_a_person_or_a_property",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_on__isnull=True, lifted_why="")
                | Q(lifted_by__isnull=False, lifted_on__isnull=False) & ~Q(lifted_why=""),
                name="marker_lifted_by_on_and_why_together",
            ),
            models.CheckConstraint(condition=Q(lapses_on__gte=F("placed_on")), name="marker_lapses_after_it_starts"),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(lifted_on__isnull=True), name="one_marker_of_an_incident"
            ),
        ]

    def __str__(self) -> str:
        return f"Interim marker of {self.incident}"

    @property
    def control_names(self) -> list[str]:
        """The words of the marker's controls."""
        return [words for control, words in SAFETY.items() if control in self.controls]

    @property
    def told(self) -> str:
        """D4 The instruction to colleagues, that it is unconfirmed, and its last day."""
        controls = "; ".join(name[0].lower() + name[1:] for name in self.control_names)
        return f"Unconfirmed: {controls}, until {show_date(self.lapses_on)}."

    @property
    def not_told(self) -> str:
        """P4b Return the warning that the customer was not told of the report behind it; otherwise an empty string."""
        return self.incident.not_told

    @property
    def became(self) -> str:
        """The sentences that say who placed the marker, and who lifted it and why."""
        placed = f"Placed by {self.placed_by} on {show_date(self.placed_on)}."
        if self.lifted_on is None:
            return placed
        return f"{placed} Lifted by {self.lifted_by} on {show_date(self.lifted_on)}: {self.lifted_why}"

    def beyond_safety(self) -> list[Control]:
        """D4 Return its controls that restrict contact, which only an alert may ask for."""
        return [control for control in Control if control in self.controls and control.value not in SAFETY]

    def in_force(self, *, on: date) -> bool:
        """Return whether colleagues follow it on that day: placed, not past its last day, and not lifted."""
        return self.placed_on <= on <= self.lapses_on and self.lifted_on is None
