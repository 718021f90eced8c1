"""What every test stands on."""

import pytest


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Addresses of static files as they are, without the manifest that ``collectstatic`` makes."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
