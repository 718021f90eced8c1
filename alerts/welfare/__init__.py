"""How a colleague is after an incident with danger or injury: their line manager asks within two working days (§2)."""
