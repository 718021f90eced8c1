"""Reports on all cases: the All Alerts report of Appendix F, and the report on files opened out of curiosity."""
