"""Select the letters about a case, and the organisation that writes them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from alerts.alert.models import Alert
from alerts.choices import About, AlertStatus, IncidentStatus, Informing, WithholdCode
from alerts.corrections import selectors as corrections
from alerts.corrections.choices import DangerFrom
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reviews.models import Review
from housing_alerts.customers.models import Adjustment, Customer, Vulnerability
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.staff.models import Organisation
from letters.models import Letter, LetterQuerySet
from letters.subjects import AtHome, Subject

from . import at_home, waiting


def organisation(case: Alert | Investigation | Incident, *, on: date) -> Organisation:
    """Return the customer's landlord or, without a customer, that of a resident of the property.

    A draft may give neither a person nor a place; then it is the first organisation.
    """
    if case.customer:
        return case.customer.organisation
    living = Customer.objects.living_at(case.asset, on=on) if case.asset else Customer.objects.none()
    resident = living.select_related("organisation").first()
    return resident.organisation if resident else Organisation.objects.earliest("pk")


def with_told(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """P7c Return the alerts, each with ``was_told``: whether a letter that was sent told the customer of it.

    ``has_appealed`` on each says whether they know of it because they appealed. Where somebody did for them, it is not known
    whether the customer knows.
    """
    sent = Letter.objects.filter(kind__in=Alert.TOLD_BY).sent()
    reviews = Review.objects.filter(sent.tell_of_each(Review), alert=OuterRef("pk"))
    themselves = Q(appeals__isnull=False, appeals__representative=None, appeals__other_sender="")
    appealed = Exists(Alert.objects.filter(themselves, pk=OuterRef("pk")))
    told = sent.tell_of_each(Alert) | Q(Exists(reviews))
    return alerts.annotate(was_told=told, has_appealed=appealed)  # type: ignore[no-redef]


KEPT_AT_HOME = (WithholdCode.HARM_TO_CUSTOMER, WithholdCode.THIRD_PARTY)
"""P7c P4b The grounds on which an alert is kept from a customer that make any letter to their home a risk."""
KEPT, AGENCY, NOT_THEIRS = "KEPT", "AGENCY", "NOT_THEIRS"
"""The codes of the doubts about an alert that is kept from a customer, about what an agency told us, and who did it."""


def doubts(subject: Subject, *, on: date) -> Iterator[Doubt]:
    """P2 D4 P4b P7c P13b Yield each doubt about a letter: what was corrected since, not theirs, an agency's, or kept from them.

    It does not name the alert that is kept: the writer may not see its case. Where a letter to their home is itself a risk,
    that is asked instead (:func:`known_at_home`).
    """
    yield from corrections.doubts(subject, on=on)
    yield from waiting.doubts(subject, on=on)
    reports = list(corrections.reports_behind(subject)[0])
    if any(one.danger_from == DangerFrom.THERE for one in reports):
        said = "Somebody else there did this, as the report says. The letter does not say that the customer did it."
        yield Doubt(NOT_THEIRS, said, "what somebody else did is not said of the customer")
    if any(one.about == About.THIRD_PARTY for one in reports):
        said = "An agency told us a part of this. The letter does not say that one did, or what only they know."
        yield Doubt(AGENCY, said, "nothing of what an agency told us")
    told = getattr(subject, "alert", subject)  # a review and an appeal are about one
    alerts = subject.customer.alerts.all() if subject.customer else []
    if any(_is_kept(alert, on) for alert in alerts if alert != told):
        said = (
            "Another alert is kept from the customer. The letter tells nothing of it, nor of what colleagues do for it."
        )
        yield Doubt(KEPT, said, "nothing of an alert that is kept from them")


def _is_kept(alert: Alert, on: date) -> bool:
    """P7c Return whether it is kept from the customer then, on a ground that endangers nobody at home."""
    begun = alert.effective_from is not None and alert.effective_from <= on
    kept = alert.is_active and alert.informing == Informing.WITHHOLD
    return begun and kept and alert.withhold_code not in KEPT_AT_HOME


def known_at_home(customer: Customer, others: list[Customer], *, on: date) -> AtHome:
    """P7c P10a P10b Return why a letter to this home is a risk, as reports, alerts and files of those there say.

    A report counts from the day it is known, in whatever case it is and before anybody has decided on it.
    """
    people = {each.pk: each for each in [customer, *others]}
    known = Incident.objects.filter(customer__in=people.values(), known_at__date__lte=on).order_by()
    known = known.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    reports = list(known.only("customer", "about", "channel", "circumstances", "account"))
    for report in reports:
        report.customer = people[report.customer_id or 0]
    kept = Alert.objects.filter(customer__in=others, status=AlertStatus.ACTIVE, effective_from__lte=on)
    kept = kept.filter(informing=Informing.WITHHOLD, withhold_code__in=KEPT_AT_HOME).order_by()
    others_too = [one for one in reports if one.customer_id != customer.pk]
    danger = {one.customer_id for one in others_too if one.customer_id and at_home.reported_of_home([one])}
    danger |= {pk for pk in kept.values_list("customer", flat=True) if pk} if others else set()
    own = at_home.reported_of_home(one for one in reports if one.customer_id == customer.pk)
    on_file = _unsafe_by_file(list(people), on)
    return AtHome([*own, *[at_home.ON_FILE] * (customer.pk in on_file)], danger | on_file - {customer.pk})


def _unsafe_by_file(people: list[int], on: date) -> set[int]:
    """P7c P10a P10b Return the keys of those whose vulnerabilities or adjustments then read as a danger at home."""
    known = (
        Vulnerability.objects.filter(customer__in=people, told_on__lte=on).order_by().values_list("customer", "what")
    )
    agreed = Adjustment.objects.filter(customer__in=people, starts__lte=on).exclude(ends__lt=on).order_by()
    told = known.union(agreed.values_list("customer", "what"), all=True)
    return {customer for customer, what in told if at_home.unsafe_at_home(what)}


def letters_about(*subjects: Subject) -> LetterQuerySet:
    """Return the letters that tell of an alert, a review, an appeal, or a case and its actions, newest first."""
    return Letter.objects.about(*subjects).select_related("issued_by")
