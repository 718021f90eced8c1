"""Pages about all nouns together: the worklist and the customer's page."""
