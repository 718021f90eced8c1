"""Carry over alerts from the housing system as they stand (Appendix F)."""
