"""A report as its form sends it, and as its line manager makes it void."""

from alerts.incidents import services
from alerts.models import Behaviour
from tests.page import day

URL = "/incidents/log/"
ACCOUNT = "He shouted at me and blocked the path."


def a_report(cast, **changed):
    """The answers of a report without danger, with these changed."""
    answers = {
        "about": "BEHAVIOUR",
        "customer": "D900001",
        **day("occurred_at", cast.ago(1)),
        "occurred_at_time": "10:30",
        "channel": "HOME_VISIT",
        "account": ACCOUNT,
        "behaviours": [Behaviour.objects.get(code="AGGRESSIVE").pk],
        "dangers": ["NONE"],
        "steps": ["ASKED", "WARNED", "LEFT"],
        "who": "ME",
        "danger_from": "NAMED",
        "line_manager": cast.manager.pk,
    }
    return answers | changed


def make_void(cast, incident, reason="I typed it twice by mistake.", **answers):
    """Make the report void as its line manager, and return it."""
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today}
    return services.void_incident(**step, reason=reason, **answers)
