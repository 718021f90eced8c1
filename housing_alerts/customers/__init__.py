"""Customers, their homes, and the facts that staff must know before they write or visit."""
