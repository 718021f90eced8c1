"""Corrections to a report: the answer of a colleague for whom it was made, and the danger of a void one (§2, §11)."""
