"""The base of every record: a reference, a version, and the one way to save it with its author and reason."""
