"""Whether the service is alive, and whether it is ready for requests. Public: neither says anything else."""

from django.contrib.auth.decorators import login_not_required
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from housing_alerts.kernel.audit.probing import why_not_recordable
from housing_alerts.kernel.audit.protection import unprotected


@require_safe
@login_not_required
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "live"})


@require_safe
@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """The migrations are applied, the trail is protected, and a step could be recorded; else 503, with what is missing."""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        bent = [] if waiting else unprotected()
    except (DatabaseError, InterfaceError):
        return JsonResponse({"status": "not ready", "why": "the database does not answer"}, status=503)
    if waiting:
        return JsonResponse({"status": "not ready", "why": "migrations are not applied"}, status=503)
    if bent:
        return JsonResponse({"status": "not ready", "why": "the trail is not protected"}, status=503)
    if why := why_not_recordable():
        return JsonResponse({"status": "not ready", "why": why}, status=503)
    return JsonResponse({"status": "ready"})
