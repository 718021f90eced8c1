"""A letter under one landlord's name does not go to a customer who is another landlord's by now (§1, P9a)."""

import pytest

from housing_alerts.customers.imports import import_customers
from housing_alerts.customers.models import Customer
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.importing.reading import Silent
from housing_alerts.kernel.refusals import NotAllowed
from letters import checklist, services
from letters.models import Letter
from tests import exports, scenarios
from tests.exports import SAM
from tests.letters.sending import issue, post
from tests.page import nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday")
SAID = (
    "goes in the name of Templer HomeBuild, and Sam Tenant is a customer of Teign Housing now. Cancel it, and write it "
    "anew: the new one goes in the name of Teign Housing."
)
ANEW = "Cancel it and write it anew"
BECAUSE = "Sam Tenant is a customer of Teign Housing now."
LEFT_US = "If it has left us already, record that instead."


@pytest.fixture
def company(cast, tmp_path):
    """The export of the housing system, which says whose customer Sam is."""

    def says(name):
        path = tmp_path / "contacts.csv"
        path.write_bytes(exports.text([SAM | {"Company": name}], exports.CONTACTS).encode())
        assert import_customers(path, today=cast.today, progress=Silent).kept
        cast.customers["C2"] = Customer.objects.get(reference="C2")

    says("Templer HomeBuild")
    return says


@pytest.fixture
def alert(cast, company):
    return scenarios.active(cast, customer="C2")


def now(letter):
    return Letter.objects.get(pk=letter.pk)


def faults(cast, letter):
    return [(point.about, point.refusal) for point in checklist.points(now(letter), on=cast.today) if point.refusal]


@pytest.mark.clause("P1", refuses=True)
def test_a_draft_under_the_former_landlord_is_not_issued(cast, company, alert, sign_in):
    letter = scenarios.drafted(cast, alert)
    assert faults(cast, letter) == []
    company("Teign Housing")

    ((about, refusal),) = faults(cast, letter)
    assert (about, refusal.clause.id) == ("In whose name it goes", "P1")
    assert refusal.sentence == f"Letter {letter.reference} {SAID}"
    page = words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    assert "Every point is in order" not in page
    assert SAID in page
    with nothing_changes(), pytest.raises(NotAllowed, match=SAID):
        issue(cast, letter)


@pytest.mark.clause("P1", refuses=True)
def test_an_issued_one_is_not_sent(cast, company, alert, sign_in):
    letter = scenarios.issued(cast, alert)
    company("Teign Housing")

    with nothing_changes(), pytest.raises(NotAllowed, match=SAID):
        post(cast, letter)
    assert f"{SAID} {LEFT_US}" in words(sign_in("lead").get(f"/letters/{letter.reference}/posting/"))


@pytest.mark.clause("P1")
def test_the_new_one_goes_in_the_right_name(cast, company, alert):
    letter = scenarios.issued(cast, alert)
    company("Teign Housing")
    services.cancel_letter(letter=now(letter), version=now(letter).version, by=cast.lead, reason="Another landlord")

    alert.refresh_from_db()
    again = scenarios.drafted(cast, alert)
    assert again.organisation.name == "Teign Housing"
    assert faults(cast, again) == []
    assert post(cast, issue(cast, again)).status == "SENT"


@pytest.mark.clause("P1")
@pytest.mark.parametrize(("made", "step"), [(scenarios.drafted, "issue"), (scenarios.issued, "posting")])
def test_one_button_cancels_it_and_leads_to_the_new_one(cast, company, alert, sign_in, made, step):
    letter, client = made(cast, alert), sign_in("lead")
    page = f"/letters/{letter.reference}/"
    assert ANEW not in words(client.get(f"{page}{step}/"))
    company("Teign Housing")

    for url in (page, f"{page}{step}/"):
        assert f'href="{page}cancel/"' in client.get(url).content.decode()
        assert ANEW in words(client.get(url))
    assert BECAUSE in client.get(f"{page}cancel/").content.decode()
    sent = client.post(f"{page}cancel/", {"version": now(letter).version, "reason": BECAUSE})

    assert (sent.status_code, sent.headers["Location"]) == (302, f"/alerts/{alert.reference}/letter/")
    assert (now(letter).status, now(letter).cancelled_reason) == ("CANCELLED", BECAUSE)
    assert f"Letter {letter.reference} cancelled. Next: read the new one through" in words(
        client.get(sent.headers["Location"])
    )


def test_one_that_was_sent_before_stays_as_it_is(cast, company, alert):
    letter = scenarios.posted(cast, alert)
    company("Teign Housing")

    step = {"by": cast.lead, "on": cast.today, "today": cast.today}
    received = services.record_receipt(letter=now(letter), version=now(letter).version, **step)
    assert (received.received_on, received.organisation.name) == (cast.today, "Templer HomeBuild")
    assert services.record_return(letter=received, version=received.version, **step).status == "RETURNED"


def test_the_worklist_says_that_it_is_to_be_cancelled(cast, company, alert):
    scenarios.drafted(cast, alert)
    (planned,) = Duty.objects.open().filter(kind=Kind.SEND)
    assert planned.words == "Draft, planned for 10 June 2026"
    company("Teign Housing")

    (waiting,) = Duty.objects.open().filter(kind=Kind.SEND)
    assert waiting.words == "Cancel it: now a customer of Teign Housing"
    assert list(duties.differing()) == []
