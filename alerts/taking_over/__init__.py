"""Alerts that the housing system holds already, taken over as they stand (Appendix F)."""
