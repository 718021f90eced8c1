"""The forms of a report and its triage."""
