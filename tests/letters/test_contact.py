"""How the customer may contact us, and whom: by each letter, on the day on which it is sent (§5, E1)."""

import pytest

from alerts.models import Alert
from housing_alerts.kernel.refusals import NotAllowed
from letters import checklist, dispatch, in_the_post
from letters.choices import Kind
from tests import scenarios, settling
from tests.page import assert_blocked, nothing_changes, words

from .samples import letter, said
from .sending import issue, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


# The named contact, by name


SINGLE = "SINGLE_POINT_OF_CONTACT"
UNNAMED = "If you have a named contact, ask them. If not, ask for {}."
BY_NAME = (
    "Please ask your named contact, {}, on {}. When they are away, ask {}, on {}. You also reach them at the address or "
    "the e-mail address at the top of this letter. The limits do not stop you from"
)


def by_name(cast):
    return BY_NAME.format(cast.lead2, cast.lead2.telephone, cast.manager, cast.manager.telephone)


def named_by(cast, **other):
    """The condition that sends the customer to the other Lead or, when they are away, to the manager."""
    return {"kind": "NAMED_OFFICER", "officer": cast.lead2, "deputy": cast.manager} | other


@pytest.mark.clause("P5")
def test_the_letter_names_the_named_contact_and_the_deputy(cast):
    alert = scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    written = scenarios.composed(cast, alert)
    assert written.facts["named_contact"] == [str(cast.lead2), str(cast.manager)]
    text = said(written)
    assert by_name(cast) in text
    assert f"If you want to, tell {cast.lead2}, who will pass it on." in text
    assert UNNAMED.format(cast.lead) not in text


@pytest.mark.long
@pytest.mark.clause("P5")
def test_where_the_officer_has_left_the_deputy_is_the_contact(cast):
    alert = scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    cast.lead2.is_active = False
    cast.lead2.save()
    written = scenarios.composed(cast, alert)
    assert written.facts["named_contact"] == [str(cast.manager)]
    assert f"Please ask your named contact, {cast.manager}, on {cast.manager.telephone}. You also reach them" in said(
        written
    )


@pytest.mark.clause("P5", refuses=True)
def test_where_a_named_contact_has_no_number_it_is_asked_before_the_letter_goes(cast):
    alert = scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    (given,) = dispatch.asked(scenarios.drafted(cast, alert), on=cast.today)
    assert given.sentence.startswith(
        f"The letter gives the customer the number of {cast.lead2}, {cast.lead2.telephone} and {cast.manager}, "
        f"{cast.manager.telephone}. Check that it is a number at work"
    )
    cast.manager.telephone = ""
    cast.manager.save()
    letter = scenarios.composed(cast, Alert.objects.get(pk=alert.pk))
    assert letter.facts["named_numbers"] == [cast.lead2.telephone, ""]
    assert f"When they are away, ask {cast.manager}. You also reach" in said(letter)
    doubt, _number = dispatch.asked(letter, on=cast.today)
    assert doubt.sentence == (
        f"The customer may contact {cast.lead2} or {cast.manager} only, and the letter gives no telephone number of "
        f"{cast.manager}. Have it recorded, and compose the letter again."
    )
    assert "telephone number of" in str(dispatch.why_doubts_unanswered([doubt], [], ""))
    assert dispatch.asked(letter, on=cast.today, how="FIRST_CLASS") == [], "that it was posted is a fact"


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_who_reported_or_was_affected_is_no_named_contact_in_another_letter(cast):
    scenarios.posted(cast, scenarios.active(cast, SINGLE, conditions=[named_by(cast)]))
    scenarios.reported_by(cast, cast.manager)
    action = scenarios.agreed_action(cast)
    assert cast.manager in action.kept_nameless()
    written = scenarios.composed(cast, action)
    assert written.facts["named_contact"] == []
    assert UNNAMED.format(cast.lead) in said(written)


@pytest.mark.clause("P5", refuses=True)
def test_who_became_affected_since_is_named_no_more(cast):
    alert = scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    alert.investigation.incidents.get().affected.add(cast.lead2)
    assert scenarios.composed(cast, alert).facts["named_contact"] == [str(cast.manager)]


@pytest.mark.long
@pytest.mark.clause("P5")
def test_of_two_such_alerts_whom_both_allow_is_the_contact(cast):
    other = named_by(cast, officer=cast.manager, deputy=cast.head2)
    first = scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    scenarios.posted(cast, scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, other]))
    assert scenarios.composed(cast, first).facts["named_contact"] == [str(cast.manager)]


def test_limits_that_name_nobody_lead_to_whom_the_letter_names(cast):
    written = scenarios.composed(cast, scenarios.restricted(cast))
    assert (written.facts["limited"], written.facts["named_contact"]) == (True, [])
    text = said(written)
    assert f"Please ask for {cast.lead}." in text
    assert "named contact" not in text


@pytest.mark.clause("P5")
def test_who_is_to_write_through_somebody_is_sent_to_nobody_else(cast):
    """The letter allowed contact through one person alone, and asked for calls to the Lead."""
    through = {"kind": "THIRD_PARTY", "representative": scenarios.represented(cast)}
    text = said(scenarios.composed(cast, scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[through])))
    assert "Please ask Rita Reader to ask us for you." in text
    assert f"If you want to, ask Rita Reader to tell {cast.lead}, who will pass it on." in text
    assert "named contact" not in text
    assert "In an emergency you can always call us. No limit stops you from that." in text


# The ways that the limits leave open


NAMED = {"limited": True, "named_contact": ["Liam Leduc"], "unnamed_contact": False}
EACH = ("telephone", "email", "letter")


def ways(*open_ways):
    return {"ways": {way: way in open_ways for way in EACH}}


@pytest.mark.clause("P5")
def test_the_facts_say_which_ways_each_alert_leaves_open(cast):
    by_letter = scenarios.condition(cast, "CHANNELS") | {"ends": None}
    officer = scenarios.condition(cast, "NAMED_OFFICER", ends=None)
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[by_letter, officer])
    assert scenarios.composed(cast, alert).facts["ways"] == {"telephone": False, "email": False, "letter": True}
    other = scenarios.active(cast, "VISIT_IN_PAIRS", "D900003")
    assert all(scenarios.composed(cast, other).facts["ways"].values())


@pytest.mark.clause("P5")
def test_the_named_contact_is_reached_by_what_is_open():
    for open_ways, numbers, says in [
        (("letter",), ["01632 960003"], "Liam Leduc. You reach them at the address at the top of this letter."),
        (("telephone",), ["01632 960003"], "Liam Leduc, on 01632 960003. The limits do not"),
        (EACH, [""], "You reach them at the address, the e-mail address or the telephone number at the top"),
        (
            EACH,
            ["01632 960003"],
            "on 01632 960003. You also reach them at the address or the e-mail address at the top",
        ),
        ((), [], "Please ask your named contact, Liam Leduc. The limits do not"),
    ]:
        facts = NAMED | ways(*open_ways) | {"named_numbers": numbers}
        assert says in " ".join(said(letter(Kind.REVIEW_OUTCOME, facts=facts)).split())


@pytest.mark.clause("P5")
def test_a_complaint_about_the_named_contact_goes_in_any_way_that_is_open():
    text = said(letter(Kind.REVIEW_OUTCOME, facts=NAMED | ways("telephone")))
    assert "If your complaint is about your named contact, make it to us and not to them." in text
    assert "write to the address at the top of this letter." not in text


@pytest.mark.clause("P13a")
def test_what_we_hold_may_be_asked_for_by_voice():
    assert "To do that, call us. You can also write to our Data Protection Officer" in said(letter(Kind.REMOVAL))
    limited = said(letter(Kind.REMOVAL, facts={"limited": True}))
    assert "To do that, write to our Data Protection Officer" in limited
    assert "The limits on how you can contact us do not stop you from calling or writing to us about that." in limited


def told(cast, *conditions):
    """An alert on contact with these conditions, of which the customer was told."""
    return scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=list(conditions))


HEDGE = {"kind": "SUSPENDED", "words": "For now we do not cut your hedge."}
BY_LETTER = {
    "kind": "COMPLAINTS",
    "words": "Please make complaints to us only by letter.",
    "details": {"route": "LETTER"},
}
FITS = "Complain in a way that fits the limits on {}, or ask somebody to do it for you"


@pytest.mark.clause("P5")
def test_a_complaint_goes_the_way_that_was_left_open_for_it(cast):
    for conditions, limits in [
        ([BY_LETTER], "complaints"),
        ([BY_LETTER, scenarios.CONDITION], "how you can contact us"),
        ([scenarios.CONDITION], "how you can contact us"),
        ([HEDGE], ""),
    ]:
        with settling.undone():
            text = said(scenarios.composed(cast, told(cast, *conditions)))
            assert [words for words in ("complaints", "how you can contact us") if FITS.format(words) in text] == (
                [limits] if limits else []
            )


@pytest.mark.clause("P5")
def test_a_complaint_about_the_named_contact_goes_to_somebody_else():
    for named, whose in [
        (["Olive Officer", "Dan Deputy"], "If your complaint is about your named contact, make it"),
        ([], "If you have a named contact, and your complaint is about them, make it"),
    ]:
        text = said(letter(Kind.NOTIFICATION, facts={"limited": True, "named_contact": named}))
        assert f"{whose} to us and not to them. Somebody else will deal with it." in text
        assert "named contact" not in said(letter(Kind.NOTIFICATION))


@pytest.mark.clause("P5")
def test_what_another_letter_tells_by_the_day_of_posting_is_known(cast):
    """The alert that restricts contact is told of by a letter that waits for the post."""
    for planned, limited in [(0, True), (1, False)]:
        with settling.undone():
            scenarios.issued(cast, scenarios.restricted(cast), on=cast.ago(-planned))
            other = scenarios.composed(cast, scenarios.active(cast, "VISIT_IN_PAIRS"))
            assert other.facts["limited"] is limited


# What went out meanwhile


LIMITED = "When this letter is sent, the customer may contact us in some ways only, and it does not say so."
COMPLAIN = "When this letter is sent, the customer may complain in some ways only, and it does not say so."
NO_LIMIT = "When this letter is sent, the customer may contact us as they like, and it says that they may not."
SOMEBODY_ELSE = "When this letter is sent, it names somebody else than those with whom the customer may have contact."
FOLLOWS = "When this letter is sent, our letter about the alert goes out too or has gone out, and this one says that it follows."
VISITS = "the customer knows of other alerts on how we visit, and it says otherwise how fast we come to an emergency."
WAYS = "When this letter is sent, it names other ways to contact us than those that are open to the customer."
ANEW = "Cancel it, and write it anew: the new one says how they can contact us."


def now(record):
    return type(record).objects.get(pk=record.pk)


def told_of_limits(cast, *conditions):
    terms = {"conditions": list(conditions)} if conditions else {}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", **terms) if terms else scenarios.restricted(cast)
    scenarios.posted(cast, alert)
    return now(alert)


def drafted(cast):
    return scenarios.drafted(cast, scenarios.active(cast, "VISIT_IN_PAIRS"))


@pytest.mark.long
@pytest.mark.clause("P5", refuses=True)
def test_a_draft_that_asks_them_to_call_is_not_issued_once_they_know_of_a_limit(cast, sign_in):
    draft = drafted(cast)
    told_of_limits(cast)

    client = sign_in("lead")
    assert_blocked(client.get(f"/letters/{draft.reference}/issue/"), f"{LIMITED} {ANEW}")
    assert LIMITED in words(client.get(f"/letters/{draft.reference}/"))
    with nothing_changes(), pytest.raises(NotAllowed, match=LIMITED):
        issue(cast, draft)
    (point,) = [point for point in checklist.points(now(draft), on=cast.today) if point.refusal]
    assert (point.about, point.refusal.clause.id) == ("How they can contact us", "P5")


@pytest.mark.clause("P5", refuses=True)
def test_nor_is_one_that_keeps_them_from_calling_once_the_limit_is_gone(cast):
    limits = told_of_limits(cast)
    draft = drafted(cast)
    scenarios.ended(cast, limits)
    with nothing_changes(), pytest.raises(NotAllowed, match=NO_LIMIT):
        issue(cast, draft)


@pytest.mark.long
@pytest.mark.clause("P5", refuses=True)
def test_a_limit_on_complaints_counts_too(cast):
    draft = drafted(cast)
    told_of_limits(cast, {"kind": "COMPLAINTS"})
    with nothing_changes(), pytest.raises(NotAllowed, match=COMPLAIN):
        issue(cast, draft)


@pytest.mark.clause("P5", refuses=True)
def test_so_does_who_speaks_with_them(cast):
    told_of_limits(cast, {"kind": "NAMED_OFFICER"})
    draft = drafted(cast)
    assert draft.facts["named_contact"] == [str(cast.lead2), str(cast.manager)]
    Alert.objects.get(type__code="CONTACT_MANAGEMENT").conditions.update(deputy=cast.lead)
    with nothing_changes(), pytest.raises(NotAllowed, match=SOMEBODY_ELSE):
        issue(cast, draft)


@pytest.mark.clause("P9b", refuses=True)
@pytest.mark.parametrize("answered", [False, True])
def test_one_that_says_that_another_follows_does_not_go_after_it(cast, answered):
    """Somebody heard of the alert and appealed before our letter about it went out."""
    alert = scenarios.active(cast)
    appeal = scenarios.prepared(cast, alert)
    draft = scenarios.drafted(cast, scenarios.determined(cast, appeal, "NOT_UPHELD") if answered else appeal)
    assert draft.facts["letter_owed"]
    scenarios.issued(cast, alert)
    with nothing_changes(), pytest.raises(NotAllowed, match=FOLLOWS):
        issue(cast, draft)
    scenarios.cancelled(cast, draft)
    again = scenarios.drafted(cast, draft.subject)
    assert not again.facts.get("letter_owed")
    assert issue(cast, again).status == "ISSUED"


@pytest.mark.clause("P5", refuses=True)
def test_how_fast_we_come_to_an_emergency_counts_too(cast):
    draft = scenarios.drafted(cast, scenarios.restricted(cast))
    scenarios.posted(cast, scenarios.active(cast, "VISIT_IN_PAIRS"))
    with nothing_changes(), pytest.raises(NotAllowed, match=VISITS):
        issue(cast, draft)


@pytest.mark.clause("P5", refuses=True)
def test_so_do_the_ways_that_are_open(cast):
    told_of_limits(cast, {"kind": "CHANNELS", "details": {"channels": ["LETTER"]}})
    draft = drafted(cast)
    limit = Alert.objects.get(type__code="CONTACT_MANAGEMENT").conditions.get()
    limit.details = limit.details | {"channels": ["LETTER", "EMAIL"]}
    limit.save()
    with nothing_changes(), pytest.raises(NotAllowed, match=WAYS):
        issue(cast, draft)


@pytest.mark.long
@pytest.mark.clause("P5", refuses=True)
def test_one_that_is_issued_is_asked_about_because_it_may_have_gone(cast, sign_in):
    issued = scenarios.issued(cast, scenarios.active(cast, "VISIT_IN_PAIRS"))
    told_of_limits(cast)
    assert f"Has it left us already? Yes, it has. {LIMITED}" in words(
        sign_in("lead").get(f"/letters/{issued.reference}/posting/")
    )
    with nothing_changes(), pytest.raises(NotAllowed, match=LIMITED):
        post(cast, issued)
    assert post(cast, issued, sure_of=[in_the_post.LEFT], words="I posted it this morning.").status == "SENT"


@pytest.mark.parametrize("made", ["acknowledged", "removal"])
def test_a_letter_that_says_nothing_of_it_or_the_same_goes(cast, made):
    alert = told_of_limits(cast)
    if made == "removal":
        letter = scenarios.drafted(cast, scenarios.ended(cast, alert))
    else:
        letter = scenarios.drafted(cast, scenarios.prepared(cast, alert))
    assert issue(cast, letter).status == "ISSUED"
