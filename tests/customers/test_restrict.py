"""Restrict a file to its named readers, and change who they are (§11)."""

import lxml.html
import pytest

from housing_alerts.customers import services
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit import reading
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed, when
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import RoleHeld
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, send, words
from tests.step import assert_kept, assert_not_now, fill

URL, FILE = "/customers/D900001/restrict/", "/customers/D900001/"
NOBODY_DECIDES = "No decision or review could be made: name at least one Head of Service or member of the Leadership"


@pytest.fixture
def lodger(cast):
    return cast.customers["D900001"]


@pytest.fixture
def answers(cast):
    return {"because": "DOMESTIC_ABUSE", "readers": [cast.lead.pk, cast.head.pk], "reason": "Her son works here."}


@pytest.mark.clause("P7c", "P11a")
def test_what_to_mind_stands_in_one_list_and_why_a_reader_is_needed_beside_their_box(sign_in, cast, lodger):
    details = {"name": "Gethin Pellew", "authority": "A form.", "address": "2 Quay, Testmouth", "copy_letters": True}
    services.record_representative(customer=lodger, by=cast.lead, details=details)
    strategy = scenarios.strategy(cast)
    page = lxml.html.fromstring(sign_in("lead").get(URL).content.decode())

    assert page.cssselect("main .govuk-warning-text") == []
    [minded] = page.cssselect("main section[aria-labelledby=who-else]")
    warned = "Gethin Pellew gets a copy of each letter, and a copy shows where Lewis Lodger lives."
    assert warned in " ".join(minded.text_content().split())
    boxes = page.cssselect("input[name=readers]")
    must = [cast.lead, cast.officer, cast.manager]
    assert [int(box.get("value")) for box in boxes[:3]] == [one.pk for one in must]
    beside = [" ".join(box.getparent().text_content().split()) for box in boxes]
    assert beside[0] == f"{cast.lead} Operational Lead: Housing. Must read it: you put a mistake right."
    assert all(said.endswith(f"Must read it: named in contact strategy {strategy.reference}.") for said in beside[1:3])
    assert not [said for said in beside[3:] if "Must read it" in said]


@pytest.mark.clause("P11a")
def test_the_lead_restricts_the_file(cast, sign_in, answers):
    client = sign_in("lead")
    assert "Restrict this file" in words(client.get(FILE))
    response = fill(client, URL, **answers)

    assert_done(client, response, FILE, "File restricted. Its named readers: Helen Headley, Lena Ledger.")
    said = words(client.get(FILE))
    assert "Restricted file What to do" in said
    assert "Who may read this file Domestic abuse Its named readers: Helen Headley, Lena Ledger." in said
    assert "Change who may read it" in said and "Open the file again" in said
    assert "Restrict this file" not in said
    assert "Restrict this file" not in words(sign_in("leadership").get("/customers/D900003/"))
    found = Customer.objects.get(reference="D900001")
    assert (found.restricted, found.restricted_because) == (True, "DOMESTIC_ABUSE")
    assert set(found.readers.all()) == {cast.lead, cast.head}
    event = AuditEvent.objects.get(action="restrict file")
    assert (event.reference, event.by, event.why) == ("D900001", cast.lead, "Her son works here.")
    newest = reading.history(found)[0]
    assert (newest.by, newest.why) == ("Lena Ledger", "Restricted: Her son works here.")
    told = {change.field: (change.before, change.after) for change in newest.changes}
    assert told["Named readers"] == ("nothing", "Helen Headley, Lena Ledger")
    assert told["Restricted because"] == ("nothing", "Domestic abuse")


@pytest.mark.clause("P11a")
def test_a_named_reader_who_cannot_open_it_any_more_is_said_to_be_shut_out(cast, sign_in):
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.leadership])
    client = sign_in("head")
    assert "any more" not in words(client.get(FILE))
    scenarios.leaves(cast.leadership)
    cast.lead.areas.clear()

    said = words(client.get(FILE))

    assert (
        f"{cast.lead}, {cast.leadership} cannot open it any more: they left, or lost the role or the area for it."
        in said
    )
    assert f"{cast.head} cannot" not in said and f"{cast.head}, {cast.leadership} cannot" not in said


def test_a_named_reader_of_the_leadership_reads_and_is_offered_no_change(cast, sign_in):
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    said = words(sign_in("leadership").get(FILE))
    assert "Who may read this file Safeguarding" in said
    assert "Change who may read it" not in said


def test_who_may_read_it_is_shown_and_can_be_changed(cast, sign_in, answers):
    scenarios.restrict_file(cast)
    client = sign_in("lead")
    page = client.get(URL)
    assert "Change who may read the file" in words(page)
    assert_kept(page, because="SAFEGUARDING", readers=[cast.lead.pk, cast.head.pk], reason="")

    response = fill(client, URL, **answers | {"readers": [cast.lead.pk, cast.leadership.pk]})
    assert_done(
        client, response, FILE, "Changed who may read this file. Its named readers: Lena Ledger, Leonie Strand."
    )
    assert set(Customer.objects.get(reference="D900001").readers.all()) == {cast.lead, cast.leadership}
    assert AuditEvent.objects.get(action="change readers of file").why == "Her son works here."
    assert sign_in("head").get(URL).status_code == 404


def test_only_who_could_open_the_file_can_be_named(cast, sign_in):
    said = words(sign_in("lead").get(URL))
    assert "Lena Ledger Operational Lead: Housing" in said
    assert "Dara Penn Data Protection Officer" in said
    assert all(name in said for name in ("Helen Headley", "Hugo Heddon", "Leonie Strand"))
    assert not [name for name in ("Liam Leduc", "Oliver Fisk", "Morwenna Manning", "Ada Minshull") if name in said]


@pytest.mark.clause("P11a", refuses=True)
def test_who_broke_glass_does_not_change_who_may_read_it(cast, sign_in, answers):
    customer = scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    scenarios.break_glass(cast, cast.head)
    sentence = "You read this file by break glass. Only a named reader changes who may read it: ask Lena Ledger."
    assert_not_now(sign_in("head"), URL, customer, sentence, **answers)


def test_where_no_named_reader_is_left_who_could_one_who_broke_glass_may(cast, sign_in, answers):
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    cast.lead.is_active = False
    cast.lead.save()
    newcomer = cast.lead2
    newcomer.areas.set(cast.lead.areas.all())
    scenarios.break_glass(cast, cast.head)
    fill(sign_in("head"), URL, **answers | {"readers": [newcomer.pk, cast.head.pk]})
    assert set(Customer.objects.get(reference="D900001").readers.all()) == {newcomer, cast.head}


@pytest.mark.clause("P11a")
def test_nor_is_it_lost_where_the_area_has_nobody_else_for_the_leadership_team_may_too(cast, sign_in, answers):
    customer = scenarios.restrict_file(cast)
    scenarios.leaves(cast.lead)
    scenarios.heads_no_longer(cast.head)
    scenarios.lead_for(cast.lead2, customer.service_area)
    client, leader = sign_in("leadership"), cast.leadership
    told = "No named Lead or Head of Service is left who could change who may read it. Once it is open to you, name new"
    assert all(told in words(client.get(page)) for page in ("/customers/D900001/", "/customers/D900001/break-glass/"))
    scenarios.break_glass(cast, leader)

    fill(client, URL, **answers | {"readers": [cast.lead2.pk, leader.pk]})

    assert set(Customer.objects.get(reference="D900001").readers.all()) == {cast.lead2, leader}


@pytest.mark.clause("P11a", refuses=True)
def test_nobody_is_told_to_name_others_while_it_is_kept_and_the_data_protection_officer_never_is(cast, sign_in):
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    for username in ("head", "head2", "dpo"):
        assert "name new readers" not in words(sign_in(username).get("/customers/D900001/break-glass/"))
    scenarios.leaves(cast.lead)
    assert "name new readers" not in words(sign_in("dpo").get("/customers/D900001/break-glass/"))


def test_somebody_can_work_on_it_somebody_can_decide_and_oneself_too(cast, sign_in, lodger, answers):
    nobody_works = "No decision or review could be made: name at least one Operational Lead for Housing."
    for by, readers, sentence in (
        ("lead", ["head", "leadership"], "Name yourself too: else you could not put a mistake right"),
        ("lead", ["lead"], NOBODY_DECIDES),
        ("lead", ["lead", "dpo"], NOBODY_DECIDES),
        ("head", ["head"], nobody_works),
    ):
        chosen = [cast.people[name].pk for name in readers]
        client = sign_in(by)
        with nothing_changes():
            response = send(client, URL, lodger, **answers | {"readers": chosen})
        assert_refused(response, sentence)
        assert_kept(response, **answers | {"readers": chosen})
    fill(sign_in("lead"), URL, **answers | {"readers": [cast.lead.pk, cast.head2.pk]})
    assert Customer.objects.get(reference="D900001").restricted, "a Head of another area decides for an absent one"


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(sign_in, lodger, answers):
    client = sign_in("lead")
    fill(client, URL, **answers | {"reason": "First."})
    response = client.post(URL, answers | {"version": lodger.version})
    lodger.refresh_from_db()
    assert_refused(response, f"Lena Ledger changed this on {when(lodger)}, after you opened the page.")
    assert_kept(response, **answers, version=lodger.version)


def test_each_error_has_its_own_words(sign_in, lodger, answers):
    client = sign_in("lead")
    for changed, sentence in [
        ({"because": ""}, "Choose why the file is restricted"),
        ({"because": "GOSSIP"}, "Choose one of those that are shown"),
        ({"readers": []}, "Choose who may read the file"),
        ({"reason": " "}, "Say why only these colleagues may read it"),
    ]:
        with nothing_changes():
            response = send(client, URL, lodger, **answers | changed)
        assert_asks(response, sentence)
        kept = {name: value for name, value in answers.items() if name not in changed}
        assert_kept(response, **kept)


def test_the_service_too_asks_why(cast, lodger):
    with pytest.raises(NotAllowed, match=r"Say why the file is restricted to these readers\."):
        services.restrict_file(
            customer=lodger,
            version=lodger.version,
            by=cast.lead,
            because="SAFEGUARDING",
            readers=[cast.lead, cast.head],
            reason=" ",
        )


def test_a_named_reader_opens_it_within_their_role(cast, lodger):
    """Named, the Data Protection Officer reads it in the audit site and an officer nowhere."""
    for username, role_only in [("lead", True), ("head2", True), ("dpo", False), ("officer", False)]:
        scenarios.restrict(cast, readers=[cast.people[username]])
        reader = cast.people[username]
        assert Customer.objects.open_to(reader).filter(pk=lodger.pk).exists()
        assert Customer.objects.visible_to(reader).filter(pk=lodger.pk).exists() is role_only
        assert Customer.objects.closed_to(reader).filter(pk=lodger.pk).exists() is not role_only


def test_a_file_that_was_read_is_visible_to_whom_the_query_finds_it_for(cast):
    """Restricted, merged, in another area, or none of these: a page and a list say the same of each file."""
    scenarios.second_file(cast)
    scenarios.merged(cast)
    scenarios.restrict(cast, readers=[cast.head2])
    scenarios.break_glass(cast, cast.head)
    for file in Customer.objects.all():
        for one in cast.people.values():
            assert file.is_visible_to(one) is Customer.objects.visible_to(one).filter(pk=file.pk).exists(), (file, one)
            closed = Customer.objects.closed_to(one).filter(pk=file.pk).exists()
            assert closed is (file.restricted and not file.is_visible_to(one)), (file, one)


def test_roles_in_two_places_do_not_name_a_colleague_twice(cast, sign_in):
    RoleHeld.objects.create(colleague=cast.lead, role=Role.LEADERSHIP)
    assert words(sign_in("lead").get(URL)).count("Lena Ledger") == 1
