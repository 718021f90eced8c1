"""Letters about alerts, reviews, investigations and actions: drafts, suggestions and rules (Appendix E)."""
