"""The phone between two visits, in a real browser without a connection: what opens, what is told later, what is left."""

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from alerts.models import VisitList
from alerts.visits import services
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from tests import scenarios
from tests.look_up import PAIRS, carried_over

from .test_visits import sound

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both]

CODE = "grey-heron-4"
STOP = "Could not check – treat this as a stop"
ALL_SENT = "() => !Object.keys(localStorage).some((key) => key.startsWith('visits-opened:'))"
ON_THE_DEVICE = """async () => {
    const kept = { ...localStorage };
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const answer = await cache.match(request);
            const text = /text|script/.test(answer.headers.get("Content-Type")) ? await answer.text() : "";
            kept[request.url] = text;
        }
    }
    return kept;
}"""


def ready(page: Page) -> None:
    """Wait until the worker has kept its page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


@pytest.fixture
def on_the_way(scene) -> tuple[Page, str]:
    """The officer, on a phone, with a sheet of two visits that is kept on it."""
    with transaction.atomic():
        carried_over(scene.cast)
        kept = scenarios.visits(scene.cast, "D900001", "D900002")
    page = scene.seen_by("officer")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/visits/{kept.pk}/")
    ready(page)
    page.get_by_label("A code of at least 8 letters or numbers").fill("short")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Type a code of at least 8 letters or numbers.").wait_for()
    page.get_by_label("A code of at least 8 letters or numbers").fill(CODE)
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Kept on this phone.").wait_for()
    return page, f"/visits/{kept.pk}/"


def test_the_sheet_opens_with_its_code_and_what_changed_meanwhile_is_told(scene, on_the_way):
    page, sheet = on_the_way
    read = ReadEvent.objects.filter(opened="visits kept on a phone")
    assert set(read.values_list("reference", flat=True)) == {"D900001", "D900002", "D900009"}
    scene.context.set_offline(True)
    page.goto("/look-up/?q=Lodger")
    expect(page.get_by_role("heading", name=STOP)).to_be_visible()
    assert "Sandpiper" not in page.content()
    page.get_by_label("Your code for it").fill("another-code")
    page.get_by_role("button", name="Open the sheet").click()
    page.get_by_text("This is not the code.").wait_for()
    opens(page)
    expect(page.get_by_text(PAIRS)).to_be_visible()
    expect(page.get_by_role("strong").get_by_text("less than a minute ago")).to_be_visible()
    sound_offline(page)

    with transaction.atomic():
        scenarios.mark(scene.cast, scenarios.logged(scene.cast, "D900002", days=0, violent=True))
    scene.context.set_offline(False)
    page.goto(sheet)
    page.get_by_role("heading", name="Changed since you were told").wait_for()
    page.get_by_role("button", name="I have seen this").click()
    page.get_by_text("Recorded that you have seen what changed.").wait_for()
    page.wait_for_function(ALL_SENT)
    event = AuditEvent.objects.get(action="open visits")
    assert event.why.startswith("Without a connection: ")
    assert ReadEvent.objects.filter(opened="visits opened without a connection", reference="D900001").exists()


def opens(page: Page) -> None:
    page.get_by_label("Your code for it").fill(CODE)
    page.get_by_role("button", name="Open the sheet").click()


def age_by_hours(page: Page, hours: int) -> None:
    """The copy on the phone is that old."""
    page.evaluate(
        """(hours) => {
            const [key, text] = Object.entries(localStorage).find(([key]) => key.startsWith("visits:"));
            localStorage.setItem(key, JSON.stringify({ ...JSON.parse(text), at: Date.now() - hours * 3_600_000 }));
        }""",
        hours,
    )


def sound_offline(page: Page) -> None:
    """It keeps every rule, and does not scroll sideways at any width."""
    sound(page, 390)
    for width, height in ((1280, 900), (360, 560)):
        page.set_viewport_size({"width": width, "height": height})
        sound(page, width)


@pytest.mark.long
def test_nothing_on_the_device_can_be_read_and_sign_out_leaves_nothing(scene, on_the_way):
    page, _ = on_the_way
    kept = page.evaluate(ON_THE_DEVICE)
    assert [key for key in kept if key.startswith("visits:")]
    said = " ".join(kept.values())
    assert not [word for word in ("Lodger", "Sandpiper", "D900001", "pairs", CODE) if word in said]

    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate(ON_THE_DEVICE) == {}


@pytest.mark.long
def test_after_twelve_hours_it_is_gone(scene, on_the_way):
    page, _ = on_the_way
    age_by_hours(page, 12)
    scene.context.set_offline(True)
    page.goto("/")
    expect(page.get_by_role("heading", name=STOP)).to_be_visible()
    expect(page.get_by_label("Your code for it")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('visits:')).length") == 0


@pytest.mark.long
def test_another_colleague_on_the_same_phone_finds_none(scene, on_the_way):
    page, _ = on_the_way
    scene.sign_in("contractor")
    page.goto("/look-up/")
    page.wait_for_load_state("load")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('visits:')).length") == 0


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_openings_are_recorded_though_the_copy_and_the_list_went_and_another_colleague_came(scene, on_the_way):
    page, _ = on_the_way
    scene.context.set_offline(True)
    page.goto("/visits/")
    opens(page)
    expect(page.get_by_text(PAIRS)).to_be_visible()
    with transaction.atomic():
        services.give_up_visits(kept=VisitList.objects.get(), by=scene.cast.officer)
    age_by_hours(page, 13)
    scene.context.set_offline(False)
    scene.sign_in("contractor")
    page.goto("/look-up/")
    page.wait_for_load_state("load")
    assert not AuditEvent.objects.filter(action="open visits").exists()
    scene.sign_in("officer")
    page.goto("/look-up/")
    page.wait_for_function(ALL_SENT)
    assert AuditEvent.objects.get(action="open visits").by == scene.cast.officer


@pytest.mark.long
@pytest.mark.clause("D4")
def test_a_copy_from_before_a_change_says_stop_once_the_phone_was_told(scene, on_the_way):
    page, sheet = on_the_way
    assert page.get_by_text("The copy on this phone is old").is_hidden()
    scene.context.set_offline(True)
    page.goto("/look-up/")
    expect(page.get_by_label("Your code for it")).to_be_visible()
    expect(page.get_by_text("Its list changed")).to_be_hidden()
    scene.context.set_offline(False)
    with transaction.atomic():
        scenarios.mark(scene.cast, scenarios.logged(scene.cast, "D900002", days=0, violent=True))
    page.goto(sheet)
    page.get_by_role("button", name="I have seen this").click()
    page.get_by_text("Recorded that you have seen what changed.").wait_for()
    expect(page.get_by_role("heading", name="The copy on this phone is old")).to_be_visible()
    sound(page, 390)
    scene.context.set_offline(True)
    page.goto("/look-up/")
    expect(page.get_by_text("Its list changed at")).to_be_visible()
    opens(page)
    expect(page.get_by_text("This list changed after the copy was made: treat each visit as a stop.")).to_be_visible()
    assert page.get_by_text("No alert").count() == 0
    assert page.get_by_text("Passes").count() == 0
    sound_offline(page)
    scene.context.set_offline(False)
    page.goto(sheet)
    page.get_by_role("link", name="Keep it again").click()
    page.get_by_label("A code of at least 8 letters or numbers").fill(CODE)
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Kept on this phone.").wait_for()
    expect(page.get_by_text("The copy on this phone is old")).to_be_hidden()


@pytest.mark.long
@pytest.mark.clause("D4")
def test_any_page_with_a_connection_tells_the_phone_that_the_list_changed(scene, on_the_way):
    page, _ = on_the_way
    with transaction.atomic():
        scenarios.mark(scene.cast, scenarios.logged(scene.cast, "D900002", days=0, violent=True))
    page.goto("/look-up/")
    page.wait_for_function("""() => Object.values(localStorage).some((text) => JSON.parse(text).since)""")


@pytest.mark.long
def test_the_copy_of_a_list_that_is_deleted_goes(scene, on_the_way):
    page, sheet = on_the_way
    page.goto(f"{sheet}change/")
    page.get_by_role("button", name="Delete the list").click()
    page.get_by_text("The list is deleted.").wait_for()
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('visits:'))")


@pytest.mark.long
def test_an_open_sheet_ages_and_leaves_the_page_after_twelve_hours(scene, on_the_way):
    page, _ = on_the_way
    page.clock.install()
    scene.context.set_offline(True)
    page.goto("/look-up/")
    opens(page)
    expect(page.get_by_text(PAIRS)).to_be_visible()
    page.clock.run_for(35 * 60_000)
    expect(page.get_by_role("strong").get_by_text("35 minutes ago")).to_be_visible()
    page.clock.fast_forward(12 * 3_600_000)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("The sheet is no longer on this phone.")).to_be_visible()
    assert page.get_by_text(PAIRS).count() == 0


@pytest.mark.long
def test_an_open_look_up_that_loses_its_connection_leads_to_the_sheet(scene, on_the_way):
    page, _ = on_the_way
    page.goto("/look-up/")
    page.locator("[data-could-not-check] a").wait_for(state="attached")
    scene.context.set_offline(True)
    page.get_by_role("combobox", name="Name, reference, address or postcode").fill("Lodger")
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_role("heading", name=STOP)).to_be_visible()
    sound(page, 390)
    page.get_by_role("link", name="Open the sheet of visits").click()
    opens(page)
    expect(page.get_by_text(PAIRS)).to_be_visible()
