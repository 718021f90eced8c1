"""Legal holds: somebody needs what is held about a person, so nothing of it may be disposed of (§13)."""
