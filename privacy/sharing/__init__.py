"""Requests by somebody else for what we hold about a person, and what was given to them (§11)."""
