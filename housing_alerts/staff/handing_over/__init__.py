"""What is a colleague's by name, and to whom it goes when they leave or are away."""
