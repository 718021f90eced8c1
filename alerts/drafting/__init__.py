"""The drafts of reports: what was typed and is not logged yet (§2)."""
