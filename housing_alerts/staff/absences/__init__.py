"""Who is away, and who sees meanwhile what waits for them."""
