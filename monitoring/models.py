"""The nouns of monitoring."""

from monitoring.contacts.models import Contact
from monitoring.loading.models import ContactLoad

__all__ = ["Contact", "ContactLoad"]
