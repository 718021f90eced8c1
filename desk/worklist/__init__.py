"""What waits for a colleague."""
