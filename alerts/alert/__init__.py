"""The contact management alert itself: its machine, its end, and departures (§7, §8)."""
