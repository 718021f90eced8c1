"""The worklist: the duties that wait for a colleague."""
