"""The yearly confirmation that each case is recorded in Cx."""

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alerts.carrying_over import services as carrying_over_services
from alerts.entries import selectors
from alerts.entries import services as entries_services
from alerts.models import AlertType, Confirmation
from housing_alerts.customers.models import Asset
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_blocked, assert_done, assert_refused, nothing_changes, words

URL = "/confirmations/"


def _check(*cases):
    return f"{URL}check/?" + "&".join(f"case={case.reference}" for case in cases)


def _many(cast):
    """One alert after another that was in force in Cx, of another customer or type, each a day younger."""
    types = AlertType.objects.filter(needs_conditions=False, imported_only=False)
    for days, (type, customer) in enumerate(itertools.product(types, cast.customers.values())):
        yield carrying_over_services.carry_over_alert(
            type=type,
            customer=customer,
            asset=None,
            effective_from=cast.ago(800 - days),
            period=12,
            reviewed_on=None,
            by=None,
            why="Imported",
        )


# It works


def test_a_lead_confirms_several_at_once_after_a_check(cast, sign_in):
    old = scenarios.carried_over(cast, days=400)
    young = scenarios.carried_over(cast, days=10, customer=scenarios.HONG)
    file = scenarios.opened(cast, "D900004")
    client = sign_in("lead")
    said = words(client.get(URL))
    assert said.index(old.reference) < said.index(young.reference) < said.index(file.reference)
    assert said.count("Due since") == 1
    assert f"{old.reference}. Confirm that it is recorded in Cx" in words(client.get("/"))

    page = _check(old, file)
    assert "You confirm that each of these cases is recorded in Cx today" in words(client.get(page))
    response = client.post(page)
    assert_done(client, response, URL, "2 cases confirmed as recorded in Cx.")
    made = Confirmation.objects.get(alert=old)
    assert (made.created_by, made.on) == (cast.lead, cast.today)
    assert Confirmation.objects.get(investigation=file).on == cast.today
    events = AuditEvent.objects.filter(action="confirm that it is recorded in Cx")
    assert {event.reference for event in events} == {old.reference, file.reference}
    assert "to confirm" not in words(client.get("/"))
    said = words(client.get(URL))
    assert said.index(young.reference) < said.index(old.reference)
    assert f"Lena Ledger confirmed {old.reference} on {cast.today.day} " in said
    assert "Confirmed as recorded in Cx on" in words(client.get(f"/alerts/{old.reference}/"))


@pytest.mark.clause("P11c")
def test_what_was_settled_informally_and_what_has_ended_are_confirmed_too(cast, sign_in):
    settled = scenarios.settled(cast, "D900004")
    alert = scenarios.ended(cast, scenarios.active(cast))
    (of_the_file,) = alert.investigation.incidents.all()
    client = sign_in("lead")
    said = words(client.get(URL))
    for name in (
        f"incident, settled informally. Something of {settled.reference} is still to be entered in Cx.",
        f"Visit in Pairs, ended. Something of {alert.reference} is still to be entered in Cx.",
        f"investigation, concluded {alert.investigation.reference}. Never confirmed.",
    ):
        assert name in said
    assert of_the_file.reference not in said, "it is part of its investigation"

    with pytest.raises(NotAllowed, match=f"{of_the_file.reference} is referred, and no case of its own"):
        entries_services.confirm_recorded(cases=[of_the_file], by=cast.lead, on=cast.today)
    with pytest.raises(NotAllowed, match=f"Something of {settled.reference} is still to be entered in Cx"):
        entries_services.confirm_recorded(cases=[settled], by=cast.lead, on=cast.today)
    for entry in (*settled.entries.all(), alert.entries.last()):
        by = cast.officer if entry.incident else cast.lead
        entries_services.record_entry(
            entry=entry, version=entry.version, by=by, on=cast.today, entered_on=cast.today, reference="N-77"
        )
    assert client.post(_check(settled, alert, alert.investigation)).status_code == 302
    assert Confirmation.objects.get(incident=settled).created_by == cast.lead
    assert f"Lena Ledger confirmed {settled.reference} on " in words(client.get(URL))


def test_an_incident_of_no_area_is_any_leads_and_what_is_restricted_its_named_readers(cast, sign_in):
    empty = Asset(reference="A-EMPTY", address="2 Empty Row", postcode="TQ99 1AB")
    records.save(empty, by=None, why="New")
    nowhere = scenarios.logged_at_an_address(cast, asset=empty)
    settled, alert = scenarios.settled(cast), scenarios.carried_over(cast, days=400)
    scenarios.restrict_file(cast)
    said = words(sign_in("lead").get(URL))
    assert settled.reference in said and alert.reference in said
    scenarios.lead_for(cast.lead2, settled.service_area)
    client = sign_in("lead2")
    said = words(client.get(URL))
    assert nowhere.reference in said
    assert settled.reference not in said and alert.reference not in said
    assert alert.reference not in words(client.get("/"))
    with nothing_changes():
        assert_refused(client.post(_check(alert)), "Choose at least one case of your areas.")
    with pytest.raises(NotAllowed, match="An Operational Lead confirms this."):
        entries_services.confirm_recorded(cases=[nowhere], by=cast.officer, on=cast.today)


# It refuses the wrong state, for all of them or for none


def test_what_is_no_case_or_not_entered_or_just_confirmed_is_refused(cast, sign_in):
    alert, other = scenarios.active(cast), scenarios.carried_over(cast, customer=scenarios.HONG)
    client = sign_in("lead")
    with nothing_changes():
        response = client.post(_check(other, alert))
    assert_refused(response, f"Something of {alert.reference} is still to be entered in Cx. Enter it first")

    scenarios.entered(cast, alert)
    entries_services.confirm_recorded(cases=[alert], by=cast.lead, on=cast.today)
    with pytest.raises(NotAllowed, match=f"Lena Ledger confirmed {alert.reference} on .* already. Leave it for now"):
        entries_services.confirm_recorded(cases=[alert], by=cast.lead, on=cast.today)

    waiting = scenarios.proposed(cast, customer="D900005").investigation
    waiting.refresh_from_db()
    entries_services.confirm_recorded(cases=[waiting], by=cast.lead, on=cast.today)
    assert Confirmation.objects.get(investigation=waiting).on == cast.today, "what waits for its decision is live"

    draft = scenarios.drafted_alert(cast, customer="D900004")
    with pytest.raises(NotAllowed, match=f"{draft.reference} is draft, and no case of its own"):
        entries_services.confirm_recorded(cases=[draft], by=cast.lead, on=cast.today)


def test_a_late_case_that_would_be_refused_is_said_to_be_due(cast, sign_in):
    alert = scenarios.active(cast, days=400)
    said = words(sign_in("lead").get(URL))
    due = said[said.index("Due, but something comes first") :]
    assert f"Something of {alert.reference} is still to be entered in Cx." in due
    assert "Due since" in due
    assert "Not to be confirmed now" not in due


def test_a_case_that_would_be_refused_is_offered_nowhere(cast, sign_in):
    alert, client = scenarios.active(cast), sign_in("lead")
    page, waits = f"/alerts/{alert.reference}/", f"Something of {alert.reference} is still to be entered in Cx."

    assert "Confirm it" not in words(client.get(page))
    said = words(client.get(URL))
    assert waits in said[said.index("Not to be confirmed now") :]
    assert "Due, but something comes first" not in said
    assert f'value="{alert.reference}"' not in client.get(URL).content.decode()
    assert_blocked(client.get(_check(alert)), waits)

    scenarios.entered(cast, alert)
    assert "Confirm it" in words(client.get(page))
    assert f'value="{alert.reference}"' in client.get(URL).content.decode()

    entries_services.confirm_recorded(cases=[alert], by=cast.lead, on=cast.today)
    assert "Confirm it" not in words(client.get(page))
    assert f"Lena Ledger confirmed {alert.reference}" in words(client.get(URL))


# A list that grows


@pytest.mark.long
def test_the_list_has_pages_and_costs_the_same_for_two_cases_and_for_many(cast, sign_in, monkeypatch):
    monkeypatch.setattr(selectors, "PAGE", 4)
    alerts = _many(cast)
    first = list(itertools.islice(alerts, 2))
    client = sign_in("lead")

    def cost():
        client.get(URL)
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        return len(captured)

    twice = cost()
    many = [*first, *itertools.islice(alerts, 4)]
    assert cost() == twice
    page = words(client.get(URL))
    assert [case.reference in page for case in many] == [True] * 4 + [False] * 2
    page = words(client.get(f"{URL}?after={many[3].reference}"))
    assert [case.reference in page for case in many] == [False] * 4 + [True] * 2
    assert many[0].reference in words(client.get(f"{URL}?after=CM-0000-00000"))
