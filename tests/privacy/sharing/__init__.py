"""Requests by somebody else for what we hold about a person, and what they got (§11)."""
