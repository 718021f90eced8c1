"""Keep a strategy for the contact of a customer: who answers, when and how, whether it helps, and its review (§12)."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from monitoring.models import Strategy
from monitoring.strategies import services
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, send, words
from tests.scenarios import HONG, LODGER, TWIN
from tests.step import assert_not_now, fill

START = f"/customers/{LODGER}/contact-strategy/start/"
CONTACTS = f"/customers/{LODGER}/contacts/"
GOAL = "One call each Tuesday with somebody who knows the case."
ENOUGH = "He calls as often as others do."


@pytest.fixture
def answers(cast):
    said = {"goal": GOAL, "officer": cast.officer.pk, "deputy": cast.manager.pk, "response_days": "2"}
    return said | {"channels": ["TELEPHONE", "EMAIL"], "times": "Tuesdays"} | day("review_on", cast.ago(-180))


def _page(strategy, verb=""):
    return f"/contact-strategies/{strategy.reference}/{f'{verb}/' if verb else ''}"


# Start


@pytest.mark.clause("P12")
def test_a_lead_starts_a_strategy(cast, sign_in, answers):
    client = sign_in("lead")
    response = fill(client, START, **answers)

    strategy = Strategy.objects.get()
    assert_done(client, response, _page(strategy), f"Contact strategy {strategy.reference} is in force.")
    assert (strategy.officer, strategy.deputy, strategy.channels, strategy.response_days, strategy.began_on) == (
        cast.officer,
        cast.manager,
        ["TELEPHONE", "EMAIL"],
        2,
        cast.today,
    )
    assert AuditEvent.objects.filter(action="start contact strategy", reference=strategy.reference).exists()
    said = words(client.get(_page(strategy)))
    for part in (GOAL, "Telephone, E-mail", "Tuesdays", "2 working days"):
        assert part in said
    assert f"Contact strategy {strategy.reference} began" in words(client.get(f"/customers/{LODGER}/"))
    assert f"Contact strategy {strategy.reference}: {cast.officer} answers" in words(client.get(CONTACTS))


@pytest.mark.clause("P12", refuses=True)
def test_only_a_lead_of_the_area_keeps_a_strategy(cast, sign_in, answers):
    sentence = "An Operational Lead for Housing keeps this customer's contact strategy."
    assert_not_now(sign_in("head"), START, cast.customers[LODGER], sentence, **answers)
    strategy = scenarios.strategy(cast)
    assert_refused(send(sign_in("head"), _page(strategy, "end"), strategy, reason=ENOUGH), sentence)
    assert_refused(send(sign_in("head"), _page(strategy, "review"), strategy, changed=ENOUGH, **answers), sentence)


@pytest.mark.clause("P12", refuses=True)
def test_a_customer_has_one_strategy_in_force(cast, sign_in, answers):
    strategy = scenarios.strategy(cast)
    client = sign_in("lead")
    assert "Start a contact strategy" not in words(client.get(CONTACTS))
    sentence = f"Strategy {strategy.reference} is in force. Review it, or end it first."
    assert_refused(client.post(START, answers), sentence)
    again = Strategy.objects.get(pk=strategy.pk)
    again.pk, again.reference, again._state.adding = None, "CS-2026-99999", True
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


@pytest.mark.clause("P12", refuses=True)
def test_each_error_has_its_own_words(sign_in, answers):
    for changed, sentence in [
        ({"goal": " "}, "Say what the strategy is to reach, and how"),
        ({"officer": ""}, "Choose who answers"),
        ({"deputy": ""}, "Choose who answers while they are away"),
        ({"channels": []}, "Choose at least one way"),
        ({"response_days": "21"}, "Enter a number of working days from 1 to 20"),
        ({"response_days": ""}, "Enter a number of working days from 1 to 20"),
        ({"review_on_year": ""}, "The day by which it is reviewed must include a year"),
    ]:
        client = sign_in("lead")
        with nothing_changes():
            assert_asks(fill(client, START, **answers | changed), sentence)


@pytest.mark.clause("P12", refuses=True)
def test_the_service_asks_the_same(cast):
    for facts, sentence in [
        ({"goal": "Calm."}, r"Say what the strategy is to reach, and how\."),
        ({"channels": []}, "Choose at least one way by which the customer reaches us"),
        ({"response_days": 0}, "Promise an answer within 1 to 20 working days"),
        ({"response_days": 21}, "Promise an answer within 1 to 20 working days"),
    ]:
        with pytest.raises(NotAllowed, match=sentence):
            scenarios.strategy(cast, **facts)


@pytest.mark.clause("P12", refuses=True)
def test_nobody_is_named_twice_has_left_or_was_affected(cast, sign_in):
    with pytest.raises(NotAllowed, match="Name somebody else as deputy, for when the officer is away"):
        scenarios.strategy(cast, deputy=cast.officer)
    scenarios.logged(cast)  # it happened to the officer
    with pytest.raises(NotAllowed, match="was affected by an incident with this customer"):
        scenarios.strategy(cast)
    page = sign_in("lead").get(START).content.decode()
    offered = set(re.findall('<option value="([0-9]+)"', page))
    assert (str(cast.officer.pk) in offered, str(cast.manager.pk) in offered) == (False, True)
    scenarios.leaves(cast.manager)
    with pytest.raises(NotAllowed, match="has left, so the customer is not sent to them"):
        scenarios.strategy(cast, officer=cast.lead)


@pytest.mark.clause("P12", refuses=True)
def test_it_is_reviewed_within_a_year(cast):
    for days in [0, 367]:
        step = {"customer": cast.customers[LODGER], "by": cast.lead, "on": cast.today, "terms": scenarios.terms(cast)}
        for review_on in (None, cast.today + timedelta(days=days)):
            with pytest.raises(
                NotAllowed, match="A strategy is reviewed within 12 months: choose a day after today and by"
            ):
                services.start_strategy(**step, review_on=review_on)


# Beside an alert


def _with_a_named_officer(cast):
    named = scenarios.condition(cast, "NAMED_OFFICER", officer=cast.lead2)
    return scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[named])


@pytest.mark.clause("P12", refuses=True)
def test_two_single_points_of_contact_are_refused(cast, sign_in, answers):
    alert = _with_a_named_officer(cast)
    condition = alert.conditions.get()
    said = words(sign_in("lead").get(START))
    assert f"{condition.words} ({alert.reference})" in said
    with pytest.raises(NotAllowed, match=f"Alert {alert.reference} sends all contact to .* Name the same colleagues"):
        scenarios.strategy(cast, officer=cast.lead, deputy=cast.head)
    strategy = scenarios.strategy(cast, officer=condition.officer, deputy=condition.deputy)
    assert "To put right" not in words(sign_in("lead").get(_page(strategy)))


def test_an_alert_that_comes_later_and_names_others_is_said(cast, sign_in):
    strategy = scenarios.strategy(cast, officer=cast.lead, deputy=cast.head)
    alert = _with_a_named_officer(cast)
    said = words(sign_in("lead").get(_page(strategy)))
    assert f"To put right Alert {alert.reference} sends all contact to" in said
    ended = scenarios.strategy_ended(cast, strategy)
    assert "To put right" not in words(sign_in("lead").get(_page(ended)))


@pytest.mark.clause("P12")
def test_who_was_affected_since_is_asked_about_at_once(cast, sign_in):
    strategy = scenarios.strategy(cast)
    assert held(cast.lead, Kind.STRATEGY) == []
    scenarios.logged(cast)  # it happened to the officer
    assert held(cast.lead, Kind.STRATEGY) == [strategy.reference]
    said = words(sign_in("lead").get(_page(strategy)))
    assert f"To put right {cast.officer} was affected by an incident with this customer" in said


# Review


@pytest.mark.clause("P12")
def test_a_review_says_what_changed_and_changes_it(cast, sign_in, answers):
    strategy = scenarios.strategy(cast, days=100)
    client = sign_in("lead")
    changed = "He calls less, so once in two weeks will do."
    response = fill(client, _page(strategy, "review"), changed=changed, **answers | {"times": "Every second Tuesday"})
    day_of_review = cast.ago(-180)
    said = f"Contact strategy {strategy.reference} stays in force. It is reviewed by {day_of_review:%-d %B %Y}."
    assert_done(client, response, _page(strategy), said)

    kept = Strategy.objects.get()
    assert (kept.reviews, kept.times) == ([[cast.today.isoformat(), changed]], "Every second Tuesday")
    assert kept.review_on == day_of_review
    assert changed in words(client.get(_page(strategy)))


@pytest.mark.clause("P12", refuses=True)
def test_a_review_says_something_and_is_not_saved_over_another(cast, sign_in, answers):
    strategy = scenarios.strategy(cast)
    step = {"by": cast.lead, "on": cast.today, "terms": scenarios.terms(cast), "review_on": cast.ago(-30)}
    with pytest.raises(NotAllowed, match=r"Say whether it helped, and what changes\."):
        services.review_strategy(strategy=strategy, version=strategy.version, changed="Yes.", **step)
    services.review_strategy(strategy=strategy, version=strategy.version, changed=ENOUGH, **step)
    sent = send(sign_in("lead"), _page(strategy, "review"), strategy, changed=ENOUGH, **answers)
    assert_refused(sent, "changed this")


@pytest.mark.clause("P12")
def test_the_review_is_a_duty_from_its_day_and_at_once_where_a_colleague_has_left(cast):
    strategy = scenarios.strategy(cast)
    assert held(cast.lead, Kind.STRATEGY, on=strategy.review_on - timedelta(days=1)) == []
    assert held(cast.lead, Kind.STRATEGY, on=strategy.review_on) == [strategy.reference]
    scenarios.leaves(cast.officer)
    assert held(cast.lead, Kind.STRATEGY) == [strategy.reference]
    scenarios.strategy_ended(cast, strategy)
    assert held(cast.lead, Kind.STRATEGY, on=strategy.review_on) == []


# End


@pytest.mark.clause("P12")
def test_a_strategy_ends_with_a_reason_and_another_can_start(cast, sign_in):
    strategy = scenarios.strategy(cast)
    client = sign_in("lead")
    response = fill(client, _page(strategy, "end"), reason=ENOUGH)
    assert_done(client, response, _page(strategy), f"Contact strategy {strategy.reference} ended.")
    assert ENOUGH in words(client.get(_page(strategy)))
    assert f"{strategy.reference} ended" in words(client.get(f"/customers/{LODGER}/"))
    assert scenarios.strategy(cast).reference != strategy.reference


@pytest.mark.clause("P12", refuses=True)
def test_it_ends_once_and_not_without_a_reason(cast):
    strategy = scenarios.strategy(cast)
    step = {"strategy": strategy, "by": cast.lead, "on": cast.today}
    with pytest.raises(NotAllowed, match="Say why the strategy is no longer needed"):
        services.end_strategy(version=strategy.version, reason="", **step)
    scenarios.strategy_ended(cast, strategy)
    with pytest.raises(NotAllowed):
        services.end_strategy(version=strategy.version + 1, reason=ENOUGH, **step)


# High levels without one


@pytest.mark.clause("P12")
def test_a_strategy_answers_the_duty_of_a_high_level_until_it_ends(cast, sign_in):
    scenarios.high_contact(cast)
    assert held(cast.lead, Kind.HIGH_CONTACT) == [LODGER]
    assert "1 high, 1 of them without a strategy." in words(sign_in("lead").get("/contacts/high/"))
    strategy = scenarios.strategy(cast)
    assert held(cast.lead, Kind.HIGH_CONTACT) == []
    said = words(sign_in("lead").get("/contacts/high/"))
    assert "1 high, 0 of them without a strategy." in said
    assert strategy.reference in said
    scenarios.strategy_ended(cast, strategy)
    assert held(cast.lead, Kind.HIGH_CONTACT) == [LODGER]


# Does it help?


def _week(cast, days, number, customer=LODGER):
    scenarios.loaded(cast, [(f"{customer}-{days}-{each}", days) for each in range(number)], customer)


@pytest.mark.clause("P12")
def test_a_strategy_that_works_and_one_that_does_not_are_told_apart(cast, sign_in):
    for customer in (LODGER, HONG):
        _week(cast, 40, 26, customer)
    works = scenarios.strategy(cast, days=28)
    fails = scenarios.strategy(cast, HONG, days=28)
    _week(cast, 3, 4)
    _week(cast, 3, 12, HONG)

    said = words(sign_in("lead").get(_page(works)))
    assert "Before it, 2.0 contacts a week; since, 1.0 a week. That is 50% less." in said
    said = words(sign_in("lead").get(_page(fails)))
    assert "Before it, 2.0 contacts a week; since, 3.0 a week. That is no less." in said
    page = sign_in("lead").get(_page(works)).content.decode()
    assert page.count("stroke-dasharray") == 1, "the day on which it began stands in the plot"


def test_what_came_after_its_end_does_not_count_for_it(cast, sign_in):
    strategy = scenarios.strategy(cast, days=14)
    _week(cast, 10, 2)
    scenarios.strategy_ended(cast, strategy)
    _week(cast, 0, 0)
    assert "since, 1.0 a week. That is no less." in words(sign_in("lead").get(_page(strategy)))
    assert sign_in("lead").get(_page(strategy)).content.decode().count("stroke-dasharray") == 2


# The file


@pytest.mark.clause("P12", refuses=True)
def test_two_files_with_a_strategy_each_are_not_merged(cast):
    scenarios.second_file(cast)
    scenarios.strategy(cast)
    scenarios.strategy(cast, TWIN)
    with pytest.raises(NotAllowed, match="Both have a contact strategy in force, .* End one of them first"):
        scenarios.merged(cast)


def test_a_restricted_file_hides_its_strategy(cast, sign_in):
    strategy = scenarios.strategy(cast)
    scenarios.restrict(cast, readers=[cast.lead, cast.head])
    assert sign_in("leadership").get(_page(strategy)).status_code == 404
    assert sign_in("lead").get(_page(strategy)).status_code == 200


@pytest.mark.clause("P12")
def test_who_answers_is_told_and_can_read_how(cast, sign_in):
    found = scenarios.strategy(cast)
    for colleague in (found.officer, found.deputy):
        assert held(colleague, Kind.ANSWERS) == [found.reference]
    client = sign_in(found.officer.username)
    assert "You answer: " in words(client.get("/"))
    said = words(client.get(f"/contact-strategies/{found.reference}/"))
    assert f"Who answers {found.officer}" in said
    assert sign_in("contractor").get(f"/contact-strategies/{found.reference}/").status_code == 404

    scenarios.strategy_ended(cast, found)

    assert held(found.officer, Kind.ANSWERS) == []


@pytest.mark.clause("P11a", refuses=True)
def test_a_restricted_file_stays_closed_to_who_is_named(cast, sign_in):
    found = scenarios.strategy(cast)
    scenarios.restrict(cast, readers=[cast.lead, cast.head])
    assert sign_in(found.officer.username).get(f"/contact-strategies/{found.reference}/").status_code == 404
