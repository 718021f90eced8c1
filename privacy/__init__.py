"""The rights of the people on file (§13): to get their data, which is held no longer than needed."""
