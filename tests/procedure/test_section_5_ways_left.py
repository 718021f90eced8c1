"""§5 Whatever an alert restricts, the conditions together leave a way to us: a channel, a time and an officer."""

from datetime import timedelta

import pytest

from alerts.conditions import policies as conditions_policies
from alerts.investigations import services as investigations_services
from alerts.models import Alert, Investigation
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tools import demo


def on(days, first="", last=""):
    """Contact on these days and between these hours alone, as scenarios take it."""
    return {"kind": "TIMES", "details": {"days": days, "first": first, "last": last}}


def by(way):
    """Contact by this way alone, as scenarios take it."""
    return {"kind": "CHANNELS", "details": {"channels": [way]}}


def through(officer, deputy):
    """Contact with this officer, or their deputy, alone."""
    return {"kind": "NAMED_OFFICER", "officer": officer, "deputy": deputy}


@pytest.mark.clause("P5", "D2", refuses=True)
@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (
            {"kind": "CHANNELS", "details": {"channels": ["TELEPHONE"]}},
            "Together, and with those of the customer’s other alerts, the conditions leave no way to contact us.",
        ),
        ({"kind": "COMPLAINTS"}, "The one way to complain that stays open is not among the ways of contact that stay"),
    ],
    ids=["channels", "complaints"],
)
def test_together_the_conditions_leave_a_way_to_us_and_to_complain(cast, other, sentence):
    alert = scenarios.drafted_alert(cast, conditions=[{"kind": "CHANNELS"}, {"kind": "CHANNELS"}, other])

    with pytest.raises(NotAllowed, match=sentence):
        scenarios.recommended(cast, alert.investigation)


@pytest.mark.clause("P5", "D2", refuses=True)
@pytest.mark.parametrize(
    ("way", "closed"),
    [
        ("OFFICE", {"kind": "OFFICES"}),
        ("OFFICE", {"kind": "SUSPENDED", "details": {"service": "OFFICE"}}),
        ("HOME_VISIT", {"kind": "SUSPENDED", "details": {"service": "HOME_VISITS"}}),
        ("HOME_VISIT", {"kind": "DECLARATION", "details": {"service": "HOME_VISITS"}}),
    ],
    ids=["offices", "meetings", "visits", "until declared"],
)
def test_a_way_that_is_closed_or_suspended_is_no_way_to_us(cast, way, closed):
    alert = scenarios.drafted_alert(cast, conditions=[by(way), closed])

    with pytest.raises(NotAllowed, match="the conditions leave no way to contact us. Let them have one way in common."):
        scenarios.recommended(cast, alert.investigation)


@pytest.mark.clause("P5", "D2", refuses=True)
def test_nor_is_any_way_left_by_another_alert_and_this_one_together(cast):
    second = scenarios.proposed(cast, "WEAPONS", conditions=[by("LETTER")])
    drafted = scenarios.drafted_alert(cast, conditions=[by("LETTER")])
    first = scenarios.active(cast, "VISIT_IN_PAIRS", conditions=[by("TELEPHONE")])
    sentence = "and with those of the customer’s other alerts, the conditions leave no way to contact us"

    with pytest.raises(NotAllowed, match=sentence):
        scenarios.recommended(cast, drafted.investigation)
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.approved(cast, second)

    taken_out = {second.conditions.get().pk}
    assert (
        conditions_policies.why_no_way_beside([second], second.investigation, on=cast.today, without=taken_out) is None
    )
    scenarios.ended(cast, first)
    assert scenarios.approved(cast, second).is_active


NO_TIME = "leave no time to contact us. Let them have a day and an hour in common, or name all days and times in one"


@pytest.mark.clause("P5", "D2", refuses=True)
@pytest.mark.parametrize(
    "other",
    [on(["FRI"], "10:00", "12:00"), on(["MON", "FRI"], "12:00", "14:00"), on(["TUE"])],
    ids=["another day", "another hour", "another day, at any time"],
)
def test_together_the_conditions_leave_a_time_for_contact(cast, other):
    file = scenarios.drafted_alert(cast, conditions=[on(["MON"], "10:00", "12:00"), other]).investigation

    with pytest.raises(NotAllowed, match=NO_TIME):
        scenarios.recommended(cast, file)


@pytest.mark.clause("P5", "D2", refuses=True)
def test_so_do_those_of_another_alert_with_them(cast):
    proposed = scenarios.proposed(cast, "WEAPONS", conditions=[on(["MON"])])
    scenarios.active(cast, conditions=[on(["FRI"])])

    with pytest.raises(NotAllowed, match=NO_TIME):
        scenarios.approved(cast, proposed)


@pytest.mark.clause("P5", "D2")
def test_times_that_overlap_leave_one(cast):
    times = [on(["MON", "TUE"], "10:00", "12:00"), on(["TUE"], "11:30", "15:00"), on(["TUE", "FRI"])]
    file = scenarios.drafted_alert(cast, conditions=times).investigation

    assert scenarios.recommended(cast, file).status == "RECOMMENDED"


@pytest.mark.clause("P5", "D2", refuses=True)
def test_together_the_conditions_leave_an_officer_to_contact(cast):
    others = {"kind": "NAMED_OFFICER", "officer": cast.lead, "deputy": cast.head}
    file = scenarios.drafted_alert(cast, conditions=[{"kind": "NAMED_OFFICER"}, others]).investigation

    with pytest.raises(
        NotAllowed, match="no officer whom the customer may contact. Name the same officer, or the same"
    ):
        scenarios.recommended(cast, file)


@pytest.mark.clause("P5", "D2")
def test_one_officer_in_common_is_enough(cast):
    others = {"kind": "NAMED_OFFICER", "officer": cast.manager, "deputy": cast.head}
    file = scenarios.drafted_alert(cast, conditions=[{"kind": "NAMED_OFFICER"}, others]).investigation

    assert scenarios.recommended(cast, file).status == "RECOMMENDED"


def _beside_a_successor(cast):
    """By letter only, what is to replace it by telephone only, and what is drafted beside that by telephone only."""
    old = scenarios.restricted(cast)
    by_telephone = [scenarios.condition(cast, **by("TELEPHONE"))]
    successor = demo.draft(
        cast, scenarios.investigated(cast), "CONTACT_MANAGEMENT", conditions=by_telephone, replaces=old
    )
    return old, successor, demo.draft(cast, successor.investigation, "VISIT_IN_PAIRS", conditions=by_telephone)


@pytest.mark.clause("P5", "D2", refuses=True)
def test_what_was_withdrawn_takes_no_place_so_the_way_of_the_alert_in_force_still_counts(cast):
    _, successor, beside = _beside_a_successor(cast)
    investigations_services.withdraw_alert(alert=successor, version=successor.version, by=cast.lead)

    with pytest.raises(NotAllowed, match="the conditions leave no way to contact us. Let them have one way in common."):
        scenarios.recommended(cast, Investigation.objects.get(pk=beside.investigation_id))


@pytest.mark.clause("P5", "D2", refuses=True)
def test_nor_does_what_is_not_decided_yet_or_was_declined(cast):
    _, successor, beside = _beside_a_successor(cast)
    scenarios.recommended(cast, beside.investigation)

    sentence = f"Decide first on alert {successor.reference}, which is to take the place of one in force"
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.approved(cast, Alert.objects.get(pk=beside.pk))
    scenarios.declined(cast, Alert.objects.get(pk=successor.pk))
    with pytest.raises(NotAllowed, match="the conditions leave no way to contact us. Let them have one way in common."):
        scenarios.approved(cast, Alert.objects.get(pk=beside.pk))


@pytest.mark.clause("P5", "D2", refuses=True)
def test_what_takes_no_place_is_not_what_is_to_be_decided_first(cast):
    file, old = scenarios.investigated(cast), scenarios.restricted(cast)
    by_telephone = [scenarios.condition(cast, **by("TELEPHONE"))]
    successor = demo.draft(cast, file, "CONTACT_MANAGEMENT", conditions=by_telephone, replaces=old)
    beside = demo.draft(cast, successor.investigation, "VISIT_IN_PAIRS", conditions=by_telephone)
    demo.draft(cast, beside.investigation, "WEAPONS")
    scenarios.recommended(cast, Investigation.objects.get(pk=file.pk))

    with pytest.raises(NotAllowed, match=f"Decide first on alert {successor.reference}, which is to take the place"):
        scenarios.approved(cast, Alert.objects.get(pk=beside.pk))


@pytest.mark.clause("P5", "D2", refuses=True)
def test_where_to_decide_first_would_not_help_nobody_is_told_to(cast):
    _, _, beside = _beside_a_successor(cast)
    scenarios.recommended(cast, beside.investigation)
    scenarios.active(cast, "WEAPONS", conditions=[by("LETTER")])

    with pytest.raises(NotAllowed, match="the conditions leave no way to contact us. Let them have one way in common."):
        scenarios.approved(cast, Alert.objects.get(pk=beside.pk))


@pytest.mark.clause("P5", "D2")
def test_once_the_alert_of_the_other_way_is_replaced_what_was_recommended_beside_is_approved(cast):
    old, successor, beside = _beside_a_successor(cast)
    scenarios.recommended(cast, beside.investigation)

    scenarios.approved(cast, Alert.objects.get(pk=successor.pk))
    scenarios.approved(cast, Alert.objects.get(pk=beside.pk))

    active = Alert.objects.active().filter(customer=old.customer)
    assert {alert.pk for alert in active} == {successor.pk, beside.pk}


@pytest.mark.clause("P5", "D2")
def test_the_one_way_that_is_left_may_be_the_way_to_complain(cast):
    scenarios.has_email(cast)
    channels = {"kind": "CHANNELS", "details": {"channels": ["EMAIL"]}}
    alert = scenarios.drafted_alert(cast, conditions=[channels, {"kind": "COMPLAINTS"}])
    assert scenarios.recommended(cast, alert.investigation).status == "RECOMMENDED"


# One after the other


@pytest.mark.clause("P5", "D2")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (on(["MON"]), on(["FRI"])),
        (by("LETTER"), by("TELEPHONE")),
        ({"kind": "NAMED_OFFICER"}, "others"),
    ],
    ids=["times", "channels", "officers"],
)
def test_conditions_of_which_one_begins_when_the_other_is_over_are_never_asked_together(cast, first, second):
    second = through(cast.lead, cast.head) if second == "others" else second
    over = cast.today + timedelta(days=60)
    conditions = [first | {"ends": over}, second | {"starts": over + timedelta(days=1)}]
    file = scenarios.drafted_alert(cast, conditions=conditions).investigation

    assert scenarios.recommended(cast, file).status == "RECOMMENDED"


@pytest.mark.clause("P5", "D2", refuses=True)
def test_they_are_on_the_one_day_that_they_have_in_common(cast):
    over = cast.today + timedelta(days=60)
    conditions = [on(["MON"]) | {"ends": over}, on(["FRI"]) | {"starts": over}]
    file = scenarios.drafted_alert(cast, conditions=conditions).investigation

    with pytest.raises(NotAllowed, match=NO_TIME):
        scenarios.recommended(cast, file)


# Where it is so already


@pytest.mark.clause("P5", "D2")
def test_what_leaves_no_way_already_keeps_nothing_else_from_being_imposed(cast):
    offices = scenarios.drafted_alert(cast, conditions=[{"kind": "OFFICES"}])
    for code, way in (("WEAPONS", "LETTER"), ("NO_LONE_MALES", "TELEPHONE")):
        alert = scenarios.active(cast, code, conditions=[by("LETTER")])
        alert.conditions.update(details=by(way)["details"])  # as a merge of two customers leaves it

    file = scenarios.recommended(cast, offices.investigation)

    assert scenarios.approved(cast, file.alerts.get()).is_active


@pytest.mark.clause("P5", "D2")
def test_officers_who_have_left_keep_nobody_from_those_of_another_alert(cast):
    drafted = scenarios.drafted_alert(cast, conditions=[through(cast.lead, cast.head)])
    scenarios.active(cast, "WEAPONS", conditions=[{"kind": "NAMED_OFFICER"}])
    for gone in (cast.lead2, cast.manager):
        scenarios.leaves(gone)

    assert scenarios.recommended(cast, drafted.investigation).status == "RECOMMENDED"


# Two that take the places of two


@pytest.mark.clause("P5", "D2", refuses=True)
def test_where_none_can_be_decided_first_the_head_is_told_to_send_them_back(cast):
    in_force = [scenarios.active(cast, code, conditions=[by("LETTER")]) for code in ("CONTACT_MANAGEMENT", "WEAPONS")]
    file = scenarios.investigated(cast)
    for old in in_force:
        by_telephone = [scenarios.condition(cast, **by("TELEPHONE"))]
        demo.draft(cast, file, old.type.code, conditions=by_telephone, replaces=old)
        file.refresh_from_db()
    first, second = scenarios.recommended(cast, file).alerts.order_by("pk")

    for each in (first, second):
        with pytest.raises(
            NotAllowed, match="leave a way to contact us only once each alert is decided that takes the"
        ):
            scenarios.approved(cast, each)
