"""Reviews of an alert, and the evidence that each rests on (§8)."""
