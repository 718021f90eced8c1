"""Whoever looked up lately reads where something is new, unless that would tell where a restricted file lives (§11, D4)."""

import pytest
from django.urls import reverse

from alerts.models import VisitNotice
from tests import scenarios
from tests.page import words
from tests.scenarios import LODGER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
HOME = "12 Sandpiper Close"


def told_of_a_marker(cast):
    scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True))
    return VisitNotice.objects.get(colleague=cast.people["contractor"])


@pytest.mark.clause("D4")
def test_where_an_open_file_was_shown_there_too_the_address_is_told(cast, sign_in):
    scenarios.restrict_file(cast, LODGER)
    client = sign_in("contractor")
    client.get(f"/look-up/?q={HOME}")
    notice = told_of_a_marker(cast)
    page = words(client.get(reverse("alerts:visit_news", args=[notice.pk])))
    assert f"There is a new alert or marker at {HOME}" in page
    assert "Lodger" not in page


@pytest.mark.clause("P11a", refuses=True)
def test_an_earlier_look_up_of_the_address_does_not_tell_where_somebody_closed_lives(cast, sign_in, wednesday):
    scenarios.restrict_file(cast)
    client = sign_in("contractor")
    client.get(f"/look-up/?q={HOME}")
    wednesday.shift(60)
    client.get(f"/look-up/?q={LODGER}")
    assert told_of_a_marker(cast).place is None
