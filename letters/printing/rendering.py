"""Turn letters into PDFs: make their source from a template, and have it printed by a separate process (decision 20).

Whatever somebody wrote into a letter, faults can happen only in that process: see :mod:`.press`. It is kept for the letters that
follow, because reading the fonts takes longer than printing a letter, and ended if a letter takes too long.
"""

import atexit
import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from jinja2 import UndefinedError

from . import layouts

PRESSES = 2
"""The number of letters that each process of the service prints at once. Further letters wait."""

LETTERS = 500
"""The number of letters that a press prints before another replaces it. Any memory that it lost is then given back."""

LONGEST = 1_000_000
"""The most bytes of a letter's source, about two hundred pages."""

WAIT_SECONDS = 25
"""The seconds that a letter waits for a free press. With its printing time this stays within the time of a request."""

PROCESSOR_SECONDS = 20
WALL_SECONDS = 60
MEMORY = 1024**3
"""The limits of one letter: seconds of the processor, seconds by the clock, bytes of memory."""

TOO_LONG = "This letter is too long to print. Shorten what is written in it."
STOPPED = (
    "Printing stopped before the letter was whole, and nothing of it was kept. Try again; if it stops again, shorten what is "
    "written in the letter, or tell your administrator."
)
ABSENT = (
    "No printer could be started, so nothing was printed and nothing is lost. Try again; else tell your administrator."
)
BUSY = "The printers are busy. Nothing is lost: try again in a minute."
OUTDATED = (
    "What this letter says was kept in a form that is no longer in use, so it cannot be laid out. Cancel it, and compose it "
    "anew."
)
SAID = {"stopped": STOPPED, "absent": ABSENT}

FOLDERS = "letters-"
"""The beginning of the name of a press's folder, which holds the fonts while it lives."""

HANDED_ON = ("PATH", "HOME", "LD_LIBRARY_PATH", "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
"""The environment that a press gets: the places of programs and fonts, and no secret."""


class CannotRender(Exception):  # noqa: N818
    """The letter cannot be printed as it is. The sentence says why and what to do."""


class TooLong(CannotRender):
    """The letter takes more than the space or the time that one letter may take."""

    def __init__(self) -> None:
        super().__init__(TOO_LONG)


def render(template: str, context: dict[str, Any]) -> bytes:
    """Return the PDF/UA-1 of a letter. :raises CannotRender: with a sentence for the Lead."""
    return printed(source(template, context))


def source(template: str, context: dict[str, Any]) -> str:
    """Return the letter as it goes to print. The PDF is made from this alone, so the same source gives the same PDF.

    :raises CannotRender: if its facts belong to an older template.
    """
    try:
        written = get_template(template, using="jinja2").render(context)
    except UndefinedError as fault:
        raise CannotRender(OUTDATED) from fault
    return layouts.easy_read(written) if context.get("easy_read") else written


def printed(source: str) -> bytes:
    """Return the PDF of a letter's source. :raises CannotRender: with a sentence for the Lead."""
    content = source.encode("utf-8", "surrogatepass")
    if len(content) > LONGEST:
        raise TooLong
    presses = _presses
    try:
        press = presses.get(timeout=WAIT_SECONDS)
    except queue.Empty:
        raise CannotRender(BUSY) from None
    try:
        verdict, answer = press.ask(content)
    finally:
        if presses is _presses:
            presses.put(press)
        else:  # ``stop`` came in between
            press.stop()
    if verdict == "long":
        raise TooLong
    if verdict != "pdf":
        raise CannotRender(SAID.get(verdict) or answer.decode())
    return answer


class Press:
    """One process that prints letter after letter. It starts when it is first asked, and again after its end."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.folder = ""
        self.letters = 0

    def ask(self, source: bytes) -> tuple[str, bytes]:
        """Return ``pdf`` and its bytes, or ``refused`` and the sentence that says why, or one of ``SAID``."""
        try:
            process = self._ready()
        except OSError:  # no memory, no room, no more processes
            return "absent", b""
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(WALL_SECONDS, end)
        clock.start()
        try:
            answer = _exchange(process, source)
            too_long = answer is None and (process.wait() == -signal.SIGXCPU or late.is_set())
        except BaseException:
            self.stop()  # the rest of its answer must not go into somebody else's letter
            raise
        finally:
            clock.cancel()
        if answer is None:
            with contextlib.suppress(OSError):
                self.start()  # it reads the fonts while nobody waits for it
            return ("long" if too_long else "stopped"), b""
        return answer

    def _ready(self) -> "subprocess.Popen[bytes]":
        process = self.process
        if process is None or process.poll() is not None or self.letters == LETTERS:
            process = self.start()
        self.letters += 1
        return process

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the process, and end the one that was there before."""
        self.stop()
        _tidy()
        self.folder, self.letters = tempfile.mkdtemp(prefix=f"{FOLDERS}{os.getpid()}-"), 0
        kept = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
        limits = [str(PROCESSOR_SECONDS), str(MEMORY)]
        try:
            self.process = process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "letters.printing.press", *limits, *settings.LETTER_FONTS],
                cwd=settings.BASE_DIR,
                env=kept | {"LANG": "C.UTF-8", "TMPDIR": self.folder},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # a signal to all of the service does not end a letter in between
            )
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return process

    def stop(self) -> None:
        """End the process, whatever it does, and remove its folder with the fonts."""
        if self.process is None:
            return
        self.process.kill()
        with contextlib.suppress(BrokenPipeError):
            self.process.communicate()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.process = None


def _tidy() -> None:
    """Remove the folders of presses whose service was killed before it could do so. Each is named by its process."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDERS}*-*"):
        owner = folder.name.removeprefix(FOLDERS).partition("-")[0]
        try:
            os.kill(int(owner), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (ValueError, OverflowError, PermissionError):
            continue  # it is not ours


def _exchange(process: "subprocess.Popen[bytes]", source: bytes) -> tuple[str, bytes] | None:
    """Return the verdict and its content, or None if the process ended before the answer was whole."""
    assert process.stdin and process.stdout  # :meth:`Press.start` asks for both pipes
    try:
        process.stdin.write(b"%d\n" % len(source) + source)
        process.stdin.flush()
        verdict, _, length = process.stdout.readline().decode().partition(" ")
        content = process.stdout.read(int(length)) if length else b""
    except BrokenPipeError:
        return None
    return (verdict, content) if length and len(content) == int(length) else None


_presses: "queue.LifoQueue[Press]" = queue.LifoQueue()
"""The free presses. The one asked last is asked first, so the second starts only when two letters are wanted at once."""


def _have_presses() -> None:
    """Make new presses, which nobody has asked yet."""
    global _presses
    _presses = queue.LifoQueue()
    for _ in range(PRESSES):
        _presses.put(Press())


def stop() -> None:
    """End the free presses. A letter after that starts a new one."""
    free = [_presses.get() for _ in range(_presses.qsize())]
    _have_presses()
    for press in free:
        press.stop()


_have_presses()
os.register_at_fork(after_in_child=_have_presses)
atexit.register(stop)
