"""The contact that a customer makes with us, logged by hand or loaded from other systems."""
