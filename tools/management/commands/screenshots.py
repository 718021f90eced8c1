"""Draw the gallery of the nine steps anew from the demo (``./dev manage screenshots``)."""

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from PIL import Image

from alerts.models import Alert, Incident, Investigation
from appeals.models import Appeal
from housing_alerts.customers.models import Customer
from housing_alerts.staff.selectors import DEMO_PASSWORD
from letters.models import Letter
from tools.gallery import PICTURES, Picture

DOCS = settings.BASE_DIR / "docs"
WIDTHS = {1280: 900, 390: 844}
COLOURS = 128
BROWSER = "/usr/bin/chromium"


class Command(BaseCommand):
    help = "Draw docs/gallery.md: every step as each role, on a wide window and on a phone. It uses a demo of its own."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            raise CommandError(
                "This needs the packages of the tests. “./dev lint” installs them; then try again."
            ) from None
        if not Path(BROWSER).exists():
            raise CommandError("This needs Debian's chromium. “./dev test” installs it; then try again.")
        folder = DOCS / "screenshots"
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
        with _served() as (address, database), sync_playwright() as playwright:
            # The older headless mode draws no PDF.
            switches = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"]
            browser = playwright.chromium.launch(
                executable_path=BROWSER, args=switches, ignore_default_args=["--headless", "--headless=old"]
            )
            with closing(sqlite3.connect(database)) as demo:
                references = references_in(demo)
            _draw_all(browser, address, folder, references)
            browser.close()
        (DOCS / "gallery.md").write_text(_gallery(), encoding="utf-8")
        self.stdout.write(
            f"{len(PICTURES) * len(WIDTHS)} pictures are in docs/screenshots; docs/gallery.md shows them."
        )


@contextmanager
def _served() -> Iterator[tuple[str, str]]:
    """Run a server on a new demo in a temporary folder, and yield its address and its database. No other is touched."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
            "DEMO": "true",
            "HTTPS": "false",
        }
        for command in (["migrate", "--verbosity=0"], ["load_demo"], ["collectstatic", "--no-input", "--verbosity=0"]):
            manage = [sys.executable, str(settings.BASE_DIR / "manage.py"), *command]
            subprocess.run(manage, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        server = [sys.executable, "-m", "gunicorn", "--bind", address, "--threads", "4", "--no-control-socket"]
        running = subprocess.Popen(  # noqa: S603
            [*server, "--log-level", "error", "housing_alerts.wsgi"], env=environment, cwd=settings.BASE_DIR
        )
        try:
            _wait_for(f"http://{address}/health/live")
            yield f"http://{address}", f"{folder}/demo.sqlite3"
        finally:
            running.terminate()
            running.wait()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address)  # noqa: S310  (our own server)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise CommandError("The demo did not start within 20 seconds.")


CASES = [Incident, Investigation, Alert, Appeal, Letter]


def references_in(demo: Any) -> dict[str, str]:
    """Return the first reference of each kind for each customer of the demo, by a key such as ``CM_D900005``.

    :param demo: an object that executes SQL on the demo's database.
    """
    found: dict[str, str] = {}
    for model in CASES:
        tables = f"{model._meta.db_table} noun JOIN {Customer._meta.db_table} who ON who.id = noun.customer_id"
        for reference, whose in demo.execute(f"SELECT noun.reference, who.reference FROM {tables} ORDER BY noun.id"):  # noqa: S608
            found.setdefault(f"{model.PREFIX}_{whose}", reference)
    return found


def _draw_all(browser: Any, address: str, folder: Path, references: dict[str, str]) -> None:
    pages: dict[str, Any] = {}
    for picture in PICTURES:
        if picture.role not in pages:
            pages[picture.role] = _page(browser, address, picture.role)
        page = pages[picture.role]
        page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})
        page.goto(picture.path.format(**references))
        if picture.act:
            picture.act(page)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
            _keep(page, folder / _file(picture, width))


def _page(browser: Any, address: str, role: str) -> Any:
    page = browser.new_context(base_url=address, locale="en-GB", reduced_motion="reduce").new_page()
    if role:
        page.goto("/sign-in/")
        page.get_by_label("User name").fill(role)
        page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
    return page


def _keep(page: Any, file: Path) -> None:
    """Save the whole page, with few colours: a picture of words needs no more."""
    page.screenshot(path=file, full_page=True)
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def _file(picture: Picture, width: int) -> str:
    number = PICTURES.index(picture) + 1
    return f"{number:02}-{picture.name}-{width}.png"


def _gallery() -> str:
    lines = [
        "# The nine steps in pictures",
        "",
        "Drawn from the demo by `./dev manage screenshots`. Everybody in them is invented.",
    ]
    step = ""
    for picture in PICTURES:
        if picture.step != step:
            step = picture.step
            lines += ["", f"## {step}"]
        wide, phone = (f"screenshots/{_file(picture, width)}" for width in WIDTHS)
        who = f" As `{picture.role}`." if picture.role else ""
        lines += ["", f"{picture.sentence}{who}", ""]
        lines += [
            f'<img src="{wide}" width="720" alt="In a wide window"> <img src="{phone}" width="220" alt="On a phone">'
        ]
    return "\n".join(lines) + "\n"
