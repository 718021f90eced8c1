"""The pages of incidents, investigations, alerts and reviews."""
