"""Duties: the things that somebody must do, as rows. Each step opens and closes them in its own transaction."""
