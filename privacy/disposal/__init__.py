"""Disposal: files whose period is over go for good, once two people have agreed (§13)."""
