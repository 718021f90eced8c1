"""The building blocks of every page: forms, fields, components, steps."""
