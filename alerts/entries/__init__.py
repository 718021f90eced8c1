"""Entries in Cx and Assure, and the yearly confirmation (§11)."""
