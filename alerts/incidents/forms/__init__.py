"""What a report and its triage ask."""
