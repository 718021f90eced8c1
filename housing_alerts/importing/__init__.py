"""Reading other systems' files."""
