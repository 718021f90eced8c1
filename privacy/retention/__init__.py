"""Retention: how long data are kept, and which are due for disposal (§13)."""
