"""What the worker does, as tasks of Django's tasks framework, and when it is asked to."""

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
    """Do a duty of the day. :returns: what the command says of it; it is kept with the task."""
    said = StringIO()
    call_command(command, stdout=said)
    return said.getvalue().strip()


def enqueue_due(now: datetime) -> None:
    """Give a sign of life, and ask for what is due and not asked for yet.

    The rows of messages and of daily duties say what is due, not the queue: a task that was lost is asked for again.
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
