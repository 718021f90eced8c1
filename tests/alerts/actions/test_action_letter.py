"""Composing the letter about one action: ``/incidents/IN-…/actions/1/letter/``, ``/investigations/IV-…/actions/1/letter/``"""

from datetime import timedelta

import pytest

from alerts.decisions.answers import InformAnswer
from alerts.incidents import services as incidents_services
from alerts.models import Action, Alert, Incident
from housing_alerts.duties import services as duties
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from letters import dispatch, policies
from letters import services as letters
from letters.models import IssuedPdf, Letter
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.letters.reader import text
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.step import assert_kept, assert_not_found, fill, offered

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]
HARM_TO_STAFF = InformAnswer("WITHHOLD", "HARM_TO_STAFF", "He said what he would do if we wrote that.")
WHY = {"reason": "It was the second report of this kind."}
WARNING = WHY | {"incident": "It was reported to us that you shouted.", "asks": "Please speak calmly with us."}
AGREEMENT = WHY | {"incident": WARNING["incident"], "theirs": "I will speak calmly.", "ours": "We will listen."}
MEDIATION = WHY | {"looked_into": "We looked into a report about a visit.", "follows": "A mediator will call you."}


D3A = pytest.mark.clause("D3a", refuses=True)
D3B = pytest.mark.clause("D3b", refuses=True)
P4B = pytest.mark.clause("P4b", refuses=True)
P7C = pytest.mark.clause("P7c", refuses=True)


def warned(cast, **facts):
    return scenarios.settled(cast, action="WRITTEN_WARNING", **facts).actions.get()


def mediation_beside(cast, inform=scenarios.INFORM, code="VISIT_IN_PAIRS"):
    return scenarios.action_beside(cast, "MEDIATION", code, inform)


def url(action):
    return f"/{'investigations' if action.investigation_id else 'incidents'}/{action.reference}/actions/{action.pk}/letter/"


def owed(sign_in, action):
    """Whether the Lead's worklist asks for a letter about this action."""
    page = sign_in("lead").get("/").content.decode()
    return url(action) in page


def printed(cast, letter):
    answer = {"sure_of": [doubt.code for doubt in dispatch.asked(letter, on=cast.today)], "words": "I read it again."}
    letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0), **answer)
    return text(bytes(IssuedPdf.objects.get(letter=letter).content))


# It works


@pytest.mark.long
@pytest.mark.clause("D3a")
def test_a_lead_writes_the_warning_with_which_a_line_manager_settled_an_incident(cast, sign_in):
    action, client = warned(cast), sign_in("lead")
    assert "Written warning owed in writing" in words(client.get("/"))
    assert "Write the written warning" in offered(client.get(f"/incidents/{action.reference}/"))
    page = words(client.get(url(action)))
    assert "Morwenna Manning settled the incident with it on 10 June 2026" in page
    assert action.words in page

    response = fill(client, url(action), **WARNING)

    letter = Letter.objects.get()
    message = f"Letter {letter.reference} drafted. Next: check it and issue it."
    assert_done(client, response, f"/letters/{letter.reference}/", message)
    assert (letter.kind, letter.subject, letter.signatory) == ("WRITTEN_WARNING", action, "Lena Ledger")
    said = printed(cast, letter)
    for part in (
        "This is a written warning. It stands until 10 December 2026.",
        WARNING["asks"],
        "Tell us your side of it",
    ):
        assert part in said
    assert (letter.reply_by, "Your last day to appeal" in said) == (None, False)
    assert not owed(sign_in, action)
    assert letter.reference in words(client.get(f"/incidents/{action.reference}/"))


@pytest.mark.long
@pytest.mark.clause("D3b")
def test_a_behaviour_agreement_is_a_paper_for_both_to_sign_whatever_else_tells_of_it(cast, sign_in):
    action = scenarios.agreed_action(cast)
    scenarios.posted(cast, action.investigation)
    client = sign_in("lead")
    assert "Behaviour agreement owed in writing" in words(client.get("/"))
    assert "Write a letter about it" in words(client.get(f"/investigations/{action.reference}/"))

    fill(client, url(action), **AGREEMENT)

    letter = Letter.objects.get(kind="BEHAVIOUR_AGREEMENT")
    assert (letter.subject, letter.signatory, letter.facts["sign_by"]) == (action, "Lena Ledger", "24 June 2026")
    said = printed(cast, letter)
    for part in ("I will speak calmly.", "We will listen.", "Signed by Mr Lewis Lodger", "Signed for Teign Housing"):
        assert part in said
    assert "until 10 December 2026" in said
    assert "Your last day to appeal against the behaviour agreement is" in said
    assert not owed(sign_in, action)


@pytest.mark.long
@pytest.mark.parametrize(
    "beside",
    [
        lambda cast: mediation_beside(cast, HARM_TO_STAFF),
        lambda cast: mediation_beside(cast, code="SAFE_CONTACT"),
    ],
    ids=["withheld", "no letter for the type"],
)
@pytest.mark.clause("D3b")
def test_an_action_that_no_other_letter_tells_of_owes_its_own_and_can_be_appealed(cast, sign_in, beside):
    action = beside(cast)
    assert owed(sign_in, action)

    fill(sign_in("lead"), url(action), **MEDIATION)
    letter = Letter.objects.get()
    said = printed(cast, letter)

    assert (letter.kind, letter.grants_appeal) == ("AGREED_ACTION", True)
    assert "we decided to offer you mediation, by 24 June 2026." in said
    assert "alert" not in said.lower().replace("alerts", "alert")
    letter.refresh_from_db()
    letters.record_posting(
        letter=letter, version=letter.version, by=cast.lead, method="FIRST_CLASS", on=cast.today, today=cast.today
    )
    assert not owed(sign_in, action)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, action))
    assert (appeal.reply_by, appeal.why_letter_refused("APPEAL_OUTCOME")) == (letter.reply_by, None)


@pytest.mark.long
@pytest.mark.clause("D3b")
def test_what_was_agreed_after_the_decision_letter_went_out_owes_its_own(cast, sign_in):
    alert = scenarios.approved(cast, scenarios.proposed_with_an_action(cast, "MEDIATION"))
    scenarios.posted(cast, alert)
    action = scenarios.agreed(cast, alert.investigation)
    assert owed(sign_in, action)

    scenarios.posted(cast, action)

    assert not owed(sign_in, action)


def test_who_disagrees_with_an_action_in_a_letter_about_the_alert_is_in_time_by_that_letter(cast):
    action = mediation_beside(cast)
    letter = scenarios.posted(cast, Alert.objects.get())

    assert list(letter.references) == [Alert.objects.get().reference, action.reference]
    assert scenarios.appealed(cast, action).reply_by == letter.reply_by


# It refuses the wrong person


@pytest.mark.clause("D3a", refuses=True)
def test_the_line_manager_who_gave_the_warning_neither_writes_nor_reads_it(cast, sign_in):
    action = warned(cast)
    scenarios.posted(cast, action)
    page = sign_in("manager").get(f"/incidents/{action.reference}/")

    assert "Write the written warning" not in words(page)
    assert "Letters" not in words(page)


# It refuses the wrong state


def _set_aside(cast):
    action = scenarios.agreed_action(cast)
    scenarios.determined(cast, scenarios.prepared(cast, action), "UPHELD")
    return action


def _of_a_void_report(cast):
    action = warned(cast)
    incident = action.incident
    make_void(cast, incident)
    return action


def _before_all_is_decided(cast):
    alert = scenarios.proposed_with_an_action(cast, "MEDIATION")
    return scenarios.agreed(cast, alert.investigation)


def _of_the_police(cast):
    """It is not offered any more; one from before it was refused still has no letter."""
    action = warned(cast)
    Incident.objects.filter(pk=action.incident_id).update(about="THIRD_PARTY", source="Devon and Cornwall Police")
    duties.rebuild()
    return action


def _told_to_the_police(cast):
    return scenarios.agreed_action(cast, about="THIRD_PARTY", source="Devon and Cornwall Police")


def _never_written_to(cast):
    action = warned(cast)
    scenarios.never_write(cast)
    return action


def _died(cast):
    action = warned(cast)
    scenarios.dies(cast)
    return action


def _beside_one_that_harms(cast):
    return mediation_beside(cast, scenarios.WITHHOLD)


def _warned_beside_one_that_harms(cast):
    action = warned(cast)
    scenarios.active(cast, inform=scenarios.WITHHOLD)
    return action


def _declined(cast):
    return scenarios.agreed_action(cast, declined=True)


@pytest.mark.long
@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        pytest.param(
            _set_aside, "This action was set aside on 10 June 2026, so no letter tells of it any more.", marks=D3B
        ),
        pytest.param(_of_a_void_report, "is void. No letter about it goes to the customer.", marks=D3A),
        pytest.param(_before_all_is_decided, "Write to the customer once all of it is decided.", marks=D3B),
        pytest.param(
            _of_the_police, "rests on third-party information alone. No letter about the action goes", marks=P4B
        ),
        pytest.param(_told_to_the_police, "rests on third-party information alone", marks=P4B),
        pytest.param(_never_written_to, "a letter about the action could fall into the wrong hands", marks=P7C),
        (_died, "Lewis Lodger has died. No letter can be made about the action."),
        pytest.param(_beside_one_that_harms, "because a letter could do them harm", marks=P7C),
        pytest.param(_warned_beside_one_that_harms, "Tell them in a way that is safe.", marks=P7C),
        pytest.param(_declined, "This action was not agreed, so there is nothing to tell", marks=D3B),
    ],
)
def test_where_nothing_is_to_be_told_no_letter_is_made_nor_owed(cast, sign_in, left, sentence):
    action = Action.objects.get(pk=left(cast).pk)

    assert not owed(sign_in, action)
    forbidden = action.why_customer_not_informed() is not None
    with nothing_changes(attempts=int(forbidden)), pytest.raises(NotAllowed, match=sentence):
        scenarios.drafted(cast, action)


@pytest.mark.clause("D3a", refuses=True)
def test_a_warning_is_not_written_once_it_is_over(cast, sign_in):
    action = warned(cast)
    with pytest.raises(NotAllowed, match="Written warning is live until 10 December 2026 only"):
        scenarios.drafted(cast, action, on=action.live_until + timedelta(days=1))
    assert scenarios.drafted(cast, action, on=action.live_until).status == "DRAFT"


@pytest.mark.clause("D3a", "P9a")
def test_a_warning_that_was_sent_once_it_was_over_is_recorded_and_said_to_be_wrong(cast):
    action = warned(cast)
    letter = scenarios.issued(cast, action, on=action.live_until)
    late = action.live_until + timedelta(days=1)
    sent = {"letter": letter, "version": letter.version, "by": cast.lead, "method": "FIRST_CLASS", "today": late}
    assert policies.to_put_right(letter, "FIRST_CLASS", action.live_until) == ""
    wrong = letters.record_posting(**sent, on=late).put_right
    assert wrong.startswith("Written warning is live until 10 December 2026 only")


@pytest.mark.clause("D3a", refuses=True)
def test_words_of_advice_and_what_nobody_agreed_have_no_letter_of_this_kind(cast, sign_in):
    told = scenarios.settled(cast).actions.get()
    police = scenarios.agreed_action(cast, scenarios.HONG, kind="POLICE")
    for action in (told, police):
        assert_not_found(sign_in("lead"), url(action), action, **WARNING)

    letter = scenarios.composed(cast, scenarios.agreed_action(cast, "D900005"))
    letter.kind = "WRITTEN_WARNING"
    with pytest.raises(NotAllowed, match="No letter of this kind belongs to this action: Behaviour agreement."):
        letters.draft_letter(letter=letter, by=cast.lead, today=cast.today)


def test_where_nobody_is_known_there_is_no_page_and_nobody_is_told(cast, sign_in):
    incident = scenarios.logged_at_an_address(cast)
    incidents_services.settle_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        actions=["VERBAL_WARNING"],
        settlement="I told them through the door.",
    )
    action = Action.objects.get()

    assert_not_found(sign_in("lead"), url(action), action, **WARNING)
    action.kind = "WRITTEN_WARNING"
    assert str(action.why_letter_refused("WRITTEN_WARNING")).startswith("Nobody is known at this address")


@pytest.mark.clause("P7c", refuses=True)
def test_a_letter_about_an_action_betrays_no_alert_of_which_they_are_not_to_know(cast, sign_in):
    action, client = mediation_beside(cast, HARM_TO_STAFF), sign_in("lead")
    assert "This letter says nothing of it, and neither must your words." in words(client.get(url(action)))
    sentence = "The letter speaks of an alert, and one is in force of which the customer is not to know."

    for betrayed in ("An alert is on your record.", "From now on we visit in pairs."):
        with nothing_changes():
            response = fill(client, url(action), **MEDIATION | {"follows": betrayed})
        assert sentence in words(response)

    appeal = scenarios.determined(cast, scenarios.prepared(cast, action))
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.drafted(cast, appeal, words="The alert beside it is right.")
    assert scenarios.drafted(cast, appeal).status == "DRAFT"


@pytest.mark.clause("P7c", refuses=True)
def test_a_decision_to_withhold_cancels_what_is_written_of_other_things(cast):
    action = warned(cast)
    letter = scenarios.issued(cast, action)

    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)

    letter.refresh_from_db()
    assert (letter.status, letter.cancelled_reason) == (
        "CANCELLED",
        f"Alert {alert.reference}: decided not to inform the customer",
    )


@pytest.mark.clause("D3b", refuses=True)
def test_what_is_no_longer_so_is_cancelled_and_a_reporter_is_not_named(cast):
    action = scenarios.agreed_action(cast)
    with pytest.raises(NotAllowed, match="The letter names Oliver Fisk"):
        scenarios.drafted(cast, action, words="Oliver Fisk told us.")
    letter = scenarios.drafted(cast, action)
    scenarios.determined(cast, scenarios.prepared(cast, action), "UPHELD")

    action.refresh_from_db()
    assert "is no longer as this letter tells it. Cancel it, and write" in str(action.why_facts_refused(letter.facts))
    letter.refresh_from_db()
    assert letter.status == "CANCELLED"


def test_a_void_report_takes_its_unsent_warning_with_it(cast):
    action = warned(cast)
    letter = scenarios.issued(cast, action)
    incident = action.incident
    make_void(cast, incident)

    letter.refresh_from_db()
    assert (letter.status, letter.cancelled_reason) == ("CANCELLED", f"Incident {incident.reference} is void")


# It refuses bad input


@pytest.mark.parametrize(
    ("made", "answers", "asked"),
    [
        (warned, WARNING, {"incident": "Say what was reported", "asks": "Say what we ask of the customer"}),
        (
            scenarios.agreed_action,
            AGREEMENT,
            {
                "incident": "Say what was reported",
                "theirs": "Say what the customer agrees to",
                "ours": "Say what we agree to",
            },
        ),
        (
            mediation_beside,
            MEDIATION,
            {"looked_into": "Say what we looked into", "follows": "Say what the action means for the customer"},
        ),
    ],
)
def test_each_error_has_its_own_words(cast, sign_in, made, answers, asked):
    action, client = made(cast), sign_in("lead")
    with nothing_changes():
        response = fill(client, url(action), **answers | dict.fromkeys(asked, " "))
    assert_asks(response, *asked.values())
    assert_kept(response, **WHY)


@pytest.mark.long
def test_an_agreement_comes_back_on_a_day_that_is_given_and_leaves_a_week(cast, sign_in):
    action, client = scenarios.settled(cast, action="AGREEMENT").actions.get(), sign_in("lead")
    assert_asks(fill(client, url(action), **AGREEMENT), "Enter the day it should come back")
    early = fill(client, url(action), **AGREEMENT | day("sign_by", cast.ago(1)))
    first = show_date(procedure.first_day_to_ask_for(procedure.Method.FIRST_CLASS, cast.today))
    assert_asks(early, f"The letter must leave the customer a week. Choose {first} or a later day")
    late = fill(client, url(action), **AGREEMENT | day("sign_by", action.live_until + timedelta(days=1)))
    assert_asks(late, "The agreement is live until 10 December 2026. Choose that day or an earlier one")
    assert fill(client, url(action), **AGREEMENT | day("sign_by", action.live_until)).status_code == 302


@pytest.mark.parametrize(
    ("made", "parts"),
    [
        (
            warned,
            {
                "incident": "what was reported",
                "asks": "what we ask of the customer",
                "live_until": "until when it stands",
            },
        ),
        (
            scenarios.agreed_action,
            {
                "incident": "what was reported",
                "theirs": "what the customer agrees to",
                "ours": "what we agree to",
                "live_until": "until when it stands",
                "sign_by": "by when it is to be signed",
            },
        ),
        (
            mediation_beside,
            {
                "looked_into": "what we looked into",
                "action": "what was agreed",
                "follows": "what this means for the customer",
            },
        ),
    ],
)
@pytest.mark.clause("D3b", refuses=True)
def test_it_leaves_no_part_empty(cast, made, parts):
    letter = letters.draft_letter(letter=scenarios.composed(cast, made(cast)), by=cast.lead, today=cast.today)
    for empty, part in parts.items():
        Letter.objects.filter(pk=letter.pk).update(facts=letter.facts | {empty: " "})
        with pytest.raises(NotAllowed, match=f"The letter leaves a part empty: {part}."):
            letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


# What is asked about its words

ROOF = "I will not contact you about the leak in my roof."
MP = "I will not speak to my MP."
SEEMS = "“{}” seems to close {} to the customer, which always stays open."
SUGGESTED = "“What do we agree to?” holds the suggested words as they are. They say what is so in this case."
CONFIRM = "Confirm that it is meant, or write it in another way"


@pytest.mark.clause("P5", refuses=True)
def test_an_agreement_that_closes_a_lifeline_is_asked_about(cast, sign_in):
    action, client = scenarios.agreed_action(cast), sign_in("lead")
    asked = [
        SEEMS.format(ROOF, "emergency and hazard repairs"),
        SEEMS.format(MP, "legal advice, an MP or a councillor"),
    ]
    said = AGREEMENT | {"theirs": f"{ROOF} {MP}\nI will let your gas engineer in."}

    with nothing_changes():
        response = fill(client, url(action), **said)
    assert_asks(response, CONFIRM)
    for question in asked:
        assert question in words(response)
    assert "gas engineer in.” seems" not in words(response)

    fill(client, url(action), **said, confirmed=asked)
    assert Letter.objects.get(kind="BEHAVIOUR_AGREEMENT").confirmed == asked


@pytest.mark.clause("P5", refuses=True)
def test_so_is_a_warning_that_does(cast, sign_in):
    action, asks = warned(cast), "Please do not ring us about repairs."
    client = sign_in("lead")
    with nothing_changes():
        response = fill(client, url(action), **WARNING | {"asks": asks})
    assert_asks(response, CONFIRM)
    assert SEEMS.format(asks, "emergency and hazard repairs") in words(response)


@pytest.mark.clause("D3b", refuses=True)
def test_what_we_agree_to_does_not_pass_as_it_was_suggested(cast, sign_in):
    action, client = scenarios.agreed_action(cast), sign_in("lead")
    said = {name: words for name, words in AGREEMENT.items() if name != "ours"}

    with nothing_changes():
        response = fill(client, url(action), **said)
    assert_asks(response, CONFIRM)
    assert SUGGESTED in words(response)

    fill(client, url(action), **said, confirmed=[SUGGESTED])
    assert Letter.objects.get(kind="BEHAVIOUR_AGREEMENT").confirmed == [SUGGESTED]
