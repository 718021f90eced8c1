"""Retention: how long what is held is kept, and what is due for disposal (§13)."""
