"""Photos and files that hang on a record: checked, made harmless, kept. Knows a record, never what kind of case it is."""
