"""Read files from other systems."""
