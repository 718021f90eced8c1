"""What the demo shows: each thing that a page may hold, as its colleagues would have left it."""

import pytest
from django.utils import timezone

from alerts.incidents.selectors import support
from alerts.models import Incident
from tools import demo_cases

pytestmark = pytest.mark.same_on_both


@pytest.mark.clause("D5")
def test_an_alert_was_breached_with_a_photo_of_it_and_the_reporter_finds_support(db):
    cast = demo_cases.load(timezone.localdate())
    incident = Incident.objects.get(breach_of__isnull=False)
    assert (incident.breach_of.type.name, incident.status) == ("Dangerous Dogs", "REFERRED")
    assert [(file.name, file.kind) for file in incident.files] == [("Dog in the hall.jpg", "JPEG")]
    assert [(one.name, bool(one.url)) for one in support(cast.officer, incident)] == [
        ("Lone Working Policy", True),
        ("Health and Safety Policy", True),
        ("Harbour, our employee helpline", True),
    ]
