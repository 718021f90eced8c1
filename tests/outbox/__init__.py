"""Messages to colleagues: written, sent, put off, parked, taken up again."""
