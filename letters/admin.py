"""Letters in the admin site for audit. The PDF itself is no field of theirs."""

from django.contrib import admin

from housing_alerts.customers.admin import FileAdmin

from .models import Letter

admin.site.register(Letter, FileAdmin)
