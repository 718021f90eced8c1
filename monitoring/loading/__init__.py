"""Contacts that other systems tell of: the telephone system, e-mail and Cx."""
