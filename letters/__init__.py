"""Letters: composed of facts, rendered once, kept, posted. Knows a letter's subject, never what kind of case it is."""
