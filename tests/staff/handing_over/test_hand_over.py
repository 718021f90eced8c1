"""What is a colleague's by name is given to others (§6)."""

import lxml.html
import pytest

from alerts.models import Alert
from housing_alerts.duties import selectors as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from housing_alerts.staff.handing_over import belongings, services
from housing_alerts.staff.models import Colleague, ServiceArea
from tests import scenarios, settling
from tests.owing import held
from tests.page import assert_asks, assert_done, words
from tests.step import fill

LIST = "/absences/"


@pytest.fixture
def other(cast):
    """Another Operational Lead for Housing, and line manager."""
    found = scenarios.joined("lead3", Role.OPERATIONAL_LEAD, Role.LINE_MANAGER)
    found.first_name, found.last_name = "Lotte", "Third"
    found.save()
    found.areas.set(ServiceArea.objects.filter(name="Housing"))
    return found


def url(colleague) -> str:
    return f"/colleagues/{colleague.pk}/hand-over/"


def keys(colleague) -> list[str]:
    return [left.key for left in belongings.of(colleague)]


def offered_in(page, name) -> list[str]:
    """Whom the list of that name offers."""
    found = lxml.html.fromstring(page.content.decode()).xpath("//select[@name=$name]/option[@value!='']", name=name)
    return [option.text_content().strip() for option in found]


def kinds(colleague, *, on) -> set[str]:
    return set(duties.held_by(Colleague.objects.get(pk=colleague.pk), on=on).values_list("kind", flat=True))


@pytest.mark.clause("D4")
def test_a_draft_that_tells_of_danger_is_listed_and_goes_to_somebody(cast, sign_in, other):
    draft, quiet = scenarios.draft(cast, dangers="DOG"), scenarios.draft(cast)
    client = sign_in("manager")
    page = words(client.get(url(cast.officer)))
    assert f"Has begun the report {draft.reference}" in page
    assert quiet.reference not in page

    fill(client, url(cast.officer), **{f"incident-{draft.pk}": other.pk}, reason="He is ill for weeks.")
    assert held(other, Kind.FINISH) == [draft.reference]


@pytest.mark.clause("P5")
def test_a_condition_that_names_the_colleague_leads_to_the_review_of_its_alert(cast, sign_in):
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{"kind": "NAMED_OFFICER"}])
    condition = alert.conditions.get()
    officer, deputy = condition.officer, condition.deputy
    whom = f"of alert {alert.reference}, for customer {scenarios.LODGER}"
    named = f"Named officer {whom}"
    cast.lead.staff.add(officer)

    page = sign_in("lead").get(url(officer))

    assert f"{named}: review it" in words(page)
    assert f'href="/alerts/{alert.reference}/review/"' in page.content.decode()
    review, client = scenarios.under_review(cast, alert), sign_in("lead")
    assert f'href="/reviews/{review.reference}/"' in client.get(url(officer)).content.decode()
    said = words(sign_in("admin").get(url(deputy)))
    assert f"Deputy of the named officer {whom}: an Operational Lead of its area reviews it" in said
    scenarios.ended(cast, Alert.objects.get(pk=alert.pk))
    assert named not in words(client.get(url(officer)))


@pytest.mark.long
def test_a_report_goes_to_another_line_manager(cast, sign_in, other):
    incident = scenarios.logged(cast)
    client = sign_in("manager")
    page = words(client.get(url(cast.manager)))
    assert f"Triages incident {incident.reference}" in page
    assert "Lodger" not in page

    response = fill(client, url(cast.manager), **{f"incident-{incident.pk}": other.pk}, reason="On leave.")

    assert_done(client, response, LIST, f"Handed over: {incident.reference}.")
    incident.refresh_from_db()
    assert incident.line_manager == other
    assert Kind.TRIAGE in kinds(other, on=cast.today)
    assert Kind.TRIAGE not in kinds(cast.manager, on=cast.today)
    event = AuditEvent.objects.get(action="hand over incident")
    assert (event.reference, event.why) == (incident.reference, "Handed over by Morwenna Manning: On leave.")
    assert AuditEvent.objects.get(action="hand over").reference == "manager"


@pytest.mark.long
def test_one_successor_takes_everything(cast, sign_in, other):
    file, alert = scenarios.opened(cast), scenarios.active(cast)
    assert len(keys(cast.lead)) == 2
    response = fill(sign_in("admin"), url(cast.lead), successor=other.pk, reason="She leads elsewhere.")
    assert response.status_code == 302
    for record in (file, alert):
        record.refresh_from_db()
    assert (file.lead, alert.responsible_lead) == (other, other)
    assert list(file.former_leads.all()) == [cast.lead]
    assert file.lead_changes()[0][:2] == ("Lena Ledger", "Lotte Third")
    assert keys(cast.lead) == []


def test_a_row_may_go_to_another_one_and_a_successor_takes_what_they_can_and_the_rest_stays(cast, sign_in, other):
    first, second = scenarios.logged(cast), scenarios.logged(cast, days=3)
    with settling.undone():  # an Operational Lead triages, and manages no staff
        response = fill(sign_in("manager"), url(cast.manager), successor=cast.lead2.pk, reason="x")
        assert response.status_code == 302
        first.refresh_from_db()
        cast.officer.refresh_from_db()
        assert (first.line_manager, cast.officer.line_manager) == (cast.lead2, cast.manager)
    fill(sign_in("head"), url(cast.manager), **{f"incident-{second.pk}": other.pk}, reason="x")
    for incident in (first, second):
        incident.refresh_from_db()
    assert (first.line_manager, second.line_manager) == (cast.manager, other)


@pytest.mark.long
def test_only_who_can_take_it_is_offered(cast, sign_in, other):
    scenarios.promote(cast.officer, Role.LINE_MANAGER)
    file, incident = scenarios.opened(cast), scenarios.logged(cast)
    page = sign_in("admin").get(url(cast.lead))
    assert offered_in(page, f"investigation-{file.pk}") == offered_in(page, "successor") == ["Lotte Third"]
    page = sign_in("admin").get(url(cast.manager))
    takers = offered_in(page, f"incident-{incident.pk}")
    assert {"Lotte Third", "Lena Ledger", "Liam Leduc"} <= set(takers)
    assert "Oliver Fisk" not in takers
    assert "Oliver Fisk" in offered_in(page, "successor")


def test_of_a_restricted_file_its_named_readers_alone_are_offered(cast, sign_in, other):
    file = scenarios.opened(cast)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.leadership])
    assert offered_in(sign_in("admin").get(url(cast.lead)), f"investigation-{file.pk}") == []
    response = fill(sign_in("manager"), url(cast.lead), successor=cast.lead2.pk, reason="x")
    assert_asks(response, "They can go on with none of it. Choose somebody else")


def test_others_do_not_hand_over(cast):
    with pytest.raises(NotAllowed, match="Lena Ledger, Morwenna Manning or a System administrator hands over what is"):
        services.hand_over(colleague=cast.lead, successors={}, by=cast.head, on=cast.today, reason="x")
    with pytest.raises(NotAllowed, match="Helen Headley, their line manager or a System administrator hands over"):
        services.hand_over(colleague=cast.head, successors={}, by=cast.lead, on=cast.today, reason="x")


def test_somebody_and_a_reason_are_asked_for(cast, sign_in):
    assert "Nothing is Oliver Fisk’s by name" in words(sign_in("officer").get(url(cast.officer)))
    scenarios.logged(cast)
    client = sign_in("manager")
    assert_asks(fill(client, url(cast.manager), reason="x"), "Choose who goes on with it, for everything or for a row")
    assert_asks(fill(client, url(cast.manager), successor=cast.lead.pk), "Say why it is handed over")


def test_nobody_is_handed_what_is_theirs_what_they_reported_or_what_they_could_not_open(cast, sign_in):
    scenarios.promote(cast.officer, Role.LINE_MANAGER)
    incident = scenarios.logged(cast)
    key = f"incident-{incident.pk}"
    response = fill(sign_in("manager"), url(cast.manager), **{key: cast.officer.pk}, reason="x")
    sentence = f"Oliver Fisk reported incident {incident.reference}. Choose another line manager to triage it."
    assert sentence in words(response)
    scenarios.leaves(cast.head2)
    step = {"colleague": cast.manager, "by": cast.manager, "on": cast.today, "reason": "x"}
    for to, sentence in (
        (cast.officer, "Choose another line manager to triage it"),
        (cast.manager, "it is Morwenna Manning’s already. Choose somebody else."),
        (cast.head2, "Hugo Heddon cannot sign in. Choose somebody else."),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            services.hand_over(**step, successors={key: to})


def test_staff_get_another_line_manager(cast, sign_in, other):
    response = fill(sign_in("admin"), url(cast.manager), **{f"colleague-{cast.officer.pk}": other.pk}, reason="Moved.")
    assert response.status_code == 302
    cast.officer.refresh_from_db()
    assert cast.officer.line_manager == other
    assert cast.officer.history.first().history_user == cast.admin


def test_who_manages_staff_is_a_line_manager_and_another(cast, other):
    with pytest.raises(NotAllowed, match="Oliver Fisk is no line manager. Choose a line manager for Lena Ledger."):
        services.manage(cast.lead, to=cast.officer, by=cast.admin, on=cast.today, why="x")
    with pytest.raises(NotAllowed, match="cannot be their own line manager. Choose somebody else."):
        services.manage(other, to=other, by=cast.admin, on=cast.today, why="x")
