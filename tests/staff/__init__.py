"""Colleagues, their accounts and roles, the landlords, and signing in."""
