"""Draw every kind of letter as a picture for docs/letters.md (``./dev manage contact_sheets``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test.utils import setup_databases, teardown_databases
from django.utils.text import slugify
from PIL import Image

from housing_alerts.staff.models import Organisation
from letters.choices import Kind
from letters.printing import rendering

DOCS = settings.BASE_DIR / "docs"
PIXELS_PER_POINT = 1.2
BETWEEN, BACKGROUND, COLOURS = 12, "#d5d9db", 24


class Command(BaseCommand):
    help = "Draw docs/letters.md: every kind of letter of both organisations, page by page, as the tests compose it."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = DOCS / "letters"
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
        with _own_database():
            organisations = list(Organisation.objects.order_by("name"))
            for name, _, kind, changed in _sheets():
                for organisation in organisations:
                    _draw(folder / f"{name}-{organisation.code}.png", kind, organisation.code, changed)
            (DOCS / "letters.md").write_text(_page(organisations), encoding="utf-8")
        self.stdout.write("The sheets are in docs/letters; docs/letters.md shows them.")


@contextmanager
def _own_database() -> Iterator[None]:
    """Create a database with the reference data alone, and destroy it afterwards. No other is touched."""
    before = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(before, verbosity=0)


def _sheets() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield each picture's name, its heading, its kind of letter, and its changes to the sample of that kind."""
    from tests.letters import samples

    for kind, how, changed in samples.SHEETS:
        heading = f"{Kind(kind).label}, {how}" if how else Kind(kind).label
        yield slugify(f"{kind} {how}".replace("_", " ")), heading, kind, changed


def _draw(file: Path, kind: str, code: str, changed: dict[str, Any]) -> None:
    """Draw all pages side by side, with few colours: a picture of words needs no more."""
    import pypdfium2

    from tests.letters import samples

    written = samples.letter(kind, code=code, **changed)
    with pypdfium2.PdfDocument(rendering.render(written.template, written.context())) as document:
        pages = [page.render(scale=PIXELS_PER_POINT).to_pil() for page in document]
    width, height = pages[0].size
    sheet = Image.new("RGB", (len(pages) * (width + BETWEEN) + BETWEEN, height + 2 * BETWEEN), BACKGROUND)
    for number, page in enumerate(pages):
        sheet.paste(page, (BETWEEN + number * (width + BETWEEN), BETWEEN))
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def _page(organisations: list[Organisation]) -> str:
    lines = [
        "# The letters in pictures",
        "",
        "Drawn by `./dev manage contact_sheets` from the letters that the tests compose. Everybody in them is invented.",
        "Large print and easy read are shown of one kind: who prefers them gets every letter like that.",
    ]
    for name, heading, _, _ in _sheets():
        lines += ["", f"## {heading}", ""]
        lines += [
            f'<img src="letters/{name}-{one.code}.png" width="760" alt="{heading}, from {one.name}">'
            for one in organisations
        ]
    return "\n".join(lines) + "\n"
