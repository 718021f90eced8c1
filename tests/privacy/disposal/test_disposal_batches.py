"""Disposals: ``/retention/disposals/`` and the steps of each, but for the execution."""

from datetime import timedelta
from io import BytesIO

import lxml.html
import pikepdf
import pytest

from housing_alerts.customers.models import Membership
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import LATELY
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from privacy.disposal import selectors, services
from privacy.models import DisposalBatch, DisposalItem
from tests import scenarios, settling
from tests.letters import reader
from tests.owing import held
from tests.page import assert_asks, assert_blocked, assert_done, assert_refused, nothing_changes, send, words
from tests.scenarios.retention import CLAIM, STILL_NEEDED
from tests.scenarios.retention import held as hold
from tests.step import assert_not_now, fill, offered

PROPOSE = "/retention/disposals/propose/"
SIAN = "D900002"
QUICKER = "after you opened the page"


def _url(batch: DisposalBatch, verb: str = "") -> str:
    return f"/retention/disposals/{batch.reference}/{verb}"


def _out(batch: DisposalBatch, customer: str = scenarios.LODGER) -> tuple[DisposalItem, str]:
    item = DisposalItem.objects.get(batch=batch, customer__reference=customer)
    return item, _url(batch, f"files/{item.pk}/")


# Proposing one


@pytest.mark.long
@pytest.mark.clause("P13a")
def test_the_data_protection_officer_proposes_what_is_due(sign_in, cast):
    scenarios.due_for_disposal(cast)
    scenarios.due_for_disposal(cast, SIAN)
    client = sign_in("dpo")
    assert "Files to propose (2)" in words(client.get(PROPOSE))

    response = fill(client, PROPOSE)

    batch = DisposalBatch.objects.get()
    said = f"Disposal {batch.reference} proposed. Next: a Head of Service confirms it."
    assert_done(client, response, _url(batch), said)
    shown = words(client.get(_url(batch)))
    assert "Files in it (2)" in shown
    assert "Lewis Lodger D900001 What it isA file with a sanction" in shown
    event = AuditEvent.objects.get(action="propose disposal")
    assert (event.reference, event.customer, event.why) == (batch.reference, "", "2 files")


@pytest.mark.long
@pytest.mark.clause("P13a", refuses=True)
def test_what_is_in_a_disposal_already_is_in_no_other(sign_in, cast):
    batch = scenarios.disposal_proposed(cast)
    client = sign_in("dpo")
    sentence = "Nothing is due that is not in a disposal already."

    with nothing_changes():
        assert sentence in words(client.get(PROPOSE))
        assert_refused(client.post(PROPOSE, {"seen": selectors.fingerprint([])}), sentence)

    services.withdraw_batch(
        batch=batch, version=batch.version, by=cast.people["dpo"], on=cast.today, reason=STILL_NEEDED
    )
    assert len(selectors.due(on=cast.today)) == 1, "it can be proposed again"


@pytest.mark.long
def test_a_list_that_changed_meanwhile_is_read_first(sign_in, cast):
    scenarios.due_for_disposal(cast)
    client = sign_in("dpo")

    with nothing_changes():
        assert_refused(client.post(PROPOSE, {"seen": "of yesterday"}), "Somebody changed the list of what is due")


# Taking a file out


@pytest.mark.clause("P13a")
def test_either_takes_a_single_file_out_with_a_reason(sign_in, cast):
    for who in ["dpo", "head"]:
        with settling.undone():
            batch = scenarios.disposal_proposed(cast, scenarios.LODGER, SIAN)
            item, url = _out(batch)
            client = sign_in(who)

            response = send(client, url, item, reason=CLAIM)

            assert_done(client, response, _url(batch), "The file of D900001 was taken out. It stays.")
            shown = words(client.get(_url(batch)))
            assert "Files in it (1)" in shown
            assert f": {CLAIM}" in shown.partition("Files that stay (1)")[2]
            assert AuditEvent.objects.get(action="take file out of disposal").why == "", "the reason goes with the file"


@pytest.mark.long
@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("", "Say why this file is not to go, such as who needs it"), ("It stays.", "Say why this file is not to go")],
)
def test_a_file_is_not_taken_out_without_a_reason(sign_in, cast, reason, sentence):
    batch = scenarios.disposal_proposed(cast)
    item, url = _out(batch)
    client = sign_in("head")
    with nothing_changes():
        said = words(send(client, url, item, reason=reason))
    assert sentence in said


def test_a_file_is_taken_out_once(cast):
    batch = scenarios.disposal_proposed(cast, scenarios.LODGER, SIAN)
    item, _ = _out(batch)
    step = {"by": cast.head, "on": cast.today, "reason": CLAIM}
    services.take_out_item(item=item, version=item.version, **step)
    with pytest.raises(NotAllowed, match="This file was taken out already. It stays"):
        services.take_out_item(item=item, version=item.version, **step)


@pytest.mark.clause("P13a", refuses=True)
def test_nobody_else_takes_a_file_out(cast):
    item, _ = _out(scenarios.disposal_proposed(cast))
    only = "Only the Data Protection Officer and the Heads of Service take a file out"
    with pytest.raises(NotAllowed, match=only):
        services.take_out_item(item=item, version=item.version, by=cast.lead, on=cast.today, reason=CLAIM)


# Confirming, declining, withdrawing


@pytest.mark.clause("P13a")
def test_a_head_of_service_confirms(sign_in, cast):
    batch, client = scenarios.disposal_proposed(cast), sign_in("head")
    assert "1 file goes for good" in words(client.get(_url(batch, "confirm/")))

    response = send(client, _url(batch, "confirm/"), batch)

    said = f"Disposal {batch.reference} confirmed. It goes at the next run of the command."
    assert_done(client, response, _url(batch), said)
    batch.refresh_from_db()
    assert (batch.status, batch.confirmed_by, batch.confirmed_on) == ("CONFIRMED", cast.head, cast.today)
    assert AuditEvent.objects.get(action="confirm disposal").why == "1 file"


@pytest.mark.clause("P13a", refuses=True)
def test_the_same_person_does_not_do_both(sign_in, cast):
    scenarios.promote(cast.people["dpo"], Role.HEAD_OF_SERVICE)
    batch, client = scenarios.disposal_proposed(cast), sign_in("dpo")

    for verb, typed in (("confirm", {}), ("decline", {"reason": STILL_NEEDED})):
        sentence = "You proposed this disposal, so somebody else decides on it. Ask another Head of Service."
        assert_not_now(client, _url(batch, f"{verb}/"), batch, sentence, **typed)
    assert held(cast.people["dpo"], Kind.DISPOSAL) == []
    assert held(cast.head, Kind.DISPOSAL) == [batch.reference]


@pytest.mark.long
@pytest.mark.clause("P13a", refuses=True)
@pytest.mark.parametrize("verb", ["confirm", "decline"])
def test_the_officer_alone_decides_on_none(sign_in, cast, verb):
    batch = scenarios.disposal_proposed(cast)
    sentence = "Only a Head of Service confirms or declines a disposal. Ask one of them."
    assert_not_now(sign_in("dpo"), _url(batch, f"{verb}/"), batch, sentence, reason=STILL_NEEDED)


@pytest.mark.clause("P13a", refuses=True)
def test_a_disposal_of_nothing_is_not_confirmed(sign_in, cast):
    batch = scenarios.disposal_proposed(cast)
    item, _ = _out(batch)
    services.take_out_item(item=item, version=item.version, by=cast.head, on=cast.today, reason=CLAIM)
    batch.refresh_from_db()

    sentence = "Every file was taken out. Decline the disposal instead: nothing is left to go."
    client = sign_in("head")
    assert_not_now(client, _url(batch, "confirm/"), batch, sentence)
    assert "Decline it: every file was taken out" in words(client.get("/"))
    assert "Confirm that the files go" not in words(client.get("/"))


@pytest.mark.clause("P13a", refuses=True)
def test_nor_is_one_whose_files_all_stay_by_now(sign_in, cast):
    batch = scenarios.disposal_proposed(cast)
    client = sign_in("head")
    assert "Confirm the disposal" in offered(client.get(_url(batch)))
    hold(cast)

    sentence = "Nothing in it is due today. Decline the disposal instead: its page says of each file why it stays."
    with nothing_changes():
        assert sentence in words(send(client, _url(batch, "confirm/"), batch))
    page = client.get(_url(batch, "confirm/"))
    assert_blocked(page, sentence)
    assert lxml.html.fromstring(page.content.decode()).cssselect("main button, main .govuk-warning-text") == []
    assert "Confirm the disposal" not in offered(client.get(_url(batch)))
    assert "Files that stay (1)" in words(client.get(_url(batch)))


@pytest.mark.clause("P13a", refuses=True)
def test_a_disposal_is_stopped_with_a_reason(sign_in, cast):
    for verb, who, status, told in [
        ("decline", "head", "DECLINED", "declined. The Data Protection Officer is told."),
        ("withdraw", "dpo", "WITHDRAWN", "withdrawn. Its files stay until they are proposed again."),
    ]:
        with settling.undone():
            batch, client = scenarios.disposal_proposed(cast), sign_in(who)

            response = send(client, _url(batch, f"{verb}/"), batch, reason=STILL_NEEDED)

            assert_done(client, response, _url(batch), f"Disposal {batch.reference} {told}")
            batch.refresh_from_db()
            assert (batch.status, batch.stopped_by, batch.stopped_reason) == (status, cast.people[who], STILL_NEEDED)
            assert STILL_NEEDED in words(client.get(_url(batch)))
            assert offered(client.get(_url(batch))) == []
            assert AuditEvent.objects.get(action=f"{verb} disposal").why == STILL_NEEDED


@pytest.mark.clause("P13a")
def test_one_that_was_confirmed_can_be_withdrawn(cast):
    batch = scenarios.disposal_confirmed(cast)
    step = {"by": cast.people["dpo"], "on": cast.today, "reason": STILL_NEEDED}
    assert services.withdraw_batch(batch=batch, version=batch.version, **step).status == "WITHDRAWN"


@pytest.mark.clause("P13a", refuses=True)
def test_a_head_does_not_withdraw_what_the_officer_proposed(sign_in, cast):
    batch = scenarios.disposal_proposed(cast)
    sentence = "Only the Data Protection Officer proposes a disposal, or withdraws it"
    assert_not_now(sign_in("head"), _url(batch, "withdraw/"), batch, sentence, reason=STILL_NEEDED)


@pytest.mark.clause("P13a", refuses=True)
def test_what_is_said_of_a_disposal_names_nobody(sign_in, cast):
    batch = scenarios.disposal_proposed(cast)
    for verb, who, named in [("decline", "head", "D900001"), ("withdraw", "dpo", "lewis lodger")]:
        client = sign_in(who)
        with nothing_changes():
            response = send(client, _url(batch, f"{verb}/"), batch, reason=f"The claim of {named} is not settled.")
        assert_refused(response, "these words stay when the file is gone. Take the file out to say it there.")


def test_each_step_refuses_too_few_words_and_what_changed_meanwhile(sign_in, cast):
    batch, why = scenarios.disposal_proposed(cast), "Say why the files are not to go"
    for verb, who in (("confirm", "head"), ("decline", "head"), ("withdraw", "dpo")):
        client, url = sign_in(who), _url(batch, f"{verb}/")
        with nothing_changes():
            if verb != "confirm":
                assert_asks(send(client, url, batch, reason=""), why)
                assert_refused(send(client, url, batch, reason="Not now."), why)
            late = client.post(url, {"version": batch.version - 1, "reason": STILL_NEEDED})
        assert_refused(late, QUICKER)


# Pages, and who is told


@pytest.mark.clause("P13a")
def test_the_page_says_what_holds_a_file_now(sign_in, cast):
    batch = scenarios.disposal_confirmed(cast, scenarios.LODGER, SIAN)
    hold = scenarios.held(cast)

    said = words(sign_in("head").get(_url(batch)))

    assert "Files in it (1)" in said
    assert f"Legal hold {hold.reference} is in force." in said.partition("Files that stay (1)")[2]


def test_whoever_lived_at_a_property_of_the_batch_is_a_name_in_it(cast):
    """The words about a batch stay when its files are gone."""
    home = Membership.objects.select_related("tenancy__asset", "customer").first()
    item = DisposalItem(asset=home.tenancy.asset)
    assert home.customer.full_name in selectors.called([item])


def test_it_names_a_restricted_file_by_its_reference(sign_in, cast):
    batch = scenarios.disposal_proposed(cast)
    scenarios.restrict_file(cast)

    said = words(sign_in("head").get(_url(batch)))

    assert "Restricted file D900001" in said
    assert "Lodger" not in said


@pytest.mark.clause("P13a")
def test_whoever_has_to_do_something_finds_it_on_their_worklist(cast):
    dpo = cast.people["dpo"]
    batch = scenarios.disposal_proposed(cast)
    assert (held(cast.head, Kind.DISPOSAL), held(dpo, Kind.DISPOSAL)) == ([batch.reference], [])

    batch = services.confirm_batch(batch=batch, version=batch.version, by=cast.head, on=cast.today)
    assert (held(cast.head, Kind.DISPOSAL), held(dpo, Kind.DISPOSAL)) == ([], [batch.reference])

    services.execute_batch(batch=batch, on=cast.today)
    assert (held(cast.head, Kind.DISPOSAL), held(dpo, Kind.DISPOSAL)) == ([], [])


@pytest.mark.long
def test_the_officer_hears_for_a_while_that_one_was_declined(cast):
    batch, dpo = scenarios.disposal_declined(cast), cast.people["dpo"]
    assert held(dpo, Kind.DISPOSAL, on=cast.today + LATELY) == [batch.reference]
    assert held(dpo, Kind.DISPOSAL, on=cast.today + LATELY + timedelta(days=1)) == []


@pytest.mark.long
def test_each_page_costs_few_queries(sign_in, cast, queries_of):
    batch = scenarios.disposal_proposed(cast, scenarios.LODGER, SIAN, scenarios.HONG)
    _, out = _out(batch)
    for who in ("head", "dpo"):
        client = sign_in(who)
        for url in ("/retention/disposals/", _url(batch), out, _url(batch, "confirm/"), _url(batch, "withdraw/")):
            most = (
                22 if url.endswith("/confirm/") else 21
            )  # what becomes of each file, so that nothing refused is offered
            assert queries_of(client, url) <= most, (who, url)
    assert queries_of(sign_in("dpo"), PROPOSE) <= 23, "where no file is due, it is counted what is due beside them"


# The certificate


@pytest.mark.long
@pytest.mark.clause("P13a")
@pytest.mark.on_paper
def test_the_certificate_says_what_went_and_names_nobody(sign_in, cast):
    batch = scenarios.disposal_confirmed(cast, scenarios.LODGER, SIAN)
    scenarios.held(cast, SIAN)
    services.execute_batch(batch=batch, on=cast.today)
    client = sign_in("head")
    assert "What went (1)" in words(client.get(_url(batch)))

    response = client.get(_url(batch, "certificate/"))

    assert response["Content-Type"] == "application/pdf"
    said = " ".join(reader.text(response.content).split())
    for expected in (
        batch.reference,
        "by the Data Protection Officer",
        "by a Head of Service, who is another person",
        "Files that went 1",
        "Files that stayed 1, taken out by a colleague or held on the day",
        "A file with a sanction",
        "Alerts: 1",
    ):
        assert expected in said, said
    assert "disposal batches" not in said, "the list that proposed it is no content of the file"
    for name in ("Lodger", "D900001", "Siân", SIAN, "Sandpiper", cast.head.last_name, cast.people["dpo"].last_name):
        assert name not in said, name
    with pikepdf.open(BytesIO(response.content)) as opened:
        assert opened.open_metadata()["pdfuaid:part"] == "1"
    assert ReadEvent.objects.filter(opened="certificate of a disposal", reference=batch.reference).exists()
