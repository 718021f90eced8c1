"""Actions: steps that are no sanction, such as a warning or mediation (§5)."""
