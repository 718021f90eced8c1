"""The process that prints: shut in, limited, one letter never in another's, and whole or not at all."""

import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from letters.printing import press, rendering
from tests.architecture.source import ROOT
from tests.deep import DEEP
from tests.letters import reader
from tests.letters.samples import letter

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
TOO_LONG = "This letter is too long to print. Shorten what is written in it."
STOPPED = (
    "Printing stopped before the letter was whole, and nothing of it was kept. Try again; if it stops again, shorten what is "
    "written in the letter, or tell your administrator."
)
AT_ONCE = 20 if DEEP else 6


@pytest.fixture(autouse=True)
def printed_once() -> None:
    """Each letter comes from the press itself, which is what is tested here."""


@pytest.fixture
def limited(monkeypatch):
    """Print with other limits, until the test ends."""

    def use(**limits: int) -> None:
        for name, value in limits.items():
            monkeypatch.setattr(rendering, name, value)
        rendering.stop()

    yield use
    monkeypatch.undo()
    rendering.stop()


def source(**changed) -> str:
    written = letter("NOTIFICATION", **changed)
    return rendering.source(written.template, written.context())


def pressing() -> subprocess.Popen:
    """The process that will print the next letter."""
    rendering.printed(source())
    return rendering._presses.queue[-1].process


def test_what_was_interrupted_is_not_the_answer_to_the_next(monkeypatch):
    pressing()
    begun, exchange = [], rendering._exchange

    def interrupted(process, content):
        begun.append(process)
        process.stdin.write(b"%d\n" % len(content) + content)
        process.stdin.flush()
        raise KeyboardInterrupt

    monkeypatch.setattr(rendering, "_exchange", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rendering.printed(source(addressee="Ann Archer"))
    monkeypatch.setattr(rendering, "_exchange", exchange)
    assert begun[0].poll() is not None
    said = reader.text(rendering.printed(source(addressee="Bo Baker")))
    assert "Bo Baker" in said and "Ann Archer" not in said


# The same each time


def test_the_same_letter_gives_the_same_bytes_in_whatever_process():
    written = source(addressee="Nguyễn Thị Hồng")
    first = rendering.printed(written)
    assert rendering.printed(written) == first
    rendering.stop()
    assert rendering.printed(written) == first


def test_letters_that_are_printed_at_once_never_mix(limited):
    limited(WAIT_SECONDS=300)
    facts = [(f"LT-2026-{7000 + n}", f"Ms Nora N{n}x", date(2026, 5, 1) + timedelta(days=n)) for n in range(AT_ONCE)]
    sources = [source(reference=ref, addressee=name, reply_by=day) for ref, name, day in facts]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        texts = [reader.text(pdf) for pdf in pool.map(rendering.printed, sources)]

    for (reference, name, day), text in zip(facts, texts, strict=True):
        assert set(re.findall(r"LT-2026-\d+", text)) == {reference}
        assert re.findall(r"Ms Nora N\d+x", text) == [name]
        assert f"Your last day to appeal is {day.day} {day:%B %Y}" in text


# Shut in


ATTEMPTS = """
import os, socket, subprocess, sys
from letters.printing import press
press.shut_in(1 << 30)
attempts = {
    "reads a file of ours": lambda: open("manage.py"),
    "reads a file of the system": lambda: open("/etc/passwd"),
    "writes a file": lambda: os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY),
    "opens a socket": lambda: socket.socket(),
    "asks for an address": lambda: socket.getaddrinfo("localhost", 80),
    "starts a program": lambda: subprocess.run(["true"]),
    "starts a shell": lambda: os.system("true"),
    "becomes two": lambda: os.fork(),
}
for what, attempt in attempts.items():
    try:
        attempt()
    except PermissionError:
        continue
    print(what)
try:
    sys.stdout.flush()
    with os.fdopen(int(sys.argv[2]), "w") as given:
        given.write("something")
    print("writes a file that it was given")
except OSError:
    pass
"""


def test_the_process_reads_and_writes_no_file_and_calls_nobody(tmp_path):
    given = tmp_path / "given"
    with given.open("w") as opened:
        shut_in = subprocess.run(
            [sys.executable, "-c", ATTEMPTS, str(tmp_path / "made"), str(opened.fileno())],
            cwd=ROOT,
            pass_fds=[opened.fileno()],
            capture_output=True,
            text=True,
            check=True,
        )
    assert shut_in.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["given"]
    assert given.read_bytes() == b""


def test_the_process_is_told_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not-for-printers")
    process = pressing()
    about = Path(f"/proc/{process.pid}")
    told = {line.partition("=")[0] for line in (about / "environ").read_text().split("\0") if line}
    assert told <= {*rendering.HANDED_ON, "LANG", "TMPDIR"}
    files = {str(opened.readlink()) for opened in (about / "fd").iterdir()}
    assert not [name for name in files if "sqlite" in name or name.startswith("socket:")]


# Limited


def test_a_letter_that_is_too_long_is_refused(limited):
    limited(LONGEST=20_000)
    rendering.printed(source())
    with pytest.raises(rendering.CannotRender, match=re.escape(TOO_LONG)):
        rendering.printed(source(facts={"incident": "He shouted. " * 2_000}))


@pytest.mark.parametrize(
    ("limits", "sentences"),
    [
        ({"PROCESSOR_SECONDS": 1}, [TOO_LONG]),
        ({"WALL_SECONDS": 3}, [TOO_LONG]),
        # Where memory runs out within a library, or within Python itself, the process may end without having said why.
        ({"MEMORY": 200 * 1024**2}, [TOO_LONG, STOPPED]),
    ],
    ids=["processor", "clock", "memory"],
)
def test_a_letter_that_takes_too_much_is_refused_and_the_next_is_printed(limits, sentences, limited):
    limited(**limits)
    with pytest.raises(rendering.CannotRender, match="|".join(map(re.escape, sentences))):
        rendering.printed(source(facts={"incident": "He shouted, and stood in the way.\n" * 20_000}))
    limited(PROCESSOR_SECONDS=20, WALL_SECONDS=60, MEMORY=1024**3)
    assert "Mr Lewis Lodger" in reader.text(rendering.printed(source()))


def test_a_process_that_waits_for_ever_is_ended(monkeypatch):
    process = pressing()
    monkeypatch.setattr(rendering, "WALL_SECONDS", 1)
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(rendering.CannotRender, match=re.escape(TOO_LONG)):
        rendering.printed(source())
    assert process.returncode == -signal.SIGKILL


def test_a_process_that_died_between_two_letters_is_not_noticed():
    process = pressing()
    process.kill()
    process.wait()
    assert "Mr Lewis Lodger" in reader.text(rendering.printed(source()))
    assert rendering._presses.queue[-1].process.pid != process.pid


def test_a_process_takes_its_folder_with_it_and_another_takes_its_place(limited):
    limited(LETTERS=2)
    first = pressing()
    folder = rendering._presses.queue[-1].folder
    assert Path(folder).is_dir()
    assert pressing() is first
    assert pressing() is not first
    assert not Path(folder).exists()


def test_a_process_ends_with_whoever_asks_it():
    program = "import sys; from letters.printing import rendering as r; import django; django.setup()\n"
    program += "print(r.printed('<p>x</p>')[:4], r._presses.queue[-1].process.pid, r._presses.queue[-1].folder)"
    asked = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "housing_alerts.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    header, pid, folder = asked.stdout.split()
    assert header == "b'%PDF'"
    assert not Path(f"/proc/{pid}").exists()
    assert not Path(folder).exists()


def test_the_folder_of_a_killed_service_is_taken_away_and_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr(rendering.tempfile, "gettempdir", lambda: str(tmp_path))
    gone = subprocess.Popen(["true"])
    gone.wait()
    for name in (f"letters-{gone.pid}-a", f"letters-{os.getpid()}-b", "letters-of-mine", "other"):
        (tmp_path / name).mkdir()
    rendering._tidy()
    assert {path.name for path in tmp_path.iterdir()} == {f"letters-{os.getpid()}-b", "letters-of-mine", "other"}


def test_where_no_printer_can_be_started_it_is_said_and_the_next_letter_is_printed(monkeypatch):
    rendering.stop()

    def fail(*args, **kwargs):
        raise OSError("Cannot allocate memory")

    with monkeypatch.context() as patched:
        patched.setattr(rendering.subprocess, "Popen", fail)
        with pytest.raises(rendering.CannotRender, match=re.escape("No printer could be started")):
            rendering.printed(source())
    assert "Mr Lewis Lodger" in reader.text(rendering.printed(source()))


def test_who_waits_too_long_for_a_printer_is_told_so(limited):
    limited(WAIT_SECONDS=0)
    taken = [rendering._presses.get() for _ in range(rendering.PRESSES)]
    with pytest.raises(rendering.CannotRender, match=re.escape("The printers are busy. Nothing is lost: try again")):
        rendering.printed(source())
    for free in taken:
        rendering._presses.put(free)
    assert "Mr Lewis Lodger" in reader.text(rendering.printed(source()))


def test_a_press_that_prints_while_the_others_are_stopped_joins_no_new_ones(monkeypatch):
    def stopped(self, content: bytes) -> tuple[str, bytes]:
        rendering.stop()
        return "pdf", b""

    monkeypatch.setattr(rendering.Press, "ask", stopped)
    rendering.printed(source())
    assert rendering._presses.qsize() == rendering.PRESSES


def test_a_fault_of_the_printer_is_written_down_without_the_letter(capsys):
    class Failing:
        def pdf(self, source):
            raise ValueError(source)

    with pytest.raises(SystemExit):
        press._answer(Failing(), "Dear Mr Lodger")
    said = capsys.readouterr().err
    assert re.fullmatch(r"A letter was not printed: ValueError in \S+test_rendering_process.py, line \d+\n", said)
