"""What staff write is text: in every field of every kind of letter, whatever it is, and nothing is fetched for it."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pikepdf
import pytest
import weasyprint

from letters.choices import Kind
from letters.models import Letter, Wording
from letters.printing import press, rendering
from tests.deep import DEEP
from tests.letters import reader
from tests.letters.samples import CONTACT, FACTS, IN_PAIRS, letter

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
SECRET = "canary-4711"
PAYLOADS = [
    '<img src="{file}">',
    '<img src="{site}/pixel">',
    '<link rel="attachment" href="{file}">',
    '<link rel="stylesheet" href="{site}/a.css">',
    "<style>@import url({file}); @font-face {{ font-family: x; src: url({site}/f) }} * {{ display: none }}</style>",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{site}/i.svg"/><image href="{file}"/></svg>',
    '<a href="{file}" rel="attachment">here</a>',
    '<object data="{file}"></object><embed src="{site}/e">',
    '<iframe src="{file}"></iframe><base href="{site}/">',
    '<p style="background: url({site}/b); content: url({file})">x</p>',
    "url({file}) ]]><meta http-equiv=refresh content='0; url={site}/m'>",
    "{{{{ cycler.__init__.__globals__.os.popen('cat {file}').read() }}}} {{% include '{file}' %}} {{# gone #}}",
]
"""Files and calls, each in another way."""
MARKUP = [
    "<script>print()</script> <a href='javascript:alert(1)'>here</a>",
    "{{ 7 * 7 }} {{ letter.customer.organisation }}",
    "&lt;b&gt; &amp; &#x6f22; &#0;",
    "\\3c b { display: none } </style></p></body>",
]
LONG = 50_000
SOME = Kind.values if DEEP else [Kind.NOTIFICATION]


@pytest.fixture(autouse=True)
def printed_once() -> None:
    """Each letter comes from the press itself, which is what is tested here."""


class Site(ThreadingHTTPServer):
    """A site of our own, which counts who calls."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Calling)
        self.called: list[Any] = []

    def get_request(self):
        found = super().get_request()
        self.called.append(found[1])
        return found


class Calling(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(404)

    def log_message(self, *_said):
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """Listening on this machine while the tests run."""
    with Site() as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield listening
        listening.shutdown()
        thread.join()


@pytest.fixture
def payloads(site, tmp_path) -> list[str]:
    """The payloads, with a file that is there and a site that listens."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    site.called.clear()
    where = {"file": secret.as_uri(), "site": f"http://127.0.0.1:{site.server_port}"}
    return [payload.format(**where) for payload in PAYLOADS]


def everywhere(value: Any, words: str) -> Any:
    """``words`` in the place of every text; codes, which choose the layout, stay."""
    if isinstance(value, dict):
        return {key: everywhere(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [everywhere(one, words) for one in value]
    return words if isinstance(value, str) and value and not value.isupper() else value


def filled(kind: str, words: str) -> Letter:
    """A letter of that kind with ``words`` in every field that somebody can write in."""
    standing = Wording.objects.filter(kind=kind).first()
    standing.title = standing.opening = standing.closing = words
    facts = FACTS[Kind(kind)] | {"copies": [{"name": "A", "address": "B", "printed": "A"}]}
    if kind == Kind.NOTIFICATION:
        facts |= {"alerts": [IN_PAIRS, CONTACT]}
    written = letter(
        kind,
        wording=standing,
        facts=everywhere(facts, words),
        **dict.fromkeys(["addressee", "address", "signatory", "signatory_title"], words),
    )
    written.customer.surname = words
    return written


def render(written: Letter) -> bytes:
    return rendering.render(written.template, written.context())


def squeezed(text: str) -> str:
    """Without spaces, and without hyphens: at the end of a line a reader takes them for a division."""
    return re.sub(r"[\s\x02\ufffe-]", "", text)


def assert_holds_nothing_else(pdf: bytes) -> None:
    """No file, picture, script or link but our own stands in the PDF."""
    with pikepdf.open(reader.stream(pdf)) as opened:
        streams = [one for one in opened.objects if isinstance(one, pikepdf.Stream)]
        assert "/Image" not in {str(one.get("/Subtype")) for one in streams}
        assert not [one for one in streams if SECRET.encode() in one.read_bytes()]
        assert not opened.attachments
        assert "/OpenAction" not in opened.Root
        links = [a.A for page in opened.pages for a in page.get("/Annots", [])]
        assert {str(link.S) for link in links} <= {"/URI"}
        ours = (
            "mailto:contact-management@",
            "https://www.teign.example",
            "https://www.housing-ombudsman.org.uk",
            "https://ico.org.uk",
        )
        assert all(str(link.URI).startswith(ours) for link in links)


@pytest.mark.parametrize("kind", Kind.values)
def test_what_is_written_into_a_letter_is_printed_as_text_and_fetches_nothing(kind, payloads, site):
    written = [*payloads, *MARKUP]
    pdf = render(filled(kind, " ".join(written)))

    said = squeezed(reader.body(pdf))
    printed = [said.count(squeezed(words)) for words in written]
    ends = len(reader.pages(pdf)) - 1  # words that a page ends in may be read in another order
    assert max(printed) - ends <= min(printed), printed
    assert max(printed) >= 8
    assert SECRET not in said
    assert site.called == []
    assert_holds_nothing_else(pdf)


def test_the_same_texts_would_call_and_take_files_if_they_were_not_text(payloads, site):
    """The control: a WeasyPrint without our rules, and a template that does not escape."""
    pdf = weasyprint.HTML(string=" ".join(payloads)).write_pdf()
    assert site.called
    with pikepdf.open(reader.stream(pdf)) as opened:
        assert [one.get_file().read_bytes() for one in opened.attachments.values()][:1] == [SECRET.encode()]


def test_unescaped_too_they_would_get_nothing(payloads, site):
    """Were a template ever to let one through."""
    for number in range(len(PAYLOADS)):
        refusal = None
        try:
            pdf = rendering.printed(f"<html><body>{payloads[number]}</body></html>")
        except rendering.CannotRender as fault:
            refusal = str(fault)
        else:
            assert_holds_nothing_else(pdf)
        assert refusal is None or refusal.startswith("This letter asks for something that is no part of it: ")
        assert site.called == []


def test_a_letter_that_asks_for_anything_else_is_stopped():
    """Were a setting ever to let an address through."""
    for address in ["file:///etc/passwd", "http://127.0.0.1:9/x", "data:image/png;base64,AAAA", "asset:other"]:
        written = letter("NOTIFICATION")
        written.organisation.colour = f"red}} body {{ background: url({address})"
        with pytest.raises(
            rendering.CannotRender, match=f"This letter asks for something that is no part of it: {address}"
        ):
            render(written)


def test_only_what_is_named_is_ever_given_out():
    with pytest.raises(press.FatalURLFetchingError):
        press._NamedAssets().fetch("asset:../press.py")


# Long, and unseen


@pytest.mark.parametrize("kind", SOME)
def test_very_long_text_is_printed_whole(kind):
    text = ("He shouted at us. " * LONG)[:LONG]
    pdf = render(letter(kind, facts=everywhere(FACTS[Kind(kind)], "Some words.") | {longest(kind): text}))
    assert squeezed(text) in squeezed(reader.body(pdf))


def longest(kind: str) -> str:
    """The part of that kind of letter in which the most is written."""
    texts = {name: said for name, said in FACTS[Kind(kind)].items() if isinstance(said, str)}
    return max(texts, key=lambda name: len(texts[name]))


def test_very_long_text_without_a_space_is_refused_in_words(monkeypatch):
    """Where to break it is looked for again and again, longer than a letter may take."""
    monkeypatch.setattr(rendering, "PROCESSOR_SECONDS", 2)
    rendering.stop()
    with pytest.raises(
        rendering.CannotRender, match="This letter is too long to print. Shorten what is written in it."
    ):
        render(letter("NOTIFICATION", facts={"incident": "x" * LONG}))
    rendering.stop()


@pytest.mark.parametrize("kind", SOME)
def test_a_control_of_the_writing_direction_turns_no_word_around(kind):
    seen = "Pay nothing by 5 April"
    turned = seen.replace(" ", " \N{RIGHT-TO-LEFT OVERRIDE}\N{RIGHT-TO-LEFT ISOLATE}\N{RIGHT-TO-LEFT MARK}")
    assert render(filled(kind, turned)) == render(filled(kind, seen))
