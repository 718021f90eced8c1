"""The worklist: what waits to be entered in Cx and Assure, for who enters it."""

import lxml.html
import pytest

from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.desk.worklist.reading import sections

pytestmark = pytest.mark.usefixtures("wednesday")
TITLE = "To enter in Cx and Assure"


def _rows(client):
    found = [rows for title, rows in sections(client.get("/")).items() if title.startswith(TITLE)]
    return found[0] if found else []


@pytest.mark.long
def test_the_reporter_and_the_line_manager_enter_a_report_and_the_lead_an_alert(sign_in, cast):
    alert = scenarios.active(cast)
    incident = alert.investigation.incidents.get()
    for who in ("officer", "manager"):
        (both,) = _rows(sign_in(who))
        assert both == (
            f"Lewis Lodger {incident.reference}. Report the incident in Assure; Add a note in Cx. Since 21 May 2026"
        )
    (row,) = _rows(sign_in("lead"))
    assert row.startswith(f"Lewis Lodger, Visit in Pairs {alert.reference}. Set the alert in Cx")
    assert _rows(sign_in("lead2")) == []

    scenarios.entered(cast, alert)
    scenarios.entered(cast, incident)
    assert _rows(sign_in("lead")) == []
    (left,) = _rows(sign_in("officer"))
    assert f"{incident.reference}. Report the incident in Assure. Since" in left


def test_a_contractor_leaves_it_to_the_line_manager(sign_in, cast):
    scenarios.reported_by(cast, cast.contractor)
    assert _rows(sign_in("contractor")) == []
    assert len(_rows(sign_in("manager"))) == 1


def test_of_a_restricted_file_no_name_is_shown_to_others(sign_in, cast):
    scenarios.active(cast)
    scenarios.restrict_file(cast)
    assert all("Restricted file" in row and "Lodger" not in row for row in _rows(sign_in("officer")))
    scenarios.lead_for(cast.lead2, cast.customers[scenarios.LODGER].service_area)
    assert _rows(sign_in("lead2")) == []


@pytest.mark.long
def test_who_is_no_line_manager_any_more_is_offered_nothing_that_does_not_open(sign_in, cast):
    scenarios.active(cast)
    assert len(_rows(sign_in("manager"))) == 1
    cast.manager.held.all().delete()
    cast.manager.held.create(role=Role.OFFICER)
    records.touch(cast.manager)
    client = sign_in("manager")
    page = lxml.html.fromstring(client.get("/").content.decode())
    links = {link for link in page.xpath("//main//a/@href") if link.startswith("/entries/")}
    assert {client.get(link).status_code for link in links} <= {200}
    assert _rows(client) == []
