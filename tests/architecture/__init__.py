"""Tests of the house itself: what each module may hold, and that the documents say what the code does."""
