"""Records that belong to a colleague by name, and their handing over when the colleague leaves or is away."""
