"""A request of a person about their own data, from its receipt to its answer."""
