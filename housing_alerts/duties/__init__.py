"""Duties: what somebody must do, as rows. Each step opens and closes them in its own transaction."""
