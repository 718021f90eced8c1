"""Appeals in the admin site for audit."""

from django.contrib import admin

from housing_alerts.audit.admin import RecordAdmin

from .models import Appeal

admin.site.register(Appeal, RecordAdmin)
