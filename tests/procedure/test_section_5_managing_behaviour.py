"""§5 Managing unacceptable behaviour: what is recommended is proportionate, and less was considered."""

import re
from datetime import date, timedelta

import pytest

from alerts.actions import services as actions_services
from alerts.alert import policies as alert_policies
from alerts.choices import OpenMatter
from alerts.conditions import policies as conditions_policies
from alerts.conditions import services as conditions_services
from alerts.conditions import words as conditions_words
from alerts.investigations import services as investigations_services
from alerts.models import Alert, Condition
from housing_alerts.customers import services as customers
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from tests import scenarios
from tools import demo


@pytest.mark.clause("P5", refuses=True)
@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("alternatives", "Say what else was tried or considered"),
        ("proportionality", "Say why what you recommend is proportionate and less would not do"),
        ("recommendation", "Give the reasons for what you recommend"),
    ],
)
def test_a_recommendation_says_what_else_was_tried_and_why_less_would_not_do(cast, missing, sentence):
    file = scenarios.investigated(cast)
    _draft(cast, file)
    file.refresh_from_db()
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={missing: ""}
    )

    with pytest.raises(NotAllowed, match=sentence):
        investigations_services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)


def _draft(cast, file, code="VISIT_IN_PAIRS", **terms):
    return demo.draft(cast, file, code, **terms)


@pytest.mark.clause("P5")
def test_an_action_that_is_no_sanction_is_agreed_by_the_head(cast):
    action = scenarios.agreed_action(cast)

    assert action.agreed
    assert action.decided_by == cast.head
    assert action.investigation.status == "CONCLUDED"


@pytest.mark.clause("P5", refuses=True)
def test_an_alert_and_an_action_have_their_reason(cast):
    file = scenarios.investigated(cast)

    with pytest.raises(NotAllowed, match="Give the reason for it."):
        _draft(cast, file, reason=" ")
    with pytest.raises(NotAllowed, match="Say what exactly is to be done, and why."):
        act(cast, file, words=" ")


def act(cast, file, kind="MEDIATION", **answers):
    """The action put into the recommendation, due in two weeks."""
    answers = {"words": "With the neighbour.", "due_on": cast.today + timedelta(days=14)} | answers
    file.refresh_from_db()
    return actions_services.add_action(
        investigation=file, version=file.version, by=cast.lead, on=cast.today, kind=kind, **answers
    )


@pytest.mark.clause("D2", refuses=True)
@pytest.mark.parametrize("code", ["CONTACT_MANAGEMENT", "VISIT_IN_PAIRS"])
def test_restricting_contact_is_the_last_resort(cast, code):
    file = scenarios.investigated(cast)
    _draft(cast, file, code, conditions=[scenarios.condition(cast, "CHANNELS")])
    file.refresh_from_db()
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"last_resort": ""}
    )

    with pytest.raises(NotAllowed, match="Say why this is the last resort"):
        investigations_services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)


# Open matters


@pytest.mark.clause("P5", refuses=True)
@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"open_matter_kinds": []}, "Say which matters are open with the customer, or that none is known."),
        (
            {"open_matter_kinds": ["REPAIRS", "OFFICER"], "open_matters": " "},
            "Say in words what is open, and whether it bears on what you recommend.",
        ),
    ],
)
def test_what_is_open_with_the_customer_is_listed_or_none_is_known(cast, answers, sentence):
    file = _answered(cast, scenarios.nothing_further(cast), **answers)

    with pytest.raises(NotAllowed, match=re.escape(sentence)):
        scenarios.recommended(cast, file)


def _answered(cast, file, **answers):
    file.refresh_from_db()
    return investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations=answers
    )


@pytest.mark.clause("P5")
def test_open_matters_are_kept_in_words(cast):
    answers = {"open_matter_kinds": ["REPAIRS", "OFFICER"], "open_matters": "A leak; a complaint about Mr Fisk."}
    file = scenarios.recommended(cast, _answered(cast, scenarios.nothing_further(cast), **answers))

    assert file.open_matter_names == ["Repairs and hazards", "Complaints about the same officer"]


@pytest.mark.clause("P5", refuses=True)
def test_what_is_open_is_one_of_those_that_are_listed(cast):
    with pytest.raises(NotAllowed, match="Choose which matters are open with the customer from those that are listed."):
        _answered(cast, scenarios.nothing_further(cast), open_matter_kinds=["WHATEVER"])


@pytest.mark.clause("P5", refuses=True)
@pytest.mark.parametrize("matters", [["NONE", "REPAIRS"], list(OpenMatter)], ids=["two", "all"])
def test_either_something_is_open_or_nothing_is_known(cast, matters):
    file = _answered(cast, scenarios.nothing_further(cast), open_matter_kinds=matters)

    with pytest.raises(NotAllowed, match="Say either that no open matter is known, or which ones are."):
        scenarios.recommended(cast, file)


# Conditions

DECLARATION = (
    "We do not offer you help with the garden and grounds for now. To have this again, tell us in writing that you will not "
    "threaten or harm our staff. We can help you write it."
)


@pytest.mark.clause("P5")
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("CHANNELS", "Please contact us only by letter."),
        ("TIMES", "Please contact us only on Monday, from 10am to 12pm."),
        ("FREQUENCY", "Please contact us no more than once a week."),
        ("NAMED_OFFICER", "Please contact Liam Leduc only or, when they are away, Morwenna Manning."),
        ("APPOINTMENT", "We will meet you by appointment only. Call us to make one."),
        ("THIRD_PARTY", "Please contact us only through Asha Reed."),
        ("OFFICES", "Please do not come to our office in Testmouth."),
        ("COMPLAINTS", "Please make complaints to us only by e-mail."),
        ("INVOLVEMENT", "For now you cannot take part in the residents' panel."),
        ("SUSPENDED", "For now we do not offer you this service: help with the garden and grounds."),
        (
            "DECLARATION",
            DECLARATION,
        ),
    ],
)
def test_each_option_is_a_condition_of_any_alert_in_words_that_follow_from_its_answers(cast, kind, words):
    alert = _with(cast, kind)

    condition = alert.conditions.get()
    assert conditions_words.suggested(condition) == words
    assert alert_policies.why_not_propose(alert) is None


def _with(cast, kind, **terms):
    if kind == "THIRD_PARTY":
        terms = {"representative": acting_for(cast, cast.customers[scenarios.LODGER])} | terms
    return scenarios.drafted_alert(cast, conditions=[{"kind": kind} | terms])


def on(days, first="", last=""):
    """Contact on these days and between these hours alone, as scenarios take it."""
    return {"kind": "TIMES"} | between(days, first, last)


def between(days, first="", last=""):
    """What such a condition has to say."""
    return {"details": {"days": days, "first": first, "last": last}}


def acting_for(cast, customer, name="Asha Reed"):
    return customers.record_representative(
        customer=customer, by=cast.lead, details={"name": name, "authority": "Signed form"}
    )


@pytest.mark.clause("P5", refuses=True)
@pytest.mark.parametrize(
    ("kind", "terms", "sentence"),
    [
        ("CHANNELS", {"details": {}}, "Say which ways of contact stay open: there is at least one."),
        ("CHANNELS", {"details": {"channels": ["PIGEON"]}}, "Say which ways of contact stay open"),
        ("TIMES", {"details": {}}, "Say on which days, and at which times, the customer may contact us."),
        ("TIMES", between(["NEVERDAY"]), "Say on which days, and at which times, the customer may contact us."),
        (
            "TIMES",
            between(["MON"], "12:00", "10:00"),
            "Give two times of the day, the second later than the first, or leave",
        ),
        ("TIMES", between(["MON"], "12:00", "12:00"), "Give two times of the day, the second later than the first"),
        ("TIMES", between(["MON"], "12:00"), "Give two times of the day, the second later than the first"),
        ("TIMES", between(["MON"], "03:00", "99:00"), "Give two times of the day, the second later than the first"),
        (
            "FREQUENCY",
            {"details": {"most": 1}},
            "Say how often the customer may contact us: from once to 50 times a day",
        ),
        ("FREQUENCY", {"details": {"most": "none", "per": "ever"}}, "Say how often the customer may contact us"),
        ("FREQUENCY", {"details": {"most": 0, "per": "DAY"}}, "Say how often the customer may contact us"),
        ("FREQUENCY", {"details": {"most": 51, "per": "DAY"}}, "Say how often the customer may contact us"),
        ("NAMED_OFFICER", {"deputy": None}, "Name the officer, and somebody else as their deputy."),
        ("APPOINTMENT", {"details": {}}, "Say how the customer makes an appointment."),
        ("THIRD_PARTY", {"representative": None}, "Choose who acts for the customer. Where nobody is listed"),
        ("OFFICES", {"details": {}}, "Say which of our offices the customer may not come to."),
        ("OFFICES", {"ends": None}, "A condition that denies a service has an end. Give its last day."),
        ("COMPLAINTS", {"details": {}}, "Say which one way to complain stays open."),
        ("COMPLAINTS", {"ends": None}, "A condition that denies a service has an end"),
        ("INVOLVEMENT", {"details": {"activities": " "}}, "Say which resident involvement is restricted."),
        ("SUSPENDED", {"ends": None}, "A condition that denies a service has an end"),
        ("PIGEONS", {}, "Choose what the condition restricts: it is one of the options of §5."),
        ("CHANNELS", {"words": " "}, "Write the condition as the customer will read it."),
        ("CHANNELS", {"ends": date(2020, 1, 1)}, "The condition ends in the past. Give a last day that is today or"),
        (
            "CHANNELS",
            {"starts": date(2050, 1, 2), "ends": date(2050, 1, 1)},
            "The condition ends before it starts. Check both days.",
        ),
    ],
)
def test_a_condition_says_what_its_kind_has_to_say_and_until_when(cast, kind, terms, sentence):
    with pytest.raises(NotAllowed, match=re.escape(sentence)):
        _with(cast, kind, **terms)


@pytest.mark.clause("P5")
@pytest.mark.parametrize("channels", [["LETTER"], list(procedure.ContactWay)], ids=["one way", "every way"])
def test_a_condition_may_be_for_one_day_and_leave_one_way_or_every_way(channels):
    day = date(2050, 1, 1)
    says = {"kind": "CHANNELS", "words": "Please write.", "details": {"channels": channels}}
    condition = Condition(alert=Alert(), **says, starts=day, ends=day)
    assert conditions_policies.why_condition_refused(condition, on=day) is None


@pytest.mark.clause("P5")
@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (
            "TIMES",
            {
                "days": list(procedure.CONTACT_DAYS),
                "first": procedure.CONTACT_HOURS[0],
                "last": procedure.CONTACT_HOURS[-1],
            },
        ),
        ("TIMES", {"days": ["MON"]}),
        ("FREQUENCY", {"most": 1, "per": "MONTH"}),
        ("FREQUENCY", {"most": 50, "per": "DAY"}),
    ],
    ids=["every day", "any time of the day", "once", "as often as can be said"],
)
def test_a_condition_may_go_to_the_edge_of_what_it_has_to_say(kind, details):
    condition = Condition(kind=kind, words="Please keep to this.", details=details)
    assert conditions_policies.why_condition_refused(condition, on=date(2050, 1, 1)) is None


@pytest.mark.clause("P5")
def test_contact_may_be_limited_to_working_days_and_to_half_hours_of_theirs():
    days = {"MON": "Monday", "TUE": "Tuesday", "WED": "Wednesday", "THU": "Thursday", "FRI": "Friday"}
    assert dict(procedure.CONTACT_DAYS) == days
    assert procedure.CONTACT_HOURS[:3] == ["08:00", "08:30", "09:00"]
    assert (procedure.CONTACT_HOURS[-1], len(procedure.CONTACT_HOURS)) == ("17:30", 20)
    assert procedure.CONTACT_PERIODS == {"DAY": "a day", "WEEK": "a week", "MONTH": "a month"}


@pytest.mark.clause("P5", refuses=True)
def test_who_acts_for_somebody_else_is_no_third_party_of_this_customer(cast):
    stranger = acting_for(cast, cast.customers[scenarios.HONG])

    with pytest.raises(NotAllowed, match="Choose who acts for the customer"):
        _with(cast, "THIRD_PARTY", representative=stranger)


@pytest.mark.clause("D2", refuses=True)
@pytest.mark.parametrize("service", ["EMERGENCY_REPAIRS", "GAS_SAFETY", "SAFEGUARDING", ""])
@pytest.mark.parametrize("kind", ["SUSPENDED", "DECLARATION"])
def test_no_lifeline_is_among_the_services_that_can_be_suspended(cast, kind, service):
    with pytest.raises(NotAllowed, match="Choose a service of the list. What is not on it cannot be suspended."):
        _with(cast, kind, details={"service": service})


@pytest.mark.clause("P5", "D2", refuses=True)
@pytest.mark.parametrize(
    ("words", "lifeline"),
    [
        ("Do not report emergencies by telephone.", "emergency and hazard repairs"),
        ("We do not mend hazards.", "emergency and hazard repairs"),
        ("We will not check your gas boiler.", "gas and electrical safety"),
        ("No electrical checks; except on Monday we call.", "gas and electrical safety"),
        ("Do not call the safeguarding team.", "safeguarding"),
        ("Do not write to the Ombudsman.", "one complaint route and the Ombudsman"),
        ("We take no complaints from you.", "one complaint route and the Ombudsman"),
        ("Do not use an advocate.", "an advocate"),
        ("Except on Mondays, you may not report emergencies or gas leaks.", "emergency and hazard repairs"),
        ("Except on Mondays you may not report gas leaks.", "emergency and hazard repairs"),
        ("Do not call, except on Monday, about your gas.", "gas and electrical safety"),
        ("Do not ring, except on Monday. Your gas is not checked.", "gas and electrical safety"),
        ("Please do not report any repairs.", "emergency and hazard repairs"),
        ("Repairs to your home can no longer be asked for, and are not done.", "emergency and hazard repairs"),
        ("We do not come for damp or mould.", "emergency and hazard repairs"),
        ("You cannot complain to us.", "one complaint route and the Ombudsman"),
        ("Complaints will not be answered.", "one complaint route and the Ombudsman"),
        ("Do not contact us about the leak in your roof.", "emergency and hazard repairs"),
        ("Please do not ring us about your boiler.", "gas and electrical safety"),
        ("Your heating will no longer be spoken about.", "gas and electrical safety"),
        ("You may not tell us of abuse by telephone.", "safeguarding"),
        ("Do not write to us through a solicitor.", "legal advice, an MP or a councillor"),
        ("We will not answer your MP.", "legal advice, an MP or a councillor"),
        ("Do not contact us about an appeal.", "an appeal"),
    ],
)
def test_no_condition_names_a_lifeline_as_restricted(cast, words, lifeline):
    sentence = f"The condition names {lifeline}, which no condition may touch: it always stays open"
    with pytest.raises(NotAllowed, match=sentence):
        _with(cast, "CHANNELS", words=words)


@pytest.mark.clause("P5", "D2", refuses=True)
def test_nor_do_its_answers_begin_with_one():
    condition = Condition(kind="APPOINTMENT", words="Please ring first.", details={"book": "Gas is not checked."})
    refusal = conditions_policies.why_condition_refused(condition, on=date(2050, 1, 1))
    assert str(refusal).startswith("The condition names gas and electrical safety, which no condition may touch")


@pytest.mark.clause("P5", "D2")
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("CHANNELS", "Please do not telephone us, except for emergencies and gas safety."),
        ("APPOINTMENT", "By appointment only, apart from urgent repairs."),
        ("APPOINTMENT", "Except for emergencies, please do not come without an appointment."),
        ("APPOINTMENT", "Repairs are booked by appointment."),
        ("APPOINTMENT", "Repairs are booked by appointment, so please do not call for one at the office."),
        ("CHANNELS", "Report repairs by telephone. Please do not come to our offices."),
        ("COMPLAINTS", "Please do not send complaints by letter."),
        ("THIRD_PARTY", "Please let your advocate speak for you."),
        ("THIRD_PARTY", "Please do not write yourself, your solicitor does."),
        ("CHANNELS", "Please e-mail us about the leak, and do not ring."),
        ("CHANNELS", "Please do not impose on colleagues at the office."),
    ],
)
def test_what_stays_open_may_be_said(cast, kind, words):
    assert str(_with(cast, kind, words=words).conditions.get()) == words


@pytest.mark.clause("P5", refuses=True)
def test_a_condition_that_is_over_is_not_recommended(cast):
    until = cast.today + timedelta(days=2)
    file = _with(cast, "CHANNELS", ends=until).investigation
    later = until + timedelta(days=1)

    with pytest.raises(
        NotAllowed, match="The last day of the condition .* was .*. Give it a later one, or take it out."
    ):
        investigations_services.recommend(investigation=file, version=file.version, by=cast.lead, on=later)


@pytest.mark.clause("P5", refuses=True)
@pytest.mark.parametrize("who", ["officer", "deputy"])
def test_a_condition_leads_to_nobody_who_has_left(cast, who):
    alert = _with(cast, "NAMED_OFFICER")
    gone = getattr(alert.conditions.get(), who)
    scenarios.leaves(gone)

    with pytest.raises(
        NotAllowed, match=f"{gone}, whom the condition “As agreed .*” names, has left. Name somebody else"
    ):
        scenarios.recommended(cast, alert.investigation)


@pytest.mark.clause("P5", refuses=True)
def test_nor_to_somebody_who_no_longer_acts_for_the_customer(cast):
    advocate = scenarios.represented(cast)
    alert = _with(cast, "THIRD_PARTY", representative=advocate)
    recommended = scenarios.recommended(cast, alert.investigation)
    advocate.ends = cast.ago(1)
    records.save(advocate, by=None, why="Ended")
    sentence = f"{advocate} no longer acts for the customer, so the condition “As agreed .*” leads nowhere. Change it"

    with pytest.raises(NotAllowed, match=sentence):
        scenarios.approved(cast, recommended.alerts.get())


# Actions


@pytest.mark.clause("P5", refuses=True)
@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"kind": "NONSENSE"}, "Choose which action you recommend: it is one of the options of §5."),
        ({"kind": "APOLOGY"}, "Choose which action you recommend"),
        ({"due_on": None}, "Say by when the action is to be done."),
        ({"due_on": date(2020, 1, 1)}, "The action is due in the past. Give a day that is today or later."),
        ({"kind": "POLICE"}, "The police are told with the employee's consent only. Ask who reported it"),
        ({"kind": "POLICE", "by": "officer"}, "The police are told with the employee's consent only"),
        (
            {"kind": "POLICE", "by": "manager", "days": 0},
            "Morwenna Manning neither reported nor was affected by an incident of this case, so it is not theirs",
        ),
        ({"kind": "POLICE", "by": "officer", "days": 1}, "The employee cannot have consented in the future."),
    ],
)
def test_an_action_has_its_day_and_the_police_are_told_with_consent_only(cast, answers, sentence):
    given = dict(answers)
    who, days = given.pop("by", None), given.pop("days", None)
    if who:
        given["consent_by"] = cast.people[who]
        given["consent_on"] = None if days is None else cast.today + timedelta(days=days)

    with pytest.raises(NotAllowed, match=sentence):
        act(cast, scenarios.opened(cast), **given)


@pytest.mark.clause("P5")
def test_the_employees_consent_is_kept_with_the_report_to_the_police(cast):
    action = act(cast, scenarios.opened(cast), kind="POLICE", consent_by=cast.officer, consent_on=cast.today)

    assert (action.consent_by, action.consent_on) == (cast.officer, cast.today)


@pytest.mark.clause("P5", refuses=True)
def test_an_outcome_is_of_what_was_agreed_on_a_day_since_once(cast):
    declined = scenarios.agreed_action(cast, scenarios.HONG, declined=True)
    action = scenarios.agreed_action(cast)

    with pytest.raises(NotAllowed, match="This action was not agreed, so nothing can have come of it."):
        outcome(cast, declined)
    with pytest.raises(NotAllowed, match="The outcome cannot be before the action was agreed, on"):
        outcome(cast, action, happened_on=cast.ago(1))
    with pytest.raises(NotAllowed, match="The outcome cannot be in the future. Record it when it is known."):
        outcome(cast, action, happened_on=cast.today + timedelta(days=1))
    with pytest.raises(NotAllowed, match="Say what became of the action."):
        outcome(cast, action, words=" ")
    action = outcome(cast, action)
    assert (action.outcome, action.outcome_on, action.outcome_by) == (
        "Signed. He came back with it.",
        cast.today,
        cast.lead,
    )
    with pytest.raises(NotAllowed, match="What became of this action was recorded already, for"):
        outcome(cast, action)


def outcome(cast, action, **answers):
    answers = {"happened_on": cast.today, "words": "He came back with it.", "signed": True} | answers
    return actions_services.record_outcome(
        action=action, version=action.version, by=cast.lead, on=cast.today, **answers
    )


# Whom the customer is sent to


@pytest.mark.clause("P5", refuses=True)
@pytest.mark.parametrize("part", ["officer", "deputy"])
@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("officer", "Oliver Fisk was affected by an incident with this customer, so the customer is not sent to them."),
        ("contractor", "Conrad Tracey does not deal with customers for the landlord."),
        ("dpo", "Dara Penn does not deal with customers for the landlord."),
        ("admin", "Ada Minshull does not deal with customers for the landlord."),
    ],
)
def test_nobody_whom_it_happened_to_and_nobody_from_outside_is_the_named_contact(cast, part, who, sentence):
    alert = scenarios.drafted_alert(cast, "SINGLE_POINT_OF_CONTACT")
    named = {"officer": cast.lead2, "deputy": cast.manager} | {part: cast.people[who]}
    terms = {"words": "Please speak to them.", **named}
    step = {"alert": alert, "version": alert.version, "by": cast.lead, "on": cast.today}
    with pytest.raises(NotAllowed, match=sentence):
        conditions_services.add_condition(**step, kind="NAMED_OFFICER", terms=terms)


@pytest.mark.clause("P5", refuses=True)
def test_nor_is_whom_the_case_of_the_alert_in_force_happened_to(cast):
    before = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{"kind": "NAMED_OFFICER"}])
    draft = scenarios.asked_for_more(cast, before, further=["POLICE_ADVICE"])
    terms = {"words": "Please speak to them.", "officer": cast.officer, "deputy": cast.manager}
    step = {"alert": draft, "version": draft.version, "by": cast.lead, "on": cast.today}
    with pytest.raises(NotAllowed, match="Oliver Fisk was affected by an incident with this customer"):
        conditions_services.add_condition(**step, kind="NAMED_OFFICER", terms=terms)


@pytest.mark.clause("P5", refuses=True)
def test_who_became_a_contractor_since_the_recommendation_is_not_imposed(cast):
    alert = scenarios.proposed(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{"kind": "NAMED_OFFICER"}])
    scenarios.promote(cast.lead2, Role.CONTRACTOR)
    with pytest.raises(NotAllowed, match="Liam Leduc does not deal with customers for the landlord"):
        scenarios.approved(cast, alert)


@pytest.mark.clause("P5")
@pytest.mark.same_on_both
def test_they_are_not_offered_either(cast, sign_in):
    alert = scenarios.drafted_alert(cast, "SINGLE_POINT_OF_CONTACT")
    page = sign_in("lead").get(f"/alerts/{alert.reference}/conditions/add/?kind=NAMED_OFFICER").content.decode()
    offered = {person for person in cast.people.values() if f">{person}</option>" in page}
    assert offered == {cast.people[name] for name in ("manager", "lead", "lead2", "head", "head2", "leadership")}
