"""A subject access request, from its receipt to its answer."""
