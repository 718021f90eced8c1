"""Photos and files on a record: check them, make them harmless, keep them. No code here depends on the kind of record."""
