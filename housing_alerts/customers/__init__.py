"""Customers, where they live, and what must be known before we write to them or visit."""
