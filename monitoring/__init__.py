"""Reports on all cases: the All Alerts report of Appendix F, and who opened files out of curiosity."""
