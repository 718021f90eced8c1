"""Colleagues, their roles and service areas, and the two organisations."""
