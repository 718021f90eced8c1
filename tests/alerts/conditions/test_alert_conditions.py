"""What a drafted alert restricts: its conditions listed, added, changed and taken out."""

from datetime import date

import pytest

from alerts.choices import ConditionKind
from alerts.conditions import services as conditions_services
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Lighter
from alerts.models import Alert, Condition
from housing_alerts.customers.services import record_representative
from housing_alerts.kernel.refusals import NotAllowed, when
from tests import scenarios, settling
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, words
from tests.step import assert_kept, assert_not_now, fill

pytestmark = pytest.mark.same_on_both


@pytest.fixture
def alert(cast):
    return scenarios.drafted_alert(cast)


@pytest.fixture
def condition(cast):
    return scenarios.drafted_alert(cast, conditions=[scenarios.CONDITION]).conditions.get()


def _list(alert):
    return f"/alerts/{alert.reference}/conditions/"


def _add(alert, kind):
    return f"{_list(alert)}add/?kind={kind}"


def _url(condition, verb):
    return f"{_list(condition.alert)}{condition.pk}/{verb}/"


def _answers(cast, kind):
    return {
        "CHANNELS": {"channels": ["LETTER", "EMAIL"]},
        "TIMES": {"days": ["MON", "THU"], "first": "10:30", "last": "12:00"},
        "FREQUENCY": {"most": 2, "per": "MONTH"},
        "NAMED_OFFICER": {"officer": cast.lead2.pk, "deputy": cast.manager.pk},
        "APPOINTMENT": {"book": "Call us to make one."},
        "THIRD_PARTY": {},
        "OFFICES": {"offices": "our office in Testmouth"},
        "COMPLAINTS": {"route": "EMAIL"},
        "INVOLVEMENT": {"activities": "the residents’ panel"},
        "SUSPENDED": {"service": "EVENTS"},
        "DECLARATION": {"service": "EVENTS"},
    }[kind]


WORDS = {
    "CHANNELS": "Please contact us only by e-mail or by letter.",
    "TIMES": "Please contact us only on Monday or Thursday, from 10.30am to 12pm.",
    "FREQUENCY": "Please contact us no more than twice a month.",
}


def test_each_kind_asks_its_own_and_its_words_follow_from_the_answers(cast, sign_in, alert):
    who = {"name": "Asha Reed", "agency": "Aid", "authority": "A form"}
    speaker = record_representative(customer=alert.customer, by=cast.lead, details=who)
    client = sign_in("lead")
    for kind in ConditionKind.values:
        answers = {"representative": speaker.pk} if kind == "THIRD_PARTY" else _answers(cast, kind)
        if kind == "DECLARATION":
            answers = {"service": "GROUNDS"}
        until = day("ends", cast.ago(-90)) if kind in ("OFFICES", "COMPLAINTS", "SUSPENDED") else {}
        response = fill(client, _add(alert, kind), **answers | until)

        condition = Condition.objects.get(kind=kind)
        assert_done(client, response, _list(alert), f"Condition added: {condition}")
        assert condition.words == WORDS.get(kind, condition.words)
        assert condition.ends == (cast.ago(-90) if until else None)
        assert condition.words in words(client.get(f"/investigations/{alert.investigation.reference}/"))


def test_several_may_stand_in_own_words_from_a_day_until_a_day(cast, sign_in, alert):
    client = sign_in("lead")
    fill(client, _add(alert, "APPOINTMENT"), book="Call us.", words="Please call before you come.")
    fill(client, _add(alert, "CHANNELS"), channels="LETTER", **day("starts", cast.today), **day("ends", cast.ago(-30)))

    said = words(client.get(_list(alert)))
    assert "Please call before you come. Until the review." in said
    assert f"From {cast.today:%-d %B %Y} until {cast.ago(-30):%-d %B %Y}." in said
    alert.refresh_from_db()
    assert alert.conditions.count() == 2


def test_the_page_of_conditions_says_what_is_missing(cast, sign_in):
    alert = scenarios.drafted_alert(cast, "CONTACT_MANAGEMENT")
    said = words(sign_in("lead").get(_list(alert)))
    assert "It restricts nothing yet, and cannot be recommended like that." in said
    assert "an advocate always stay open" in said


def test_a_condition_is_changed_and_its_words_follow(sign_in, condition):
    client = sign_in("lead")
    with settling.undone():
        fill(sign_in("lead"), _url(condition, "change"), channels="TELEPHONE")
        condition.refresh_from_db()
        assert condition.words == "Please contact us by letter only.", "own words stay"
    client = sign_in("lead")
    fill(client, _url(condition, "change"), words="")
    condition.refresh_from_db()
    assert condition.words == "Please contact us only by letter."

    response = fill(client, _url(condition, "change"), channels="TELEPHONE")
    condition.refresh_from_db()
    said = f"Condition changed: {condition}"
    assert_done(client, response, _list(condition.alert), said)
    assert (condition.words, condition.details) == ("Please contact us only by telephone.", {"channels": ["TELEPHONE"]})


def test_what_is_withdrawn_stands_nowhere_on_the_draft(cast, sign_in, condition):
    client, file = sign_in("lead"), f"/investigations/{condition.alert.investigation.reference}/"
    response = fill(client, _url(condition, "withdraw"))

    assert_done(client, response, _list(condition.alert), f"Condition taken out: {condition}")
    for url in (file, f"/alerts/{condition.alert.reference}/"):
        assert str(condition) not in words(client.get(url))
    condition.refresh_from_db()
    assert (condition.lifted_on, condition.alert.imposed_conditions()) == (cast.today, [])


def test_what_is_withdrawn_on_the_day_of_the_decision_is_no_condition_of_the_alert(cast):
    scenarios.reported_by(cast, cast.lead2)
    named = {"kind": "NAMED_OFFICER", "words": "Please contact Liam Leduc."}
    by_appointment = {"kind": "APPOINTMENT"}
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, by_appointment, named])
    channels, visits, officer = alert.conditions.all()
    alert = decisions_services.approve_alert(
        lifelines=scenarios.LIFELINES,
        due_regard=scenarios.DUE_REGARD,
        alert=alert,
        version=alert.version,
        by=cast.head,
        on=cast.today,
        reason="Letters are enough to reach us.",
        inform=scenarios.INFORM,
        less=Lighter(without=frozenset({officer.pk})),
    )

    assert alert.imposed_conditions() == [channels, visits]
    assert cast.lead2 in alert.kept_nameless()
    lifted = {"outcome": "STEP_DOWN", "controls": alert.controls, "lifted": [channels.pk]}
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), **lifted)
    assert Alert.objects.get().imposed_conditions() == [channels, visits]


def test_what_was_recommended_or_imposed_stays_as_it_is(cast, sign_in):
    alert, status = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION]), "active"
    alert.refresh_from_db()
    sentence = (
        f'This alert is {status} since {alert.changed_by} acted on {when(alert)}. "Propose" needs it to be draft.'
    )
    client, condition = sign_in("lead"), alert.conditions.get()
    assert_not_now(client, _add(alert, "CHANNELS"), alert, sentence, channels="LETTER")
    assert_not_now(client, _url(condition, "change"), alert, sentence, channels="LETTER")
    assert_not_now(client, _url(condition, "withdraw"), alert, sentence)


def test_what_was_withdrawn_is_not_changed_any_more(cast, sign_in, condition):
    client, sentence = sign_in("lead"), "This condition was taken out already. Add it again if the alert needs it."
    fill(client, _url(condition, "withdraw"))
    condition.alert.refresh_from_db()
    for verb in ("change", "withdraw"):
        assert_not_now(client, _url(condition, verb), condition.alert, sentence, channels="LETTER")


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(sign_in, alert):
    client = sign_in("lead")
    fill(client, _add(alert, "APPOINTMENT"), book="Call us.")
    response = client.post(_add(alert, "CHANNELS"), {"version": alert.version, "channels": "LETTER", "words": "No."})
    assert_refused(response, "Read what changed, then decide. What you typed is still here.")
    assert_kept(response, channels="LETTER", words="No.", version=alert.version + 1)


def test_each_error_has_its_own_words(sign_in, alert):
    client = sign_in("lead")
    for kind, answers, sentence in [
        ("CHANNELS", {}, "Choose at least one way of contact that stays open"),
        ("CHANNELS", {"channels": "PIGEON"}, "Choose one of those that are shown"),
        ("TIMES", {}, "Choose at least one day"),
        ("TIMES", {"days": "MON", "first": "10:00"}, "Give both times, or neither"),
        ("TIMES", {"days": "MON", "last": "10:00"}, "Give both times, or neither"),
        ("TIMES", {"days": "MON", "first": "10:00", "last": "09:30"}, "The second time must be later than the first"),
        ("FREQUENCY", {"per": "DAY"}, "Enter how many times at most"),
        ("FREQUENCY", {"per": "DAY", "most": "often"}, "Enter the number of times as a number, such as 2"),
        ("FREQUENCY", {"per": "DAY", "most": 0}, "Enter 1 or more. Contact cannot be ended altogether"),
        ("FREQUENCY", {"per": "DAY", "most": 51}, "Enter 50 or fewer"),
        ("FREQUENCY", {"most": 1}, "Choose each day, each week or each month"),
        ("APPOINTMENT", {"book": " "}, "Say how the customer makes an appointment"),
        ("THIRD_PARTY", {}, "Choose who acts for the customer"),
        (
            "OFFICES",
            {"offices": "", "ends_year": "2050", "ends_month": "1", "ends_day": "1"},
            "Say which of our offices",
        ),
        ("OFFICES", {"offices": "Testmouth"}, "Enter the last day of the condition"),
        ("COMPLAINTS", day("ends", date(2050, 1, 1)), "Choose which one way to complain stays open"),
        ("INVOLVEMENT", {}, "Say which resident involvement is restricted"),
        ("SUSPENDED", {"service": "GROUNDS"}, "Enter the last day of the condition"),
        ("SUSPENDED", {"service": "REPAIRS"} | day("ends", date(2050, 1, 1)), "Choose one of those that are"),
        ("DECLARATION", {}, "Choose the service"),
        (
            "CHANNELS",
            {"channels": "LETTER"} | day("ends", date(2020, 1, 1)),
            "The last day of the condition must be today or later",
        ),
        (
            "CHANNELS",
            {"channels": "LETTER"} | day("starts", date(2050, 1, 2)) | day("ends", date(2050, 1, 1)),
            "The last day of the condition must be its first day or later",
        ),
    ]:
        with nothing_changes():
            response = fill(client, _add(alert, kind), **answers)
        assert response.status_code == 200
        assert sentence in words(response), (kind, answers)


def test_the_officer_and_the_deputy_are_two(cast, sign_in, alert):
    client, officer = sign_in("lead"), cast.lead2.pk
    assert_asks(
        fill(client, _add(alert, "NAMED_OFFICER")),
        "Choose the named officer",
        "Choose the deputy, for when the officer is away",
    )
    response = fill(client, _add(alert, "NAMED_OFFICER"), officer=officer, deputy=officer)
    assert_asks(response, "The deputy is somebody else than the officer")


def test_a_lifeline_in_the_words_is_refused_and_they_stay(sign_in, alert):
    response = fill(sign_in("lead"), _add(alert, "CHANNELS"), channels="LETTER", words="Do not call about gas.")
    assert_refused(response, "The condition names gas and electrical safety, which no condition may touch")
    assert_kept(response, words="Do not call about gas.", channels="LETTER")


def test_what_it_restricts_is_chosen_first(sign_in, alert):
    client = sign_in("lead")
    for kind in ["", "LIFELINES"]:
        response = client.get(_add(alert, kind))
        assert_done(client, response, _list(alert), "Choose what the alert restricts.")


def test_a_condition_of_another_alert_is_not_found(cast, sign_in, condition):
    other = scenarios.drafted_alert(cast, customer=scenarios.HONG)
    assert sign_in("lead").get(f"{_list(other)}{condition.pk}/change/").status_code == 404


def test_the_service_refuses_as_the_page_does(cast, condition):
    with pytest.raises(NotAllowed, match="Lena Ledger leads this investigation."):
        conditions_services.withdraw_condition(
            condition=condition, version=condition.alert.version, by=cast.lead2, on=cast.today
        )


NO_ADDRESS = "No e-mail address of Lewis Lodger is known, so a condition that closes all else may leave"


@pytest.mark.clause("P5", "D2", refuses=True)
def test_e_mail_alone_is_no_way_for_somebody_whose_address_nobody_knows(cast, sign_in, condition):
    client, page = sign_in("lead"), _url(condition, "change")

    assert_refused(fill(client, page, channels="EMAIL"), NO_ADDRESS)
    assert "TELEPHONE" not in condition.details["channels"]
    scenarios.has_email(cast)
    assert fill(client, page, channels="EMAIL").status_code == 302


@pytest.mark.clause("D4", refuses=True)
@pytest.mark.parametrize(
    ("first", "second"),
    [("SUSPENDED", "DECLARATION"), ("DECLARATION", "SUSPENDED")],
)
def test_nothing_else_closes_a_service_that_resumes_with_a_declaration(cast, sign_in, first, second):
    alert = scenarios.drafted_alert(cast, conditions=[{"kind": first, "details": {"service": "EVENTS"}}])
    until = day("ends", cast.ago(-90))
    client = sign_in("lead")
    with nothing_changes():
        response = fill(client, _add(alert, second), service="EVENTS", **until)
    assert_refused(response, "so the service would stay closed after the declaration. Keep one of the two.")


@pytest.mark.clause("D4")
def test_another_service_is_closed_beside_it_and_its_own_condition_changes(cast, sign_in):
    alert = scenarios.drafted_alert(cast, conditions=[{"kind": "DECLARATION", "details": {"service": "EVENTS"}}])
    declares = alert.conditions.get()
    client = sign_in("lead")
    fill(client, _url(declares, "change"), service="EVENTS", words="Please declare it.")
    fill(client, _add(alert, "SUSPENDED"), service="GROUNDS", **day("ends", cast.ago(-90)))
    fill(client, _add(alert, "SUSPENDED"), service="GROUNDS", **day("ends", cast.ago(-30)))
    assert [each.kind for each in alert.conditions.all()] == ["DECLARATION", "SUSPENDED", "SUSPENDED"]
    declares.refresh_from_db()
    assert declares.words == "Please declare it."
