"""Who may what: every address, each role, reading and acting."""
