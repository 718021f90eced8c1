"""The audit site shows records and their history; the tasks of the worker are neither."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
