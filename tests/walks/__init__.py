"""Random walks of all roles over the six machines, against a table that knows nothing of the product's rules."""
