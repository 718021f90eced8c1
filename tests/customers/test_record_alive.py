"""A death that was recorded by mistake is told by the import, and taken back by a Lead (§11)."""

import pytest

from alerts.models import Alert
from housing_alerts.customers.models import Customer
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from tests import exports, scenarios
from tests.exports import ROSE, SAM
from tests.page import assert_done, words
from tests.step import assert_not_now, fill

FILE = f"/customers/{scenarios.LODGER}/"
URL = f"{FILE}alive/"
HOW = "He rang us himself, and gave his date of birth."
STAYS = (
    "Line 2: It says no longer that Rose Tenant (C1) has died, and they stay recorded so. Ask. Write No under Deceased to take "
    "it back, or have an Operational Lead say on the customer's page that they are alive."
)


@pytest.fixture
def died(cast):
    """The lodger with an alert in force, recorded as having died."""
    scenarios.active(cast, customer=scenarios.LODGER)
    customer = Customer.objects.get(reference=scenarios.LODGER)
    with records.as_one("import customers"):
        customer.died = True
        records.save(customer, by=None, why="Imported", moment="death_known_at")
    return customer


@pytest.mark.clause("P11a")
def test_the_import_names_who_is_recorded_as_dead_and_whose_line_says_so_no_longer(import_contacts):
    import_contacts(ROSE | {"Deceased": "Y"}, SAM | {"Deceased": "Y"})
    report = import_contacts(ROSE, SAM | {"Deceased": "Y"})

    assert [str(note) for note in report.notes] == [STAYS]
    columns = [name for name in exports.CONTACTS if name != "Deceased"]
    assert import_contacts(ROSE, SAM, columns=columns).notes == [], "a file without the column says nothing of deaths"
    assert import_contacts(ROSE | {"Deceased": "N"}, SAM | {"Deceased": "Y"}).notes == []
    assert Customer.objects.get(reference="C1").death_known_at is None


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_a_lead_records_that_they_are_alive(cast, sign_in, died):
    client = sign_in("lead")
    assert Duty.objects.open().filter(kind=Kind.DEPARTED).exists()
    assert "They are alive" in words(client.get(FILE))
    response = fill(client, URL, reason=HOW)

    done = "Lewis Lodger is recorded as alive. Have the housing system say so too."
    assert_done(client, response, FILE, done)
    died.refresh_from_db()
    assert (died.died, died.death_known_at) == (False, None)
    assert died.history.first().history_change_reason == f"Alive: {HOW}"
    event = AuditEvent.objects.get(action="record alive")
    assert (event.reference, event.by, event.why) == (scenarios.LODGER, cast.lead, HOW)
    assert not Duty.objects.open().filter(kind=Kind.DEPARTED).exists()
    assert list(duties.differing()) == []
    scenarios.issued(cast, Alert.objects.get())
    assert "They are alive" not in words(client.get(FILE))


@pytest.mark.clause("P11a")
def test_the_merged_file_of_the_person_is_alive_too(cast, sign_in):
    scenarios.second_file(cast)
    scenarios.merged(cast)
    Customer.objects.filter(reference__in=[scenarios.TWIN, scenarios.LODGER]).update(died=True)
    fill(sign_in("lead"), URL, reason=HOW)
    assert not Customer.objects.filter(died=True).exists()


@pytest.mark.clause("P11a", refuses=True)
def test_it_is_said_how_that_is_known(sign_in, died):
    for reason in ["", "Alive"]:
        answer = fill(sign_in("lead"), URL, reason=reason)
        assert "Say how you know that they are alive" in words(answer)
        died.refresh_from_db()
        assert died.died


@pytest.mark.clause("P11a", refuses=True)
def test_nothing_is_taken_back_of_who_did_not_die(cast, sign_in):
    sentence = "Lewis Lodger is not recorded as having died: there is nothing to take back."
    assert_not_now(sign_in("lead"), URL, cast.customers[scenarios.LODGER], sentence, reason=HOW)
