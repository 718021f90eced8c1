"""Welfare checks: after danger or injury a line manager asks within two working days how the colleague is (§2)."""
