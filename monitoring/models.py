"""The nouns of monitoring."""

from monitoring.contacts.models import Contact

__all__ = ["Contact"]
