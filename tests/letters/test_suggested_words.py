"""The words that a letter starts from and those that are suggested: what was decided, and no more than is so (E1 to E4)."""

import pytest

from alerts.incidents.blame import tells_of_behaviour
from alerts.models import Alert, Incident, Investigation
from alerts.writing import drafts, suggestions
from appeals import suggestions as of_appeals
from letters.choices import Kind
from letters.models import Letter
from letters.services import as_text, source
from tests import scenarios, settling
from tests.page import assert_asks, nothing_changes, words
from tests.step import fill, shown

from .samples import letter, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]


# What each letter starts from


@pytest.mark.clause("E2", refuses=True)
def test_the_letter_about_a_review_starts_from_the_recorded_reason(cast, sign_in):
    review = scenarios.reviewed(
        cast,
        scenarios.under_review(cast, scenarios.told(cast)),
        reason="Her sister lives with her and speaks for her now.",
    )
    page = sign_in("lead").get(f"/reviews/{review.reference}/letter/")
    assert shown(page)["reason"] == ["Her sister lives with her and speaks for her now."]


@pytest.mark.clause("P8b", refuses=True)
def test_the_letter_about_a_removal_starts_from_no_words(cast, sign_in):
    """Why it was removed is written down for colleagues, and suggested words are none of the Lead's."""
    alert = scenarios.ended(cast, scenarios.told(cast))
    page = sign_in("lead").get(f"/alerts/{alert.reference}/removal-letter/")
    assert shown(page)["reason"] == [""]


@pytest.mark.long
@pytest.mark.clause("E2", "P11a")
def test_what_colleagues_wrote_for_each_other_goes_out_only_where_the_lead_says_so(cast, sign_in):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)))
    client, url = sign_in("lead"), f"/reviews/{review.reference}/letter/"
    with nothing_changes():
        asked = fill(client, url)
        assert_asks(asked, "Confirm that it is meant, or write it in another way")
    question = (
        "“What is the reason for the decision?” holds the words of the record as they are. The customer may read them."
    )
    client.post(url, shown(asked) | {"confirmed": question})
    assert Letter.objects.get(kind="REVIEW_OUTCOME").confirmed == [question]


@pytest.mark.clause("E4", refuses=True)
def test_the_letter_about_an_outcome_starts_from_the_recorded_reason(cast, sign_in):
    for there, reason in [
        (scenarios.considered, "It was a bad day."),
        (lambda cast: scenarios.agreed_action(cast).investigation, "It is enough for us now."),
        (lambda cast: scenarios.declined(cast, scenarios.proposed(cast)).investigation, "A warning is enough for now."),
    ]:
        with settling.undone():
            file = there(cast)
            assert shown(sign_in("lead").get(f"/investigations/{file.reference}/letter/"))["reason"] == [reason]


@pytest.mark.clause("D3a")
def test_a_written_warning_says_what_was_done(cast, sign_in):
    incident = scenarios.settled(cast, action="WRITTEN_WARNING", channel="TELEPHONE")
    incident.examples.set(type(incident).examples.rel.model.objects.filter(code="VERBAL_ABUSE"))
    action = incident.actions.get()
    page = words(sign_in("lead").get(action.letter_page(action.letter_kind)))
    assert "you used abusive words to somebody who works for us." in page


STOCK = "We have had no further concerns about your behaviour. Thank you for working with us."
ASKED = (
    "“What is the reason for the decision?” holds the suggested words as they are. They say what is so in this case."
)


@pytest.fixture
def review(cast):
    return scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)), outcome="REMOVE")


@pytest.mark.long
@pytest.mark.clause("E2", refuses=True)
def test_suggested_words_never_pass_as_finished(cast, sign_in, review):
    client, url = sign_in("lead"), f"/reviews/{review.reference}/letter/"
    with nothing_changes():
        response = fill(client, url, reason="", reason_from="0")
        assert_asks(response, "Confirm that it is meant, or write it in another way")
    assert shown(response)["reason"] == [STOCK]
    client.post(url, shown(response) | {"confirmed": ASKED})
    letter = Letter.objects.get(kind="REVIEW_OUTCOME")
    assert (letter.facts["reason"], letter.confirmed) == (STOCK, [ASKED])
    assert ASKED in words(client.get(f"/letters/{letter.reference}/"))


# A letter calls unacceptable what somebody did, and blames nobody for a dog or a risk (E1)


BLAMELESS = "We do not say that you did anything wrong."
DOG = {"circumstances": ["DANGEROUS_DOG"]}


@pytest.mark.clause("E1")
def test_the_dangers_of_a_report_count_as_what_was_ticked_does(cast):
    for facts, blamed in [
        ({"about": "NEAR_MISS", "violent": True}, True),
        ({"about": "RISK", "weapon": True}, False),
        ({"about": "RISK", "circumstances": ["SEXUAL"]}, False),
        ({"about": "RISK", "behaviour": "AGGRESSIVE", "violent": True}, False),
        ({"about": "RISK"}, False),
        (DOG, False),
        ({"about": "RISK", **DOG}, False),
        ({"behaviour": "AGGRESSIVE", **DOG}, True),
        ({"violent": True, "danger_from": "THERE"}, False),
    ]:
        with settling.undone():
            if facts.get("danger_from"):
                scenarios.restrict_file(cast)
            assert tells_of_behaviour([scenarios.logged(cast, **{"behaviour": ""} | facts)]) == blamed


@pytest.mark.clause("E1")
def test_the_report_counts_and_not_the_type_of_the_alert(cast):
    incident = scenarios.logged(cast, **DOG)
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident, "DANGEROUS_DOGS"))
    assert scenarios.composed(cast, alert).facts["behaviour"]
    assert drafts.suggested_incident(alert).endswith("It said that your behaviour was ")


@pytest.mark.clause("E1")
def test_of_a_dog_alone_the_letter_says_that_it_is_about_the_dog(cast):
    incident = scenarios.logged(cast, behaviour="", **DOG)
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident, "DANGEROUS_DOGS"))
    assert drafts.suggested_incident(alert).endswith("It said that ")
    facts = scenarios.composed(cast, alert).facts
    text = said(letter(Kind.NOTIFICATION, facts={"behaviour": facts["behaviour"], "of_dog": facts["of_dog"]}))
    assert "This alert is about the dog. Our staff and contractors must be able to do their work safely." in text
    assert BLAMELESS not in text
    assert BLAMELESS in said(letter(Kind.NOTIFICATION, facts={"behaviour": False, "of_dog": False}))


@pytest.mark.clause("E1")
def test_of_a_risk_alone_the_letter_blames_nobody(cast):
    incident = scenarios.logged(cast, about="RISK", behaviour="AGGRESSIVE", violent=True)
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident))
    assert "your behaviour" not in drafts.suggested_incident(alert)
    facts = scenarios.composed(cast, alert).facts
    text = said(letter(Kind.NOTIFICATION, facts={"behaviour": facts["behaviour"], "of_dog": facts["of_dog"]}))
    assert f"{BLAMELESS} Our staff and contractors must be able to do their work safely." in text
    assert "If you know what would help to keep everybody safe, please tell us." in text
    assert "not acceptable" not in text
    assert "think about what happened" not in text


@pytest.mark.clause("E1", "P4b")
def test_of_what_an_agency_alone_told_us_nobody_is_blamed(cast):
    assert not drafts.of_behaviour([scenarios.told_by_the_police(cast)])


@pytest.mark.clause("E1")
def test_of_a_dog_without_a_report_nobody_is_blamed(cast):
    assert not drafts.of_behaviour([scenarios.carried_over(cast, code="DANGEROUS_DOGS")])


def now(alert):
    return Alert.objects.get(pk=alert.pk)


@pytest.mark.clause("E1", "E4")
def test_a_report_of_a_risk_alone_begins_with_no_behaviour(cast):
    for about, blames in [("RISK", False), ("BEHAVIOUR", True)]:
        with settling.undone():
            alert = scenarios.active(cast)
            incident = alert.investigation.incidents.get()
            Incident.objects.filter(pk=incident.pk).update(about=about)
            incident.behaviours.clear()
            file = Investigation.objects.get(pk=alert.investigation.pk)
            begun = [drafts.suggested_incident(now(alert)), drafts.suggested_matter(file)]
            assert ["your behaviour was" in words for words in begun] == [blames, blames]
            assert all(words.endswith(("said that ", "behaviour was ")) for words in begun)


@pytest.fixture
def to_keep(cast):
    """An open review of an alert that is about behaviour, which is to be kept."""
    found = scenarios.under_review(cast, scenarios.active(cast))
    found.outcome = "KEEP"
    return found


def _reported(cast, **facts):
    incident = scenarios.logged(cast)
    Incident.objects.filter(pk=incident.pk).update(known_at=cast.then(-5), **facts)
    return incident


NEW = "We have had new reports"


@pytest.mark.clause("P4b", refuses=True)
def test_only_a_report_of_behaviour_is_a_new_report(cast, to_keep):
    for facts, named, counts in [
        ({}, True, True),
        ({"about": "THIRD_PARTY"}, True, False),
        ({"status": "DRAFT"}, True, False),
        ({"circumstances": ["DOMESTIC_ABUSE"]}, True, False),
        ({}, False, False),
    ]:
        with settling.undone():
            incident = _reported(cast, **facts)
            if not named:
                incident.behaviours.clear()
            assert any(NEW in words for words in suggestions.reasons(to_keep)) is counts


@pytest.mark.clause("E2", refuses=True)
def test_of_a_dog_no_behaviour_is_spoken_of(cast):
    for outcome in ["KEEP", "REMOVE"]:
        with settling.undone():
            dog = scenarios.logged(cast, behaviour="", circumstances=["DANGEROUS_DOG"])
            alert = scenarios.approved(cast, scenarios.proposed_on(cast, dog, "DANGEROUS_DOGS"))
            to_keep = scenarios.under_review(cast, alert)
            to_keep.outcome = outcome
            for reported in (False, True):
                if reported:
                    _reported(cast)
                texts = suggestions.reasons(to_keep)
                assert texts
                assert not [words for words in texts if "your behaviour" in words]


@pytest.mark.clause("E1")
def test_suggested_reports_fit_every_way_they_came_and_everybody_who_works_for_us():
    words = " ".join(suggestions._REPORTED.values())
    assert not [each for each in ("shouted", "intimidated", "member of our staff") if each in words]


# Somebody else at the customer's home was the danger (§5, §6)


OF_SOMEBODY_ELSE = "Somebody else there did this, as the report says. The letter does not say that the customer did it."


@pytest.fixture
def alert(cast):
    """A restricted file keeps the report, though the danger is somebody else's who stays there."""
    scenarios.restrict_file(cast)
    proposed = scenarios.proposed_on(cast, scenarios.logged(cast, violent=True, danger_from="THERE"))
    alert = Alert.objects.get(pk=scenarios.approved(cast, proposed).pk)
    assert [one.danger_from for one in alert.file.incidents.all()] == ["THERE"]
    return alert


@pytest.mark.clause("E1")
def test_the_letter_calls_nothing_of_it_their_behaviour(cast, alert):
    letter = scenarios.composed(cast, alert)
    assert drafts.suggested_incident(alert).endswith("It said that ")
    text = " ".join(as_text(source(letter)).split())
    assert "such behaviour is not acceptable" not in text
    assert "think about what happened" not in text
    assert "Our staff and contractors must be able to do their work safely." in text
    assert "We do not say that you did anything wrong." in text


@pytest.mark.long
@pytest.mark.clause("E1", refuses=True)
def test_the_writer_is_asked(cast, sign_in, alert):
    assert OF_SOMEBODY_ELSE in words(sign_in("lead").get(f"/alerts/{alert.reference}/letter/"))
    letter = scenarios.drafted(cast, alert)
    client = sign_in("lead")
    with nothing_changes():
        page = words(fill(client, f"/letters/{letter.reference}/issue/"))
    assert OF_SOMEBODY_ELSE in page
    assert Letter.objects.get().issued_on is None


# Thanks, and what was heard and sent


@pytest.mark.clause("E4")
def test_nobody_is_thanked_for_a_side_that_they_did_not_give(cast):
    for side, told, untold in [
        ("GIVEN", "You told us your side of it. Thank you for doing that.", "chose not to"),
        (
            "REFUSED",
            "We asked you for your side of it, and you chose not to give it. You can still tell us",
            "Thank you for doing",
        ),
        ("", "We have not put an alert on your record because of this report.", "your side"),
    ]:
        with settling.undone():
            file = scenarios.considered(cast)
            file.discussions.filter(counterpart="CUSTOMER").update(side=side)
            file = Investigation.objects.get(pk=file.pk)
            text = said(scenarios.composed(cast, file))
            assert told in text
            assert untold not in text
            listened = [words for words in suggestions.considered(file) if "listened to your side" in words]
            assert bool(listened) is (side == "GIVEN")


@pytest.mark.parametrize(
    ("sent", "told"), [("A letter from my doctor.", "the supporting information"), ("", "the reasons")]
)
@pytest.mark.clause("E3")
def test_supporting_information_is_spoken_of_where_some_came(cast, sent, told):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast), documents=sent))
    assert f"We considered {told} you gave us, and what our Operational Lead put together." in said(
        scenarios.composed(cast, appeal)
    )
    assert any("what you sent" in words for words in of_appeals.considered(appeal)) is bool(sent)
    assert not [words for words in of_appeals.bases(appeal) if "sent us" in words]


DANGERS = {"violence": {"violent": True}, "a threat": {"behaviour": "THREAT_OF_VIOLENCE"}, "a weapon": {"weapon": True}}


def thanked(review):
    return bool([words for words in suggestions.reasons(review) if "hank you" in words])


@pytest.mark.long
@pytest.mark.clause("E2")
def test_nobody_is_thanked_for_working_with_us_after_violence_or_a_threat_of_it(cast):
    for danger in [*DANGERS, ""]:
        with settling.undone():
            incident = scenarios.logged(cast, **DANGERS.get(danger, {}))
            alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident))
            scenarios.posted(cast, alert)
            alert.refresh_from_db()
            review = scenarios.reviewed(
                cast, scenarios.under_review(cast, alert), outcome="REMOVE", danger="He has moved to another county."
            )
            assert thanked(review) is (not danger)
            assert len(suggestions.reasons(review)) == 4


@pytest.mark.clause("E2", refuses=True)
def test_nobody_is_said_to_have_kept_to_what_no_letter_told_them(cast):
    for told in [True, False]:
        for outcome, kept in [("REMOVE", "You have kept to what"), ("STEP_DOWN", "You have kept to")]:
            with settling.undone():
                alert = scenarios.restricted(cast)
                if told:
                    scenarios.posted(cast, alert)
                review = scenarios.under_review(cast, Alert.objects.get(pk=alert.pk))
                review.outcome = outcome
                assert any(kept in text for text in suggestions.reasons(review)) is told


# What would lead to a removal


@pytest.mark.clause("E1")
def test_removal_is_spoken_of_once_and_not_promised(cast):
    alert = scenarios.active(cast)
    for removal in suggestions.removals([alert]):
        told = {"incident": "You shouted.", "reason": "It was the second time.", "removal": removal}
        facts = drafts.notification(alert, on=cast.today, invite_apology=True, **told)
        text = said(letter(Kind.NOTIFICATION, facts=facts))
        assert text.count("We may remove it") == 1
        assert "will remove" not in text


@pytest.mark.long
@pytest.mark.clause("E1")
def test_of_several_alerts_it_is_said_what_would_lead_to_the_removal_of_each(cast, sign_in):
    """Words about visits alone would leave somebody with limits on contact in the dark."""
    pairs, dog = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "DANGEROUS_DOGS")
    pairs, dog = scenarios.approved(cast, pairs), scenarios.approved(cast, dog)
    visits, shut = "If the next visits are calm, that will count in your favour.", "Shutting it away before each visit"

    _, both, *each = suggestions.removals([pairs, dog])

    assert visits in both and shut in both
    assert [(visits in words, shut in words) for words in each] == [(True, False), (False, True)]
    assert len(suggestions.removals([pairs, pairs])) == 2, "what is the same of each is said once"
    assert both in words(sign_in("lead").get(f"/alerts/{pairs.reference}/letter/"))


@pytest.mark.clause("E1")
def test_where_no_visit_changes_it_speaks_of_contact(cast):
    contact, visits = scenarios.restricted(cast), scenarios.active(cast)
    assert suggestions.removals([contact])[0] == drafts.REMOVAL_OF_CONTACT
    assert suggestions.removals([contact, visits])[0] == drafts.REMOVAL


# Words that fit whatever they begin


def test_the_reasons_for_an_answer_fit_an_alert_about_contact_too():
    for bases in of_appeals.BASES.values():
        assert not [words for words in bases if "safe" in words or "risk" in words or "writing" in words]


def test_words_that_any_alert_begins_with_speak_of_no_safety():
    for text in [drafts.REMOVAL, drafts.REMOVAL_OF_CONTACT, suggestions.NOT_IN_GENERAL]:
        assert "safe" not in text and "risk" not in text


@pytest.mark.clause("E4")
def test_what_was_decided_instead_is_spoken_of_only_where_it_is_told(cast):
    file = scenarios.agreed_action(cast).investigation
    assert any("What we have decided instead is enough" in words for words in suggestions.considered(file))
    nothing = scenarios.considered(cast, customer="D900003")
    assert not any("decided instead" in words for words in suggestions.considered(nothing))
