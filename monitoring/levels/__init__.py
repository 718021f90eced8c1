"""How much contact each customer makes, and whose level is high."""
