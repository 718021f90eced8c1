"""Remove the worker's tasks from the audit site, which shows only records and their history."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
