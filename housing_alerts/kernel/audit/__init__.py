"""The audit trail of steps and of readings. It imports nothing from the cases it names, and outlives their disposal."""
