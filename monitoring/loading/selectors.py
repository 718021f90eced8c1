"""Select the loads of contacts, for those who load them."""

from monitoring.models import ContactLoad

MOST = 20
"""The number of loads that are listed; the audit site has all."""


def loads() -> list[ContactLoad]:
    """Return the last loads, the newest first. They tell of no customer."""
    return list(ContactLoad.objects.select_related("created_by")[:MOST])
