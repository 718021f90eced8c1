"""The reference data of the procedure: behaviours, examples and types of alert (§3, §7, Appendix D)."""
