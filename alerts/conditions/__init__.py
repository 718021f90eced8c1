"""Conditions: the restrictions that an alert imposes (§5)."""
