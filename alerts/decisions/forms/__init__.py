"""The forms of decisions: those of a Head of Service, and those on what is in force already."""
