"""The nouns of monitoring."""

from monitoring.contacts.models import Contact
from monitoring.equality.models import Characteristic, Publication, Response
from monitoring.levels.models import HighContact
from monitoring.loading.models import ContactLoad
from monitoring.strategies.models import Strategy

__all__ = ["Characteristic", "Contact", "ContactLoad", "HighContact", "Publication", "Response", "Strategy"]
