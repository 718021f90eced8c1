"""The comparison with the alerts that Cx holds, row by row (§11)."""
