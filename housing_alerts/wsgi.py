"""The entry for a WSGI server. It does not start if the trail could be changed, or if production is unsafe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_alerts.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (the settings come first)

from housing_alerts.kernel.audit.protection import require_protection  # noqa: E402
from housing_alerts.safety import require_safe, unsafe_database  # noqa: E402

require_protection()
if not settings.DEMO:
    require_safe(unsafe_database())
