"""Incidents, investigations, alerts and reviews: the procedure from a report to a decision, and what follows."""
