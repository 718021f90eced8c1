"""The pages of an incident."""
