"""Select the letters about a case, and the organisation that writes them."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from alerts.alert.models import Alert
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reviews.models import Review
from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Organisation
from letters.models import Letter, LetterQuerySet
from letters.subjects import Subject


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
    """P7c Return the alerts, each with ``was_told``: whether a letter that was sent told the customer of it."""
    sent = Letter.objects.filter(kind__in=Alert.TOLD_BY).sent()
    reviews = Review.objects.filter(sent.tell_of_each(Review), alert=OuterRef("pk"))
    return alerts.annotate(was_told=sent.tell_of_each(Alert) | Q(Exists(reviews)))  # type: ignore[no-redef]


def letters_about(*subjects: Subject) -> LetterQuerySet:
    """Return the letters that tell of an alert, a review, an appeal, or a case and its actions, newest first."""
    return Letter.objects.about(*subjects).select_related("issued_by")
