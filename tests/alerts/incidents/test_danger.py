"""Danger: violence, a threat of it, a weapon or a dangerous dog. Everything that asks for haste asks for all four."""

from datetime import timedelta

import lxml.html
import pytest
import time_machine
from django.utils import timezone

from alerts.incidents import services as incidents_services
from alerts.markers import policies as markers_policies
from alerts.models import Behaviour, Incident
from housing_alerts.customers.models import Asset
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.duties.services import rebuild
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea
from tests import scenarios
from tests.owing import held
from tests.page import nothing_changes, words
from tests.step import fill, offered

pytestmark = pytest.mark.usefixtures("wednesday")
DANGERS = {
    "violence": ({"violent": True}, "Violence"),
    "a threat of it": ({"behaviour": "THREAT_OF_VIOLENCE"}, "Threat of violence"),
    "a weapon": ({"weapon": True}, "Weapon"),
    "a dangerous dog": ({"circumstances": ["DANGEROUS_DOG"], "about": "RISK"}, "Dangerous dog"),
}
each = pytest.mark.parametrize(("facts", "name"), DANGERS.values(), ids=DANGERS)
NOTHING = "No alert is recorded"
RING = (
    "Ring Morwenna Manning before you go. Danger was reported on 10 June 2026, and nobody has decided yet what to do."
)
SANDPIPER = "/look-up/?q=12 Sandpiper"


@pytest.mark.clause("D4")
def test_a_marker_is_offered_first_and_the_triage_asks_why_none_was_placed(cast, sign_in):
    for facts, name in DANGERS.values():
        incident = scenarios.logged(cast, **facts)
        page = sign_in("manager").get(f"/incidents/{incident.reference}/")

        assert offered(page)[0] == "Place an interim marker"
        assert "Protect colleagues first" in words(page)
        assert f"Danger was reported: {name.lower()}." in words(page)
        refusal = markers_policies.why_marker_unexplained(incident, incident.customer.organisation, "", on=cast.today)
        assert str(refusal) == "Danger was reported. Place an interim marker first, or say why none is needed."


@pytest.mark.clause("D4")
def test_the_look_up_sends_whoever_goes_there_to_who_decides(cast, sign_in):
    facts, name = DANGERS["a dangerous dog"]
    incident = scenarios.logged(cast, **facts)

    for who in ("officer", "contractor"):
        page = words(sign_in(who).get(SANDPIPER))
        assert RING in page
        assert f"Ring Morwenna Manning: {cast.manager.telephone}" in page
        assert NOTHING not in page.partition("Who lives here")[0]
        assert name not in page
        assert incident.account not in page

    scenarios.restrict_file(cast)
    page = words(sign_in("contractor").get(SANDPIPER))
    assert RING in page
    assert incident.reference not in page


@pytest.mark.clause("D4")
def test_while_the_line_manager_is_away_the_deputy_is_rung(cast, sign_in):
    incident = scenarios.logged(cast, violent=True)
    scenarios.away(cast, cast.manager, cast.lead)
    page = words(sign_in("contractor").get(SANDPIPER))
    assert "Ring Lena Ledger before you go." in page
    assert "Morwenna" not in page
    assert "Ring Lena Ledger" in words(sign_in("officer").get(f"/incidents/{incident.reference}/"))


@pytest.mark.clause("D4")
def test_so_is_one_of_another_area_unless_the_file_is_closed_to_them(cast, sign_in):
    scenarios.logged(cast, violent=True)
    deputy = cast.lead2
    scenarios.away(cast, cast.manager, deputy)
    client = sign_in("contractor")
    assert str(deputy) in words(client.get(SANDPIPER))
    scenarios.restrict_file(cast)
    assert str(deputy) not in words(client.get(SANDPIPER))


def test_at_an_address_it_is_said_there(cast, sign_in):
    scenarios.logged_at_an_address(cast, violent=True)

    page = words(sign_in("officer").get(SANDPIPER))

    assert RING in page
    assert "For the property" in page


def test_once_it_is_answered_the_look_up_says_so_no_more(cast, sign_in):
    marked = scenarios.logged(cast, violent=True)
    scenarios.mark(cast, marked)
    void = scenarios.void(cast, scenarios.HONG, violent=True)
    for incident in (marked, void):
        assert RING not in words(sign_in("contractor").get(f"/look-up/?q={incident.customer.reference}"))
    scenarios.declined(cast, scenarios.proposed_on(cast, scenarios.logged(cast, scenarios.HONG, violent=True)))
    assert RING not in words(sign_in("contractor").get(f"/look-up/?q={scenarios.HONG}"))


@pytest.mark.clause("D4", refuses=True)
@pytest.mark.parametrize(("there", "marked"), [(scenarios.logged, True), (scenarios.referred, False)])
def test_danger_does_not_become_decided_by_waiting(cast, sign_in, there, marked):
    incident = scenarios.logged(cast, violent=True)
    if marked:
        scenarios.mark(cast, incident)
    if there == scenarios.referred:
        incident.refresh_from_db()
        incidents_services.refer_incident(
            incident=incident,
            version=incident.version,
            by=cast.manager,
            on=cast.today,
            note="It felt unsafe to be there.",
            no_marker_reason="" if marked else "Nobody goes there for now.",
        )
        if not marked:
            Incident.objects.filter(pk=incident.pk).update(no_marker_reason="")
            rebuild()

    later = cast.today + timedelta(days=21)
    with time_machine.travel(timezone.now() + timedelta(days=21)):
        assert RING in words(sign_in("contractor").get(SANDPIPER))
        assert incident.reference in held(cast.lead, Kind.UNMARKED, on=later)
        assert held(cast.head, Kind.UNMARKED, on=later) == [incident.reference]
    assert held(cast.head, Kind.UNMARKED, on=cast.today) == []


@pytest.mark.clause("D4")
def test_once_the_marker_has_lapsed_it_is_said_why_nobody_is_warned(cast, sign_in):
    incident = scenarios.logged(cast, days=40, violent=True)
    scenarios.mark(cast, incident, days=30)
    manager = sign_in("manager")
    page = f"/incidents/{incident.reference}/"
    said = "No interim marker warns anybody, and you can place none."
    assert said in words(manager.get(f"{page}settle/"))
    fill(manager, f"{page}refer/", note="")
    incident.refresh_from_db()
    assert incident.status == "REFERRED"
    words_of = {duty.words for duty in Duty.objects.open().filter(kind=Kind.UNMARKED)}
    assert len(words_of) == 1 and "nobody is warned, and nobody has decided" in words_of.pop()
    fill(manager, f"{page}marker/none/", reason="He moved to another county this week.")
    assert RING not in words(sign_in("contractor").get(SANDPIPER))
    assert not Duty.objects.open().filter(kind=Kind.UNMARKED).exists()


@pytest.mark.clause("D4")
def test_a_marker_placed_after_all_takes_back_that_none_was_needed(cast, sign_in):
    incident = scenarios.referred(cast, violent=True)
    scenarios.mark(cast, incident)
    with time_machine.travel(timezone.now() + timedelta(days=21)):
        assert RING in words(sign_in("contractor").get(SANDPIPER))


@pytest.mark.clause("D4", refuses=True)
def test_one_letter_is_no_reason_to_settle_it(cast, sign_in):
    incident = scenarios.logged(cast, violent=True)
    enough = "He told me of nothing, and nothing is recorded."
    answers = dict.fromkeys(["settlement", "no_marker_reason"], enough)

    client = sign_in("manager")
    for box in ["settlement", "no_marker_reason"]:
        with nothing_changes():
            answer = fill(
                client, f"/incidents/{incident.reference}/settle/", actions=["ADVICE"], **answers | {box: "x"}
            )
        assert answer.status_code == 403


@pytest.mark.clause("D4", refuses=True)
def test_nor_to_void_it_or_to_lift_its_marker(cast, sign_in):
    marker = scenarios.marked(cast)
    client, page = sign_in("manager"), f"/incidents/{marker.incident.reference}/"

    with nothing_changes():
        lifted = words(fill(client, f"{page}marker/lift/", reason="x"))
        voided = words(fill(client, f"{page}void/", reason="x", dealt_with="on"))
    assert "Say why the marker is lifted." in lifted and "Say why the report is void." in voided


def test_whoever_reported_it_is_told_to_ring_and_has_the_numbers_to_tap(cast, sign_in):
    incident = scenarios.logged(cast, weapon=True)
    page = sign_in("officer").get(f"/incidents/{incident.reference}/")

    links = lxml.html.fromstring(page.content.decode()).xpath("//main//a[starts-with(@href, 'tel:')]")

    assert "Ring them now. Morwenna Manning or an Operational Lead can place an interim marker at once." in words(page)
    assert [(link.get("href"), link.text_content()) for link in links[:2]] == [
        (f"tel:{who.telephone.replace(' ', '')}", f"Ring {who}: {who.telephone}") for who in (cast.manager, cast.lead)
    ]


def test_of_a_restricted_file_only_who_can_open_the_report_is_named(cast, sign_in):
    cast.manager.telephone = ""
    cast.manager.save()
    reader = scenarios.joined("lead3", Role.OPERATIONAL_LEAD)
    for lead in (reader, cast.lead):
        lead.areas.set(ServiceArea.objects.filter(name="Housing"))
    Colleague.objects.filter(pk=reader.pk).update(telephone="01632 960777", first_name="Rhona", last_name="Reed")
    incident = scenarios.logged(cast, violent=True)
    scenarios.restrict(cast, readers=[reader, cast.head])
    report = words(sign_in("officer").get(f"/incidents/{incident.reference}/"))
    assert "Ring Rhona Reed: 01632 960777" in report
    assert "Lena Ledger" not in report
    assert "Ring Morwenna Manning or Rhona Reed before you go." in words(sign_in("contractor").get(SANDPIPER))


def test_where_the_manager_has_no_number_the_look_up_has_a_lead_s(cast, sign_in):
    cast.manager.telephone = ""
    cast.manager.save()
    scenarios.logged(cast, violent=True)
    page = words(sign_in("contractor").get(SANDPIPER))
    assert "Morwenna Manning: no telephone number is recorded" in page
    assert "Ring Morwenna Manning or Lena Ledger before you go." in page
    assert f"Ring Lena Ledger: {cast.lead.telephone}" in page


def test_a_behaviour_of_our_own_may_be_a_threat_of_violence(cast):
    own = Behaviour.objects.create(code="STALKING", name="Stalking", definition="…", stage="FORMAL", position=99)
    assert scenarios.logged(cast, behaviour="STALKING").dangers == []
    own.threatens = True
    own.save()
    assert [danger.label for danger in scenarios.logged(cast, behaviour="STALKING", days=3).dangers] == [
        "Threat of violence"
    ]


def test_the_query_says_what_the_record_says(cast):
    for days, (facts, _) in enumerate([*DANGERS.values(), ({}, "")], 1):
        scenarios.logged(cast, days=days, **facts)
    scenarios.logged(cast, days=9, asset=Asset.objects.first(), circumstances=["DOMESTIC_ABUSE"])

    assert set(Incident.objects.dangerous()) == {each for each in Incident.objects.all() if each.dangers}
    assert Incident.objects.dangerous().count() == 4
