"""Importing the contacts export of the housing system, whole or not at all, as often as wanted."""

from .contacts import import_customers

__all__ = ["import_customers"]
