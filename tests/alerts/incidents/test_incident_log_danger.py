"""Danger on the form of a report: it is asked for (Appendix D 4.1)."""

import pytest

from alerts.models import Behaviour, Incident
from tests.alerts.incidents.reporting import ACCOUNT, URL, a_report
from tests.page import assert_asks, nothing_changes
from tests.step import fill


@pytest.mark.clause("D4", refuses=True)
def test_no_report_is_taken_without_an_answer_about_danger(cast, sign_in):
    for answers, sentence in [
        ({"dangers": []}, "Choose whether there was any of this"),
        ({"dangers": ["NONE", "DOG"]}, "Choose what there was, or that there was none"),
        (
            {"behaviours": "THREAT_OF_VIOLENCE"},
            "What you chose above tells of danger. Choose it here too, or take it back there",
        ),
    ]:
        if "behaviours" in answers:
            answers = {"behaviours": [Behaviour.objects.get(code=answers["behaviours"]).pk]}
        client = sign_in("officer")
        with nothing_changes():
            assert_asks(fill(client, URL, **a_report(cast, **answers)), sentence, typed=(ACCOUNT,))


@pytest.mark.clause("D4", refuses=True)
def test_danger_without_anybody_or_anywhere_asks_who_or_where(cast, sign_in):
    """It answered with a page of the service's own fault, each time it was sent."""
    client = sign_in("officer")
    for danger_from in ("", "NAMED", "THERE"):
        nowhere = {"customer": "", "asset": "", "elsewhere": "", "dangers": ["DOG"], "danger_from": danger_from}
        with nothing_changes():
            page = fill(client, URL, **a_report(cast, **nowhere))
        assert_asks(page, "Say who it is about or, if you do not know, where it was", typed=(ACCOUNT,))


@pytest.mark.clause("D4")
def test_a_threat_that_is_ticked_is_one_of_the_behaviours(cast, sign_in):
    fill(sign_in("officer"), URL, **a_report(cast, dangers=["THREAT"]))
    incident = Incident.objects.get()
    assert {behaviour.code for behaviour in incident.behaviours.all()} == {"AGGRESSIVE", "THREAT_OF_VIOLENCE"}
