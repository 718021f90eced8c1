"""Somebody at a browser, who does with a page what people do: reads, types, chooses, presses."""

import re
from datetime import date
from functools import cached_property

from playwright.sync_api import Browser, BrowserContext, Page, expect

PASSWORD = "demo"
expect.set_options(timeout=30_000)  # a busy machine draws a letter slowly


class Person:
    """A colleague, signed in. Everything is found by the words on the page."""

    def __init__(self, page: Page, name: str, path: str = "/sign-in/") -> None:
        """Open that page. It asks who it is first."""
        self.page = page
        self.signs_in_as(name, path)

    def signs_in_as(self, name: str, path: str = "/sign-in/") -> None:
        self.goes_to(path)
        self.types("User name", name)
        self.types("Password", PASSWORD)
        self.presses("Sign in")
        expect(self.page).not_to_have_url(re.compile("sign-in"))

    def goes_to(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None and answer.status == 200, path

    def presses(self, words: str) -> None:
        """Presses the button or follows the link of exactly these words."""
        of_the_page = self.page.locator("#main-content, #container, nav[aria-label=Back]")
        button = of_the_page.get_by_role("button", name=words, exact=True)
        button.or_(of_the_page.get_by_role("link", name=words, exact=True)).first.click()

    def follows(self, words: str) -> None:
        """Follows the first link that has these words in it."""
        self.page.locator("#main-content, #container").get_by_role("link", name=words).first.click()

    def takes_up(self, kind: str, about: str) -> None:
        """Opens the worklist, and there the first row of that kind about somebody."""
        self.goes_to("/")
        self.page.locator("li", has_text=kind).get_by_role("link", name=about).first.click()

    def types(self, question: str, words: str) -> None:
        self.page.get_by_label(question, exact=True).fill(words)

    def picks(self, question: str, words: str) -> None:
        """Types words into a field that makes suggestions, takes the first, and waits until they are gone."""
        self.types(question, words)
        offered = self.page.get_by_role("option", name=words)
        offered.first.click()
        expect(offered).to_have_count(0)

    def picks_each(self, question: str, *names: str) -> None:
        """Picks one after the other in a field that takes several: it empties itself for the next."""
        for name in names:
            self.picks(question, name)
            expect(self.page.get_by_label(question, exact=True)).to_have_value("")

    def chooses(self, question: str, *answers: str) -> None:
        asked = self.page.get_by_role("group", name=question, exact=True)
        for answer in answers:
            asked.get_by_label(answer, exact=True).check()

    def ticks(self, words: str) -> None:
        self.page.get_by_label(words, exact=True).check()

    def is_asked(self, words: str) -> bool:
        """Whether the page has a box whose question begins so."""
        return self.page.get_by_label(words).count() > 0

    def dates(self, question: str, day: date, clock: str = "") -> None:
        boxes = self.page.get_by_role("group", name=question, exact=True)
        parts = {"Day": str(day.day), "Month": str(day.month), "Year": str(day.year), "Time": clock}
        for name, text in parts.items():
            if text:
                boxes.get_by_label(name, exact=True).fill(text)

    def reads(self, *words: str) -> None:
        for text in words:
            expect(self.page.locator("#main-content, #container")).to_contain_text(text)

    def reads_nothing_of(self, *words: str) -> None:
        for text in words:
            expect(self.page.locator("body")).not_to_contain_text(text)

    def has_chosen(self, words: str) -> None:
        expect(self.page.get_by_label(words, exact=True)).to_be_checked()

    def cannot_press(self, words: str, because: str) -> None:
        button = self.page.get_by_role("button", name=words, exact=True)
        expect(button).to_have_attribute("aria-disabled", "true")
        expect(button).to_have_accessible_description(re.compile(re.escape(because)))

    @property
    def path(self) -> str:
        """Where the person is now."""
        return "/" + self.page.url.split("/", 3)[3]


class Office:
    """The service, and each colleague at a browser of this width."""

    def __init__(self, url: str, browser: Browser, width: int) -> None:
        self.url, self.browser, self.width = url, browser, width
        self.contexts: list[BrowserContext] = []

    def person(self, name: str, path: str = "/sign-in/") -> Person:
        """The demo colleague of that name, at a browser of their own, who follows a link to that page."""
        phone = self.width < 640
        context = self.browser.new_context(
            base_url=self.url,
            viewport={"width": self.width, "height": 844 if phone else 900},
            has_touch=phone,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        return Person(context.new_page(), name, path)

    @cached_property
    def officer(self) -> Person:
        return self.person("officer")

    @cached_property
    def contractor(self) -> Person:
        return self.person("contractor")

    @cached_property
    def manager(self) -> Person:
        return self.person("manager")

    @cached_property
    def lead(self) -> Person:
        return self.person("lead")

    @cached_property
    def head(self) -> Person:
        return self.person("head")

    @cached_property
    def head2(self) -> Person:
        return self.person("head2")

    @cached_property
    def dpo(self) -> Person:
        return self.person("dpo")

    def close(self) -> None:
        for context in self.contexts:
            context.close()
