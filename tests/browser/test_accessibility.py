"""No page breaks a rule of WCAG 2.2 A or AA, or of what axe calls best practice; no rule is off.

The pages are the resolver's: a new address without a record in ``tests/permissions`` fails here. Each is opened by whoever takes
its step, in a case that is ready for it: a page that is used on the way with every rule on a phone, any other in a wide window.
``--deep`` asks both widths of each, and each kind of record in the audit site, where else one kind stands for its app.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from housing_alerts.kernel.audit.admin import ReadOnlyAdmin
from tests import scenarios, snapshot
from tests.architecture.addresses import addresses
from tests.conftest import arrive
from tests.deep import DEEP
from tests.permissions.records import page as ready
from tests.permissions.table import ADMIN_INTERNALS, ROLES, TABLE, rows

from .conftest import Requests, Scene

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both]

AXE = Axe()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
WIDTHS = {1280: 900, 390: 844}
ON_THE_WAY = re.compile("/(look-up|incidents|visits)/")
NO_PAGES = {
    "alerts:incident_draft": "answers the script of the form",
    "alerts:incident_discard": "gives up a draft, and leads on",
    "alerts:incident_triage": "leads on to the page of the chosen stage",
    "alerts:visit_list_keep": "answers the script of the sheet",
    "alerts:visit_list_opened": "answers the script of the sheet",
    "alerts:visit_list_changed": "answers the script of the sheet",
    "alerts:visit_list_seen": "leads on to the sheet",
    "alerts:visit_list_give_up": "leads on to the lists",
    "alerts:look_up_suggestions": "answers the script of the look-up",
    "privacy:register_paper_pdf": "is a PDF, printed as letters are",
    "alerts:alert_decision_pdf": "is a PDF, printed as letters are",
    "alerts:investigation_decision_pdf": "is a PDF, printed as letters are",
    "alerts:review_form": "is a PDF, whose accessibility the tests of letters check",
    "appeals:appeal_evidence": "is a PDF, laid out and tagged as letters are",
    "health_live": "answers a machine",
    "health_ready": "answers a machine",
    "health_worker": "answers a machine",
    "desk:calendar_make": "leads on to the page of the calendar",
    "desk:calendar_revoke": "leads on to the page of the calendar",
    "desk:calendar_feed": "is a calendar",
    "alerts:incident_file": "is a file, to be saved",
    "appeals:appeal_file": "is a file, to be saved",
    "privacy:request_file": "is a file, to be saved",
    "privacy:request_letter": "is a PDF, laid out and tagged as letters are",
    "letters:letter_pdf": "is a PDF, whose accessibility the tests of letters check",
    "monitoring:all_alerts_csv": "is a file",
    "monitoring:all_alerts_xlsx": "is a file",
    "monitoring:picture_plot": "is a picture of a page that says what it shows",
    "monitoring:picture_pdf": "is a PDF, laid out and tagged as letters are",
    "privacy:batch_certificate": "is a PDF, laid out and tagged as letters are",
}
ROWS = rows(TABLE)
PAGES = sorted(name for name in addresses() if not name.startswith("admin:") and name not in NO_PAGES)
WHOSE = {"account_login": "stranger", "alerts:incident": "manager", "desk:worklist": "manager"}
FIRST = ["lead", "head", "manager", "officer", "admin", "dpo"]
MOST_USED = [
    "account_login",
    "alerts:alert",
    "alerts:alert_approve",
    "alerts:alert_letter",
    "alerts:incident",
    "alerts:incident_log",
    "alerts:incident_marker",
    "alerts:incident_refer",
    "alerts:incident_settle",
    "alerts:investigation",
    "alerts:investigation_recommend",
    "alerts:look_up",
    "alerts:review_complete",
    "alerts:visit_list",
    "appeals:appeal",
    "appeals:appeal_determine",
    "desk:customer",
    "desk:worklist",
    "letters:letter",
    "monitoring:all_alerts",
]
"""The twenty pages that are looked at each time."""
REFUSED_FORMS = [
    "account_login",
    "alerts:incident_log",
    "alerts:investigation_discussions",
    "alerts:investigation_draft_alert",
    "alerts:investigation_actions",
    "alerts:alert_condition_add",
    "alerts:alert_approve",
    "alerts:review_complete",
    "appeals:appeal_determine",
    "letters:letter_receipt",
    "staff:colleague_add",
]

IN_ANOTHER_FONT = """() => [...document.body.querySelectorAll("*")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
    .filter((one) => one.checkVisibility() && !getComputedStyle(one).fontFamily.startsWith('"Source Sans 3"'))
    .map((one) => one.outerHTML.slice(0, 120))"""


def whose(name: str) -> str:
    """Who takes the step of this page or, where it has none, reads it; the Lead before others."""
    if name in WHOSE:
        return WHOSE[name]
    for method, answer in (("POST", "302"), ("GET", "200")):
        for role in [*FIRST, *ROLES]:
            if ROWS[name, method][role] == answer:
                return role
    raise AssertionError(f"nobody reads {name}")


def assert_sound(page: Page) -> None:
    """It keeps every rule at the width at which it is used, scrolls sideways at none, and stands in our font."""
    used_at = 390 if ON_THE_WAY.match(urlsplit(page.url).path) else 1280
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        if DEEP or width == used_at:
            found = AxeResults(page.evaluate("(options) => axe.run(options)", EVERY_RULE))
            assert found.violations_count == 0, f"{page.url} at {width}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} scrolls sideways at {width}"
        assert page.evaluate(IN_ANOTHER_FONT) == [], page.url


class Looking:
    """One service and one page for all that is looked at: to begin with others each time took half of the time.

    Each test has its own database, and leaves nothing in the browser. The service begins with the first of them, in its settings.
    """

    def __init__(self, browser: Browser) -> None:
        self.requests = Requests()
        self.service = LiveServer("localhost")
        self.context = browser.new_context(base_url=self.service.url, locale="en-GB")
        self.context.add_init_script(AXE.axe_script)  # to hand the rules over to each page anew takes longer
        self.page = self.context.new_page()

    def leave(self) -> None:
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        self.context.clear_cookies()
        self.page.goto("about:blank")
        self.requests.assert_over()

    def end(self) -> None:
        self.context.close()
        self.service.stop()


class SameScene(Scene):
    """The scene on the page that everybody uses, one after the other."""

    def seen_by(self, role: str) -> Page:
        if role != "stranger":
            self.sign_in(role)
        return self.context.pages[0]


@pytest.fixture(scope="module")
def looking() -> Iterator[list[Looking]]:
    """What the first test begins, and the last one leaves."""
    begun: list[Looking] = []
    yield begun
    for one in begun:
        one.end()


@pytest.fixture
def scene(own_database, scenes, looking, browser: Browser) -> Iterator[Scene]:
    """The small cast, and the page on which everything is looked at."""
    if not looking:
        looking.append(Looking(browser))
    (one,) = looking
    one.requests.faults.clear()
    cast = arrive(timezone.localdate(), scenes)
    snapshot.start_here()
    yield SameScene(cast, one.context)
    snapshot.forget_start()
    one.leave()


def opened(scene: Scene, name: str) -> Page:
    url, _ = ready(scene.cast, name)
    page = scene.seen_by(whose(name))
    answer = page.goto(url)
    assert answer is not None and answer.status == 200, url
    return page


@pytest.mark.parametrize("name", PAGES if DEEP else MOST_USED)
def test_a_page_is_sound(scene, name):
    assert_sound(opened(scene, name))


@pytest.mark.long
def test_the_pages_about_a_restricted_file_are_sound(scene):
    """What its named readers, who broke glass and everybody else see of it."""
    scenarios.active(scene.cast)
    scenarios.restrict_file(scene.cast)
    scenarios.break_glass(scene.cast, scene.cast.head2)
    file, look_up = reverse("desk:customer", args=["D900001"]), reverse("alerts:look_up")
    for role, url in (
        ("lead", file),
        ("head2", file),
        ("leadership", file),
        ("leadership", f"{look_up}?q=lewis"),
        ("officer", f"{look_up}?q=Sandpiper"),
    ):
        page = scene.seen_by(role)
        page.goto(url)
        assert_sound(page)


@pytest.mark.parametrize("name", REFUSED_FORMS if DEEP else REFUSED_FORMS[:1])
def test_a_form_that_says_what_is_wrong_is_sound(scene, name):
    page = opened(scene, name)
    for box in page.locator("main textarea, main input[type=text]").all():
        if box.is_visible():
            box.fill("")
    page.locator("main form[method=post]").first.evaluate("(form) => form.requestSubmit()")
    page.get_by_role("alert").wait_for()
    page.wait_for_load_state()  # what is said stands before the page has its look
    assert_sound(page)


@pytest.mark.long
def test_a_step_that_is_refused_is_sound(scene):
    alert = scenarios.active(scene.cast, inform=scenarios.WITHHOLD)
    page = scene.seen_by("lead")
    for name in ("alert", "alert_letter", "alert_approve"):
        page.goto(reverse(f"alerts:{name}", args=[alert.reference]))
        assert page.locator(".app-refused").count()
        assert_sound(page)


@pytest.mark.long
def test_the_menu_of_a_phone_is_sound(scene):
    page = scene.seen_by("lead")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(reverse("desk:worklist"))
    page.get_by_role("button", name="Menu").click()
    found = AXE.run(page, options=EVERY_RULE)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.long
def test_a_page_that_is_not_found_is_sound(scene):
    page = scene.seen_by("officer")
    page.goto("/alerts/CM-1999-00001/")
    assert_sound(page)


AUDITED = [model for model, site in admin.site._registry.items() if isinstance(site, ReadOnlyAdmin)]
PLACES = {re.sub(r"^admin:", "", name) for name in addresses() if name.startswith("admin:")}


@pytest.fixture
def whole_case(scene) -> Scene:
    """A case that has come to every noun there is."""
    alert = scenarios.active(scene.cast, days=30)
    scenarios.notified(scene.cast, alert, days=29)
    scenarios.prepared(scene.cast, alert)
    scenarios.under_review(scene.cast, scenarios.restricted(scene.cast, scenarios.HONG))
    return scene


@pytest.mark.long
@pytest.mark.parametrize("place", ["index", "app_list", "password_change", "password_change_done"])
def test_the_audit_site_is_sound(scene, place):
    page = scene.seen_by("dpo")
    page.goto(reverse(f"admin:{place}", args=["alerts"] if place == "app_list" else []))
    assert_sound(page)


@pytest.mark.long
@pytest.mark.parametrize("app", sorted({model._meta.app_label for model in AUDITED}))
def test_the_audit_pages_of_records_are_sound(whole_case, app):
    page = whole_case.seen_by("dpo")
    kinds = [model for model in AUDITED if model._meta.app_label == app]
    for model in kinds if DEEP else kinds[-1:]:  # all are drawn from the same templates
        for address in _audit_pages(model):
            page.goto(address)
            assert_sound(page)


def _audit_pages(model: type[models.Model]) -> Iterator[str]:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"{name}_changelist")
    if record := model._default_manager.order_by("pk").last():
        yield reverse(f"{name}_change", args=[record.pk])
        yield reverse(f"{name}_history", args=[record.pk])


def test_the_audit_site_has_no_other_pages():
    """Adding and removing are refused by the page for refusals; an export is a file."""
    known = {"index", "app_list", *(name.removeprefix("admin:") for name in ADMIN_INTERNALS)}
    ours = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    kinds = ("changelist", "change", "history", "add", "delete")
    exports = {
        f"{model._meta.app_label}_{model._meta.model_name}_export"
        for model, shown in admin.site._registry.items()
        if isinstance(shown, ReadOnlyAdmin)
    }
    assert PLACES - known - exports == {f"{model}_{kind}" for model in ours for kind in kinds} - known
