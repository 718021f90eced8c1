"""The look-up: it tells colleagues how to act at a door, and never why (§2, §7)."""
