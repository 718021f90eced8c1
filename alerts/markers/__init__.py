"""Interim safety markers, and the report to the police (§5, Appendix D 4.1)."""
