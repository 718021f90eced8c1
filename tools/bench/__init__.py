"""The bench: compare the time of each page with that of a plain Django list on the same database."""
