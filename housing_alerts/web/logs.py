"""Logs name no private address: its token opens a calendar."""

import logging
import re

SECRET = re.compile(r"(/calendar/)[^/\s?\"']+(\.ics)")


class WithoutTokens(logging.Filter):
    """Takes the token of a calendar out of each line, wherever it stands in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line pass, without its token."""
        said = record.getMessage()
        if SECRET.search(said):
            record.msg, record.args = SECRET.sub(r"\1…\2", said), ()
        return True
