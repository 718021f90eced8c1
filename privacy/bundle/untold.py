"""Find what a person was not told of: an alert or a report on them or their home, and what others asked of us (§7, §13)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from alerts.alert.choices import ground_in_words
from alerts.choices import About, AlertStatus, Informing, WithholdCode
from alerts.models import Alert, Incident
from housing_alerts.customers.models import Customer, Membership
from privacy.choices import Exemption, SharingGround
from privacy.models import LegalHold, SharingRequest

from .collecting import Item, person_of, rows_of
from .held import HELD, Person

REPORTS = next(held for held in HELD if held.model is Incident)
GROUND: dict[str, Exemption] = {
    WithholdCode.HARM_TO_CUSTOMER: Exemption.SERIOUS_HARM,
    WithholdCode.HARM_TO_STAFF: Exemption.CRIME,
    WithholdCode.THIRD_PARTY: Exemption.OTHER_PERSON,
    WithholdCode.NOBODY_KNOWN: Exemption.OTHER_PERSON,
}
"""P7c The exemption that is suggested for an alert or a report, by the ground on which the customer was not told of it."""


class Untold(NamedTuple):
    """P7c P4b An alert or a report of which the person was not told.

    :param code: the ground on which they were not told.
    :param names: the references by which an item speaks of it.
    """

    record: Alert | Incident
    code: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.noun} {self.record.reference}"

    @property
    def noun(self) -> str:
        """Return what it is."""
        return "alert" if isinstance(self.record, Alert) else "report"

    @property
    def exemption(self) -> Exemption:
        """Return the exemption that is suggested for whatever speaks of it."""
        return GROUND[self.code]

    @property
    def why(self) -> str:
        """Return why nobody told them, to stand within a sentence."""
        if isinstance(self.record, Incident) and self.code == WithholdCode.THIRD_PARTY:
            return "another agency told us"
        ground = ground_in_words(self.code, known=self.record.customer_id is not None)
        return f"{ground[:1].lower()}{ground[1:]}"

    @property
    def said(self) -> str:
        """Return of what they were not told and why, to stand after their name."""
        where = "" if self.record.customer_id else ", which is about a home of theirs"
        return f"has not been told of {self}{where}: {self.why}."

    @property
    def warning(self) -> str:
        """Return the same, and what to do."""
        return f"{self.said} Do not mention it."


class Beside(NamedTuple):
    """P13b A request by others or a legal hold, of which nobody ever tells the person."""

    record: SharingRequest | LegalHold

    def __str__(self) -> str:
        return f"{self.noun} {self.record.reference}"

    @property
    def noun(self) -> str:
        """Return what it is."""
        return "sharing request" if isinstance(self.record, SharingRequest) else "legal hold"

    @property
    def names(self) -> tuple[str, ...]:
        """Return the references by which an item speaks of it."""
        return (self.record.reference,)

    @property
    def exemption(self) -> Exemption:
        """Return the exemption that is suggested for whatever speaks of it."""
        return Exemption.CRIME if isinstance(self.record, SharingRequest) else Exemption.LEGAL_ADVICE

    @property
    def warning(self) -> str:
        """Return of what they were not told and why, to stand after their name."""
        why = (
            "others asked for it, for their own work. Ask them before you mention it"
            if isinstance(self.record, SharingRequest)
            else "it may say what our solicitor advises. Ask them before you mention it"
        )
        return f"has not been told of {self}: {why}."


Kept = Untold | Beside


def kept_from(customer: Customer) -> list[Kept]:
    """P7c P13b List what the person was not told of: alerts, reports, what others asked of us, and legal holds.

    What was shared because the customer agreed is known to them.
    """
    keys = person_of(customer).keys
    asked = SharingRequest.objects.filter(customer__in=keys).exclude(ground=SharingGround.AGREED).order_by("pk")
    holds = LegalHold.objects.filter(customer__in=keys).order_by("pk")
    return [*untold(customer), *map(Beside, asked), *map(Beside, holds)]


def untold(customer: Customer) -> list[Untold]:
    """P7c P4b List the alerts, in force or ended, and then the other reports, of which the person was not told.

    Those on a home count from the day they came to live there to the day they left.
    """
    person = person_of(customer)
    alerts = [_of_alert(alert) for alert in _withheld(person)]
    of_alerts = {name for alert in alerts for name in alert.names}
    reports = rows_of(REPORTS, person).exclude(reference__in=of_alerts).prefetch_related("markers")
    found = [(report, _why_untold(report)) for report in reports]
    return [*alerts, *(Untold(report, code, (report.reference,)) for report, code in found if code)]


def kept_in(item: Item, kept: Iterable[Kept]) -> Kept | None:
    """P7c Return the first of these of which the item speaks: it names it, its case or its reports."""
    return next((each for each in kept if any(name in item.text for name in each.names)), None)


def imposed(person: Person) -> QuerySet[Alert]:
    """Return the alerts about the person or a home of theirs while they lived there, in force or ended."""
    places = Membership.objects.filter(customer__in=person.keys)
    begun = Q(starts__isnull=True) | Q(starts__lte=Coalesce(OuterRef("ended_on"), date.max))
    lived = places.not_over(on=OuterRef("effective_from")).filter(begun, tenancy__asset=OuterRef("asset"))  # type: ignore[arg-type]
    at_home = Q(customer__isnull=True, asset__in=places.values("tenancy__asset")) & Q(Exists(lived))
    theirs = Q(customer__in=person.keys) | Q(investigation__customer__in=person.keys) | at_home
    about = Alert.objects.filter(theirs, status__in=[AlertStatus.ACTIVE, AlertStatus.ENDED])
    return about.select_related("investigation", "customer").prefetch_related("investigation__incidents")


def _withheld(person: Person) -> list[Alert]:
    return list(imposed(person).filter(informing=Informing.WITHHOLD).order_by("pk"))


def _of_alert(alert: Alert) -> Untold:
    file = alert.investigation
    beside = [file.reference, *(one.reference for one in file.incidents.all())] if file else []
    return Untold(alert, alert.withhold_code, (alert.reference, *beside))


def _why_untold(report: Incident) -> str:
    """P4b P7c Return the ground on which nobody was told of the report; an empty string where somebody may have been.

    On a home, no letter tells of a marker either. What somebody at home told us of a person is found by its words.
    """
    if report.about == About.THIRD_PARTY:
        return WithholdCode.THIRD_PARTY
    if report.customer_id is not None:
        return ""
    if report.not_told:
        return WithholdCode.HARM_TO_CUSTOMER
    return WithholdCode.NOBODY_KNOWN if report.markers.all() else ""
