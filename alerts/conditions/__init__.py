"""Conditions: what an alert restricts (§5)."""
