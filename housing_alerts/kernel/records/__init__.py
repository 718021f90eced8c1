"""What every record has in common: a reference, a version, and the one way to be saved with by and why."""
