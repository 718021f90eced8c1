"""The customer, the property, the tenancy that joins them over time, and the facts known about the customer."""

from housing_alerts.customers.choices import Format, RestrictedBecause, ToldBy
from housing_alerts.customers.spelling import fold

from .known import Adjustment, Representative, Vulnerability
from .merge import Merge, span_of_both
from .people import (
    Asset,
    AssetQuerySet,
    Customer,
    CustomerQuerySet,
    EmergencyAccess,
    EmergencyAccessQuerySet,
    Membership,
    MembershipQuerySet,
    Tenancy,
)
from .searching import Searchable

__all__ = [
    "Adjustment",
    "Asset",
    "AssetQuerySet",
    "Customer",
    "CustomerQuerySet",
    "EmergencyAccess",
    "EmergencyAccessQuerySet",
    "Format",
    "Membership",
    "MembershipQuerySet",
    "Merge",
    "Representative",
    "RestrictedBecause",
    "Searchable",
    "Tenancy",
    "ToldBy",
    "Vulnerability",
    "fold",
    "span_of_both",
]
