"""The entry for a WSGI server. It does not start where the trail could be bent."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_alerts.settings")
application = get_wsgi_application()

from housing_alerts.kernel.audit.protection import require_protection  # noqa: E402  (the settings come first)

require_protection()
