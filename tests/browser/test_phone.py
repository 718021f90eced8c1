"""On a phone: an incident in a minute, and nothing typed is lost when the connection is."""

import re
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.scenarios import set_the_scene

from .people import Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the page and its script are the same on both"),
]

A_MINUTE, AT_MOST = 60, 12
ACCOUNT = (
    "He came to the door, shouted that I was no use, and stood in my way when I went. "
    "I left and rang the office from my car."
)
assert len(ACCOUNT) == 120
TO_LOG = "Not logged. There is no connection. Keep this page open: it is logged as soon as there is one."


class Thumb:
    """Somebody at a phone: every tap takes a second, every letter a 200th of a minute. A field is tapped, then typed into."""

    TAP, LETTER = 1.0, 60 / 200

    def __init__(self, page: Page) -> None:
        self.page, self.interactions, self.seconds = page, 0, 0.0

    def taps(self, target: Locator) -> None:
        target.tap()
        self.interactions += 1
        self.seconds += self.TAP

    def types(self, question: str, words: str) -> None:
        """To type into one field is one interaction; to tap it first takes its second."""
        box = self.page.get_by_label(question, exact=True)
        box.tap()
        box.press_sequentially(words)
        self.interactions += 1
        self.seconds += self.TAP + self.LETTER * len(words)

    def chooses(self, question: str, answer: str) -> None:
        group = self.page.get_by_role("group", name=question, exact=True)
        self.taps(group.get_by_label(answer, exact=True))

    def presses(self, words: str) -> None:
        self.taps(self.page.get_by_role("button", name=words, exact=True))


@pytest.fixture
def phone(server, browser: Browser) -> Iterator[BrowserContext]:
    """A browser as on a phone, with the small cast on its service."""
    set_the_scene(timezone.localdate())
    context = browser.new_context(
        base_url=server,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    yield context
    context.close()


@pytest.fixture
def officer(phone: BrowserContext) -> Person:
    return Person(phone.new_page(), "officer")


def test_an_incident_is_logged_in_a_minute_and_twelve_interactions(officer: Person):
    officer.goes_to("/")
    thumb = Thumb(officer.page)
    thumb.taps(officer.page.get_by_role("button", name="Log an incident", exact=True))
    expect(officer.page.locator("main input:checked")).to_have_count(0)
    thumb.chooses("What do you want to report?", "Something happened")
    thumb.types("Who is it about?", "Lewis")
    thumb.taps(officer.page.get_by_role("option", name="Lewis Lodger").first)
    thumb.presses("Just now")
    thumb.chooses("How were you in contact?", "Home visit")
    thumb.types("What happened?", ACCOUNT)
    thumb.chooses("Which behaviours did you meet?", "Aggressive")
    thumb.chooses("Was there any of this?", "None of these")
    thumb.chooses("Who was affected?", "I was")
    thumb.presses("Log the incident")

    officer.reads(
        "logged. Morwenna Manning has it to look at.", "Lewis Lodger", ACCOUNT, "Aggressive", "Support for you"
    )
    assert thumb.interactions <= AT_MOST, thumb.interactions
    assert thumb.seconds <= A_MINUTE, thumb.seconds
    expect_nothing_kept(officer.page)


def loads_in_vain(page: Page) -> None:
    """Loads the page again where there is no connection, a moment after the last word: so long the browser takes to keep it."""
    page.wait_for_timeout(1000)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()


def back_online(phone: BrowserContext, page: Page) -> None:
    """There is a connection again. The browser's page of the error has gone, which would load the other by itself."""
    expect(page).to_have_url(re.compile("^chrome-error:"))
    page.goto("about:blank")
    phone.set_offline(False)


def expect_nothing_kept(page: Page) -> None:
    """The device holds none of what was typed."""
    deadline = time.monotonic() + 30
    while kept := page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('report:'))"):
        assert time.monotonic() < deadline, kept
        page.wait_for_timeout(100)


def test_nothing_typed_is_lost_with_the_connection(officer: Person, phone: BrowserContext):
    page = officer.page
    officer.goes_to("/incidents/log/")
    officer.types("What happened?", "He shouted")
    expect(page.locator("[data-draft-status]")).to_contain_text("Kept as a draft at")
    expect_nothing_kept(page)

    phone.set_offline(True)
    officer.types("What happened?", ACCOUNT)
    officer.chooses("What do you want to report?", "Something happened")
    officer.presses("Log the incident")
    expect(page.locator("[data-draft-status]")).to_have_text(TO_LOG)
    loads_in_vain(page)

    back_online(phone, page)
    officer.goes_to("/look-up/")
    expect(page.get_by_role("alert")).to_contain_text("Your report was not logged, because there was no connection.")
    expect_nothing_kept(page)
    officer.follows("Finish it, and log it")
    expect(page.get_by_label("What happened?", exact=True)).to_have_value(ACCOUNT)
    officer.has_chosen("Something happened")


@pytest.mark.long
def test_who_is_signed_out_meanwhile_reads_so_and_finds_the_words_as_a_draft(officer: Person, phone: BrowserContext):
    page = officer.page
    officer.goes_to("/incidents/log/")
    phone.route("**/incidents/draft/", lambda route: route.abort())
    reports(officer, ACCOUNT)
    phone.clear_cookies(name=re.compile("session"))
    officer.presses("Log the incident")
    expect(page.get_by_text("You were signed out before your report was logged.")).to_be_visible()

    phone.unroute("**/incidents/draft/")
    officer.signs_in_as("officer")
    expect(page.get_by_role("alert")).to_contain_text("Your report was not logged, because your sign-in had run out.")
    officer.follows("Finish it, and log it")
    expect(page.get_by_label("What happened?", exact=True)).to_have_value(ACCOUNT)


def reports(officer: Person, account: str) -> None:
    """Fills in all that a report needs."""
    officer.chooses("What do you want to report?", "There is a risk that something may happen")
    officer.picks("Who is it about?", "Lewis Lodger")
    officer.presses("Just now")
    officer.chooses("How were you in contact?", "Home visit")
    officer.types("What happened?", account)
    officer.chooses("Was there any of this?", "None of these")
    officer.chooses("Who was affected?", "I was")


@pytest.mark.long
def test_what_is_logged_without_a_connection_is_logged_once_there_is_one(officer: Person, phone: BrowserContext):
    page = officer.page
    officer.goes_to("/incidents/log/")
    reports(officer, ACCOUNT)
    phone.set_offline(True)
    officer.presses("Log the incident")
    expect(page.locator("[data-draft-status]")).to_have_text(TO_LOG)

    phone.set_offline(False)
    officer.reads("logged. Morwenna Manning has it to look at.", ACCOUNT)
    expect_nothing_kept(page)
    officer.goes_to("/")
    officer.reads_nothing_of("Reports to finish")


def test_without_a_connection_the_look_up_is_a_stop_and_shows_no_other_doors_answer(
    officer: Person, phone: BrowserContext
):
    page = officer.page
    officer.goes_to("/look-up/?q=D900001")
    found = page.get_by_text("Checked on")
    expect(found).to_be_visible()
    phone.set_offline(True)
    page.get_by_role("combobox", name="Name, reference, address or postcode").fill("Kenwyn Street")
    officer.presses("Look up")
    stop = page.get_by_role("alert")
    expect(stop).to_contain_text("Could not check – treat this as a stop")
    expect(stop).to_contain_text("Do not go, and do not call, until you have checked.")
    expect(found).to_be_hidden()

    phone.set_offline(False)
    officer.presses("Look up")
    page.wait_for_url("**/look-up/?q=Kenwyn+Street")
    expect(page.get_by_role("alert")).to_be_hidden()


@pytest.mark.long
@pytest.mark.parametrize("kept", [False, True], ids=["sent at once", "kept as a draft before"])
def test_a_report_leaves_no_draft_of_itself_also_after_back_and_reload(officer: Person, kept: bool):
    page = officer.page
    officer.goes_to("/incidents/log/")
    reports(officer, ACCOUNT)
    if kept:
        expect(page.locator("[data-draft-status]")).to_contain_text("Kept as a draft at")
    officer.presses("Log the incident")
    officer.reads("logged. Morwenna Manning has it to look at.")
    expect_nothing_kept(page)

    page.go_back()
    page.reload()
    page.wait_for_timeout(3000)
    officer.goes_to("/")
    expect_nothing_kept(page)
    officer.goes_to("/")
    officer.reads("Your reports (1)")
    officer.reads_nothing_of("Reports to finish")


@pytest.mark.long
def test_the_list_below_a_name_moves_nothing_and_a_draft_is_discarded_by_one_tap(officer: Person):
    """A finger that is about to tap what stands below the list finds it there."""
    page = officer.page
    officer.goes_to("/incidents/log/")
    now = page.get_by_role("button", name="Just now", exact=True)
    top = "button => button.getBoundingClientRect().top + scrollY"
    before = now.evaluate(top)
    officer.types("Who is it about?", "Lewis")
    expect(page.get_by_role("option", name="Lewis Lodger")).to_be_visible()
    assert now.evaluate(top) == before
    now.tap()
    expect(page.get_by_label("Day", exact=True)).not_to_have_value("")
    expect(page.locator("[data-draft-status]")).to_contain_text("Kept as a draft at")

    officer.goes_to("/")
    officer.reads("Lewis", "Reports to finish")
    page.get_by_role("button", name="Discard draft").tap()
    officer.reads("is discarded What you typed is deleted.")
    officer.reads_nothing_of("To finish")


@pytest.mark.long
@pytest.mark.parametrize("about", ["", "?customer=D900001"], ids=["anybody", "a customer"])
def test_a_new_form_that_holds_nothing_stands_still_when_it_is_opened_again(officer: Person, about: str):
    page = officer.page
    officer.goes_to(f"/incidents/log/{about}")
    opened: list[str] = []
    page.on("request", lambda request: opened.append(request.url) if request.is_navigation_request() else None)
    for again in (page.reload, lambda: officer.goes_to("/look-up/"), page.go_back, page.reload):
        again()
        page.wait_for_timeout(1000)
    officer.goes_to(f"/incidents/log/{about}")
    expect(page.get_by_label("What happened?", exact=True)).to_have_value("")
    page.wait_for_timeout(1000)
    assert len([url for url in opened if "page=" in url]) <= 4, "each opening of the form asks once where its report is"


@pytest.mark.long
def test_back_from_a_page_of_errors_works(officer: Person):
    page = officer.page
    officer.goes_to("/")
    officer.goes_to("/incidents/log/")
    officer.types("What happened?", ACCOUNT)
    officer.presses("Log the incident")
    officer.reads("There is a problem")
    page.go_back()
    expect(page.get_by_label("What happened?", exact=True)).to_have_value(ACCOUNT)
    officer.goes_to("/look-up/")
    page.go_back()
    expect(page.get_by_label("What happened?", exact=True)).to_have_value(ACCOUNT)
    officer.goes_to("/")
    officer.reads("Reports to finish")


@pytest.mark.long
def test_a_page_that_was_never_sent_comes_back_as_it_was(officer: Person, phone: BrowserContext):
    page = officer.page
    officer.goes_to("/incidents/log/")
    phone.set_offline(True)
    officer.types("What happened?", ACCOUNT)
    officer.chooses("Who was affected?", "Other colleagues were too")
    officer.picks_each("Which colleagues?", "Helen Headley", "Lena Ledger")
    page.get_by_role("button", name="Remove Helen Headley").tap()
    expect(page.locator(".app-chosen li")).to_have_text(["Lena Ledger Remove Lena Ledger"])
    expect(page.locator("[data-draft-status]")).to_contain_text("Not sent yet.")
    loads_in_vain(page)

    back_online(phone, page)
    officer.goes_to("/incidents/log/")
    expect(page.get_by_label("What happened?", exact=True)).to_have_value(ACCOUNT)
    expect(page.locator(".app-chosen li")).to_have_text(["Lena Ledger Remove Lena Ledger"])

    officer.types("What happened?", f"{ACCOUNT} Nobody was hurt.")
    page.get_by_role("button", name="Sign out").tap()
    page.wait_for_url("**/sign-in/**")
    expect_nothing_kept(page)
    officer.signs_in_as("officer")
    officer.takes_up("Reports to finish", "")
    expect(page.get_by_label("What happened?", exact=True)).to_have_value(f"{ACCOUNT} Nobody was hurt.")


@pytest.mark.long
def test_a_device_that_holds_no_words_is_cleared_at_sign_out(officer: Person):
    officer.goes_to("/")
    with officer.page.expect_response(lambda answer: "/sign-out/" in answer.url) as left:
        officer.page.get_by_role("button", name="Sign out").click()
    assert left.value.all_headers()["clear-site-data"] == '"cache", "storage"'


@pytest.mark.long
def test_to_load_the_page_again_shows_the_newer_words_of_the_device(officer: Person, phone: BrowserContext):
    page = officer.page
    officer.goes_to("/incidents/log/")
    officer.types("What happened?", "He shouted")
    expect(page.locator("[data-draft-status]")).to_contain_text("Kept as a draft at")
    finish = officer.path
    phone.set_offline(True)
    officer.types("What happened?", ACCOUNT)
    expect(page.locator("[data-draft-status]")).to_contain_text("Not sent yet.")
    loads_in_vain(page)

    back_online(phone, page)
    officer.goes_to(finish)
    expect(page.get_by_label("What happened?", exact=True)).to_have_value(ACCOUNT)
    expect_nothing_kept(page)
    assert officer.path == finish


@pytest.mark.long
@pytest.mark.parametrize("begun", [False, True], ids=["first words", "a draft"])
def test_to_load_the_page_again_at_once_shows_what_was_typed_last_and_goes_on_with_it(
    officer: Person, phone: BrowserContext, begun: bool
):
    """However late the server has it: what was sent is let through only after more was typed."""
    page = officer.page
    officer.goes_to("/incidents/log/")
    if begun:
        officer.types("What happened?", "He shouted")
        expect(page.locator("[data-draft-status]")).to_contain_text("Kept as a draft at")
        expect_nothing_kept(page)
    held: list[Route] = []
    phone.route("**/incidents/draft/", lambda route: held.append(route))
    officer.types("What happened?", ACCOUNT)
    officer.chooses("Who was affected?", "Other colleagues were too")
    officer.picks("Which colleagues?", "Helen Headley")
    officer.types("Who is it about?", "Lewis")
    page.reload()

    expect(page.get_by_label("What happened?", exact=True)).to_have_value(ACCOUNT)
    expect(page.get_by_label("Who is it about?", exact=True)).to_have_value("Lewis")
    expect(page.locator(".app-chosen li")).to_have_text(["Helen Headley Remove Helen Headley"])
    officer.types("What happened?", f"{ACCOUNT} Nobody was hurt.")
    assert held
    phone.unroute("**/incidents/draft/")  # lets them through
    expect(page.locator("[data-draft-status]")).to_contain_text("Kept as a draft at")
    expect_nothing_kept(page)

    officer.goes_to("/")
    expect(page.locator("li", has_text="Reports to finish")).to_have_count(1)
    officer.takes_up("Reports to finish", "")
    expect(page.get_by_label("What happened?", exact=True)).to_have_value(f"{ACCOUNT} Nobody was hurt.")
