"""The look-up's own box in a browser: suggestions as one types, and Enter that looks up what was typed."""

from urllib.parse import urlencode

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from tests import scenarios
from tests.look_up import PAIRS, carried_over, change

from .test_visits import SIZES, sound

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both]


@pytest.fixture
def page(scene) -> Page:
    with transaction.atomic():
        carried_over(scene.cast)
    return scene.seen_by("officer")


def typed(page: Page, words: str) -> None:
    page.goto("/look-up/")
    page.get_by_label("Name, reference, address or postcode").press_sequentially(words)


@pytest.mark.long
@pytest.mark.parametrize("width", SIZES)
def test_a_suggestion_is_looked_up_once_it_is_chosen(page, width):
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    typed(page, "lewis")
    offered = page.get_by_role("option", name="Lewis Lodger")
    expect(offered).to_be_in_viewport()
    sound(page, width)
    offered.click()
    page.wait_for_url("**/look-up/?q=D900001+Lewis+Lodger")
    expect(page.get_by_text(PAIRS).first).to_be_in_viewport()
    sound(page, width)


def test_enter_looks_up_what_was_typed_whatever_is_offered(page):
    typed(page, "lewis")
    page.get_by_role("option", name="Lewis Lodger").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/look-up/?q=lewis")
    expect(page.get_by_text(PAIRS).first).to_be_visible()


@pytest.mark.long
def test_a_choice_by_the_keyboard_is_looked_up(page):
    typed(page, "lewis")
    page.get_by_role("option", name="Lewis Lodger").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/look-up/?q=D900001+Lewis+Lodger")


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_nobody_restricted_is_suggested_and_nothing_found_is_no_failed_search(page):
    with transaction.atomic():
        change(scenarios.LODGER, restricted=True)
    typed(page, "lewis")
    expect(page.get_by_text("Nothing found. Try the reference").first).to_be_visible()
    page.route("**/look-up/suggestions/**", lambda route: route.abort())
    typed(page, "lodge")
    expect(page.get_by_text("Could not check – treat this as a stop").first).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Nemo Nobody", "Nothing was found"),
        ("Northcot Wagtail", "Did you mean"),
        ("TQ99", "12 Sandpiper Close"),
        ("Jory Lodger", "The address is not shown: restricted file."),
        ("31 vospr teal", "Shown:"),
        ("32 Teal Gardens", "Nothing was found"),
    ],
)
def test_each_kind_of_answer_is_sound_on_the_smallest_phone(scene, typed, said):
    with transaction.atomic():
        scenarios.restrict_file(scene.cast, "D900009")
    page = scene.seen_by("officer")
    page.set_viewport_size({"width": 360, "height": SIZES[360]})
    page.goto(f"/look-up/?{urlencode({'q': typed})}")
    expect(page.get_by_text(said).first).to_be_attached()
    sound(page, 360)
