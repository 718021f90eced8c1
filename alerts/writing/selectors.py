"""The letters about a case, and the organisation that writes them."""

from datetime import date

from alerts.alert.models import Alert
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Organisation
from letters.models import Letter, LetterQuerySet
from letters.subjects import Subject


def organisation(case: Alert | Investigation | Incident, *, on: date) -> Organisation:
    """Under whose name the case stands: the customer's landlord, or that of whoever lives there.

    A draft may say neither who nor where.
    """
    if case.customer:
        return case.customer.organisation
    living = Customer.objects.living_at(case.asset, on=on) if case.asset else Customer.objects.none()
    resident = living.select_related("organisation").first()
    return resident.organisation if resident else Organisation.objects.earliest("pk")


def letters_about(*subjects: Subject) -> LetterQuerySet:
    """The letters that tell of an alert, a review, an appeal, or a case and its actions, newest first."""
    return Letter.objects.about(*subjects).select_related("issued_by")
