"""Letters: composed from facts, rendered once, kept, posted. No code here depends on the kind of case."""
