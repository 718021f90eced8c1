"""The customer, the property, the tenancy that joins them over time, and the facts known about the customer."""

from housing_alerts.customers.choices import Format, RestrictedBecause, ToldBy
from housing_alerts.customers.spelling import fold

from .glass import EmergencyAccess, EmergencyAccessQuerySet
from .known import Adjustment, Representative, Vulnerability
from .merge import Merge
from .pair import Pair
from .people import (
    Customer,
    CustomerQuerySet,
    Membership,
    MembershipQuerySet,
)
from .properties import Asset, AssetQuerySet, Tenancy, in_one_line
from .searching import Searchable
from .spans import DaysUnder, days_of, span
from .words import AtHome, Word

__all__ = [
    "Adjustment",
    "Asset",
    "AssetQuerySet",
    "AtHome",
    "Customer",
    "CustomerQuerySet",
    "DaysUnder",
    "EmergencyAccess",
    "EmergencyAccessQuerySet",
    "Format",
    "Membership",
    "MembershipQuerySet",
    "Merge",
    "Pair",
    "Representative",
    "RestrictedBecause",
    "Searchable",
    "Tenancy",
    "ToldBy",
    "Vulnerability",
    "Word",
    "days_of",
    "fold",
    "in_one_line",
    "span",
]
