"""Register appeals in the admin site for audit."""

from django.contrib import admin

from housing_alerts.customers.admin import FileAdmin

from .models import Appeal

admin.site.register(Appeal, FileAdmin)
