"""Tools for developers and for the demo; production installs none of them."""
