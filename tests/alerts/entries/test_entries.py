"""What waits to be entered in Cx and Assure, on one page: ten reports, with the words and what was entered today (§11)."""

import pytest

from alerts.models import Entry
from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")


def boxes(entries, **references):
    """What is sent of the page: each of these as entered today, under its reference."""
    sent = {}
    for entry in entries:
        sent |= {f"done-{entry.pk}": "on", f"version-{entry.pk}": entry.version}
        sent[f"reference-{entry.pk}"] = references.get(entry.task, "")
    return sent


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_both_texts_of_a_report_stand_there_and_are_recorded_at_once(sign_in, cast):
    incident = scenarios.logged(cast)
    entries = list(incident.entries.all())
    client = sign_in("officer")
    page = words(client.get("/entries/"))
    assert "Report the incident in Assure" in page
    assert "Add a note in Cx" in page
    assert f"Contact Management incident {incident.reference}" in page

    answer = client.post("/entries/", boxes(entries, REPORT="AS-77"), follow=True)

    assert "2 entries recorded as done today." in words(answer)
    assert "Nothing waits for you to be entered." in words(answer)
    done = Entry.objects.get(task="REPORT")
    assert (done.reference, done.entered_on, done.entered_by) == ("AS-77", cast.today, cast.officer)
    assert done.words


@pytest.mark.long
def test_what_is_missing_is_said_and_what_was_typed_stays(sign_in, cast):
    entries = list(scenarios.logged(cast).entries.all())
    client = sign_in("officer")
    nothing = client.post("/entries/", {})
    assert "Choose at least one that you have entered" in words(nothing)

    sent = boxes(entries, NOTE="CX-1")
    answer = client.post("/entries/", sent)
    assert "Enter the reference that Assure gave IN-2026-00001" in words(answer)
    assert 'value="CX-1"' in answer.content.decode()
    assert not Entry.objects.filter(entered_on__isnull=False).exists(), "all of them, or none"


def test_what_somebody_else_did_meanwhile_stays_as_they_recorded_it(sign_in, cast):
    incident = scenarios.logged(cast)
    entries = list(incident.entries.all())
    client = sign_in("officer")
    scenarios.entered(cast, incident)
    theirs = Entry.objects.get(entered_on__isnull=False)
    answer = client.post("/entries/", boxes(entries, REPORT="AS-77"), follow=True)
    assert "1 entry recorded as done today." in words(answer)
    assert Entry.objects.get(pk=theirs.pk).version == theirs.version


@pytest.mark.clause("P11a", refuses=True)
def test_nobody_else_finds_it_there(sign_in, cast):
    entries = list(scenarios.logged(cast).entries.all())
    assert "Nothing waits for you" in words(sign_in("lead2").get("/entries/"))
    answer = sign_in("contractor").post("/entries/", boxes(entries, REPORT="AS-77"))
    assert "Choose at least one" in words(answer)
    assert not Entry.objects.filter(entered_on__isnull=False).exists()


NOT_TOLD_YET = "no letter had told the customer. Look in Contact Management before you speak to them of it."


@pytest.mark.long
@pytest.mark.clause("P11a", "P7c")
def test_the_words_for_cx_say_that_no_letter_has_told_the_customer_until_one_has(cast, sign_in):
    alert = scenarios.active(cast)
    assert NOT_TOLD_YET in words(sign_in("lead").get("/entries/"))

    scenarios.notified(cast, alert)

    assert NOT_TOLD_YET not in words(sign_in("lead").get("/entries/"))
