"""Decisions of the Head of Service, and the record of each (§7)."""
