"""Duties: whom they fall to, and who is told."""
