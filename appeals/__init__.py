"""Appeals: the customer's written challenge to an alert, to a review that kept it, or to an agreed action."""
