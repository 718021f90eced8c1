"""What is asked before a letter goes out: its format, a death at home, its delay, and danger that waits."""

from datetime import timedelta

import pytest

from alerts.look_up.selectors import look_up
from alerts.models import Alert
from alerts.writing import waiting
from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Customer
from housing_alerts.customers.policies import formats_named
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from letters import beforehand, dispatch
from tests import scenarios, settling
from tests.page import nothing_changes, words

from .sending import KNOWN, issue, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


# Another format than the one that was agreed with the customer


def agreed(cast, what, *, starts=0, ends=None):
    customers.record_adjustment(
        customer=cast.customers[scenarios.LODGER],
        by=cast.lead,
        what=what,
        starts=cast.ago(starts),
        ends=None if ends is None else cast.ago(ends),
    )


def asked(cast, letter):
    return [each.sentence for each in dispatch.asked(letter, on=cast.today) if each.code == beforehand.FORMAT]


@pytest.mark.clause("P10b", refuses=True)
def test_an_adjustment_that_names_another_format_is_asked_about_until_somebody_says_that_it_can_go(cast, sign_in):
    agreed(cast, "We send all letters in large print.")
    letter = scenarios.drafted(cast, scenarios.active(cast))
    said = (
        "An adjustment was agreed: “We send all letters in large print.”. The format of this letter is standard print."
    )
    with pytest.raises(NotAllowed, match="Choose the format under “Change safe contact”"):
        issue(cast, letter)
    assert said in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    assert issue(cast, letter, sure_of=[beforehand.FORMAT], words=KNOWN).status == "ISSUED"


@pytest.mark.clause("P10b")
def test_nothing_is_asked_where_the_letter_has_it_or_nothing_is_agreed_for_that_day(cast):
    for what, starts, ends, format in [
        ("Letters in large print.", 0, None, "LARGE_PRINT"),
        ("Letters in large print or Braille.", 0, None, "BRAILLE"),
        ("Letters in large print.", -3, None, ""),
        ("Letters in large print.", 9, 1, ""),
        ("Knock loudly.", 0, None, ""),
    ]:
        with settling.undone():
            agreed(cast, what, starts=starts, ends=ends)
            customer = Customer.objects.get(reference=scenarios.LODGER)
            customer.format = format
            letter = scenarios.composed(cast, scenarios.active(cast))
            letter.customer = customer
            assert asked(cast, letter) == []


@pytest.mark.clause("P10b", refuses=True)
def test_whether_the_letter_keeps_to_what_was_agreed_is_asked_before_it_goes(cast, sign_in):
    agreed(cast, "She reads no letters. We ring her.")
    letter = scenarios.drafted(cast, scenarios.active(cast))
    said = (
        "An adjustment was agreed: “She reads no letters. We ring her.”. Check that the customer can read this letter"
    )
    with pytest.raises(NotAllowed, match="Check that the customer can read this letter"):
        issue(cast, letter)
    assert said in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    assert issue(cast, letter, sure_of=[beforehand.ADJUSTED], words=KNOWN).status == "ISSUED"


@pytest.mark.clause("P10b")
def test_what_is_agreed_for_other_days_is_not_asked_about(cast):
    agreed(cast, "She reads no letters.", starts=9, ends=1)
    letter = scenarios.composed(cast, scenarios.active(cast))
    assert beforehand.ADJUSTED not in [each.code for each in dispatch.asked(letter, on=cast.today)]


def test_a_format_is_known_by_its_words():
    for said, named in [
        ("Large-print, please", ["LARGE_PRINT"]),
        ("Easy Read", ["EASY_READ"]),
        ("An audio CD and braille", ["BRAILLE", "AUDIO"]),
        ("By e-mail", ["EMAIL"]),
        ("Ring before you come", []),
    ]:
        assert formats_named(said) == named


# Somebody of the household died lately: whoever writes to, or visits, the others is told (§10)


BESIDE = "D900009"
"""Who lives with Mr Lodger."""


@pytest.fixture
def letter(cast):
    return scenarios.drafted(cast, scenarios.active(cast))


def _asked(cast, letter, **at):
    letter.customer = Customer.objects.get(pk=letter.customer.pk)
    found = dispatch.asked(letter, **({"on": cast.today} | at))
    return [one.sentence for one in found if one.code == beforehand.BEREAVED]


@pytest.mark.clause("P10a", refuses=True)
def test_it_is_asked_before_a_letter_to_the_others_is_issued(cast, sign_in, letter):
    assert _asked(cast, letter) == []
    dead = scenarios.dies(cast, BESIDE)
    said = (
        f"A death at the customer’s home is known since {show_date(cast.today)}: that of {dead}, who lived there too. "
    )
    assert _asked(cast, letter) == [f"{said}Write with that in mind."]
    assert said.strip() in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    scenarios.moved_out(cast, cast.customers[BESIDE])
    assert len(_asked(cast, letter)) == 1, "their place there has ended since"
    assert _asked(cast, letter, how="FIRST_CLASS") == [], "that it was posted is a fact"
    assert _asked(cast, letter, on=cast.ago(-400)) == [], "a year later"


@pytest.mark.clause("P11a")
def test_whose_file_is_restricted_is_not_named(cast, letter):
    scenarios.restrict_file(cast, BESIDE)
    scenarios.dies(cast, BESIDE)
    (asked,) = _asked(cast, letter)
    assert "that of somebody, who lived there too" in asked


@pytest.mark.clause("P10a")
def test_who_came_afterwards_or_has_no_home_is_not_bereaved(cast, letter):
    scenarios.dies(cast, BESIDE)
    scenarios.moved_out(cast, cast.customers[BESIDE])
    place = cast.customers[scenarios.LODGER].memberships.get()
    place.starts = cast.today
    records.save(place, by=None, why="Imported")
    assert _asked(cast, letter) == []
    place.delete()
    assert _asked(cast, letter) == []


@pytest.mark.long
def test_whoever_reads_names_is_told_at_the_door(cast, sign_in):
    def told(who):
        return words(sign_in(who).get("/look-up/", {"q": "A-D1"}))

    said = f"Somebody who lived here has died: we know it since {show_date(cast.today)}."
    assert "has died" not in told("officer")
    scenarios.dies(cast, BESIDE)
    scenarios.moved_out(cast, cast.customers[BESIDE])
    assert said in told("officer")
    assert "has died" not in told("contractor")
    place = cast.customers[BESIDE].memberships.get()
    place.ends = cast.ago(500)
    records.save(place, by=None, why="Imported")
    assert "has died" not in told("officer"), "who had left long before"
    place.ends = None
    records.save(place, by=None, why="Imported")
    (place,) = look_up(cast.officer, "A-D1", on=cast.ago(-400)).places
    assert place.died_on is None, "a year later"
    scenarios.restrict_file(cast, BESIDE)
    assert "has died" not in told("officer")


# A letter that first tells of a decision long after it was made


def late(letter, cast):
    return [doubt.code for doubt in dispatch.asked(letter, on=cast.today) if doubt.code == dispatch.LATE]


@pytest.mark.clause("D3b", "E1")
def test_a_plan_of_more_than_ten_working_days_after_the_decision_is_asked_about(cast):
    for days, asks in [(14, False), (15, True), (25, True)]:
        with settling.undone():
            alert = scenarios.active(cast)
            planned = alert.decided_on + timedelta(days=days)
            assert bool(late(scenarios.composed(cast, alert, on=planned), cast)) is asks


@pytest.mark.clause("D3b", "E1", refuses=True)
def test_the_reason_is_kept_with_the_letter(cast):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert, on=cast.today + timedelta(days=25))
    (doubt,) = [each for each in dispatch.asked(letter, on=cast.today) if each.code == dispatch.LATE]
    assert dispatch.why_doubts_unanswered([doubt], [], "").sentence.startswith("The decision was made on")
    letter.answers = dispatch.answers([doubt], words="She was in hospital.", by=cast.lead, on=cast.today)
    assert late(letter, cast) == []


@pytest.mark.clause("D3b")
def test_a_letter_that_replaces_one_or_tells_of_no_decision_is_not(cast):
    alert = scenarios.told(cast)
    later = cast.today + timedelta(days=25)
    assert late(scenarios.composed(cast, alert, on=later), cast) == []
    appeal = scenarios.appealed(cast, Alert.objects.get(pk=alert.pk))
    assert late(scenarios.composed(cast, appeal, on=later), cast) == []


# A letter that lets a customer off while newer danger of theirs waits for its decision (D4, E2, E3, E4)


WAITS = "stands on this customer: it waits for a decision, or a marker is in force. The letter tells of an outcome"
SURE = {"sure_of": ["DANGER_WAITS"], "words": "It says nothing of what is to come."}


def nothing_further(cast):
    return scenarios.considered(cast)


def ended(cast):
    return scenarios.ended(cast, scenarios.told(cast), "RISK_REDUCED")


def removed_at_a_review(cast):
    return scenarios.removed_at_a_review(cast, scenarios.told(cast))


def lighter_at_a_review(cast):
    review = scenarios.under_review(cast, scenarios.told(cast, "WEAPONS"))
    return scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=["POLICE_ADVICE"])


def upheld(cast):
    return scenarios.determined(cast, scenarios.prepared(cast, scenarios.told(cast)), "UPHELD")


def action_set_aside(cast):
    warning = scenarios.agreed_action(cast, kind="WRITTEN_WARNING")
    return scenarios.determined(cast, scenarios.prepared(cast, warning), "UPHELD")


def reported(cast):
    return scenarios.logged(cast, days=1, violent=True)


def under_investigation(cast):
    return scenarios.opened(cast, days=1, weapon=True).incidents.get()


def marked(cast):
    return scenarios.marked(cast, days=1, violent=False).incident


OUTCOMES = [nothing_further, ended, removed_at_a_review, lighter_at_a_review, upheld, action_set_aside]


def of_danger(letter, cast):
    return [doubt for doubt in dispatch.asked(letter, on=cast.today) if doubt.code == "DANGER_WAITS"]


@pytest.mark.clause("D4", "E4", refuses=True)
def test_what_lets_somebody_off_is_asked_about_while_a_newer_report_of_danger_waits(cast):
    for outcome in OUTCOMES:
        with settling.undone():
            subject = outcome(cast)
            assert of_danger(scenarios.composed(cast, subject), cast) == []
            report = reported(cast)
            (doubt,) = of_danger(scenarios.composed(cast, subject), cast)
            assert f"Danger of report {report.reference} {WAITS}" in doubt.sentence


@pytest.mark.clause("D4", "E4", refuses=True)
def test_such_a_letter_is_issued_once_somebody_says_that_it_can_go(cast, sign_in):
    subject = nothing_further(cast)
    report = reported(cast)
    client, sentence = sign_in("lead"), f"Danger of report {report.reference} {WAITS}"
    assert sentence in words(client.get(f"/investigations/{subject.reference}/letter/"))
    letter = scenarios.drafted(cast, subject)
    assert sentence in words(client.get(f"/letters/{letter.reference}/issue/"))
    with nothing_changes(), pytest.raises(NotAllowed, match=report.reference):
        issue(cast, letter)
    issued = issue(cast, letter, **SURE)
    assert issued.status == "ISSUED"
    assert of_danger(issued, cast) == [], "what was answered is not asked at the posting again"


@pytest.mark.clause("D4", "E4", refuses=True)
def test_danger_that_came_after_the_issue_is_asked_about_at_the_posting(cast, sign_in):
    letter = scenarios.issued(cast, nothing_further(cast))
    for danger in (reported, under_investigation, marked):
        with settling.undone():
            report = danger(cast)
            with nothing_changes(), pytest.raises(NotAllowed, match=f"Danger of report {report.reference} {WAITS}"):
                post(cast, letter)
    report = reported(cast)
    assert f"Danger of report {report.reference} {WAITS}" in words(
        sign_in("lead").get(f"/letters/{letter.reference}/posting/")
    )
    assert post(cast, letter, **SURE).status == "SENT"


@pytest.mark.clause("D4")
def test_nothing_is_asked_of_what_is_decided_of_somebody_else_or_known_only_later(cast):
    subject = nothing_further(cast)
    letter = scenarios.drafted(cast, subject)
    scenarios.approved(cast, scenarios.proposed_on(cast, scenarios.logged(cast, violent=True)))
    scenarios.logged(cast, scenarios.HONG, violent=True)
    scenarios.logged(cast, days=1)
    assert of_danger(letter, cast) == []
    reported(cast)
    assert [doubt.code for doubt in dispatch.asked(letter, on=cast.ago(5))].count("DANGER_WAITS") == 0


@pytest.mark.clause("D4")
def test_a_letter_that_imposes_or_goes_on_lets_nobody_off(cast):
    alert, warning = scenarios.active(cast), scenarios.agreed_action(cast, kind="WRITTEN_WARNING")
    stricter = scenarios.approved(cast, scenarios.proposed_to_replace(cast, scenarios.told(cast, "WEAPONS")))
    reported(cast)
    for subject in (alert, warning, stricter):
        assert of_danger(scenarios.composed(cast, subject), cast) == []
    assert list(waiting.doubts(stricter.replaces, on=cast.today)) == []
    assert list(waiting.doubts(scenarios.on_a_property(cast), on=cast.today)) == []
