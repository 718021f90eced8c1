"""The worker's tasks in Django's tasks framework, and when they are enqueued."""

from datetime import datetime
from io import StringIO

from django.core.management import call_command
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from . import schedule, sending, services
from .models import Message


@task()
def send_messages() -> int:
    """Send every message that is due."""
    return sending.send_due()


@task()
def run_daily(command: str) -> str:
    """Run a daily command. :returns: its output, which is kept with the task."""
    said = StringIO()
    call_command(command, stdout=said)
    return said.getvalue().strip()


def enqueue_due(now: datetime) -> None:
    """Record a sign of life, and enqueue the tasks that are due and not waiting yet.

    The rows of messages and of daily commands say what is due, not the queue: a task that was lost is enqueued again.
    """
    services.beat(now=now)
    for daily in schedule.due(now):
        _ask(run_daily, daily.command)
    if Message.objects.due(now=now).exists():
        _ask(send_messages)


def _ask(wanted: Task, *args: str) -> None:
    asked = {"args": list(args), "kwargs": {}}
    if not DBTaskResult.objects.ready().filter(task_path=wanted.module_path, args_kwargs=asked).exists():
        wanted.enqueue(*args)
