"""Import the contacts export of the housing system: the whole file or nothing, as often as wanted."""

from .contacts import import_customers

__all__ = ["import_customers"]
