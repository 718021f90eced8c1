"""Before you go: what each role is told to do."""

from datetime import timedelta

import lxml.html
import pytest
import time_machine
from django.urls import reverse

from alerts.alert import services as alert_services
from alerts.conditions.policies import ALL_SUSPENDED
from alerts.models import Alert, Condition
from housing_alerts.customers.models import Asset, Membership, Tenancy
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague
from tests import scenarios, settling
from tests.look_up import NOTHING, PAIRS, carried_over, change, home_of, housed


def test_no_alert_is_not_called_safe(cast, look_up):
    records.save(Asset(reference="Z1", address="1 Empty Road"), by=None, why="")
    page = look_up("officer", "empty road")
    assert "Nobody is recorded as living here." in page
    assert f"{reverse('alerts:incident_log')}?asset=Z1" in page
    page = look_up("officer", "12 Sandpiper")
    assert NOTHING in page
    assert "app-instruction--clear" not in page


def test_what_everybody_who_lives_there_asks_is_merged(cast, look_up):
    carried_over(cast)
    petra = housed(cast, home_of(cast), "P1", "Partner")
    carried_over(cast, "P1", "NO_LONE_FEMALES")

    page = look_up("officer", "lodger")

    assert PAIRS in page
    assert "No woman attends alone." in page
    assert petra.full_name in page
    carried_over(cast, "P1")
    assert look_up("contractor", "12 Sandpiper").count(PAIRS) == 1


def test_an_alert_goes_with_the_person_and_never_shows_on_the_next_occupier(cast, look_up):
    carried_over(cast)
    before = home_of(cast)
    membership = Membership.objects.get(customer__reference="D900001")
    membership.ends = cast.ago(1)
    records.save(membership, by=None, why="")
    after = Asset(reference="Z1", address="7 New Road")
    records.save(after, by=None, why="")
    tenancy = Tenancy(reference="T-new", group_name="Lodger", asset=after)
    records.save(tenancy, by=None, why="")
    records.save(Membership(customer=membership.customer, tenancy=tenancy), by=None, why="")
    housed(cast, before, "P1", "Nextby", starts=cast.today)

    assert PAIRS not in look_up("officer", "12 Sandpiper")
    assert PAIRS not in look_up("officer", "nextby")
    assert PAIRS in look_up("officer", "7 New Road")
    assert "7 New Road" in look_up("officer", "lodger")


def test_an_alert_tied_to_a_person_and_a_former_home_goes_with_the_person(cast, look_up):
    carried_over(cast, asset=home_of(cast, "D900002"))
    assert PAIRS not in look_up("officer", "3 Curlew Rise")
    assert PAIRS in look_up("officer", "lodger")


def test_somebody_who_lives_nowhere_is_found_with_their_own_alert(cast, look_up):
    carried_over(cast)
    Membership.objects.filter(customer__reference="D900001").update(ends=cast.ago(1))

    page = look_up("officer", "lodger")
    assert "No current address is recorded." in page
    assert PAIRS in page

    page = look_up("contractor", "D900001")
    assert "Customer D900001" in page
    assert PAIRS in page
    assert f"{reverse('alerts:incident_log')}?customer=D900001" in page


def test_an_alert_decided_here_shows_with_its_conditions_and_officers(cast, look_up):
    alert = scenarios.active(cast, "VISIT_IN_PAIRS")
    condition = Condition(
        alert=alert, kind="NAMED_OFFICER", words="Speak to Lena Ledger only", officer=cast.lead, deputy=cast.manager,
        ends=cast.today + timedelta(days=9),
    )  # fmt: skip
    records.save(condition, by=None, why="")
    for words, values in [
        ("Lifted", {"lifted_on": cast.today}),
        ("Over", {"ends": cast.ago(1)}),
        ("Not yet", {"starts": cast.today + timedelta(days=1)}),
    ]:
        records.save(Condition(alert=alert, kind="TIMES", words=words, **values), by=None, why="")

    page = look_up("contractor", "12 Sandpiper")

    assert "Contact with somebody here is limited to:" in page
    assert "Contact with a named officer only: Speak to Lena Ledger only. Named officer: Lena Ledger" in page
    assert "or Morwenna Manning as deputy. Until" in page
    assert not any(word in page for word in ("Lifted", "Over.", "Not yet"))


def test_a_stay_suspends_the_conditions_and_never_the_instruction(cast, look_up):
    alert = scenarios.active(cast)
    records.save(Condition(alert=alert, kind="TIMES", words="Mornings only"), by=None, why="")
    alert_services.stay_alert(alert, by=cast.lead, on=cast.today)

    page = look_up("officer", "lodger")

    assert "Mornings only" not in page
    assert f"{PAIRS} {ALL_SUSPENDED}" in page


@pytest.mark.clause("P9b")
def test_while_its_conditions_are_suspended_a_single_point_of_contact_passes_nobody_on(cast, look_up):
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{"kind": "NAMED_OFFICER"}])
    assert "Pass all contact to the named officer" in look_up("officer", "lodger")
    alert_services.stay_alert(alert, by=cast.lead, on=cast.today)

    page = look_up("officer", "lodger")

    assert ALL_SUSPENDED in page
    assert "named officer" not in page


@pytest.mark.clause("P9b")
def test_only_where_limits_of_another_alert_go_on_some_are_said_to_be_suspended(cast, look_up):
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{"kind": "NAMED_OFFICER"}])
    scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    alert_services.stay_alert(alert, by=cast.lead, on=cast.today)

    page = look_up("officer", "lodger")

    assert "Some limits of contact are suspended for now: keep only to those that are listed." in page
    assert ALL_SUSPENDED not in page
    assert scenarios.CONDITION["words"] in page


@pytest.mark.clause("P5")
def test_where_nobody_acts_for_them_any_more_the_third_party_is_not_relied_on(cast, look_up):
    advocate = scenarios.represented(cast)
    scenarios.active(
        cast, "CONTACT_MANAGEMENT", conditions=[{"kind": "THIRD_PARTY", "representative": advocate, "ends": None}]
    )
    gone = "The third party no longer acts for them."
    assert gone not in look_up("officer", "12 Sandpiper")

    advocate.ends = cast.ago(1)
    records.save(advocate, by=None, why="Ended")

    page = look_up("officer", "12 Sandpiper")
    assert gone in page
    assert "The responsible Lead is Lena Ledger." in page


def _is_away(cast, colleague):
    records.save(Absence(colleague=colleague, starts=cast.today, ends=cast.today), by=None, why="They told us.")


@pytest.mark.clause("P5")
def test_whom_contact_goes_to_while_the_named_officers_are_away_have_left_or_were_hurt(cast, look_up):
    named = {"kind": "NAMED_OFFICER", "officer": cast.lead2, "deputy": cast.manager}
    scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[named])
    a_lead = "The responsible Lead is Lena Ledger."
    assert f"Named officer: {cast.lead2}, or {cast.manager} as deputy." in look_up("contractor", "12 Sandpiper")

    with settling.undone():
        scenarios.leaves(cast.lead2)
        said = f"{cast.lead2} has left. Turn to the deputy: Morwenna Manning."
        assert said in look_up("contractor", "12 Sandpiper")
        scenarios.leaves(cast.manager)
        page = look_up("contractor", "12 Sandpiper")
        assert "The named officers have left." in page
        assert a_lead in page

    with settling.undone():
        _is_away(cast, cast.manager)
        assert f"Morwenna Manning is away. Named officer: {cast.lead2}." in look_up("officer", "12 Sandpiper")

    with settling.undone():
        _is_away(cast, cast.lead2)
        page = look_up("officer", "12 Sandpiper")
        assert f"{cast.lead2} is away. Turn to the deputy: Morwenna Manning." in page
        assert a_lead not in page
        _is_away(cast, cast.manager)
        page = look_up("contractor", "12 Sandpiper")
        assert f"{cast.lead2} is away. Morwenna Manning is away. Ask a Lead whom to turn to." in page
        assert a_lead in page

    hurt = scenarios.logged(cast, days=1, violent=True, affected=[cast.lead2])
    page = look_up("contractor", "12 Sandpiper")
    assert f"Pass nothing to {cast.lead2}. Turn to the deputy: {cast.manager}." in page
    hurt.affected.add(cast.manager)
    page = look_up("contractor", "12 Sandpiper")
    assert "The named officers were affected by what happened, and nobody is sent to them." in page
    assert a_lead in page


@pytest.mark.clause("P7b")
def test_nobody_is_sent_to_a_lead_who_is_away_has_left_or_has_no_number(cast, look_up):
    scenarios.active(cast, "SAFE_CONTACT")
    page = look_up("contractor", "12 Sandpiper")
    assert "The responsible Lead is Lena Ledger." in page
    assert f"Ring Lena Ledger: {cast.lead.telephone}" in page

    with settling.undone():
        for lead in (cast.lead, cast.lead2):
            Colleague.objects.filter(pk=lead.pk).update(telephone="" if lead == cast.lead else "01632 960444")
        page = look_up("contractor", "12 Sandpiper")
        assert "Lena Ledger: no telephone number is recorded" in page
        assert f"Ring {cast.lead2}: 01632 960444" in page

    with settling.undone():
        _is_away(cast, cast.lead)
        page = look_up("contractor", scenarios.LODGER)
        assert "is away. Each Operational Lead for Housing is away. Ask the Head of Service: Helen Headley." in page
        assert f"Ring Helen Headley: {cast.head.telephone}" in page
        assert "Ring Lena" not in page
        deputy = scenarios.joined("lead3", Role.OPERATIONAL_LEAD)
        scenarios.lead_for(deputy, cast.lead.areas.get())
        page = look_up("contractor", scenarios.LODGER)
        assert f"The responsible Lead, Lena Ledger, is away. Ask an Operational Lead for Housing: {deputy}." in page
        assert "Ring Lena" not in page

    scenarios.leaves(cast.lead)
    page = look_up("officer", "lodger")
    assert "Ask an Operational Lead for Housing" in page
    assert "Lena Ledger" not in page


def test_whom_to_ask_is_named(cast, look_up):
    alert = carried_over(cast, code="TO_BE_CONFIRMED")
    page = look_up("officer", "lodger")
    assert "Ask an Operational Lead for Housing: Lena Ledger." in page
    assert f"Ring Lena Ledger: {cast.lead.telephone}" in page

    alert.responsible_lead = cast.lead
    records.save(alert, by=None, why="")
    assert "The responsible Lead is Lena Ledger." in look_up("officer", "lodger")

    scenarios.leads_no_longer(cast.lead)
    page = look_up("officer", "lodger")
    assert "Ask an Operational Lead for Housing." in page
    assert "Lena Ledger" not in page


def test_an_alert_without_an_instruction_says_whom_to_ask(cast, look_up):
    alert = carried_over(cast)
    Alert.objects.filter(pk=alert.pk).update(instruction="")
    page = look_up("officer", "lodger")
    assert "Ask the responsible Lead before you go." in page
    assert "Ask an Operational Lead for Housing: Lena Ledger." in page


def test_never_write_and_never_message_are_instructions(cast, look_up):
    change("D900001", never_write=True, never_message=True)

    page = look_up("officer", "12 Sandpiper")
    assert "Leave no voice message, text or card for Lewis Lodger." in page
    assert "Send no letter to Lewis Lodger." in page
    assert NOTHING not in page

    page = look_up("contractor", "12 Sandpiper")
    assert "Leave no voice message, text or card." in page
    assert "Lodger" not in page


def test_somebody_who_died_is_not_asked_for(cast, look_up):
    change("D900001", died=True)
    assert "Has died" in look_up("officer", "lodger")


VERIFY = f"{PAIRS} {Alert.UNREVIEWED}"


@pytest.mark.clause("P8b")
def test_an_unreviewed_alert_reads_so_for_everybody_who_may_knock_of_a_restricted_file_too(cast, look_up):
    carried_over(cast, effective_from=cast.ago(500))
    for who in ("officer", "contractor", "lead", "head2"):
        page = look_up(who, "A-D1")
        assert VERIFY in page
        assert "Ask an Operational Lead for Housing: Lena Ledger" in page
    scenarios.restrict_file(cast)
    assert VERIFY in look_up("officer", "A-D1")


def test_what_a_reviewed_alert_says_as_well_stands_beyond_doubt(cast, look_up):
    carried_over(cast, effective_from=cast.ago(500))
    carried_over(cast, "D900009")

    (card,) = lxml.html.fromstring(look_up("officer", "A-D1")).cssselect(".app-instruction")
    assert card.cssselect(".app-instruction__do")[0].text_content() == PAIRS


@pytest.mark.clause("P8b")
def test_an_early_review_that_nobody_completes_makes_the_alert_unreviewed(cast, look_up):
    alert = carried_over(cast)
    review = scenarios.under_review(cast, alert)
    assert Alert.UNREVIEWED not in look_up("officer", "A-D1")
    with time_machine.travel(review.due_on + timedelta(days=30)):
        assert VERIFY in look_up("officer", "A-D1")
