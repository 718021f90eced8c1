"""The entry for a WSGI server. It does not start if the trail could be changed, or if production is unsafe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_alerts.settings")
application = get_wsgi_application()

from housing_alerts.safety import require_safe_service  # noqa: E402  (the settings come first)

require_safe_service()
