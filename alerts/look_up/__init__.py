"""The look-up: what to do at a door, and never why (§2, §7)."""
