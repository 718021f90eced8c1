"""A calendar of a colleague's deadlines, at a private address."""
