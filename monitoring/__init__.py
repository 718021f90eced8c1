"""Reports on all cases: for now the All Alerts report of Appendix F."""
