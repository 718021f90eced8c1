"""Each plot is an accessible SVG that draws the numbers of its table, and holds nothing that our policy forbids."""

import re
import xml.etree.ElementTree as ET

import pytest

from monitoring.choices import Plot
from monitoring.picture import plots
from monitoring.picture.tables import Figure, Line

pytestmark = pytest.mark.same_on_both
SVG = "{http://www.w3.org/2000/svg}"
MONTHS = tuple(Line(f"{name} 2026", (number, 7 - number)) for number, name in enumerate(("April", "May", "June"), 1))
LYING = Figure(
    Plot.TYPES,
    "Six <b>& more</b>.",
    ("Type", "Alerts"),
    (Line("Visit in Pairs", (5,)), Line("A & B", (1204,))),
    "Alerts",
)
UPRIGHT = Figure(Plot.BEGUN, "Three.", ("Month", "Started", "Ended"), MONTHS, "Alerts", drawn=2, by_month=True)
STAGES = Figure(
    Plot.STAGES, "One.", ("Stage", "Median", "90th", "Number"), (Line("Triage", (3, 8, 40)),), "Days", drawn=2
)
ALONE = Figure(
    Plot.MONTHS, "One.", ("Month", "Alerts"), tuple(Line(f"May {2000 + n}", (n,)) for n in range(24)), "Alerts", 1, True
)
ALL = [LYING, UPRIGHT, STAGES, ALONE]


def drawn(figure, **font):
    return ET.fromstring(plots.svg(figure, **font))


def told(root):
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def bars(root):
    """What each bar tells an assistive technology: the number that it draws, among others."""
    return [each.get("aria-label", "") for each in root.iter() if each.get("aria-roledescription") == "bar"]


def test_a_plot_has_its_heading_as_title_and_its_sentence_as_description():
    for figure in ALL:
        root = drawn(figure)
        assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
        named, described = (root.find(f"{SVG}{tag}") for tag in ("title", "desc"))
        assert (named.text, described.text) == (figure.plot.label, figure.words)
        assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (named.get("id"), described.get("id"))
        assert (float(root.get("width")), float(root.get("height"))) == (plots.WIDTH, plots.height(figure))


def test_a_plot_has_no_script_no_style_and_no_link():
    for font in [plots.ON_SCREEN, plots.ON_PAPER]:
        for figure in ALL:
            root = drawn(figure, font=font)
            assert {each.tag for each in root.iter()} <= {
                f"{SVG}{tag}" for tag in ("svg", "title", "desc", "g", "path", "rect", "line", "text", "tspan")
            }
            attributes = {name for each in root.iter() for name in each.attrib}
            assert not {name for name in attributes if name == "style" or name.startswith("on") or "href" in name}
            assert {each.get("font-family") for each in root.iter(f"{SVG}text")} == {font}


def test_a_plot_draws_the_numbers_of_its_table():
    for figure in ALL:
        root = drawn(figure)
        numbers = [number for line in figure.lines for number in line.numbers[: figure.drawn]]
        said = [int(re.search(r"number: (\d+)", words)[1]) for words in bars(root)]
        assert sorted(said) == sorted(numbers)


def test_a_bar_tells_its_number_and_its_name():
    assert {"Visit in Pairs", "5", "A & B", "1,204"} <= set(told(drawn(LYING)))
    assert {"Median", "90th", "Triage", "3", "8"} <= set(told(drawn(STAGES)))
    assert "40" not in told(drawn(STAGES))


def test_a_number_stands_over_its_month_where_there_is_room():
    for months, number, told_over in [(12, 999, True), (13, 1, False), (12, 1000, False)]:
        lines = tuple(Line(f"May {2000 + each}", (number,)) for each in range(months))
        figure = ALONE._replace(lines=lines)
        assert (told(drawn(figure)).count(f"{number:,}") >= months) == told_over


def test_two_kinds_of_bars_are_told_apart_without_colour():
    fills = {each.get("fill") for each in drawn(UPRIGHT).iter() if each.get("aria-roledescription") == "bar"}
    assert fills == {plots.DARK, plots.LIGHT}
    assert {each.get("stroke") for each in drawn(UPRIGHT).iter() if each.get("aria-roledescription") == "bar"} == {
        plots.INK
    }


def test_an_axis_has_whole_numbers_up_to_its_highest_bar():
    for most, steps in [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (7, [0, 2, 4, 6, 8]),
        (12, [0, 5, 10, 15]),
        (4712, [0, 1000, 2000, 3000, 4000, 5000]),
    ]:
        assert plots._steps(most) == steps


def test_the_same_numbers_are_drawn_once():
    assert plots.svg(LYING) is plots.svg(LYING)
