"""The protected characteristics of customers: recorded apart from their files, and monitored."""
