"""Legal holds: somebody needs the data about a person, so none of them may be disposed of (§13)."""
