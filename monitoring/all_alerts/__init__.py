"""The All Alerts report of Appendix F."""
