"""Two files of one person."""
