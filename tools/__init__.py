"""What developers and the demo use; production installs none of it."""
