"""Investigations: the Operational Lead's file on one customer (Appendix D 3.2)."""
