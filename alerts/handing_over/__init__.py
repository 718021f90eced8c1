"""Incidents, investigations and alerts that are a colleague's, and go to another one."""
