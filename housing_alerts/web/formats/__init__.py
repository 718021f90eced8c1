"""How the audit site writes days: 5 April 2026."""
