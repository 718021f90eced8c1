"""Guides: the documents of ``docs/staff`` as pages of the product, and the task that each page is about."""
