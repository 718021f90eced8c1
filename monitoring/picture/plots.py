"""Draw a figure of the picture as SVG: dark and outlined bars, that are told apart in black and white too.

Altair writes what is drawn, and vl-convert draws it in this process, without a browser and without a network (decision
92). Only the text is ours: no plot holds a script, a link or a style.
"""

import functools
from types import ModuleType
from typing import Any
from xml.sax.saxutils import escape

import fontpkg_noto_sans

from .tables import Figure

ON_SCREEN, ON_PAPER, MEASURED = "Arial, Helvetica, sans-serif", "Letter Sans", "Noto Sans"
"""The fonts of the text: on a page that of the machine, because a picture brings none; on paper that of letters.

That of letters is measured under the name of its own file.
"""
INK, DARK, LIGHT, GRID = "#0b0c0c", "#12436d", "#f3f2f1", "#b1b4b6"
SERIES = ((DARK, INK), (LIGHT, INK))
"""The fill and the outline of the first bars, and of those beside them."""
WIDTH, HEIGHT, BAR, NAMES = 420, 230, 26, 180
"""The measures in points of the text: it is as large as that of the page where the plot fills a phone."""
MOST_MONTHS, MOST_DIGITS = 12, 3
"""The most months over whose bars there is room for their numbers, and the most digits of these."""
KEPT = 128
"""The plots that a process keeps, drawn from the same numbers."""


@functools.lru_cache(maxsize=KEPT)
def svg(figure: Figure, font: str = ON_SCREEN) -> str:
    """Return the plot of a figure, with its heading as its title and its sentence as its description."""
    measured = MEASURED if font == ON_PAPER else font
    drawn: str = _library().vegalite_to_svg(_specified(figure, measured)).replace(f'"{measured}"', f'"{font}"')
    _, rest = drawn.split("<svg ", 1)
    attributes, inside = rest.split(">", 1)
    title, words = escape(figure.plot.label), escape(figure.words)
    return (
        f'<svg role="img" aria-labelledby="title" aria-describedby="words" {attributes}>'
        f'<title id="title">{title}</title><desc id="words">{words}</desc>{inside}'
    )


@functools.cache
def _library() -> ModuleType:
    """Return the library that draws, with the font of letters. Only who draws waits for it: it takes half a second."""
    import vl_convert

    vl_convert.register_font_directory(str(fontpkg_noto_sans.ROOT / "files"))
    return vl_convert


def height(figure: Figure) -> int:
    """Return the height of a plot, so that a page leaves room for it."""
    legend = 22 if figure.drawn > 1 else 0
    return HEIGHT if figure.by_month else BAR * len(figure.lines) * figure.drawn + 28 + legend


def _specified(figure: Figure, font: str) -> dict[str, Any]:
    """Return the plot in Vega-Lite, checked by Altair."""
    import altair

    series = figure.head[1 : 1 + figure.drawn]
    rows = [
        {"name": _short(line.name) if figure.by_month else line.name, "of": of, "number": number}
        for line in figure.lines
        for of, number in zip(series, line.numbers, strict=False)
    ]
    base = altair.Chart(altair.InlineData(values=rows))
    base = base.encode(**(_upright if figure.by_month else _lying)(altair, figure, series))
    chart: Any = base.mark_bar(strokeWidth=1)
    if not figure.by_month or _has_room(figure):
        where: Any = {"baseline": "bottom", "dy": -3} if figure.by_month else {"align": "left", "dx": 4}
        plain: Any = {
            "color": altair.value(INK),
            "stroke": altair.value(None),
            "text": altair.Text("number:Q", format=",d"),
        }
        chart = altair.layer(chart, base.mark_text(color=INK, **where).encode(**plain))
    fitted = altair.AutoSizeParams(type="fit", contains="padding")
    chart = chart.properties(width=WIDTH, height=height(figure), autosize=fitted, padding=4)
    text: Any = {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "labelColor": INK,
        "titleColor": INK,
        "titleFontWeight": "normal",
    }
    chart = chart.configure(font=font, text=altair.MarkConfig(fontSize=13)).configure_view(stroke=None)
    chart = chart.configure_axis(**text, gridColor=GRID, domainColor=INK, tickColor=INK)
    return dict(chart.configure_legend(**text, orient="top", title=None, symbolStrokeWidth=1).to_dict())


def _has_room(figure: Figure) -> bool:
    """Return whether the number of each month fits over its bar."""
    few = figure.drawn == 1 and len(figure.lines) <= MOST_MONTHS
    return few and max(line.numbers[0] for line in figure.lines) < 10**MOST_DIGITS


def _short(month: str) -> str:
    name, year = month.split()
    return f"{name[:3]}|{year[2:]}"


def _lying(altair: ModuleType, figure: Figure, series: tuple[str, ...]) -> dict[str, Any]:
    """Return the encoding of one bar below the other, each beside its name."""
    names = altair.Axis(title=None, labelLimit=NAMES, labelPadding=6, domain=False, ticks=False)
    beside = {"yOffset": altair.YOffset("of:N", sort=list(series))} if figure.drawn > 1 else {}
    return {
        "y": altair.Y("name:N", sort=None, axis=names),
        "x": altair.X("number:Q", axis=None, scale=altair.Scale(domainMin=0)),
        **beside,
        **_told_apart(altair, series),
    }


def _upright(altair: ModuleType, figure: Figure, series: tuple[str, ...]) -> dict[str, Any]:
    """Return the encoding of months from left to right, the year below the month."""
    months = altair.Axis(title=None, labelAngle=0, labelExpr="split(datum.label, '|')", labelOverlap="parity")
    steps = _steps(max(number for line in figure.lines for number in line.numbers[: figure.drawn]))
    numbers = altair.Axis(title=figure.axis, values=steps, format=",d")
    beside = {"xOffset": altair.XOffset("of:N", sort=list(series))} if figure.drawn > 1 else {}
    return {
        "x": altair.X("name:N", sort=None, axis=months),
        "y": altair.Y("number:Q", axis=numbers, scale=altair.Scale(domain=[0, steps[-1]])),
        **beside,
        **_told_apart(altair, series),
    }


def _steps(most: int) -> list[int]:
    """Return the numbers of an axis: whole ones, at most six, the last of them no lower than the highest bar."""
    sizes = (digit * 10**power for power in range(9) for digit in (1, 2, 5))
    step = next(size for size in sizes if most <= 5 * size)
    return list(range(0, max(most, 1) + step, step))[: -(-max(most, 1) // step) + 1]


def _told_apart(altair: ModuleType, series: tuple[str, ...]) -> dict[str, Any]:
    fills, outlines = ([each[part] for each in SERIES[: len(series)]] for part in (0, 1))
    legend = altair.Legend() if len(series) > 1 else None
    return {
        "color": altair.Color("of:N", scale=altair.Scale(domain=list(series), range=fills), legend=legend),
        "stroke": altair.Stroke("of:N", scale=altair.Scale(domain=list(series), range=outlines), legend=legend),
    }
