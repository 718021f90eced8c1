"""Somebody says when they are away, and who is their deputy (§6)."""

import pytest

from alerts.incidents.forms.report import IncidentForm
from alerts.incidents.selectors import to_ring
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff import selectors
from housing_alerts.staff.absences import services
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague, ServiceArea
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, day, words
from tests.step import fill

pytestmark = pytest.mark.usefixtures("wednesday")
URL, LIST = "/absences/add/", "/absences/"


def days(cast, starts: int = 0, ends: int = 7) -> dict:
    return day("starts", cast.ago(-starts)) | day("ends", cast.ago(-ends))


def another_lead(cast, *areas: str) -> Colleague:
    found = scenarios.joined("lead3", Role.OPERATIONAL_LEAD)
    found.areas.set(ServiceArea.objects.filter(name__in=areas or ["Housing"]))
    return found


def test_a_colleague_is_away_and_has_a_deputy(cast, sign_in):
    client, deputy = sign_in("lead"), another_lead(cast)
    response = fill(client, URL, **days(cast), deputy=deputy.pk)
    assert_done(client, response, LIST, "Lena Ledger is away from 10 June 2026 to 17 June 2026.")
    absence = Absence.objects.get()
    assert (absence.colleague, absence.deputy, absence.created_by) == (cast.lead, deputy, cast.lead)
    assert selectors.deputies_on(cast.ago(-7)) == {cast.lead.pk: deputy}
    assert selectors.deputies_on(cast.ago(-8)) == {}
    event = AuditEvent.objects.get(action="add absence")
    assert (event.reference, event.why) == ("lead", "10 June 2026 to 17 June 2026, deputy lead3")


def test_the_line_manager_says_it_too(cast, sign_in):
    client = sign_in("manager")
    response = fill(client, URL, colleague=cast.officer.pk, **days(cast), deputy=cast.contractor.pk)
    assert_done(client, response, LIST, "Oliver Fisk is away")


def test_who_cannot_sign_in_is_nobodys_deputy_and_who_is_away_is_not_rung(cast):
    scenarios.leaves(scenarios.away(cast).deputy)
    assert selectors.deputies_on(cast.today) == {cast.officer.pk: None}


@pytest.mark.clause("P6", "D4")
def test_the_only_lead_of_an_area_is_away_without_a_deputy_and_the_head_is_told_and_rung(cast, sign_in):
    incident = scenarios.logged(cast, days=0, violent=True)
    Colleague.objects.filter(pk=cast.manager.pk).update(telephone="")
    assert cast.lead in to_ring(cast.officer, incident, on=cast.today)
    client = sign_in("lead")
    assert "the Head of Service is told then" in words(client.get(URL))

    response = fill(client, URL, **days(cast), deputy="")

    said = "Nobody is the deputy: the Head of Service for Housing is told."
    assert_done(client, response, LIST, f"Lena Ledger is away from 10 June 2026 to 17 June 2026. {said}")
    head = sign_in("head")
    assert "Leads who are away without a deputy" in words(head.get("/"))
    row = "Away10 June 2026 to 17 June 2026 DeputyNobody: the Head of Service for Housing is told"
    assert row in words(head.get(LIST))
    ring = to_ring(cast.officer, incident, on=cast.today)
    assert (cast.head in ring, cast.lead in ring) == (True, False)
    looked_up = words(sign_in("officer").get("/look-up/", {"q": "Lodger"}))
    assert f"Ring {cast.head}" in looked_up
    assert f"Ring {cast.lead}" not in looked_up

    absence = Absence.objects.get()
    services.end_absence(absence=absence, version=absence.version, by=cast.lead, on=cast.today)

    assert "Leads who are away without a deputy" not in words(head.get("/"))
    assert cast.lead in to_ring(cast.officer, incident, on=cast.today)


def test_nobody_plans_the_absence_of_others(cast, sign_in):
    response = sign_in("lead").post(URL, days(cast) | {"colleague": cast.officer.pk, "deputy": cast.contractor.pk})
    assert_asks(response, "Choose one of those that are shown")
    with pytest.raises(
        NotAllowed, match="Oliver Fisk, Morwenna Manning or a System administrator says when Oliver Fisk is away"
    ):
        scenarios.away(cast, by=cast.lead)
    with pytest.raises(NotAllowed, match="their line manager or a System administrator says when"):
        scenarios.away(cast, cast.leadership, cast.head, by=cast.lead)


def test_nobody_is_away_twice(cast, sign_in):
    scenarios.away(cast)
    response = fill(sign_in("officer"), URL, **days(cast, 7, 9), deputy=cast.lead.pk)
    assert_refused(
        response,
        "Oliver Fisk is away already from 10 June 2026 to 17 June 2026. Change that absence instead.",
    )


def test_a_deputy_who_is_away_too_is_refused(cast, sign_in):
    scenarios.away(cast, cast.contractor, cast.manager, starts=3, ends=5)
    response = fill(sign_in("officer"), URL, **days(cast), deputy=cast.contractor.pk)
    assert_refused(response, "is away too, from 13 June 2026 to 15 June 2026. Name somebody who is here.")


def test_a_deputy_is_not_away_before_another_one_is_named(cast, sign_in):
    scenarios.away(cast)
    response = fill(sign_in("contractor"), URL, **days(cast, 7, 9), deputy=cast.lead.pk)
    assert_refused(
        response,
        "is the deputy of Oliver Fisk from 10 June 2026 to 17 June 2026. Name another deputy for Oliver Fisk first.",
    )
    scenarios.away(cast, cast.contractor, cast.manager, starts=8, ends=9)


def test_each_day_and_the_deputy_are_asked_for(sign_in):
    assert_asks(
        sign_in("officer").post(URL, {"starts_day": ""}),
        "Choose who is away",
        "Enter the first day away",
        "Enter the last day away",
        "Choose the deputy",
    )


@pytest.mark.clause("P6", refuses=True)
def test_nobody_else_is_away_without_a_deputy(cast, sign_in):
    other = another_lead(cast)
    assert_asks(fill(sign_in("lead"), URL, **days(cast), deputy=""), "Choose the deputy")
    step = {"starts": cast.today, "ends": cast.today, "on": cast.today, "deputy": None}
    with pytest.raises(NotAllowed, match=f"{other} can be the deputy of Lena Ledger. Choose the deputy."):
        services.add_absence(colleague=cast.lead, by=cast.lead, **step)
    with pytest.raises(NotAllowed, match="Choose a deputy for Oliver Fisk."):
        services.add_absence(colleague=cast.officer, by=cast.officer, **step)

    scenarios.away(cast, other, cast.lead)
    with pytest.raises(NotAllowed, match="Lena Ledger is the deputy of"):
        services.add_absence(colleague=cast.lead, by=cast.lead, **step)


def test_the_last_day_is_no_earlier_than_the_first(cast, sign_in):
    response = fill(sign_in("officer"), URL, **days(cast, 3, 2), deputy=cast.contractor.pk)
    assert_asks(response, "The last day away must be the first day or later")
    with pytest.raises(NotAllowed, match="The last day away must be the first day or later"):
        scenarios.away(cast, starts=3, ends=2)


def test_an_absence_that_is_over_is_refused(cast, sign_in):
    response = fill(sign_in("officer"), URL, **days(cast, -3, -1), deputy=cast.contractor.pk)
    assert_refused(response, "The last day away has passed.")
    response = fill(sign_in("officer"), URL, **days(cast), deputy=cast.officer.pk)
    assert_refused(response, "Nobody is their own deputy. Name somebody else.")


def test_a_deputy_can_sign_in(cast):
    scenarios.leaves(cast.contractor)
    with pytest.raises(NotAllowed, match="cannot sign in. Name somebody else as deputy."):
        scenarios.away(cast)


def test_a_deputy_holds_the_roles_already(cast):
    for who, deputy, lacks in [
        ("manager", "officer", "Line manager"),
        ("lead", "manager", "Operational Lead for Housing"),
        ("lead", "lead2", "Operational Lead for Housing"),
        ("head", "lead", "Head of Service"),
        ("leadership", "lead", "Leadership Team"),
        ("dpo", "admin", "Data Protection Officer"),
        ("admin", "dpo", "System administrator"),
    ]:
        with pytest.raises(NotAllowed, match=f"is no {lacks}, so what waits for .* could not be done."):
            scenarios.away(cast, cast.people[who], cast.people[deputy])


def test_a_lead_stands_in_for_the_only_line_manager(cast):
    absence = scenarios.away(cast, cast.manager, cast.lead)
    assert absence.deputy == cast.lead
    form = IncidentForm(by=cast.officer, initial={})
    assert form.fields["line_manager"].initial == cast.lead.pk
    assert cast.lead in form.fields["line_manager"].queryset


def test_the_leadership_team_decides_in_the_place_of_a_head(cast):
    assert scenarios.away(cast, cast.head, cast.leadership).deputy == cast.leadership
