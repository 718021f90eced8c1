"""The picture of alerts, incidents and our own work, for those who answer for them."""
