"""Danger on the form of a report: it is asked for, and asked about where the words name it (Appendix D 4.1)."""

import pytest

from alerts.incidents.words import names_danger
from alerts.models import Behaviour, Incident
from housing_alerts.kernel.audit.models import AuditEvent
from tests.alerts.incidents.reporting import ACCOUNT, URL, a_report
from tests.page import assert_asks, nothing_changes, words
from tests.step import fill

# Danger that the words name


HIT = "He punched me in the face and pulled a knife."
ASKED = "Was anybody hurt, harassed, threatened or kept from leaving, was there a weapon or a dog?"
NONE = (
    "Yes, this is right. No colleague is in danger from it. Nobody was harassed, kept from leaving or followed, and there was "
    "no weapon and no dog."
)


@pytest.mark.clause("D4", refuses=True)
@pytest.mark.parametrize(
    "account",
    [
        HIT,
        "Her dog bit me.",
        "He came with an axe.",
        "KICKED the door",
        "He will set his lads on me.",
        "He slammed it on my foot.",
        "Whoever we send tomorrow will leave in an ambulance.",
        "He has a bat behind the door.",
        "Her Alsatian came through the gate.",
        "He said he knows where my kids live.",
        "He threatened me.",
        "He will put me in the ground.",
        "There is a shotgun in the cupboard.",
        "He locked the door.",
        "The dog went for me.",
        "He aimed an air rifle at me from the upstairs window.",
        "He put his hand up my skirt.",
        "He exposed himself to me.",
        "He pinned me to the wall and would not move.",
        "He would do me in if I came back.",
        "He said next time I won't be walking away.",
    ],
)
def test_where_the_words_name_danger_and_nothing_is_ticked_it_is_asked(cast, sign_in, account):
    client = sign_in("officer")
    with nothing_changes():
        page = fill(client, URL, **a_report(cast, account=account))
    assert ASKED in words(page)
    assert NONE in words(page)


@pytest.mark.clause("D4", refuses=True)
@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"dangers": []}, "Choose whether there was any of this"),
        ({"dangers": ["NONE", "DOG"]}, "Choose what there was, or that there was none"),
        (
            {"behaviours": "THREAT_OF_VIOLENCE"},
            "What you chose above tells of danger. Choose it here too, or take it back there",
        ),
    ],
)
def test_no_report_is_taken_without_an_answer_about_danger(cast, sign_in, answers, sentence):
    if "behaviours" in answers:
        answers = {"behaviours": [Behaviour.objects.get(code=answers["behaviours"]).pk]}
    client = sign_in("officer")
    with nothing_changes():
        assert_asks(fill(client, URL, **a_report(cast, **answers)), sentence, typed=(ACCOUNT,))


@pytest.mark.clause("D4", refuses=True)
@pytest.mark.parametrize("danger", ["VIOLENT", "THREAT", "WEAPON", "DOG"])
@pytest.mark.parametrize("danger_from", ["", "NAMED", "THERE"])
def test_danger_without_anybody_or_anywhere_asks_who_or_where(cast, sign_in, danger, danger_from):
    """It answered with a page of the service's own fault, each time it was sent."""
    client = sign_in("officer")
    nowhere = {"customer": "", "asset": "", "elsewhere": "", "dangers": [danger], "danger_from": danger_from}
    with nothing_changes():
        page = fill(client, URL, **a_report(cast, **nowhere))
    assert_asks(page, "Say who it is about or, if you do not know, where it was", typed=(ACCOUNT,))


@pytest.mark.clause("D4")
def test_a_threat_that_is_ticked_is_one_of_the_behaviours(cast, sign_in):
    fill(sign_in("officer"), URL, **a_report(cast, dangers=["THREAT"]))
    incident = Incident.objects.get()
    assert {behaviour.code for behaviour in incident.behaviours.all()} == {"AGGRESSIVE", "THREAT_OF_VIOLENCE"}


@pytest.mark.parametrize(
    "account",
    [
        "She threatened to complain to the board.",
        "He threatened us with legal action. Nobody was hurt, and no one was injured.",
        "I could not find him. He is a bully, and the boiler is dead.",
        "We regret it, so please sort it out next time you come.",
    ],
)
def test_what_is_no_danger_is_not_asked_about(account):
    assert not names_danger(account)


@pytest.mark.clause("P4a", refuses=True)
def test_where_the_words_read_as_if_somebody_at_home_told_us_it_is_asked_who_behaved_so(cast, sign_in):
    account, client = "She wrote: my husband waits for the repairs man. Do not tell him.", sign_in("officer")
    with nothing_changes():
        page = words(fill(client, URL, **a_report(cast, account=account)))
    assert "The customer above is who did this or may do it, and not who told us." in page
    fill(client, URL, **a_report(cast, account=account, circumstances=["DOMESTIC_ABUSE"]))
    assert Incident.objects.get().circumstances == ["DOMESTIC_ABUSE"]


@pytest.mark.clause("P4a", refuses=True)
def test_where_somebody_else_rang_by_name_it_is_asked_too(cast, sign_in):
    typed = a_report(cast, account="Ms Ingrid Solberg rang from 17 Dunlin Close: he shouts.", channel="TELEPHONE")
    client = sign_in("officer")
    with nothing_changes():
        page = words(fill(client, URL, **typed))
    assert "The customer above is who did this or may do it, and not who told us." in page


@pytest.mark.clause("D4")
def test_that_there_was_none_is_kept(cast, sign_in):
    fill(sign_in("officer"), URL, **a_report(cast, account="He hit the wall.", confirmed=["NO_DANGER D900001"]))
    assert Incident.objects.get().dangers == []
    said = AuditEvent.objects.get(action="log incident").why
    assert said == "Said to be right: nobody hurt, harassed, threatened or kept in, no weapon, no dog"


@pytest.mark.clause("D4")
@pytest.mark.parametrize(
    "ticked", [{"dangers": ["VIOLENT"]}, {"dangers": ["WEAPON"]}, {"dangers": ["DOG"]}, {"dangers": ["THREAT"]}]
)
def test_what_is_ticked_is_not_asked_again(cast, sign_in, ticked):
    fill(sign_in("officer"), URL, **a_report(cast, account=HIT, **ticked))
    assert Incident.objects.get().dangers


@pytest.mark.parametrize("account", [ACCOUNT, "He was a bit loud.", "A white van with a machine.", "I waited a while."])
def test_other_words_ask_nothing(cast, sign_in, account):
    fill(sign_in("officer"), URL, **a_report(cast, account=account))
    assert Incident.objects.get().account == account
