"""The day's visits in a browser: the form, its questions, the sheet on a phone and on paper, and a change that is seen."""

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from PIL import Image
from playwright.sync_api import Page

from tests import scenarios
from tests.look_up import PAIRS, carried_over, home_of, housed

from .test_accessibility import EVERY_RULE
from .test_print import BEYOND, PORTRAIT

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both]

SIZES = {1280: 900, 390: 844, 360: 560}
AXE = Axe()


def sound(page: Page, width: int) -> None:
    found = AXE.run(page, options=EVERY_RULE)
    assert found.violations_count == 0, f"{page.url} at {width}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} scrolls sideways at {width}"


@pytest.mark.parametrize("width", SIZES)
def test_from_the_lines_to_a_change_that_is_seen(scene, width):
    cast = scene.cast
    with transaction.atomic():
        carried_over(cast)
        housed(cast, home_of(cast), "D900091", "Penhale")
        housed(cast, home_of(cast, "D900002"), "D900092", "Penhale")
    page = scene.seen_by("officer")
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.goto("/visits/")
    sound(page, width)
    page.get_by_label("Where are your visits?").fill("12 Sandpiper Close\nPenhale\nNowhere Xyzzy\nD900003")
    page.get_by_label("Women").fill("1")
    page.get_by_role("button", name="Check these visits").click()

    page.get_by_role("heading", name="Which one do you mean?").wait_for()
    assert page.get_by_label("Where are your visits?").input_value().splitlines()[1] == "Penhale"
    sound(page, width)
    page.get_by_label("D900092").check()
    page.get_by_role("button", name="Check these visits").click()

    page.get_by_role("heading", name="Visits of").wait_for()
    assert page.locator(".app-visit").count() == 4
    sound(page, width)
    address = page.url
    with transaction.atomic():
        scenarios.mark(cast, scenarios.logged(cast, "D900003", days=0, violent=True))
    page.goto(address)
    page.get_by_role("heading", name="Changed since you were told").wait_for()
    sound(page, width)
    page.get_by_role("button", name="I have seen this").click()
    page.get_by_text("Recorded that you have seen what changed.").wait_for()
    assert page.get_by_role("heading", name="Changed since you were told").count() == 0


@pytest.mark.long
def test_the_first_stop_stands_on_the_first_screen_of_a_small_phone(scene):
    with transaction.atomic():
        carried_over(scene.cast)
        kept = scenarios.visits(scene.cast, "D900002", "D900001")
    page = scene.seen_by("officer")
    page.set_viewport_size({"width": 360, "height": 560})
    page.goto(f"/visits/{kept.pk}/")
    box = page.get_by_role("link", name="2. Lewis Lodger").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 560


@pytest.mark.long
@pytest.mark.parametrize("typed", ["12 Sandpiper Close", "12 Sandpipr Close", "Lewis Lodgr Sandpipr Close"])
def test_an_instruction_stands_on_the_first_screen_of_a_small_phone_beside_a_correction_too(scene, typed):
    with transaction.atomic():
        carried_over(scene.cast)
    page = scene.seen_by("officer")
    page.set_viewport_size({"width": 360, "height": 560})
    page.goto(f"/look-up/?q={typed}")
    assert page.get_by_text("Nothing is called").count() == (typed != "12 Sandpiper Close")
    for told in (page.get_by_role("button", name="Look up"), page.get_by_text(PAIRS).first):
        box = told.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 560
        assert box["x"] + box["width"] <= 360
    sound(page, 360)


@pytest.mark.long
def test_the_sheet_is_whole_on_paper(scene):
    with transaction.atomic():
        carried_over(scene.cast)
        kept = scenarios.visits(scene.cast, "D900001", "Nobody")
    page = scene.seen_by("officer")
    page.set_viewport_size({"width": PORTRAIT, "height": 1000})
    page.emulate_media(media="print")
    page.goto(f"/visits/{kept.pk}/")
    assert page.evaluate(BEYOND, ".app-visit, .app-check, .app-instruction") == []
    assert not page.get_by_role("link", name="Change the list").is_visible()


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 1280])
def test_a_photo_of_the_list_is_shown_to_type_from_and_is_not_sent(scene, width):
    picture = BytesIO()
    Image.new("RGB", (1200, 900), "beige").save(picture, "PNG")
    page = scene.seen_by("officer")
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.goto("/visits/")
    photo = page.get_by_label("Type from a photo of your paper list")
    photo.set_input_files({"name": "list.png", "mimeType": "image/png", "buffer": picture.getvalue()})
    page.get_by_text("Type the lines from the photo.").wait_for()
    middle = "Array.from(document.querySelector('canvas').getContext('2d').getImageData(600, 450, 1, 1).data)"
    assert page.evaluate(middle) == [245, 245, 220, 255]
    page.get_by_role("button", name="Larger").click()
    sound(page, width)
    assert photo.get_attribute("name") is None
    box = page.get_by_label("Where are your visits?")
    page.evaluate("scrollTo(0, 0)")
    box.focus()
    frame, typed = page.get_by_role("region", name="The photo").bounding_box(), box.bounding_box()
    assert frame is not None
    assert typed is not None
    assert frame["y"] >= 0
    assert frame["y"] + frame["height"] <= typed["y"], "what is typed stands below the photo"
    photo.set_input_files({"name": "list.png", "mimeType": "image/png", "buffer": b"no picture"})
    page.get_by_text("This cannot be shown.").wait_for()
