"""What a letter says of why we decided so, and of why nobody asked for the customer's side: in the Lead's own words."""

import pytest

from alerts.models import Action
from alerts.writing import forms, suggestions
from housing_alerts.kernel.refusals import NotAllowed
from letters import proofreading, services
from letters.choices import Kind
from letters.models import Letter
from tests import scenarios
from tests.letters.samples import FACTS, letter
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.scenarios import HONG
from tests.step import fill, shown

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
INCIDENT = "It was reported to us that you shouted at our officer."
OWN = {"incident": INCIDENT, "removal": "Calm visits will count in your favour."}
WHY = "This was the second report since May, and a talk with you did not help."
CONFIRM = "Confirm that it is meant, or write it in another way"
OF_THE_RECORD = "“Why did we decide this?” holds the words of the record as they are. The customer may read them."
AS_SUGGESTED = "“{}” holds the suggested words as they are. They say what is so in this case."


def said(written):
    """The letter as text, without the lines below its headings."""
    return " ".join(services.as_text(services.source(written)).replace("-" * 3, "").split())


def url(alert):
    return f"/alerts/{alert.reference}/letter/"


def of_action(action):
    return f"/investigations/{action.reference}/actions/{action.pk}/letter/"


@pytest.mark.clause("E1", "D3b")
def test_each_letter_about_a_decision_says_why():
    for kind in [
        Kind.NOTIFICATION,
        Kind.REVIEW_OUTCOME,
        Kind.REMOVAL,
        Kind.WRITTEN_WARNING,
        Kind.BEHAVIOUR_AGREEMENT,
        Kind.AGREED_ACTION,
    ]:
        assert FACTS[kind]["reason"]
        text = said(letter(kind, facts={"reason": WHY}))
        assert text.lower().count("why we decided this") == 1
        assert WHY in text[text.lower().index("why we decided this") :]


@pytest.mark.long
@pytest.mark.clause("E1")
def test_the_lead_writes_it_and_what_was_recorded_does_not_pass_as_finished(cast, sign_in):
    alert, client = scenarios.active(cast), sign_in("lead")
    asked = fill(client, url(alert), **OWN)
    assert shown(asked)["reason"] == [alert.decision_reason]
    assert_asks(asked, CONFIRM)
    assert OF_THE_RECORD in words(asked)

    done = client.post(url(alert), shown(asked) | {"reason": WHY})

    written = Letter.objects.get()
    assert_done(client, done, f"/letters/{written.reference}/", f"Letter {written.reference} drafted.")
    assert written.facts["reason"] == WHY


@pytest.mark.long
@pytest.mark.clause("E1")
def test_of_several_alerts_each_recorded_reason_is_there_once(cast):
    proposed = scenarios.proposed_together(cast, "DANGEROUS_DOGS", "VISIT_IN_PAIRS")
    dog, pairs = [scenarios.approved(cast, each) for each in proposed]
    assert forms.NotificationForm(alert=dog).initial["reason"] == dog.decision_reason
    pairs.decision_reason = "He shouted as well."
    pairs.save()
    assert forms.NotificationForm(alert=dog).initial["reason"] == f"{dog.decision_reason}\nHe shouted as well."


@pytest.mark.long
@pytest.mark.clause("E1")
def test_where_details_would_put_somebody_at_risk_general_words_are_offered_and_confirmed(cast, sign_in):
    confided = scenarios.logged_in_words(cast, "His wife rang and said that he would shout at us.")
    alert, client = scenarios.approved(cast, scenarios.proposed_on(cast, confided)), sign_in("lead")
    general = "We have weighed what was reported and what we know. We think that this is needed."
    texts = forms.NotificationForm(alert=alert).suggested["reason"]
    assert general in texts[-1]
    assert "Where details would put somebody at risk, say it in general words." in words(client.get(url(alert)))

    asked = fill(client, url(alert), **OWN, reason_from=str(len(texts) - 1))
    assert_asks(asked, CONFIRM)
    confirmed = AS_SUGGESTED.format("Why did we decide this?")
    client.post(url(alert), shown(asked) | {"confirmed": confirmed})

    written = Letter.objects.get()
    assert (written.facts["reason"], written.confirmed) == (texts[-1], [confirmed])
    assert general in said(written)


@pytest.mark.clause("E1", refuses=True)
def test_a_reason_that_says_too_little_or_names_the_reporter_is_refused(cast, sign_in):
    alert, client = scenarios.active(cast), sign_in("lead")
    for reason, sentence in [
        (" ", "Say why we decided this"),
        ("Danger.", "Say why we decided this."),
        (
            "Oliver Fisk was afraid of what you did.",
            "The letter names Oliver Fisk, who reported an incident or was affected by one. Say “a member of our staff” instead.",
        ),
        (
            "We decided this because of [what].",
            "There is still a place to fill in: “[what]”. Fill it in, or take it out.",
        ),
    ]:
        with nothing_changes():
            response = fill(client, url(alert), **OWN, reason=reason)
        assert_asks(response, sentence, typed=(reason,))


@pytest.mark.long
@pytest.mark.clause("P4b", refuses=True)
def test_a_third_party_is_not_named_in_the_reason_either(cast, sign_in):
    told = scenarios.logged(cast, others_affected="Mrs Pender of number 9")
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, told))
    response = fill(sign_in("lead"), url(alert), **OWN, reason="Mrs Pender no longer dares to go out.")
    assert_asks(
        response,
        "The letter names “Pender”: the case says that they told us something, or were affected. Leave the name out.",
    )


@pytest.mark.long
@pytest.mark.parametrize("kind", ["AGREEMENT", "MEDIATION"])
@pytest.mark.clause("D3b")
def test_the_letter_about_an_action_starts_from_the_recorded_reason(cast, sign_in, kind):
    alone = scenarios.agreed_action(cast, HONG, kind=kind)
    asked = fill(
        sign_in("lead"), of_action(alone), incident=INCIDENT, theirs="I will speak calmly.", ours="We will listen."
    )
    if kind == "AGREEMENT":
        assert_asks(asked, CONFIRM)
        assert OF_THE_RECORD in words(asked)
    form = {"AGREEMENT": forms.AgreementForm, "MEDIATION": forms.AgreedActionForm}[kind](action=alone)
    assert (form.initial["reason"], form.recorded["reason"]) == (alone.decision_reason, alone.decision_reason)


@pytest.mark.clause("D3a", refuses=True)
def test_a_warning_of_a_line_manager_has_no_recorded_reason_to_start_from(cast, sign_in):
    action = Action.objects.get(incident=scenarios.settled(cast, action="WRITTEN_WARNING"))
    page = f"/incidents/{action.reference}/actions/{action.pk}/letter/"
    response = fill(sign_in("lead"), page, incident=INCIDENT, asks="Please speak calmly with us.")
    assert_asks(response, "Say why we decided this")


@pytest.mark.long
def test_only_an_alert_that_changes_more_than_contact_speaks_of_harm(cast):
    visits, contact = scenarios.active(cast), scenarios.restricted(cast, HONG)
    assert any("come to harm" in words for words in suggestions.imposed([visits]))
    assert not any("come to harm" in words for words in suggestions.imposed([contact]))
    assert len(suggestions.imposed([visits, contact])) == len(suggestions.imposed([visits])) + 1


def test_every_suggested_reason_that_is_whole_says_enough_to_go_out():
    for text in [suggestions.IN_GENERAL, suggestions.NOT_IN_GENERAL, *suggestions.NOT_ASKED]:
        written = letter(Kind.NOTIFICATION, facts={"reason": text, "not_asked": text})
        assert proofreading.why_reason_says_too_little(written) is None


@pytest.mark.clause("E1", refuses=True)
def test_a_draft_from_before_the_question_is_shown_but_not_issued(cast):
    draft = scenarios.drafted(cast, scenarios.active(cast))
    del draft.facts["reason"]
    draft.save()
    assert "Why we decided this" not in said(draft)
    assert proofreading.why_reason_says_too_little(draft) is None
    with pytest.raises(NotAllowed, match="The letter leaves a part empty: why we decided this."):
        services.issue_letter(letter=draft, version=draft.version, by=cast.lead, now=cast.then(0))


NOT_ASKED = "We could not reach you before we had to decide."
DECISIONS = [
    *(Kind.NOTIFICATION, Kind.AGREED_ACTION, Kind.INVESTIGATION_OUTCOME),
    *(Kind.WRITTEN_WARNING, Kind.BEHAVIOUR_AGREEMENT),
]
UNTOLD = "We did not hear your side of it before we decided."


def unheard_and_settled(cast, kind="MEDIATION"):
    """The agreed action of a case in which nobody could ask the customer."""
    file = scenarios.with_another_action(cast, scenarios.investigated_unheard(cast), kind)
    return scenarios.agreed(cast, scenarios.recommended(cast, file))


@pytest.mark.clause("D3b")
def test_the_letter_says_why_nobody_asked():
    for kind in DECISIONS:
        unasked = {"side": "NOT_ASKED", "not_asked": NOT_ASKED.rstrip(".")}
        assert f"{UNTOLD} {NOT_ASKED} You can tell us now, if you want to." in said(letter(kind, facts=unasked))


@pytest.mark.long
@pytest.mark.clause("D3b")
def test_the_lead_is_asked_only_where_nobody_asked_and_no_recorded_words_are_there(cast, sign_in):
    alert, client = scenarios.active_unheard(cast), sign_in("lead")
    assert "not_asked" not in forms.NotificationForm(alert=scenarios.active(cast, customer=HONG)).fields
    recorded = alert.investigation.discussions.get(counterpart="CUSTOMER").why_not
    page = client.get(url(alert))
    assert recorded not in page.content.decode()
    assert shown(page)["not_asked"] == [""]

    fill(client, url(alert), **OWN, reason=WHY, not_asked=NOT_ASKED)

    written = Letter.objects.get()
    assert (written.facts["side"], written.facts["not_asked"]) == ("NOT_ASKED", NOT_ASKED)
    assert f"{UNTOLD} {NOT_ASKED}" in said(written)


@pytest.mark.long
@pytest.mark.clause("D3b")
def test_the_letters_about_an_action_and_an_outcome_say_it_too(cast, sign_in):
    action, client = unheard_and_settled(cast), sign_in("lead")
    own = {"looked_into": "We looked into a report of shouting.", "reason": WHY, "not_asked": NOT_ASKED}
    for page in (of_action(action), f"/investigations/{action.reference}/letter/"):
        fill(client, page, **own, follows="We will call you.")
        written = Letter.objects.first()
        assert f"{UNTOLD} {NOT_ASKED}" in said(written)
        scenarios.cancelled(cast, written)


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("WRITTEN_WARNING", {"asks": "Please speak calmly with our staff."}),
        ("AGREEMENT", {"theirs": "I will speak calmly with your staff.", "ours": "We will listen."}),
    ],
    ids=["warning", "agreement"],
)
@pytest.mark.clause("D3b")
def test_a_warning_and_an_agreement_of_the_formal_stage_say_it_too(cast, sign_in, kind, own):
    action, client = unheard_and_settled(cast, kind), sign_in("lead")
    own = own | {"incident": "We had a report of shouting.", "reason": WHY} | day("sign_by", cast.ago(-20))
    assert_asks(fill(client, of_action(action), **own), "Say why we did not hear the customer’s side")
    fill(client, of_action(action), **own, not_asked=NOT_ASKED)
    assert f"{UNTOLD} {NOT_ASKED}" in said(Letter.objects.get())


@pytest.mark.long
@pytest.mark.clause("D3b", refuses=True)
def test_no_letter_goes_without_a_reason_why_nobody_asked(cast, sign_in):
    alert, client = scenarios.active_unheard(cast), sign_in("lead")
    for why, sentence in [
        ("", "Say why we did not hear the customer’s side"),
        (
            "Too risky",
            "Say why we did not hear their side.",
        ),
        (
            "Oliver Fisk was afraid to ask you.",
            "The letter names Oliver Fisk, who reported an incident or was affected by one. Say “a member of our staff” instead.",
        ),
    ]:
        response = fill(client, url(alert), **OWN, reason=WHY, not_asked=why)
        assert_asks(response, sentence)
        assert not Letter.objects.exists()
