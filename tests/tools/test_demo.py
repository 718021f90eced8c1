"""What the demo shows: each thing that a page may hold, as its colleagues would have left it."""

import pytest
from django.db import connection
from django.utils import timezone

from alerts.models import Alert, Incident, VisitList
from alerts.welfare.selectors import support
from housing_alerts.kernel.audit.models import AuditEvent
from tests.page import words
from tools import demo_cases
from tools.gallery import PICTURES
from tools.management.commands.screenshots import references_in

pytestmark = pytest.mark.same_on_both


@pytest.mark.clause("D5")
def test_the_demo_shows_a_breach_the_days_visits_each_step_on_its_day_and_every_picture(client, db):
    cast = demo_cases.load(timezone.localdate())
    _was_breached_with_a_photo_of_it_and_the_reporter_finds_support(cast)
    _has_a_list_of_todays_visits(client, cast)
    _took_each_step_on_its_day_one_after_the_other()
    _finds_the_case_of_each_picture()


def _was_breached_with_a_photo_of_it_and_the_reporter_finds_support(cast):
    incident = Incident.objects.get(breach_of__isnull=False)
    assert (incident.breach_of.type.name, incident.status) == ("Dangerous Dogs", "REFERRED")
    assert [(file.name, file.kind) for file in incident.files] == [("Dog in the hall.jpg", "JPEG")]
    assert [(one.name, bool(one.url)) for one in support(cast.officer, incident)] == [
        ("Lone Working Policy", True),
        ("Health and Safety Policy", True),
        ("Harbour, our employee helpline", True),
    ]


def _has_a_list_of_todays_visits(client, cast):
    kept = VisitList.objects.get()
    assert (kept.keeper, kept.on) == (cast.officer, cast.today)
    client.force_login(cast.officer)
    said = words(client.get(f"/visits/{kept.pk}/"))
    assert "Stop 2" in said
    assert "We could not find this: treat it as a stop." in said


def _took_each_step_on_its_day_one_after_the_other():
    alerts = Alert.objects.active().select_related("investigation")
    assert alerts
    for alert in alerts:
        opened = timezone.localdate(alert.investigation.created_at)
        assert opened < alert.investigation.recommended_on < alert.decided_on, alert
        assert timezone.localdate(alert.approved_at) == alert.decided_on
    moments = list(AuditEvent.objects.order_by("position").values_list("at", flat=True))
    assert moments == sorted(moments)


def _finds_the_case_of_each_picture():
    with connection.cursor() as cursor:
        references = references_in(cursor)
    paths = [picture.path.format(**references) for picture in PICTURES]
    assert not [path for path in paths if "{" in path]
