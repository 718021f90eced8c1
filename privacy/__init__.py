"""The rights of the people on file (§13): they get what is held about them, and it is held no longer than needed."""
