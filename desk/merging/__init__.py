"""Merge two files of one person, and undo it."""
