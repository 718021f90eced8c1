"""The strategy by which the contact of one customer is reduced."""
