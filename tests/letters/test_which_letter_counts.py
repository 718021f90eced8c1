"""Of several letters about one decision, which one counts; and that each is shown as it was issued (§9)."""

import base64
import hashlib
from contextlib import nullcontext
from datetime import date, timedelta
from io import BytesIO

import lxml.html
import pikepdf
import pytest
import time_machine
from django.db import connection
from PIL import Image

from housing_alerts.kernel.audit import protection
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from letters import selectors, services
from letters.models import AlsoAbout, IssuedPdf, Letter
from letters.printing import pictures
from tests import scenarios
from tests.letters.reader import text
from tests.page import assert_blocked, nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday")
COUNTS = "Which letter counts This letter counts: the time to appeal runs from it."


def page(sign_in, letter):
    return words(sign_in("lead").get(f"/letters/{letter.reference}/"))


@pytest.mark.clause("P9a")
def test_of_a_letter_and_the_one_that_replaces_it_both_pages_say_which_counts(cast, sign_in):
    scenarios.has_email(cast)
    alert = scenarios.active(cast)
    first = scenarios.posted(cast, alert)
    assert COUNTS in page(sign_in, first)

    second = scenarios.issued(cast, alert)
    assert f"Replaces {first.reference}, sent" in page(sign_in, second)
    assert f"Letter {first.reference} of 10 June 2026 counts for the time to appeal." in page(sign_in, second)
    assert f"Replaced by {second.reference}, issued" in page(sign_in, first)
    assert COUNTS in page(sign_in, first), "what is not sent counts for nothing"

    with time_machine.travel(cast.then(-1), tick=False):
        sent = {"method": "EMAIL", "on": cast.today + timedelta(days=1), "today": cast.today + timedelta(days=1)}
        services.record_posting(letter=second, version=second.version, by=cast.lead, **sent)
    assert COUNTS in page(sign_in, second)
    assert f"Letter {second.reference} of 11 June 2026 counts for the time to appeal." in page(sign_in, first)
    case = words(sign_in("lead").get(f"/alerts/{alert.reference}/"))
    assert case.count("This letter counts for the time to appeal") == 1
    assert case.index(second.reference) < case.index("This letter counts") < case.index(first.reference)


@pytest.mark.clause("P9a")
def test_the_letter_itself_says_that_it_takes_the_place_of_the_one_they_have(cast):
    alert = scenarios.active(cast)
    first = scenarios.posted(cast, alert)
    second = scenarios.issued(cast, alert)
    said = f"This letter takes the place of our letter of 10 June 2026, reference {first.reference}."
    assert said in text(bytes(IssuedPdf.objects.get(letter=second).content))
    assert said in IssuedPdf.objects.get(letter=second).text
    assert "takes the place" not in IssuedPdf.objects.get(letter=first).text


@pytest.mark.clause("P9a", refuses=True)
@pytest.mark.parametrize("kept", [scenarios.drafted, scenarios.issued])
def test_beside_one_that_is_not_sent_yet_no_other_is_written(cast, sign_in, kept):
    alert = scenarios.active(cast)
    first = kept(cast, alert)
    sentence = f"Letter {first.reference} about this is not sent yet. Send that one, or cancel it and write another."
    with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
        scenarios.drafted(cast, alert)
    assert_blocked(sign_in("lead").get(f"/alerts/{alert.reference}/letter/"), sentence)
    scenarios.cancelled(cast, first)
    assert scenarios.drafted(cast, alert).status == "DRAFT"


@pytest.mark.clause("P9a", refuses=True)
def test_nor_is_one_that_tells_of_it_beside_another(cast):
    alert, other = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "NO_LONE_MALES")
    alert, other = scenarios.approved(cast, alert), scenarios.approved(cast, other)
    first = scenarios.drafted(cast, alert, beside=[other])
    with nothing_changes(), pytest.raises(NotAllowed, match=f"Letter {first.reference} about this is not sent yet."):
        scenarios.drafted(cast, other)


@pytest.mark.clause("P9a")
def test_what_was_agreed_beside_each_holds_up_neither(cast):
    """One letter tells of the action that was agreed with both; the other is about another alert."""
    pairs, action = scenarios.active(cast), scenarios.agreed_action(cast)
    held = scenarios.drafted(cast, pairs)
    AlsoAbout.objects.create(letter=held, subject=action)
    assert selectors.waiting(held.kind, [scenarios.active(cast, "NO_LONE_MALES"), action]) is None
    assert selectors.waiting(held.kind, [pairs, action]) == held


@pytest.mark.clause("P9a")
def test_who_received_the_first_letter_late_keeps_the_days_that_it_gave(cast, sign_in):
    """The one that followed was there before it."""
    alert = scenarios.active(cast, days=20)
    first = scenarios.notified(cast, alert, days=20)
    second = scenarios.issued(cast, alert, method="BY_HAND")
    first = scenarios.received(cast, first, on=cast.today)
    letters = {"by": cast.lead, "method": "BY_HAND", "on": cast.today, "today": cast.today}
    services.record_posting(letter=second, version=second.version, **letters)
    Letter.objects.filter(pk=second.pk).update(reply_by=first.reply_by - timedelta(days=1))

    assert COUNTS in page(sign_in, first)
    assert scenarios.appealed(cast, alert).reply_by == first.reply_by


@pytest.mark.clause("P9a")
def test_the_days_that_they_were_given_are_not_taken_away(cast):
    """What is sent after it, and would be there sooner, leaves the last day where it was."""
    alert = scenarios.active(cast)
    first = scenarios.posted(cast, alert)
    assert first.reply_by == date(2026, 7, 10)
    second = scenarios.issued(cast, alert, method="BY_HAND")
    assert second.reply_by == date(2026, 7, 10)
    said = " ".join(IssuedPdf.objects.get(letter=second).text.split())
    assert "Your last day to appeal is 10 July 2026" in said
    assert "We had already given you more time, and you keep it." in said
    assert "We assume that it reaches you" not in said

    scenarios.returned(cast, first)
    third = scenarios.issued(cast, scenarios.active(cast, "NO_LONE_MALES"), method="BY_HAND")
    assert third.reply_by == date(2026, 7, 9), "there is none whose place it takes"


@pytest.mark.parametrize("left", [scenarios.returned, scenarios.cancelled])
@pytest.mark.clause("P9a", refuses=True)
def test_it_speaks_of_no_letter_that_they_never_had(cast, left):
    alert = scenarios.active(cast)
    gone = left(cast, scenarios.posted(cast, alert) if left is scenarios.returned else scenarios.issued(cast, alert))
    again = scenarios.issued(cast, alert)
    assert again.replaces == (gone if left is scenarios.returned else None)
    assert "takes the place" not in IssuedPdf.objects.get(letter=again).text


@pytest.mark.clause("P9a")
def test_it_takes_the_place_of_the_newest_that_they_have_or_else_of_the_newest_that_came_back(cast, sign_in):
    alert = scenarios.active(cast)
    first, second = scenarios.posted(cast, alert), scenarios.posted(cast, alert)
    written = scenarios.cancelled(cast, scenarios.drafted(cast, alert, words="It was reported that you swore."))
    assert scenarios.composed(cast, alert).replaces == second
    page = words(sign_in("lead").get(f"/alerts/{alert.reference}/letter/"))
    assert f"It takes the place of letter {second.reference}." in page
    assert f"It starts from the words of letter {written.reference}, cancelled." in page
    assert "you swore" in page

    scenarios.returned(cast, second)
    assert scenarios.composed(cast, alert).replaces == first, "they have that one"
    scenarios.returned(cast, first)
    assert scenarios.composed(cast, alert).replaces == second


@pytest.mark.clause("P9a", refuses=True)
def test_from_a_letter_that_came_back_no_time_to_appeal_has_begun(cast, sign_in):
    alert = scenarios.active(cast)
    letter = scenarios.returned(cast, scenarios.posted(cast, alert))
    said = page(sign_in, letter)
    assert "It came back, so no time to appeal has begun from it. No letter that counts has been sent" in said
    assert "Last day to appeal None from this letter: it came back" in said
    assert "10 July 2026" not in said
    assert "It never reached them: no time to appeal has begun from it" in words(
        sign_in("lead").get(f"/alerts/{alert.reference}/")
    )


def test_a_letter_that_grants_no_appeal_says_nothing_of_it(cast, sign_in):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)))
    letter = scenarios.posted(cast, appeal)
    assert letter.counts() == ""
    assert "Which letter counts" not in page(sign_in, letter)


# As it was issued


def empty(*size):
    """A PDF of one page with nothing on it."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=size)
        made.save(held := BytesIO())
    return held.getvalue()


def bend(letter, **kept):
    """Somebody with a superuser's rights, who went past the triggers."""
    with connection.cursor() as cursor:
        for name in protection.triggers(IssuedPdf):
            cursor.execute(protection.drop(name, IssuedPdf))
    IssuedPdf.objects.filter(letter=letter).update(**kept)


def test_what_is_downloaded_is_what_was_issued(cast, sign_in):
    letter = scenarios.issued(cast, scenarios.active(cast))
    served = sign_in("lead").get(f"/letters/{letter.reference}/pdf/")
    assert hashlib.sha256(served.content).hexdigest() == letter.sha256


@pytest.mark.parametrize("kind", ["pdf", "text"])
@pytest.mark.parametrize("kept", [scenarios.drafted, scenarios.issued])
@pytest.mark.clause("P7c", refuses=True)
def test_of_a_cancelled_letter_nothing_is_handed_out(cast, sign_in, kept, kind):
    letter = scenarios.cancelled(cast, kept(cast, scenarios.active(cast)))
    response = sign_in("lead").get(f"/letters/{letter.reference}/{kind}/")
    sentence = f"Letter {letter.reference} is cancelled, so send nothing of it. It has a mistake."
    assert (response.status_code, response.content.decode()) == (409, sentence)
    page = sign_in("lead").get(f"/letters/{letter.reference}/")
    assert f"/letters/{letter.reference}/{kind}/" not in page.content.decode()


@pytest.mark.parametrize("kind", ["pdf", "text"])
@pytest.mark.clause("E1", refuses=True)
def test_bytes_that_are_no_longer_those_of_the_fingerprint_are_not_shown(cast, sign_in, own_bytes, kind):
    letter = own_bytes
    response = sign_in("lead").get(f"/letters/{letter.reference}/{kind}/")
    assert response.status_code == 409
    assert response.content.decode() == (
        f"The PDF of letter {letter.reference} is not the one that was issued: its fingerprint differs. It is not shown. "
        "Tell your administrator and the Data Protection Officer."
    )
    event = AuditEvent.objects.get(action="refuse to show letter")
    assert (event.reference, event.by, event.why) == (
        letter.reference,
        cast.lead,
        "The bytes do not match the fingerprint (SHA-256)",
    )


@pytest.fixture
def own_bytes(cast):
    letter = scenarios.issued(cast, scenarios.active(cast))
    bend(letter, content=b"%PDF-1.7 another letter")
    return letter


@pytest.mark.clause("E1", refuses=True)
def test_nor_is_a_new_pdf_made_where_the_issued_one_is_gone(cast, sign_in):
    letter = scenarios.issued(cast, scenarios.active(cast))
    bend(letter, content=b"")
    IssuedPdf.objects.filter(letter=letter).delete()
    assert sign_in("lead").get(f"/letters/{letter.reference}/pdf/").status_code == 409
    with pytest.raises(NotAllowed, match="its fingerprint differs"):
        services.served(letter=Letter.objects.get(pk=letter.pk), by=cast.lead)


@pytest.mark.clause("E1", refuses=True)
@pytest.mark.parametrize("kind", ["pdf", "text"])
def test_a_text_that_is_no_longer_the_one_of_its_fingerprint_is_not_shown(cast, sign_in, kind):
    letter = scenarios.issued(cast, scenarios.active(cast))
    bend(letter, text="Dear Mr Lodger\n\nYou cannot appeal.\n")
    response = sign_in("lead").get(f"/letters/{letter.reference}/{kind}/")
    assert response.status_code == 409
    assert response.content.decode() == (
        f"The text of letter {letter.reference} is not the one that was issued: its fingerprint differs. It is not shown. "
        "Tell your administrator and the Data Protection Officer."
    )


@pytest.mark.clause("E1")
@pytest.mark.on_paper
def test_text_without_a_fingerprint_is_taken_from_the_pdf_and_never_made_anew(cast, sign_in):
    letter = scenarios.issued(cast, scenarios.active(cast))
    bend(letter, text="Typed by somebody.", text_sha256="")
    letter.organisation.telephone = "01632 000000"
    letter.organisation.save()
    said = words(sign_in("lead").get(f"/letters/{letter.reference}/text/"))
    assert f"Your last day to appeal is {letter.reply_by:%-d %B %Y}" in said
    assert "Typed by somebody" not in said
    assert "01632 000000" not in said


@pytest.mark.clause("E1", refuses=True)
@pytest.mark.parametrize("content", [b"no PDF", empty(595, 842)], ids=["no PDF", "no text"])
def test_where_no_text_can_be_taken_from_the_pdf_it_says_so(cast, sign_in, content):
    letter = scenarios.issued(cast, scenarios.active(cast))
    bend(letter, content=content, text="", text_sha256="")
    Letter.objects.filter(pk=letter.pk).update(sha256=hashlib.sha256(content).hexdigest())
    assert sign_in("lead").get(f"/letters/{letter.reference}/").status_code == 200
    response = sign_in("lead").get(f"/letters/{letter.reference}/text/")
    assert (response.status_code, response.content.decode()) == (
        409,
        f"No text of letter {letter.reference} was kept, and none can be taken from its PDF. Send the PDF.",
    )


@pytest.mark.clause("E1")
def test_the_page_of_an_issued_letter_shows_the_pictures_of_its_pages(cast, sign_in):
    letter = scenarios.issued(cast, scenarios.active(cast))
    page = lxml.html.fromstring(sign_in("lead").get(f"/letters/{letter.reference}/").content.decode())
    assert [picture.get("src") for picture in page.cssselect(".app-preview__page")] == pictures.pictures(
        bytes(IssuedPdf.objects.get(letter=letter).content)
    ).shown
    assert not page.cssselect("iframe")
    assert [link.text for link in page.cssselect(f"a[href='/letters/{letter.reference}/pdf/']")] == ["Open the PDF"]


@pytest.mark.clause("E1", refuses=True)
def test_the_page_shows_no_picture_of_bytes_that_are_not_those_of_the_fingerprint(sign_in, own_bytes):
    page = sign_in("lead").get(f"/letters/{own_bytes.reference}/")
    assert f"The PDF of letter {own_bytes.reference} is not the one that was issued" in words(page)
    assert "app-preview__page" not in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"MOST_PAGES": 1}, "These are the first 1 of 3 pages. Open the PDF to read them all."),
        (
            {"WAIT_SECONDS": 0},
            "The pages cannot be shown just now. Open the PDF to read the letter, or try again in a minute.",
        ),
    ],
)
@pytest.mark.on_paper
def test_what_is_not_shown_is_said(cast, sign_in, monkeypatch, changed, sentence):
    letter = scenarios.issued(cast, scenarios.active(cast))
    for name, value in changed.items():
        monkeypatch.setattr(pictures, name, value)
    pictures._drawn.cache_clear()
    client = sign_in("lead")
    with pictures._DRAWING if "WAIT_SECONDS" in changed else nullcontext():
        page = client.get(f"/letters/{letter.reference}/")
    assert sentence in words(page)
    assert page.content.decode().count("app-preview__page") == changed.get("MOST_PAGES", 0)


def test_the_pages_of_one_pdf_are_drawn_once(monkeypatch):
    """Failures are not kept: they are tried again."""
    pdf, other = empty(595, 842), empty(842, 595)
    pictures._drawn.cache_clear()
    drawn = pictures.pictures(pdf)
    monkeypatch.setattr(pictures, "WAIT_SECONDS", 0)
    with pictures._DRAWING:
        assert pictures.pictures(pdf) == drawn
        assert pictures.pictures(other) == ([], 1)
    assert len(pictures.pictures(other).shown) == 1


def test_a_picture_is_no_larger_than_a_screen_needs():
    (picture,) = pictures.pictures(empty(14_000, 14_000)).shown
    assert max(Image.open(BytesIO(base64.b64decode(picture.partition(",")[2]))).size) == pictures.MOST_DOTS
