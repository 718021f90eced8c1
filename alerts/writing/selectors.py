"""Select the letters about a case, and the organisation that writes them."""

from datetime import date

from alerts.alert.models import Alert
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
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


def letters_about(*subjects: Subject) -> LetterQuerySet:
    """Return the letters that tell of an alert, a review, an appeal, or a case and its actions, newest first."""
    return Letter.objects.about(*subjects).select_related("issued_by")
