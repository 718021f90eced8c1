"""``python -m tests.mutation [--every N] [--offset N] [--seconds N] [--coverage FILE] [MODULE …]``: try the mutants of these
modules, or of all, and say which nobody caught. ``--list`` only names them.

It fails where fewer than 95 in a hundred are caught, or where one lives that docs/mutation.md gives no reason for.

It takes hours, so what was caught is kept in ``var/mutants.jsonl``: a run that was cut goes on where it stopped. What
lived is asked again at the end, because a test may have come; so is every mutant of a module that has changed.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from tests.mutation import mutants
from tests.mutation.mutants import ROOT, Mutant

REASONS = ROOT / "docs/mutation.md"
WANTED = 95
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
TESTS = [
    f"tests/{name}"
    for name in ("procedure", "alerts", "appeals", "attachments", "letters", "customers", "staff", "kernel", "desk")
]
PLUGIN = "tests.mutation.stand_in"
OF_WHAT_IS_WRITTEN = [f"tests/architecture/test_{name}.py" for name in ("documents", "clauses", "machines")]
Told = dict[str, str | int]
Caught = dict[Mutant, str]


def _main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.mutation")
    asked.add_argument(
        "modules", nargs="*", default=mutants.modules(), help="from the root of the project; all, where none is named"
    )
    asked.add_argument("--every", type=int, default=1, help="try only every so-many-th")
    asked.add_argument("--offset", type=int, default=0, help="begin with this one")
    asked.add_argument(
        "--seconds", type=int, default=3600, help="give up on one after so long; a later run asks it again"
    )
    asked.add_argument("--coverage", default=str(ROOT / ".coverage"), help="made by pytest --cov --cov-context=test")
    asked.add_argument("--workers", type=int, default=os.cpu_count())
    asked.add_argument("--list", action="store_true", help="name them, and try none")
    given = asked.parse_args()
    chosen = [one for module in given.modules for one in mutants.of(module)][given.offset :: given.every]
    if given.list:
        print(*chosen, sep="\n")  # noqa: T201
        return 0
    known = mutants.kept()
    left = sorted((one for one in chosen if not known.get(one.key)), key=lambda one: one.key in known)
    told = {"coverage": given.coverage, "seconds": given.seconds}
    _in_functions([one for one in left if one.function], told, given.workers)
    _as_read([one for one in left if not one.function], told, given.workers)
    became = mutants.kept()
    return _report({one: became[one.key] for one in chosen})


def _in_functions(chosen: list[Mutant], told: Told, workers: int) -> None:
    """One process for each worker, which forks for each of its mutants (:mod:`.trial`)."""
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda first: _share(chosen[first::workers], told), range(workers)))


def _share(chosen: list[Mutant], told: Told) -> None:
    if chosen:
        asked = {"mutants": [(one.module, one.number) for one in chosen], **told}
        environment = {**os.environ, "MUTANTS": json.dumps(asked)}
        done = subprocess.run([*PYTEST, "-p", "tests.mutation.trial", *TESTS], cwd=ROOT, env=environment, check=False)
        assert {one.key for one in chosen} <= mutants.kept().keys(), (
            f"a process of trials ended early: {done.returncode}"
        )


def _as_read(chosen: list[Mutant], told: Told, workers: int) -> None:
    """A process for each mutant, which reads its module changed (:mod:`.stand_in`)."""
    if chosen:
        assert not _notices("", _asked("")[:2], told), "the checks fail as it is"
    with ThreadPoolExecutor(workers) as pool:
        list(
            pool.map(
                lambda one: mutants.keep(one, _notices(f"{one.module} {one.number}", _asked(one.module), told)),
                chosen,
            )
        )


def _asked(module: str) -> list[list[str]]:
    """Return the commands that may notice a change of the module, the quickest first.

    A code or a word of a choice is part of a column too, and to change it is a migration; then the documents, the
    clauses, and the tests of its room.
    """
    its_own = [room] if module and (ROOT / (room := mutants.tests_of(module))).is_dir() else []
    return [
        [sys.executable, "-m", PLUGIN, "makemigrations", "--check", "--dry-run"],
        [*PYTEST, "-x", "-p", PLUGIN, *OF_WHAT_IS_WRITTEN, TESTS[0], *its_own],
        [*PYTEST, "-x", "-p", PLUGIN, *TESTS[1:]],
    ]


def _notices(mutant: str, asked: list[list[str]], told: Told) -> str:
    """Which command fails; nothing where none does in the time that it has."""
    environment = {**os.environ, "MUTANT": mutant}
    for command in asked:
        with suppress(subprocess.TimeoutExpired):
            seconds = int(told["seconds"])
            done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, timeout=seconds)
            if done.returncode:
                return " ".join(command[2:])
    return ""


def _report(caught: Caught) -> int:
    living = [one for one, by in caught.items() if not by]
    known = REASONS.read_text() if REASONS.exists() else ""
    unexplained = [one for one in living if str(one) not in known]
    for one in living:
        print(f"{'lives, with no reason:' if one in unexplained else 'lives:'} {one}")  # noqa: T201
    for module, tried in Counter(one.module for one in caught).items():
        print(f"| {module} | {tried} | {tried - sum(one.module == module for one in living)} |")  # noqa: T201
    share = 100 * (len(caught) - len(living)) / len(caught)
    print(f"{len(caught)} mutants, {len(living)} live: {share:.1f} % caught")  # noqa: T201
    return 1 if unexplained or share < WANTED else 0


if __name__ == "__main__":
    sys.exit(_main())
