"""Two colleagues at once: real processes, real commits, on PostgreSQL."""
