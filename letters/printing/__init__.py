"""The process that prints letters."""
