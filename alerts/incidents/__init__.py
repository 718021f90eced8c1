"""Incidents: logged, triaged, settled or referred; breaches of an alert (§2, §3, §4, Appendix D)."""
