"""How often a colleague may ask, and what of it is a reading."""

import time_machine
from django.urls import reverse

from alerts.look_up.views import MOST_A_MINUTE
from housing_alerts.kernel.audit.models import ReadEvent
from tests.look_up import NOTHING
from tests.page import words

LOOK_UP = reverse("alerts:look_up")
SUGGESTIONS = reverse("alerts:look_up_suggestions")
REPORT = reverse("alerts:incident_log")


def _readings():
    return list(ReadEvent.objects.order_by("position").values_list("opened", "reference"))


def test_whoever_asks_too_often_is_told_that_nothing_was_checked(cast, sign_in, monkeypatch):
    monkeypatch.setattr("alerts.look_up.views.MOST_A_MINUTE", 3)
    client = sign_in("officer")
    with time_machine.travel("2026-06-10 09:30+00:00", tick=False) as clock:
        answers = [client.get(LOOK_UP, {"q": "Sandpiper"}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        said = words(answers[-1])
        assert "Could not check – treat this as a stop" in said
        assert "We do not know whether there is an alert." in said
        assert NOTHING not in said
        assert sign_in("lead").get(LOOK_UP, {"q": "Sandpiper"}).status_code == 200
        clock.shift(61)
        assert sign_in("officer").get(LOOK_UP, {"q": "Sandpiper"}).status_code == 200


def test_sixty_a_minute(cast, sign_in):
    assert MOST_A_MINUTE == 60
    client = sign_in("contractor")
    with time_machine.travel("2026-06-10 09:30+00:00", tick=False):
        assert {client.get(SUGGESTIONS, {"q": "zz"}).status_code for _ in range(60)} == {200}
        assert client.get(SUGGESTIONS, {"q": "zz"}).status_code == 429


def test_what_is_suggested_while_one_types_stops_no_look_up(cast, sign_in, monkeypatch):
    monkeypatch.setattr("alerts.look_up.views.MOST_A_MINUTE", 1)
    client = sign_in("officer")
    assert [client.get(SUGGESTIONS, {"q": "le"}).status_code for _ in range(2)] == [200, 429]
    assert client.get(LOOK_UP, {"q": "lewis"}).status_code == 200


def test_a_search_is_one_reading_however_many_letters_follow(cast, sign_in):
    client = sign_in("officer")
    for typed in ("le", "lew", "lewi", "LEWIS", "lewis lodger"):
        assert client.get(SUGGESTIONS, {"q": typed}).json()
    assert _readings() == [("suggestions", "")]
    client.get(SUGGESTIONS, {"q": "jo"})
    assert len(_readings()) == 2
    sign_in("lead").get(SUGGESTIONS, {"q": "jo"})
    assert len(_readings()) == 3


def test_what_finds_nothing_is_no_reading(cast, sign_in):
    sign_in("officer").get(SUGGESTIONS, {"q": "zz"})
    assert _readings() == []


def test_a_name_that_a_link_brings_into_a_report_is_a_reading(cast, sign_in):
    client = sign_in("officer")
    assert "D900001 Lewis Lodger" in client.get(REPORT, {"customer": "d900001"}).content.decode()
    assert _readings() == [("name for a report", "D900001")]
    client.get(REPORT)
    client.get(REPORT, {"customer": "D999999"})
    assert len(_readings()) == 1


def test_a_contractor_reads_no_name_there(cast, sign_in):
    assert "Lodger" not in sign_in("contractor").get(REPORT, {"customer": "D900001"}).content.decode()
    assert _readings() == []


def test_names_for_reports_count_as_look_ups(cast, sign_in, monkeypatch):
    monkeypatch.setattr("alerts.look_up.views.MOST_A_MINUTE", 1)
    client = sign_in("officer")
    assert client.get(REPORT, {"customer": "D900001"}).status_code == 200
    assert client.get(REPORT, {"customer": "D900002"}).status_code == 429
    assert client.get(REPORT).status_code == 200
