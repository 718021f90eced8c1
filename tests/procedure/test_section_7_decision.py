"""§7 Decision: who imposes an alert, and whether the customer is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alerts.alert.policies import why_no_officer
from alerts.decisions import policies as decisions_policies
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Authority, InformAnswer, KnownAnswer, Lighter
from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.models import Alert, AlertType
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, RoleHeld
from tests import scenarios
from tests.page import assert_blocked
from tests.scenarios import INFORM


@pytest.mark.clause("P7a")
def test_the_relevant_head_of_service_imposes_the_alert(cast):
    alert = scenarios.proposed(cast)

    approved = decisions_services.approve_alert(
        alert=alert,
        version=alert.version,
        by=cast.head,
        on=cast.today,
        reason="It is proportionate to the risk.",
        inform=INFORM,
        due_regard=scenarios.DUE_REGARD,
    )

    assert approved.is_active
    assert (approved.decided_by, approved.decided_on, approved.decided_as) == (cast.head, cast.today, "HEAD")


@pytest.mark.clause("P7a", refuses=True)
def test_another_head_is_refused_until_the_absent_head_is_named_with_why(cast):
    alert = scenarios.proposed(cast)
    step = {
        "alert": alert,
        "version": alert.version,
        "by": cast.head2,
        "on": cast.today,
        "reason": "It is proportionate to the risk.",
    }

    with pytest.raises(NotAllowed, match="In their absence, name them and say why they are absent"):
        decisions_services.approve_alert(**step, inform=INFORM, due_regard=scenarios.DUE_REGARD)

    approved = decisions_services.approve_alert(
        **step,
        inform=INFORM,
        due_regard=scenarios.DUE_REGARD,
        authority=Authority(cast.head, "On leave until Monday."),
    )
    assert (approved.decided_as, approved.absent_head) == ("LEADERSHIP", cast.head)


@pytest.mark.clause("P7a")
@pytest.mark.parametrize("becomes_vacant", [scenarios.leaves, scenarios.heads_no_longer])
def test_while_nobody_is_head_the_leadership_team_decides(cast, becomes_vacant):
    alert = scenarios.proposed(cast)
    becomes_vacant(cast.head)

    approved = approve(cast, alert, cast.leadership, authority=Authority(None, "She left; nobody is appointed yet."))

    assert (approved.decided_as, approved.absent_head) == ("VACANT", None)
    assert approved.in_place_of == "Nobody, as the post is vacant: She left; nobody is appointed yet."


@pytest.mark.clause("P7a", refuses=True)
def test_while_nobody_is_head_they_say_why_and_name_nobody(cast):
    alert, refusal = (
        scenarios.proposed(cast),
        "Nobody is Head of Service for Housing, so the Leadership Team decides this.",
    )
    scenarios.leaves(cast.head)

    for authority in (Authority(), Authority(None, " "), Authority(cast.head, "She left.")):
        with pytest.raises(NotAllowed, match=f"{refusal} Name nobody as absent, and say why the post is vacant."):
            approve(cast, alert, cast.leadership, authority=authority)


@pytest.mark.clause("P7a", refuses=True)
def test_who_has_left_is_not_absent(cast):
    alert = scenarios.proposed(cast)
    cast.head2.areas.add(alert.service_area)
    scenarios.leaves(cast.head)

    with pytest.raises(NotAllowed, match="Helen Headley is not the Head of Service for Housing. Name who is absent."):
        approve(cast, alert, cast.leadership, authority=Authority(cast.head, "She left."))


@pytest.mark.clause("P7a", refuses=True)
def test_the_relevant_head_decides_in_nobodys_absence(cast):
    alert = scenarios.proposed(cast)
    for authority in (Authority(cast.head2, "On leave."), Authority(None, "On leave.")):
        with pytest.raises(
            NotAllowed, match="You are the Head of Service for Housing: decide as such, and name nobody as"
        ):
            approve(cast, alert, cast.head, authority=authority)


@pytest.mark.clause("P7c", refuses=True)
def test_third_party_information_is_no_ground_where_a_colleague_reported(cast):
    alert = scenarios.proposed(cast)

    with pytest.raises(NotAllowed, match="does not rest on third-party information alone"):
        decisions_services.approve_alert(
            alert=alert,
            version=alert.version,
            by=cast.head,
            on=cast.today,
            reason="It is proportionate to the risk.",
            inform=InformAnswer("WITHHOLD", "THIRD_PARTY", "Only the police told us of it."),
            due_regard=scenarios.DUE_REGARD,
        )


def approve(cast, alert, by, **changed):
    answers = {"on": cast.today, "reason": "It is proportionate to the risk.", "inform": INFORM}
    answers |= {"lifelines": scenarios.LIFELINES, "due_regard": scenarios.DUE_REGARD, **changed}
    return decisions_services.approve_alert(alert=alert, version=alert.version, by=by, **answers)


@pytest.mark.clause("P7a", refuses=True)
def test_nobody_decides_what_they_recommended_reported_or_were_affected_by(cast):
    RoleHeld.objects.create(colleague=cast.lead, role=Role.HEAD_OF_SERVICE)
    RoleHeld.objects.create(colleague=cast.officer, role=Role.HEAD_OF_SERVICE)
    alert = scenarios.proposed(cast)

    with pytest.raises(NotAllowed, match="You recommended this. Another member of the Leadership Team must decide"):
        approve(cast, alert, Colleague.objects.get(username="lead"))
    with pytest.raises(NotAllowed, match="You reported, or were affected by, an incident of this case"):
        approve(cast, alert, Colleague.objects.get(username="officer"))


@pytest.mark.clause("P7a", refuses=True)
def test_nor_what_they_themselves_reported_after_the_recommendation(cast):
    alert = scenarios.proposed(cast)
    scenarios.reported_by(cast, cast.head)
    known = KnownAnswer("It is the more needed.", [each.key for each in alert.known_now()])

    with pytest.raises(NotAllowed, match="You reported, or were affected by, an incident of this case"):
        approve(cast, alert, cast.head, known=known)
    absent = Authority(cast.head, "Reported a part of it.")
    assert approve(cast, alert, cast.leadership, known=known, authority=absent).is_active


@pytest.mark.clause("P7a", refuses=True)
@pytest.mark.parametrize("breaches", [False, True])
def test_nor_once_the_lead_recommended_it_anew(cast, breaches):
    other, earlier = scenarios.active(cast, "WEAPONS", days=30), scenarios.reported_by(cast, cast.head)
    alert = scenarios.proposed(cast)
    if breaches:
        incidents_services.record_breach(incident=earlier, version=earlier.version, by=cast.manager, alert=other)
    else:
        scenarios.reported_by(cast, cast.head)
    file, absent = alert.investigation, Authority(cast.head, "Reported a part of it.")
    question = {"by": cast.leadership, "question": "Is it the same man?", "authority": absent}
    file = decisions_services.send_back_investigation(investigation=file, version=file.version, **question)
    scenarios.recommended(cast, file)
    alert = Alert.objects.get(pk=alert.pk)
    assert alert.known_now() == []

    with pytest.raises(
        NotAllowed, match="or one that became known while it was open. Another member of the Leadership"
    ):
        approve(cast, alert, cast.head)
    assert approve(cast, alert, cast.leadership, authority=absent).is_active


@pytest.mark.clause("P7a", "P8b", refuses=True)
@pytest.mark.parametrize("breaches", [False, True])
def test_nor_what_a_review_asks_for_because_of_what_they_reported(cast, breaches):
    alert = scenarios.active(cast, days=30)
    reported = scenarios.reported_by(cast, cast.head)
    if breaches:
        incidents_services.record_breach(incident=reported, version=reported.version, by=cast.manager, alert=alert)
    successor = scenarios.more_proposed(cast, Alert.objects.get(pk=alert.pk))

    with pytest.raises(NotAllowed, match="You reported, or were affected by, an incident of this case"):
        approve(cast, successor, cast.head)
    absent = Authority(cast.head, "Reported a part of it.")
    assert approve(cast, successor, cast.leadership, authority=absent).is_active


@pytest.mark.clause("P7a")
def test_what_was_weighed_at_the_review_before_does_not_bar_who_reported_it(cast):
    alert = scenarios.active(cast, days=60)
    scenarios.reported_by(cast, cast.head)
    scenarios.reviewed(cast, scenarios.under_review(cast, Alert.objects.get(pk=alert.pk)))
    successor = scenarios.more_proposed(cast, Alert.objects.get(pk=alert.pk))

    assert approve(cast, successor, cast.head).is_active


@pytest.mark.clause("P7a", refuses=True)
def test_only_the_leadership_decides_and_with_a_reason(cast):
    alert = scenarios.proposed(cast)

    with pytest.raises(NotAllowed, match="The Head of Service for Housing decides this"):
        approve(cast, alert, cast.manager)
    with pytest.raises(NotAllowed, match="Give the reason for your decision"):
        approve(cast, alert, cast.head, reason=" ")
    with pytest.raises(NotAllowed, match="is not the Head of Service for Housing. Name who is absent"):
        approve(cast, alert, cast.leadership, authority=Authority(cast.head2, "On leave."))


@pytest.mark.clause("P7a", refuses=True)
@pytest.mark.parametrize("missing", [["consulted_manager"], ["consulted_on"], ["consulted_manager", "consulted_on"]])
def test_the_departmental_manager_is_consulted_and_named(cast, missing):
    file = scenarios.investigated(cast)
    file = investigations_services.record_considerations(
        investigation=file,
        version=file.version,
        by=cast.lead,
        considerations=dict.fromkeys(missing),
    )
    investigations_services.draft_alert(
        investigation=file,
        version=file.version,
        by=cast.lead,
        type=AlertType.objects.get(code="WEAPONS"),
        reason="He showed us a knife.",
    )
    file.refresh_from_db()

    with pytest.raises(NotAllowed, match="Name the departmental manager you consulted, and when"):
        investigations_services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)


@pytest.mark.clause("P7a", refuses=True)
def test_the_manager_is_consulted_where_a_condition_affects_the_service_though_the_type_does_not(cast):
    alert = scenarios.drafted_alert(cast, "SAFE_CONTACT", conditions=[scenarios.CONDITION])
    file = alert.investigation
    file.refresh_from_db()
    unasked = {"consulted_manager": None, "consulted_on": None}
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations=unasked
    )

    with pytest.raises(NotAllowed, match="Name the departmental manager you consulted, and when"):
        scenarios.recommended(cast, file)


@pytest.mark.clause("P7a", refuses=True)
def test_nobody_who_has_died_is_alerted(cast):
    alert = scenarios.proposed(cast)
    alert.customer.died = True
    records.save(alert.customer, by=None, why="Told by the family")

    with pytest.raises(NotAllowed, match="Lewis Lodger has died. Decline the alert"):
        approve(cast, alert, cast.head, known=KnownAnswer("Read, and it changes nothing here.", ["Customer died"]))


@pytest.fixture
def weapons(cast):
    """Three controls, and two conditions: one until the review, one for 60 days."""
    offices = {"kind": "OFFICES", "words": "Not our offices.", "ends": cast.today + timedelta(days=60)}
    return scenarios.proposed(cast, "WEAPONS", conditions=[scenarios.CONDITION, offices], first_period=6)


@pytest.mark.clause("P7a")
def test_whoever_approves_may_take_away_and_shorten_and_what_was_taken_is_kept(cast, weapons):
    letters_only, offices = weapons.conditions.all()
    sooner = cast.today + timedelta(days=30)
    less = Lighter(["AT_LEAST_TWO"], frozenset({letters_only.pk}), {offices.pk: sooner}, 3)

    approved = approve(cast, weapons, cast.head, less=less)

    assert (approved.controls, approved.instruction) == (["AT_LEAST_TWO"], "Go with at least one other colleague.")
    assert (approved.first_period, approved.review_due_on) == (3, procedure.add_months(cast.today, 3))
    assert [(c.words, c.ends) for c in approved.standing_conditions()] == [("Not our offices.", sooner)]
    assert approved.taken_away == [
        "Control: Take police advice before you go",
        "Control: Never force entry",
        "Condition: Please contact us by letter only.",
        f"Until {show_date(sooner)} only, not until {show_date(offices.ends)}: Not our offices.",
        "First review after 3 months, not 6",
    ]
    assert approved.imposed == {
        "instruction": "Go with at least one other colleague.",
        "controls": ["Go with at least one other colleague"],
        "conditions": [f"Access to our offices restricted (until {show_date(sooner)}): Not our offices."],
        "informing": [
            ["Is the customer informed?", "Inform the customer"],
            ["Why not", ""],
            ["How the risk of informing them was assessed", INFORM.reason],
        ],
    }


@pytest.mark.clause("P7a")
def test_the_letter_tells_what_was_imposed(cast, weapons):
    letters_only = weapons.conditions.get(kind="CHANNELS")
    approve(cast, weapons, cast.head, less=Lighter(["AT_LEAST_TWO"], frozenset({letters_only.pk}), months=1))
    weapons.refresh_from_db()

    (told,) = scenarios.composed(cast, weapons).facts["alerts"]
    assert [one["words"] for one in told["conditions"]] == [
        "Two people come together when they visit you.",
        "Not our offices.",
    ]
    assert weapons.taken_away[-1] == "First review after 1 month, not 6"


@pytest.mark.clause("P7a")
def test_an_alert_imposed_as_recommended_has_all_of_it(cast, weapons):
    approved = approve(cast, weapons, cast.head)

    assert (approved.controls, approved.instruction) == (weapons.type.controls, weapons.type.instruction)
    assert (approved.first_period, approved.taken_away) == (6, [])


HEAVIER = "At approval you can only take away or shorten. For anything heavier, send the investigation back."


@pytest.mark.clause("P7a", refuses=True)
@pytest.mark.parametrize(
    ("less", "sentence"),
    [
        (lambda by, offices: Lighter(["NO_WOMAN"]), HEAVIER),
        (lambda by, offices: Lighter(without=frozenset({0})), HEAVIER),
        (lambda by, offices: Lighter(months=7), HEAVIER),
        (lambda by, offices: Lighter(months=0), HEAVIER),
        (lambda by, offices: Lighter(ends={0: offices.ends}), HEAVIER),
        (
            lambda by, offices: Lighter(ends={by.pk: timezone.localdate() - timedelta(days=1)}),
            "A condition cannot end before it begins. Take it out instead.",
        ),
        (
            lambda by, offices: Lighter([], frozenset({by.pk, offices.pk})),
            "Nothing would be left of the alert. Decline it instead.",
        ),
    ],
)
def test_what_is_heavier_goes_back_and_something_is_left(cast, weapons, less, sentence):
    with pytest.raises(NotAllowed) as refused:
        approve(cast, weapons, cast.head, less=less(*weapons.conditions.all()))
    assert str(refused.value) == sentence


@pytest.mark.clause("P7a", refuses=True)
def test_a_day_is_only_brought_forward_from_the_last_one_or_from_the_first_review(cast, weapons):
    by, offices = weapons.conditions.all()
    review_on = procedure.add_months(cast.today, 3)
    for condition, last, due in ((offices, offices.ends, ""), (by, review_on, ", when the alert is due for review")):
        refusal = Lighter(ends={condition.pk: last + timedelta(days=1)}, months=3).why_not(weapons, on=cast.today)
        assert str(refusal).startswith(f"The condition “{condition}” applies until {show_date(last)}{due}. Give it an")
        assert Lighter(ends={condition.pk: last}, months=3).why_not(weapons, on=cast.today) is None


@pytest.mark.clause("P7a")
def test_controls_months_and_days_may_stay_as_they_are_and_become_the_fewest(cast, weapons):
    _, offices = weapons.conditions.all()
    ends = [{offices.pk: offices.ends}, {offices.pk: cast.today}]
    few = [Lighter(weapons.asked_controls), Lighter(months=1), Lighter(months=6)]
    for less in [*few, *(Lighter(ends=end) for end in ends)]:
        assert less.why_not(weapons, on=cast.today) is None


@pytest.mark.clause("P7a", refuses=True)
def test_a_condition_that_begins_later_ends_on_its_first_day_at_the_earliest(cast):
    begins = cast.today + timedelta(days=5)
    alert = scenarios.proposed(cast, conditions=[scenarios.CONDITION | {"starts": begins}])
    condition = alert.conditions.get()
    assert Lighter(ends={condition.pk: begins}).why_not(alert, on=cast.today) is None
    refusal = Lighter(ends={condition.pk: begins - timedelta(days=1)}).why_not(alert, on=cast.today)
    assert str(refusal) == "A condition cannot end before it begins. Take it out instead."


@pytest.mark.clause("P7b", refuses=True)
def test_what_restricts_contact_keeps_a_condition_at_approval(cast):
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    (condition,) = alert.conditions.all()

    with pytest.raises(NotAllowed, match="Contact Management needs a condition. Leave at least one, or decline"):
        approve(cast, alert, cast.head, less=Lighter(without=frozenset({condition.pk})))


@pytest.mark.clause("P7b")
def test_nine_types_need_a_decision_letter(db):
    needing = AlertType.objects.filter(letter_required=True)

    assert [type.name for type in needing] == [
        "Visit in Pairs",
        "Dangerous Dogs",
        "Contact Management",
        "No Lone Females",
        "No Lone Males",
        "No Female Visitors",
        "No Male Visitors",
        "Weapons",
        "Single Point of Contact",
    ]
    assert {type.code for type in needing} == set(procedure.LETTER_TYPE_CODES)


@pytest.mark.clause("P7b", refuses=True)
@pytest.mark.parametrize(
    ("code", "name"),
    [("CONTACT_MANAGEMENT", "Contact Management"), ("SINGLE_POINT_OF_CONTACT", "Single Point of Contact")],
)
def test_what_restricts_contact_says_what_it_restricts(cast, code, name):
    alert = scenarios.drafted_alert(cast, code)

    with pytest.raises(NotAllowed, match=f"Add at least one condition to {name}"):
        scenarios.recommended(cast, alert.investigation)


NEEDS_OFFICER = (
    "With Single Point of Contact all contact goes through a named officer. It needs the condition that names"
)


@pytest.mark.clause("P7b", refuses=True)
def test_single_point_of_contact_names_its_officer(cast):
    alert = scenarios.drafted_alert(cast, "SINGLE_POINT_OF_CONTACT", conditions=[scenarios.CONDITION])

    with pytest.raises(NotAllowed, match=NEEDS_OFFICER):
        scenarios.recommended(cast, alert.investigation)


@pytest.mark.clause("P7b", refuses=True)
def test_single_point_of_contact_keeps_its_officer_at_approval(cast):
    both = [{"kind": "NAMED_OFFICER"}, scenarios.CONDITION]
    alert = scenarios.proposed(cast, "SINGLE_POINT_OF_CONTACT", conditions=both)
    officer = alert.conditions.get(kind="NAMED_OFFICER")

    for controls in (None, []):
        with pytest.raises(NotAllowed, match=NEEDS_OFFICER):
            approve(cast, alert, cast.head, less=Lighter(controls, frozenset({officer.pk})))


@pytest.mark.clause("P7b", refuses=True)
def test_a_type_of_the_landlords_own_with_a_named_officer_names_them_too(cast):
    AlertType.objects.filter(code="SAFE_CONTACT").update(controls=["NAMED_OFFICER"])
    alert = scenarios.drafted_alert(cast, "SAFE_CONTACT")

    with pytest.raises(NotAllowed, match="With Safe contact all contact goes through a named officer"):
        scenarios.recommended(cast, alert.investigation)
    with pytest.raises(NotAllowed, match="Safe contact needs its conditions, which the report does not hold"):
        scenarios.carried_over(cast, code="SAFE_CONTACT")


@pytest.mark.clause("P7b", refuses=True)
@pytest.mark.parametrize(
    ("of_type", "asked", "kept", "refused"),
    [
        (["NAMED_OFFICER"], [], [], True),
        (["NAMED_OFFICER"], ["AT_LEAST_TWO"], ["AT_LEAST_TWO"], False),
        (["AT_LEAST_TWO"], ["NAMED_OFFICER"], [], False),
        (["AT_LEAST_TWO"], ["NAMED_OFFICER"], ["NAMED_OFFICER"], True),
    ],
    ids=["its type's", "not asked for", "asked for and taken away", "asked for"],
)
def test_an_officer_is_named_where_the_type_has_one_that_was_asked_for_or_where_one_is_kept(
    of_type, asked, kept, refused
):
    alert = Alert(type=AlertType(controls=of_type), controls=asked)
    assert bool(why_no_officer(alert, kept, [])) == refused


@pytest.mark.clause("P7b", refuses=True)
@pytest.mark.parametrize(
    "change",
    [
        {"name": "Two Visitors"},
        {"letter_required": False},
        {"needs_conditions": True},
        {"affects_service": False},
        {"hangs_on": "PROPERTY"},
        {"offered": False},
    ],
)
def test_the_nine_keep_their_name_need_a_letter_and_are_never_retired(cast, change):
    sentence = "Visit in Pairs is one of the nine types of §7: it keeps its name and what it hangs on, always affects"
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.changed_type(cast, "VISIT_IN_PAIRS", **change)


@pytest.mark.clause("P7b")
def test_a_change_of_a_type_changes_no_active_alert_and_reaches_the_next(cast):
    before, retired = scenarios.active(cast), scenarios.active(cast, "SAFE_CONTACT")
    scenarios.changed_type(
        cast, "VISIT_IN_PAIRS", controls=["AT_LEAST_TWO", "NO_WOMAN"], instruction="Two men go.", period=3
    )
    scenarios.changed_type(cast, "SAFE_CONTACT", offered=False)
    after = scenarios.active(cast, customer=scenarios.HONG)

    before.refresh_from_db()
    retired.refresh_from_db()
    assert (before.controls, before.instruction, before.first_period) == (
        ["AT_LEAST_TWO"],
        "Attend in pairs. Do not go alone.",
        12,
    )
    assert before.review_due_on == procedure.add_months(cast.today, 12)
    assert retired.is_active
    assert (after.controls, after.instruction, after.first_period) == (["AT_LEAST_TWO", "NO_WOMAN"], "Two men go.", 3)


@pytest.mark.clause("P7a", refuses=True)
@pytest.mark.parametrize("change", [{"controls": ["AT_LEAST_TWO", "NO_WOMAN"]}, {"instruction": "Two men go."}])
def test_nothing_is_imposed_that_was_not_recommended(cast, sign_in, change):
    alert = scenarios.proposed(cast)
    scenarios.changed_type(cast, "VISIT_IN_PAIRS", **change)
    alert = Alert.objects.get()
    sentence = (
        "What Visit in Pairs makes colleagues do was changed after it was recommended. Send the investigation back"
    )

    with pytest.raises(NotAllowed, match=sentence):
        approve(cast, alert, cast.head)
    assert_blocked(sign_in("head").get(f"/alerts/{alert.reference}/approve/"), sentence)

    file = alert.investigation
    file = decisions_services.send_back_investigation(
        investigation=file, version=file.version, by=cast.head, question="Is it what you recommend?"
    )
    scenarios.recommended(cast, file)
    assert approve(cast, Alert.objects.get(), cast.head).is_active


@pytest.mark.clause("P7b")
def test_a_change_of_other_words_of_the_type_needs_no_new_recommendation(cast):
    alert = scenarios.proposed(cast)
    scenarios.changed_type(cast, "VISIT_IN_PAIRS", consequence="Two of us come.")

    assert approve(cast, Alert.objects.get(pk=alert.pk), cast.head).is_active


@pytest.mark.clause("P8a", refuses=True)
def test_the_first_review_is_due_within_one_to_twelve_months():
    refused = [months for months in range(15) if decisions_policies.why_period_refused(months)]
    assert refused == [0, 13, 14]
