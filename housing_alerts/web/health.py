"""Say whether the service is alive, and whether it is ready for requests. Both answers are public and say nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from housing_alerts.kernel.audit.probing import why_recording_fails
from housing_alerts.kernel.audit.protection import unprotected


def migrations_wait() -> bool:
    """Return whether the database lacks a migration of the code, as a new one lacks all."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@require_safe
@login_not_required
def live(request: HttpRequest) -> JsonResponse:
    """Answer that the process runs."""
    return JsonResponse({"status": "live"})


@require_safe
@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """Answer that a step could be recorded, or 503 with the reason.

    A step needs all migrations applied, the trail protected, and a database that records.
    """
    try:
        waiting = migrations_wait()
        bent = [] if waiting else unprotected()
    except (DatabaseError, InterfaceError):
        return JsonResponse({"status": "not ready", "why": "the database does not answer"}, status=503)
    if waiting:
        return JsonResponse({"status": "not ready", "why": "migrations are not applied"}, status=503)
    if bent:
        return JsonResponse({"status": "not ready", "why": "the trail is not protected"}, status=503)
    if why := why_recording_fails():
        return JsonResponse({"status": "not ready", "why": why}, status=503)
    return JsonResponse({"status": "ready"})
