"""Debian's Chromium, driven by Playwright."""

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's own browser, with nothing that calls home; without its sandbox, which root cannot have."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    switches = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", *quiet]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": switches}
