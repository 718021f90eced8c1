"""Who is told of a duty by mail, when, and in which words (decision 50)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from alerts.decisions.services import send_back_investigation
from desk.duties import NO_HEAD
from housing_alerts.customers.models import Customer
from housing_alerts.duties import services, telling
from housing_alerts.duties.choices import ALWAYS_URGENT, HOLDERS, Kind, Way, chosen_by
from housing_alerts.duties.models import Duty, Telling
from housing_alerts.outbox.models import Message
from housing_alerts.staff.choices import Role
from tests import scenarios


@pytest.fixture(autouse=True)
def _today(wednesday):
    """The cast arrives on that Wednesday."""


def told(kind=None):
    """Return who was written to and under which subject."""
    found = Message.objects.order_by("pk").values_list("colleague__username", "subject")
    return [(who, what) for who, what in found if kind is None or kind.label in what]


def choose(colleague, kind, way):
    services.choose_ways(by=colleague, ways={kind: way})


def begin():
    out = StringIO()
    call_command("tell_what_begins", stdout=out)
    return out.getvalue().strip()


# At once


@pytest.mark.clause("D4")
def test_violence_is_told_at_once_and_once_to_the_line_manager_and_the_duty_manager_whatever_they_chose(cast):
    duty = scenarios.on_duty(cast)
    duty.email = "duty@landlord.example"
    duty.save()
    choose(cast.manager, Kind.TRIAGE, Way.OFF)
    incident = scenarios.logged(cast, days=0, violent=True)
    assert told(Kind.TRIAGE) == [("manager", f"Urgent: Incidents to triage, {incident.reference}")]
    assert told(Kind.ON_DUTY) == [("duty", f"Urgent: On duty: incidents with danger, {incident.reference}")]
    again = Duty.objects.open().filter(reference=incident.reference)
    assert telling.tell(again, now=timezone.now()) == 0, "once"


def test_what_is_not_urgent_is_not_told_at_once(cast):
    scenarios.logged(cast)
    assert told() == []


@pytest.mark.long
@pytest.mark.clause("D3b")
def test_a_case_sent_back_with_a_question_is_told_to_its_lead_at_once_each_time(cast):
    file = scenarios.proposed(cast).investigation
    for number in (1, 2):
        file.refresh_from_db()
        file = send_back_investigation(
            investigation=file, version=file.version, by=cast.head, question="Did he say why?"
        )
        assert told(Kind.INVESTIGATE) == number * [("lead", f"Urgent: Your investigations, {file.reference}")]
        if number == 1:
            file = scenarios.recommended(cast, file)


@pytest.mark.long
def test_an_unkept_file_is_told_to_the_leads_of_its_area_and_the_leadership_team(cast):
    scenarios.referred(cast)
    scenarios.restrict_file(cast)
    scenarios.lead_for(cast.lead2, cast.customers[scenarios.LODGER].service_area)
    scenarios.leads_no_longer(cast.lead)
    scenarios.heads_no_longer(cast.head)
    services.settle("change colleague", [cast.lead, cast.head])
    assert {who for who, _ in told(Kind.UNKEPT)} == {"head", "head2", "leadership", "lead2"}


@pytest.mark.long
def test_a_file_that_no_lead_reads_is_told_to_the_heads_who_can_name_one(cast):
    scenarios.referred(cast)
    scenarios.restrict_file(cast)
    scenarios.lead_for(cast.lead2, cast.customers[scenarios.LODGER].service_area)
    services.settle("change colleague", [cast.lead])
    assert told(Kind.UNKEPT) == []
    scenarios.leads_no_longer(cast.lead)
    services.settle("change colleague", [cast.lead])
    assert {who for who, _ in told(Kind.UNKEPT)} == {"head"}
    (duty,) = Duty.objects.open().filter(kind=Kind.UNKEPT)
    assert duty.words == "No named Lead is left to do what waits there: name one"


@pytest.mark.clause("P11a")
@pytest.mark.parametrize(("others", "told_too"), [(True, {"head2"}), (False, {"leadership"})], ids=["Heads", "team"])
def test_a_file_that_no_head_reads_is_told_to_its_lead_and_those_who_can_help(cast, others, told_too):
    scenarios.proposed(cast)
    scenarios.restrict_file(cast)
    if others:
        cast.head2.areas.add(cast.customers[scenarios.LODGER].service_area)
    services.settle("change colleague", [cast.head])
    assert told(Kind.UNKEPT) == []

    scenarios.leaves(cast.head)
    services.settle("change colleague", [cast.head])

    assert {who for who, _ in told(Kind.UNKEPT)} >= {"lead", *told_too}
    assert {duty.words for duty in Duty.objects.open().filter(kind=Kind.UNKEPT)} == {NO_HEAD}


def test_where_nothing_is_to_be_decided_nobody_is_asked_for_a_head(cast):
    scenarios.restrict_file(cast)
    scenarios.leaves(cast.head)
    services.settle("change colleague", [cast.head])
    assert told(Kind.UNKEPT) == []


def test_a_closed_account_is_told_nothing(cast):
    incident = scenarios.logged(cast, days=0, violent=True)
    Message.objects.all().delete()
    Telling.objects.all().delete()
    scenarios.leaves(cast.manager)
    telling.tell(Duty.objects.open().filter(reference=incident.reference), now=timezone.now())
    assert "manager" not in {who for who, _ in told()}


def test_one_step_that_fails_tells_nobody(cast, monkeypatch):
    monkeypatch.setattr("alerts.incidents.services.audit.record", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        scenarios.logged(cast, days=0, violent=True, behaviour="VEXATIOUS")
    assert told() == []


# Once


def test_what_becomes_urgent_is_told_once_more(cast):
    incident = scenarios.logged(cast, days=0)
    duty = Duty.objects.open().get(kind=Kind.TRIAGE, reference=incident.reference)
    Telling.objects.create(duty=duty, colleague=cast.manager, urgent=False)
    duty.urgent = True
    duty.save()
    assert telling.tell([duty], now=timezone.now()) == 1
    assert telling.tell([duty], now=timezone.now()) == 0


# What begins on a later day


@pytest.mark.clause("D4")
def test_a_marker_about_to_lapse_is_told_to_who_placed_it_when_its_day_comes(cast, wednesday):
    marker = scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True))
    duty = Duty.objects.open().get(kind=Kind.MARKER_LAPSES)
    assert begin() == "Messages written: 0."
    assert told(Kind.MARKER_LAPSES) == []
    wednesday.shift(timedelta(days=(duty.shows_from - timezone.localdate()).days + 1))  # the day itself it did not run
    assert begin() == "Messages written: 1."
    assert told(Kind.MARKER_LAPSES) == [
        ("manager", f"Urgent: Interim markers about to lapse, {marker.incident.reference}")
    ]
    assert begin() == "Done for today already, or somebody is at it."
    assert len(told(Kind.MARKER_LAPSES)) == 1


def test_a_dry_run_tells_nobody(cast, wednesday):
    scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True))
    duty = Duty.objects.open().get(kind=Kind.MARKER_LAPSES)
    wednesday.shift(timedelta(days=(duty.shows_from - timezone.localdate()).days))
    before = told()
    out = StringIO()
    call_command("tell_what_begins", dry_run=True, stdout=out)
    assert out.getvalue().strip() == "Duties that begin: 1."
    assert told() == before


# Each chooses


def test_who_chose_so_is_told_at_once_of_what_is_not_urgent(cast):
    choose(cast.lead, Kind.REFERRED, Way.AT_ONCE)
    choose(cast.lead2, Kind.REFERRED, Way.AT_ONCE)  # of another area: it is not theirs
    incident = scenarios.referred(cast)
    assert told() == [("lead", f"Referred incidents, {incident.reference}")]
    assert "You chose to be told of this at once." in Message.objects.get().body


# News


@pytest.mark.long
def test_the_lead_hears_that_it_was_declined_and_the_head_that_it_was_overturned(cast):
    choose(cast.lead, Kind.DECLINED, Way.AT_ONCE)
    choose(cast.head, Kind.OVERTURNED, Way.AT_ONCE)
    alert = scenarios.declined(cast, scenarios.proposed(cast))
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), "UPHELD")
    assert told(Kind.DECLINED) == [("lead", f"Recommendations declined, {alert.reference}")]
    assert told(Kind.OVERTURNED) == [("head", f"Decisions changed on appeal, {appeal.reference}")]
    assert "nothing is asked of you" in Message.objects.filter(colleague=cast.lead).last().body


@pytest.mark.long
def test_who_met_the_customer_hears_that_the_alert_was_imposed_and_ended(cast):
    choose(cast.officer, Kind.BECAME, Way.AT_ONCE)
    alert = scenarios.active(cast)
    incident = alert.investigation.incidents.get()
    expected = ("officer", f"What became of your report, {incident.reference}")
    assert told(Kind.BECAME) == [expected]
    duty = Duty.objects.open().get(kind=Kind.BECAME, colleague=cast.officer)
    assert (duty.words, duty.path) == ("An alert was imposed on 10 June 2026", f"/incidents/{incident.reference}/")
    scenarios.ended(cast, alert)
    duty.refresh_from_db()
    assert duty.words == "The alert ended on 10 June 2026"
    assert told(Kind.BECAME) == [expected, expected]


def test_news_of_a_restricted_file_names_nothing_to_who_may_not_open_it(cast):
    choose(cast.officer, Kind.BECAME, Way.AT_ONCE)
    alert = scenarios.proposed(cast)
    scenarios.restrict_file(cast)
    scenarios.approved(cast, alert)
    message = Message.objects.get(colleague=cast.officer)
    assert message.subject == "What became of your report, Restricted file"
    assert alert.investigation.incidents.get().reference not in message.body
    assert message.body.splitlines()[3].endswith(":8000/")


# Restricted files


def test_a_restricted_file_is_told_to_nobody_to_whom_it_is_closed(cast):
    another = scenarios.joined("lead3")
    scenarios.promote(another, Role.OPERATIONAL_LEAD)
    another.areas.set(cast.lead.areas.all())
    scenarios.restrict_file(cast)
    for colleague in (cast.lead, another):
        choose(colleague, Kind.REFERRED, Way.AT_ONCE)
    scenarios.referred(cast)
    assert {who for who, _ in told(Kind.REFERRED)} == {"lead"}


@pytest.mark.clause("P11a")
def test_broken_glass_is_told_at_once_to_the_officer_for_data_protection_and_the_readers(cast):
    scenarios.restrict_file(cast)
    access = scenarios.break_glass(cast, cast.head2)
    assert sorted(told()) == [
        ("dpo", "Urgent: Broken glass to review, Restricted file"),
        ("head", f"Urgent: Glass broken on a file that you keep, {scenarios.LODGER}"),
        ("lead", f"Urgent: Glass broken on a file that you keep, {scenarios.LODGER}"),
    ]
    of_dpo = Message.objects.get(colleague=cast.dpo)
    assert f"/restricted-files/{access.pk}/review/" in of_dpo.body


# Nothing personal


def test_nothing_personal_stands_in_any_message(cast):
    scenarios.logged(cast, days=0, violent=True)
    scenarios.draft(cast)
    scenarios.ask_for(cast, cast.officer, Role.ADMINISTRATOR)
    scenarios.restrict_file(cast)
    scenarios.break_glass(cast, cast.head2)
    call_command("send_digests", verbosity=0)
    _assert_nothing_personal(cast, kinds=6)


@pytest.mark.long
def test_nothing_personal_stands_in_any_message_of_a_whole_case(cast):
    every = dict.fromkeys([Kind.BECAME, *chosen_by(list(Role))], Way.AT_ONCE)
    for colleague in cast.people.values():
        services.choose_ways(by=colleague, ways=every)
    scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True))
    scenarios.reported_for(cast)
    scenarios.draft(cast)
    alert = scenarios.active(cast)
    scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")
    scenarios.declined(cast, scenarios.proposed(cast))
    call_command("send_digests", verbosity=0)
    _assert_nothing_personal(cast, kinds=12)


def _assert_nothing_personal(cast, kinds):
    lodger = Customer.objects.get(reference=scenarios.LODGER)
    texts = "\n".join(f"{message.subject}\n{message.body}" for message in Message.objects.all())
    assert sum(kind.label in texts for kind in Kind) >= kinds
    names = [lodger.surname, lodger.forenames, "Sandpiper", "TQ99", "shouted", "Roles asked for, officer"]
    for colleague in cast.people.values():
        names += [colleague.first_name, colleague.last_name, colleague.email]
    assert [name for name in names if name.casefold() in texts.casefold()] == []


# Who chooses what


@pytest.mark.long
def test_each_kind_says_who_holds_it(cast):
    assert set(HOLDERS) == set(Kind)
    assert not set(chosen_by(list(Role))) & set(ALWAYS_URGENT)
    scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True))
    scenarios.prepared(cast, scenarios.active(cast))
    for duty in Duty.objects.exclude(role=""):
        assert duty.role in HOLDERS[Kind(duty.kind)], duty


# Who is away


@pytest.mark.long
def test_the_deputy_of_who_is_away_is_told_too(cast):
    deputy = scenarios.joined("lead3")
    deputy.email = "lead3@landlord.example"
    deputy.save()
    scenarios.promote(deputy, Role.OPERATIONAL_LEAD)
    deputy.areas.set(cast.lead.areas.all())
    file = scenarios.proposed(cast).investigation
    scenarios.away(cast, cast.lead, deputy)
    file.refresh_from_db()
    send_back_investigation(investigation=file, version=file.version, by=cast.head, question="Did he say why?")
    assert {who for who, _ in told(Kind.INVESTIGATE)} == {"lead", "lead3"}
