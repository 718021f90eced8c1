"""Who did what and who read what. Imports nothing of the cases it speaks of, and outlives their disposal."""
