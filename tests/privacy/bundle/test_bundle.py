"""The bundle holds everything planted about a person, and nothing of anybody else that was taken out (§13)."""

import json
from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone

from housing_alerts.attachments.models import AttachedBytes
from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit import trail
from housing_alerts.kernel.records import saving as records
from housing_alerts.outbox.models import Message
from letters.printing import rendering
from privacy.bundle import collecting, sealing
from privacy.choices import Group
from privacy.models import SubjectRequest
from privacy.subject_access import selectors, services
from tests import scenarios
from tests.attachments.uploads import pdf as a_pdf
from tests.attachments.uploads import sent
from tests.letters import reader
from tests.permissions.canaries import MARK
from tests.permissions.test_canaries import _words_planted
from tests.scenarios.retention import CLAIM

PASSPHRASE = "abcd-efgh-jkmn-pqrs-tuvw-xyz2"
LEFT_OUT = {"Incidentloggedas"}
"""Planted where only a fingerprint stands, which the list of fields leaves out."""


@pytest.fixture
def dpo(cast):
    return cast.people["dpo"]


def _data(request):
    return sealing.data(request, selectors.made(request)).decode()


@pytest.mark.long
def test_every_word_planted_in_any_field_of_the_file_is_in_the_bundle(cast):
    """One word stands in each field of text of seventeen tables, and of what the rows were before."""
    words = _words_planted(cast)
    request = SubjectRequest.objects.get()

    text = "\n".join(item.text for item in collecting.collect(request))

    assert {word for word in words if word not in text} == {f"{MARK}{word}" for word in LEFT_OUT}
    assert "WhyIncident" in text


FACTS = {
    "telephone": "01626 555 0177",
    "known as": "Lewie of the Quay",
    "vulnerability": "Is deaf in the left ear.",
    "adjustment": "Knock loudly and wait.",
    "authority": "Form of authority number 17.",
    "account": "He shouted that the boiler was broken again.",
    "photo": "Boiler-of-the-tenant.jpg",
    "document": "Complaint-about-boiler.pdf",
    "grounds": "I was never asked for my side.",
    "appeal documents": "Two photographs of a boiler.",
    "event": "A slip of the pen was mended.",
    "mail": "waits for you",
    "emergency": "He threatens to harm himself now.",
    "restricted": "Children live there.",
    "letter": "It was reported to us that you threw a kettle at our officer.",
    "condition": scenarios.CONDITION["words"],
    "hold": CLAIM,
    "history": "It will not happen again.",
    "discussion": "He said that the damp makes him ill.",
    "alternatives": "A plumber was sent to him first.",
    "contact": "He rang to say that the tap drips.",
}
"""Twenty-one kinds that are planted by hand, in sixteen tables, a photo's name, a letter's PDF, and what a row was before."""
OTHERS = ["Rita Hall", "Mrs Hall", "Jory", "Keziah Northcott", "Oliver Fisk", "Fisk", "Conrad Tracey", "CRIME-4711"]
OTHERS += ["Ruth Okafor", "Okafor"]
"""Whoever else is named: a neighbour, the household, another customer, who reported or was affected, an advocate."""


@pytest.fixture
def planted(cast):
    """Mr Lodger, with facts in every corner of his file and eight others named in it."""
    lodger = cast.customers[scenarios.LODGER]
    lodger.telephone, lodger.known_as = FACTS["telephone"], FACTS["known as"]
    records.save(lodger, by=cast.lead, why="Told us")
    told = {"by": cast.lead, "told_by": "CUSTOMER", "told_on": cast.today}
    customers.record_vulnerability(customer=lodger, what=FACTS["vulnerability"], **told)
    customers.record_adjustment(customer=lodger, by=cast.lead, what=FACTS["adjustment"], starts=cast.today, ends=None)
    acts = {"name": "Ruth Okafor", "authority": FACTS["authority"], "agency": "Helping Hands"}
    customers.record_representative(customer=lodger, by=cast.lead, details=acts)
    alert = scenarios.restricted(cast)
    incident = scenarios.logged_in_words(
        cast,
        f"{FACTS['account']} Rita Hall and Jory Lodger heard it, and Keziah Northcott rang 999. So did Mrs Hall.",
        others_affected="Rita Hall, next door",
        police_reference="CRIME-4711",
        affected=[cast.contractor],
    )
    scenarios.with_photo(cast, incident, name=FACTS["photo"])
    appeal = scenarios.prepared(cast, alert)
    appeal.grounds, appeal.documents = FACTS["grounds"], FACTS["appeal documents"]
    records.save(appeal, by=cast.lead, why="Typed anew")
    scenarios.attach(cast, appeal, sent(FACTS["document"], a_pdf()))
    scenarios.posted(cast, alert, words=FACTS["letter"])
    file = alert.investigation
    file.alternatives = FACTS["alternatives"]
    talk = file.discussions.first()
    talk.what = FACTS["discussion"]
    for row in (file, talk):
        records.save(row, by=cast.lead, why="Typed anew")
    scenarios.contacted(cast, words=FACTS["contact"])
    scenarios.held(cast)
    scenarios.restrict_file(cast)
    scenarios.break_glass(cast, cast.head2, minutes=90)
    trail.record("mend", lodger, by=cast.lead, why=FACTS["event"])
    now = timezone.now()
    Message.objects.create(
        message_id="<1@example>",
        colleague=cast.lead,
        subject="Worklist",
        body=f"{incident.reference} waits for you\nIN-1999-00001 waits for somebody else",
        written_at=now,
        next_try_at=now,
    )
    return scenarios.identified(cast)


def test_each_planted_fact_leaves_and_nobody_else_who_was_taken_out(cast, planted):
    request = scenarios.decided(cast, planted)

    text = _data(request)

    assert len(FACTS) == 21
    assert [name for name, fact in FACTS.items() if fact not in text] == []
    assert [name for name in OTHERS if name in text] == []
    assert "IN-1999-00001" not in text
    assert len({item["section"] for item in json.loads(text)["items"]}) == len(Group)
    assert sum(len(item["lines"]) for item in json.loads(text)["items"]) > 100


@pytest.mark.long
@pytest.mark.on_paper
def test_the_document_says_the_same_in_print_with_nothing_beneath(cast, planted, dpo):
    request = scenarios.decided(cast, planted)

    content = services.make_bundle(request=request, by=dpo, on=cast.today, given_as="ENCRYPTED", passphrase=PASSPHRASE)

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(content))
    with pikepdf.open(BytesIO(content), password=PASSPHRASE) as opened:
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        names = set(opened.attachments)
        given = opened.attachments[f"{request.reference}.json"].get_file().read_bytes()
        table = opened.attachments[f"{request.reference}.csv"].get_file().read_bytes().decode()
        (letter,) = (name for name in names if name.startswith("LT-"))
        issued = reader.text(opened.attachments[letter].get_file().read_bytes())
        with opened.open_outline() as outline:
            titles = [item.title for item in outline.root]
        plain = BytesIO()
        opened.save(plain, encryption=False)
    said = reader.text(plain.getvalue())
    assert given.decode() == _data(request)
    assert [name for name, fact in FACTS.items() if fact not in said] == []
    assert FACTS["letter"] in issued
    for place in (said, issued, table, plain.getvalue().decode("latin-1")):
        assert [name for name in OTHERS if name in place] == []
    assert "Page 2 of" in said
    assert titles
    assert {f"{request.reference}.json", f"{request.reference}.csv"} < names


@pytest.mark.long
def test_a_file_leaves_only_where_its_item_is_released_as_it_is(cast, planted, dpo):
    request = scenarios.decided(cast, planted)
    photo = next(each for each in selectors.reviewed(request, Group.FILES) if each.item.file.name.endswith(".jpeg"))
    assert photo.disclosure.verdict == "RELEASE"
    assert any(each.file and each.file.name == photo.item.file.name for each in selectors.made(request).released)

    services.decide_item(
        request=request,
        reviewed=photo,
        seen=photo.item.fingerprint,
        version=photo.disclosure.version,
        by=dpo,
        verdict="REDACT",
        taken_out=["Boiler"],
        **scenarios.KEPT_BACK,
    )

    (left,) = [each for each in selectors.made(request).released if photo.item.title == each.title]
    assert left.file is None
    assert ("What its sender called it", "[removed]-of-the-tenant.jpg") in left.lines


def test_what_is_withheld_leaves_no_trace_but_its_number_and_exemption(cast, planted, dpo):
    request = scenarios.decided(cast, planted)
    (known,) = [each for each in selectors.reviewed(request, Group.KNOWN) if FACTS["vulnerability"] in each.item.text]
    services.decide_item(
        request=request,
        reviewed=known,
        seen=known.item.fingerprint,
        version=known.disclosure.version,
        by=dpo,
        verdict="WITHHOLD",
        exemption="SERIOUS_HARM",
        reason="His doctor fears that he harms himself.",
    )

    made = selectors.made(request)

    assert FACTS["vulnerability"] not in sealing.data(request, made).decode()
    assert made.withheld == [("It would cause serious harm to somebody’s health (schedule 3, paragraph 5)", 1)]
    assert "lets us do so: it would cause serious harm to somebody’s health" in reader.text(
        sealing.document(request, made)
    )


@pytest.mark.long
def test_on_paper_each_file_stands_behind_the_document(cast, planted, dpo):
    request = scenarios.decided(cast, planted)

    content = services.make_bundle(request=request, by=dpo, on=cast.today, given_as="PAPER", passphrase="")

    document = sealing.document(request, selectors.made(request))
    files = [each for each in selectors.made(request).released if each.file]
    assert len(reader.pages(content)) >= len(reader.pages(document)) + len(files)


@pytest.mark.long
def test_a_damaged_file_keeps_the_bundle_back_and_no_decision_is_lost(cast, planted, dpo):
    request = scenarios.decided(cast, planted)
    photo = next(each for each in selectors.reviewed(request, Group.FILES) if each.item.file.name.endswith(".jpeg"))
    object.__setattr__(photo.item.file, "read", lambda: None)
    made = sealing.bundle([photo.item], {photo.item.key: photo.disclosure})

    for seal in (lambda: sealing.sealed(request, made, PASSPHRASE), lambda: sealing.on_paper(request, made)):
        with pytest.raises(sealing.CannotSeal, match="is not as it was kept, so the bundle cannot be made"):
            seal()
    object.__setattr__(photo.item.file, "read", lambda: b"no picture")
    with pytest.raises(sealing.CannotSeal, match="is not as it was kept"):
        sealing.on_paper(request, made)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (rendering.TooLong(), "The bundle is too long to print as one document. Nothing is lost"),
        (rendering.CannotRender(rendering.BUSY), "The printers are busy. Nothing is lost: try again in a minute"),
    ],
)
def test_what_cannot_be_printed_says_so(cast, monkeypatch, fault, sentence):
    request = scenarios.decided(cast, scenarios.identified(cast))

    def fails(source):
        raise fault

    monkeypatch.setattr(rendering, "printed", fails)

    with pytest.raises(sealing.CannotSeal, match=sentence):
        sealing.document(request, selectors.made(request))


def test_what_the_font_lacks_is_printed_by_its_code(cast):
    assert sealing.legible("Łukasz 😀 said") == "Łukasz [U+1F600] said"


def test_what_is_written_all_the_time_ends_on_the_day_of_the_request(cast, sign_in):
    request = scenarios.asked_for_data(cast, days=3)
    trail.record("mend", Customer.objects.get(reference=scenarios.LODGER), by=cast.lead, why="Since then")

    assert "Since then" not in "\n".join(item.text for item in collecting.collect(request))


@pytest.mark.long
def test_bytes_that_are_no_longer_as_they_were_kept_are_read_as_nothing(cast, planted):
    photo = next(
        each for each in collecting.collect(planted) if each.group == Group.FILES and each.file.name.endswith(".jpeg")
    )
    kept = AttachedBytes.objects.get(attachment__sha256=photo.file.sha256)
    assert photo.file.read() == bytes(kept.content)
    other = collecting._reads(AttachedBytes, kept.pk, "0" * 64)
    assert other() is None


def test_a_report_at_their_home_that_names_nobody_is_collected_and_said_to_be_one(cast):
    incident = scenarios.logged_at_an_address(cast)
    request = scenarios.identified(cast)

    found = next(item for item in collecting.collect(request) if incident.reference in item.title)

    assert found.title == f"Incident {incident.reference}, at this address, nobody named"
    assert incident.account in found.text
