"""The rights of the people on file (§13): who asks what is held about them gets it."""
