"""The format of days on the audit site: 5 April 2026."""
