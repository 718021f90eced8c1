"""A person whose file is restricted acts for another customer, on whose letters an address may be read (§11)."""

from datetime import timedelta

import pytest

from housing_alerts.customers import selectors, services
from housing_alerts.customers.models import Representative
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters import copying
from letters.proofreading import questions
from privacy.choices import Relation
from privacy.subject_access.selectors import reviewed
from tests import scenarios
from tests.letters.sending import issue
from tests.page import assert_asks, assert_refused, nothing_changes, words
from tests.step import assert_kept, assert_not_now, fill

HOME, OTHER = "D900001", "D900003"
URL, FILE, RECORD = f"/customers/{HOME}/safe/", f"/customers/{HOME}/", f"/customers/{OTHER}/representative/"
REFUGE = "The Old Vicarage\nFore Street\nTestmouth TQ99 9ZZ"
DETAILS = {"name": "Mr Lewis Lodger (his cousin)", "authority": "A lasting power of attorney.", "address": REFUGE}
KNOWN = "He told us on Tuesday that the address is his office."
ASKED = "They act for another customer, where the address may be read. Find out whether the address is still safe"
SAID = "How do you know that their address is safe here?"


def acts(cast, **changed):
    details = DETAILS | {"copy_letters": True} | changed
    return services.record_representative(customer=cast.customers[OTHER], by=cast.lead, details=details, known=KNOWN)


def rows():
    return sorted((duty.colleague.username, duty.words) for duty in Duty.objects.open().filter(kind=Kind.MOVED_IN))


def ends(cast, representative):
    services.end_representative(
        representative=representative,
        version=representative.version,
        by=cast.lead,
        on=cast.today,
        today=cast.today,
        reason="It is not safe.",
    )


@pytest.mark.clause("P11a")
def test_the_readers_are_asked_where_the_address_is_safe_until_they_say_so(cast, sign_in):
    representative, client = acts(cast), sign_in("lead")
    assert f"Mr Lewis Lodger (his cousin) acts for {OTHER}." in words(client.get(f"/customers/{HOME}/restrict/"))
    scenarios.restrict_file(cast, HOME)
    assert rows() == [("head", ASKED), ("lead", ASKED)]
    assert "Say where their address is safe" in words(client.get(FILE))
    page = words(client.get(URL))
    assert f"(his cousin), for {OTHER}. An address is recorded, and copies of letters go there." in page
    assert "End it" in page

    fill(client, URL, safe=[representative.pk], known=KNOWN)

    assert rows() == []
    assert list(duties.differing()) == []
    assert AuditEvent.objects.get(action="say address safe").why == KNOWN
    assert "Nothing is left to ask: nobody of this name acts for another customer, or it was said." in words(
        client.get(URL)
    )
    representative.refresh_from_db()
    assert representative.history.first().history_change_reason == "Goes on acting"


@pytest.mark.clause("P11a")
def test_they_are_asked_anew_after_a_later_restriction_and_of_who_is_recorded_since(cast):
    customer = scenarios.restrict_file(cast, HOME)
    representative = acts(cast)
    assert rows() == [("head", ASKED), ("lead", ASKED)]
    customer.refresh_from_db()
    services.say_safe(
        customer=customer,
        version=customer.version,
        by=cast.lead,
        on=cast.today,
        safe=[representative],
        known=KNOWN,
    )
    customer.refresh_from_db()
    services.open_file(
        customer=customer, version=customer.version, by=cast.lead, reason="He wants it so.", now=cast.then(0)
    )
    assert rows() == []
    scenarios.restrict_file(cast, HOME)
    assert rows() == [("head", ASKED), ("lead", ASKED)]
    representative.refresh_from_db()
    ends(cast, representative)
    row = Duty.objects.open().filter(kind=Kind.MOVED_IN).first()
    assert row.shows_until == cast.today


@pytest.mark.clause("P11a", refuses=True)
def test_nobody_is_asked_of_a_file_that_is_open_or_of_another_name(cast):
    acts(cast, name="Louis Lodgings")
    scenarios.restrict_file(cast, HOME)
    assert rows() == []
    assert selectors.acts_for_others(cast.customers[HOME], on=cast.today + timedelta(days=1)) == []


def test_a_lead_of_another_area_is_named_to_end_it(cast, sign_in):
    acts(cast, copy_letters=False, address="")
    scenarios.restrict_file(cast, HOME)
    page = words(sign_in("head").get(URL))
    assert "No address is recorded." in page
    assert "Ask an Operational Lead for Housing to end it." in page


@pytest.mark.clause("P11a", refuses=True)
def test_of_a_restricted_file_it_is_said_where_and_how_that_is_known(cast, sign_in):
    representative = acts(cast)
    sentence = "This file is not restricted: nobody asks whether the address is safe."
    answers = {"safe": [representative.pk], "known": KNOWN}
    assert_not_now(sign_in("lead"), URL, cast.customers[HOME], sentence, **answers)
    scenarios.restrict_file(cast, HOME)
    client = sign_in("lead")
    with nothing_changes():
        for answer, sentence in (
            ({"safe": []}, "Choose where their address is safe, or end their authority"),
            ({"known": " "}, "Say how you know that the address is safe there"),
        ):
            assert_asks(fill(client, URL, **answers | answer), sentence)
        assert_refused(
            fill(client, URL, **answers | {"known": "x"}), "Say how you know that the address is safe there."
        )


@pytest.mark.clause("P11a", refuses=True)
@pytest.mark.parametrize("restricted", [True, False])
def test_who_has_a_customers_name_is_asked_about_in_the_same_words_for_every_file(cast, sign_in, restricted):
    if restricted:
        scenarios.restrict_file(cast, HOME)
    client = sign_in("lead")
    with nothing_changes():
        page = fill(client, RECORD, **DETAILS)
        assert_asks(page, "A customer of ours has this name. Say how you know that their address is safe here")
        assert_kept(page, name=DETAILS["name"], authority=DETAILS["authority"])
        assert SAID in words(page)
        with pytest.raises(NotAllowed, match="A customer of ours has this name, and letters show the address"):
            services.record_representative(customer=cast.customers[OTHER], by=cast.lead, details=DETAILS)
    fill(client, RECORD, **DETAILS, known=KNOWN)
    assert Representative.objects.get().address.splitlines() == REFUGE.splitlines()
    assert AuditEvent.objects.get(action="record representative").why == KNOWN


def test_nothing_is_asked_of_another_name_or_without_an_address(cast, sign_in):
    for recorded, changed in enumerate([{"name": "Ruth Sample"}, {"name": "Lodger"}, {"address": " "}], 1):
        fill(sign_in("lead"), RECORD, **DETAILS | changed)
        assert Representative.objects.count() == recorded


def test_a_name_is_known_however_it_is_written(cast):
    person = cast.customers[HOME]
    person.known_as, person.former_names = "Lou", "Lewis Berth"
    records.save(person, by=cast.lead, why="He told us.")
    for written in ["L Lodger", "Lewis James Lodger", "Lou Lodger", "LEWIS LODGER", "Lewis Berth"]:
        assert [each.reference for each in selectors.of_that_name(written, besides=cast.customers[OTHER])] == [HOME]


@pytest.mark.clause("P7c", "P11a", refuses=True)
@pytest.mark.parametrize("restricted", [True, False])
def test_a_letter_asks_of_a_copy_to_them_in_the_same_words_for_every_file(cast, restricted):
    acts(cast)
    if restricted:
        scenarios.restrict_file(cast, HOME)
    letter = scenarios.drafted(cast, scenarios.active(cast, customer=OTHER))
    with pytest.raises(NotAllowed, match="Somebody of that name is a customer of ours. The letter says that they act"):
        issue(cast, letter)
    assert issue(cast, letter, sure_of=[copying.KNOWN], words=KNOWN).status == "ISSUED"


@pytest.mark.clause("P11a")
def test_a_letter_that_says_their_address_asks_about_it(cast):
    acts(cast, address="12 Refuge Road, Testmouth")
    letter = scenarios.drafted(cast, scenarios.active(cast, customer=OTHER))
    letter.facts = letter.facts | {"reason": "Write to 12 Refuge Road."}
    assert any("12 Refuge Road" in asked for asked in questions(letter, on=cast.today))


@pytest.mark.clause("P13b")
def test_a_bundle_suggests_to_take_out_the_address_of_who_acts_for_the_person(cast):
    services.record_representative(
        customer=cast.customers[HOME], by=cast.lead, details=DETAILS | {"name": "Wenna Trease"}
    )
    incident = scenarios.logged_in_words(cast, "He said that she lives at the old  vicarage now.")
    (item,) = [
        each for each in reviewed(scenarios.identified(cast)) if each.item.title == f"Incident {incident.reference}"
    ]
    found = {each.words: (each.relation, each.suggested) for each in item.found}
    assert found["The Old Vicarage"] == (Relation.ADDRESS, True)
