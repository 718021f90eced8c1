"""The bench: how long each page takes, beside a plain Django list of the same database."""
