"""Absences of colleagues, and the deputies who see their waiting work meanwhile."""
