"""The details that a landlord prints on its letters, and its own standards."""
