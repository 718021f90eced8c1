"""A generated year of a landlord: what happens to people and homes, and what must show at which door."""
