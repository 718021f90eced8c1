"""Colleagues of every role do this and that, in any order, for months; after each step everything is compared.

What the table allows must happen, with exactly its history rows, events, letters and days. What it does not allow must
be refused in words and leave every table of the database as it was. ``./dev test --deep`` walks further and elsewhere.
"""

import ast
import logging
import sys
from collections import Counter
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
import time_machine
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.functions import Concat
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from alerts.models import Action, Alert
from housing_alerts.customers.models import Customer, Membership
from housing_alerts.duties import services as duties
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import Record
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.models import Organisation
from letters.models import IssuedPdf
from tests import scenarios, trail
from tests.deep import DEEP
from tests.walks import book as books
from tests.walks import challenged, doing, imposed, post, table
from tests.walks.book import ROLES, STEPS, Answers, Book, Step, Thing
from tools.demo import Cast

SETTINGS = settings(
    max_examples=400 if DEEP else 3,
    stateful_step_count=40 if DEEP else 25,
    derandomize=not DEEP,
    print_blob=True,
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
START = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)
BESIDE = [
    model.history.model
    for model in apps.get_models()
    if issubclass(model, Record) and model not in doing.MODELS.values()
]
"""The history of every record that has no machine."""
DAYS = {
    kind: [field.name for field in model._meta.concrete_fields if type(field) is models.DateField]
    for kind, model in doing.MODELS.items()
}
DUE = ("due_on", "decided_on", "live_until", "outcome_on", "set_aside_on")
CUSTOMER = st.sampled_from(table.CUSTOMERS)
WHAT = ["do"] * 6 + ["try"] * 3 + ["report", "investigate", "restrict", "import", "wait"]
SELDOM = 6
"""Among how many of the steps that were taken least the next is drawn."""
ORDER = ("review", "appeal", "letter", "alert", "investigation", "incident")
"""Of those, first what lies furthest from the beginning."""
LAST = {
    ("incident", "void"),
    ("investigation", "nothing_further"),
    ("investigation", "move"),
    ("investigation", "withdraw"),
    ("alert", "withdraw"),
    ("alert", "end"),
    ("appeal", "withdraw"),
    ("letter", "cancel"),
}
LATER = 2
"""What leads to an end is drawn when the others were taken as often."""
IMPOSED = "investigation.draft_alert investigation.recommend alert.approve"
TOLD = f"{IMPOSED} alert.write letter.issue letter.post"
AGREED = "investigation.recommend_action investigation.recommend investigation.agree"
BEGUN = (
    "",
    "investigation.draft_alert investigation.draft_alert investigation.recommend",
    "incident.void",
    "investigation.draft_alert alert.withdraw",
    f"{TOLD} wait alert.appeal",
    f"{TOLD} wait alert.appeal appeal.accept",
    f"{TOLD} wait alert.appeal appeal.refuse appeal.write",
    f"{IMPOSED} alert.appeal appeal.prepare",
    "investigation.nothing_further investigation.recommend investigation.agree investigation.write",
    f"{IMPOSED} alert.open_review review.strengthen investigation.answer",
    f"{IMPOSED} alert.open_review review.change_type investigation.answer investigation.recommend alert.approve",
    AGREED,
    f"{AGREED} investigation.write letter.issue letter.post investigation.appeal",
    f"{TOLD} alert.end alert.write_removal",
    f"{AGREED} investigation.write_action letter.issue letter.post investigation.appeal",
    "investigation.move investigation.draft_alert investigation.recommend alert.approve",
)
OF_LETTERS = {("letter", "issue"), ("letter", "post")}
OF_LETTERS |= {(step.kind, step.name) for step in STEPS if step.name in ("write", "acknowledge")}
EVENTS = AuditEvent._meta.db_table
MANY = 1000
"""Months that no walk lasts."""
NEVER_REFUSED = {("alert", "carry_over_review")}
"""What an import alone brings, of an alert that it brought."""
statistics = logging.getLogger(__name__)
ROWS = {(step.kind, step.name) for step in STEPS}
taken: Counter[tuple[str, str]] = Counter()
refused: Counter[tuple[str, str]] = Counter()


class Walk(RuleBasedStateMachine):
    """One walk. It is rolled back at its end."""

    first: Cast
    """The colleagues and the customers, as the test has them."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.travel = time_machine.travel(START, tick=False)
        self.clock = self.travel.start()
        Customer.objects.update(
            email=Concat("reference", models.Value("@post.example"))
        )  # nor is what else the housing system knows of them
        trail.arranged(Customer.objects.all())
        self.cast = Cast(self.first.people, self.first.customers, START.date())
        Organisation.objects.update(address_months=MANY)  # a walk takes years, and where they live is no step of it
        trail.arranged(Organisation.objects.all())
        self.book = Book(START.date())
        self.times: Counter[tuple[str, str]] = Counter()

    def teardown(self) -> None:
        """Each row is as a step left it, and each chain holds. Then nothing of the walk is left."""
        bad = trail.wrong() if sys.exc_info() == (None, None, None) else []
        self.travel.stop()
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)
        assert bad == []

    @initialize(customer=CUSTOMER, begun=st.sampled_from(BEGUN))
    def a_case_has_begun(self, customer: str, begun: str) -> None:
        """Most steps lie behind others: each walk begins at another depth, reached by the same steps, compared alike."""
        self._investigated(customer)
        for name in begun.split():
            if name == "wait":
                self._pass(60)
            else:
                self._take(*self._allowed()[tuple(name.split("."))][0], seen=True)

    @rule(data=st.data())
    def somebody_does_something(self, data: st.DataObject) -> None:
        """One rule, for hypothesis leaves rules out of a walk: each walk should have some of everything."""
        what = data.draw(st.sampled_from(WHAT))
        getattr(self, f"_{what}")(data.draw)
        self.clock.shift(timedelta(minutes=1))

    def _report(self, draw: st.DrawFn) -> None:
        customer, act = draw(CUSTOMER), draw(st.sampled_from([scenarios.logged, scenarios.reported_for]))
        by = "officer" if act == scenarios.logged else "lead"
        table.reported(self.book, customer, by=by)
        self._compare_after(by, lambda: act(self.cast, customer))

    def _investigate(self, draw: st.DrawFn) -> None:
        self._investigated(draw(CUSTOMER))

    def _wait(self, draw: st.DrawFn) -> None:
        self._pass(draw(st.sampled_from([1, 2, 7, 40, 200])))

    def _pass(self, days: int) -> None:
        """Nothing moves by itself."""
        before = _everything()
        self.clock.shift(timedelta(days=days))
        self.book.today = self.cast.today = self.book.today + timedelta(days=days)
        assert _everything() == before

    def _do(self, draw: st.DrawFn) -> None:
        """A step that the table allows: of those, one that was taken seldom in this walk."""
        found = self._allowed()
        if found:
            names = sorted(found, key=self._turn)
            self._take(*draw(st.sampled_from(found[draw(st.sampled_from(names[:SELDOM]))])), seen=True)

    def _try(self, draw: st.DrawFn) -> None:
        """Any step on any record by anybody, now and then on a page that somebody else has made old."""
        step, thing = draw(st.sampled_from(self._all()))
        by = draw(st.sampled_from([*ROLES, *step.who(thing)]))
        answers = draw(st.sampled_from(_answers(step)))
        if step.tried(self.book, thing, answers, by):
            self._take(step, thing, by, answers, seen=draw(st.booleans()))

    def _turn(self, name: tuple[str, str]) -> tuple[int, int]:
        return self.times[name] + LATER * (name in LAST), ORDER.index(name[0])

    def _allowed(self) -> dict[tuple[str, str], list[tuple[Step, Thing, str, Answers]]]:
        """What the table allows now, by its name, the newest record first."""
        found: dict[tuple[str, str], list[tuple[Step, Thing, str, Answers]]] = {}
        for step, thing in reversed(self._all()):
            if thing.status not in step.sources:
                continue
            for by, answers in product(sorted(set(step.who(thing))), _answers(step)):
                if step.allows(self.book, thing, answers, by):
                    found.setdefault((step.kind, step.name), []).append((step, thing, by, answers))
        return found

    def _all(self) -> list[tuple[Step, Thing]]:
        return [(step, thing) for step in STEPS for thing in self.book.of(step.kind)]

    def _take(self, step: Step, thing: Thing, by: str, answers: Answers, *, seen: bool) -> None:
        name = (step.kind, step.name)
        record = doing.MODELS[thing.kind]._default_manager.get(reference=thing.reference)
        doer = doing.Doer(self.cast, by, record, thing.rows if seen or name in UNSEEN else thing.rows - 1)
        if name == ("alert", "appeal"):
            review = challenged.appealed_review(self.book, thing, answers)
            answers = answers | {"reviewed": review.reference if review else ""}
        if step.allows(self.book, thing, answers, by) and (seen or name in UNSEEN):
            self.times[name] += 1
            taken[name] += 1
            step.then(self.book, thing, answers, by)
            self._compare_after(by, lambda: doing.HOW[name](doer, answers))
            return
        refused[name] += 1
        self._refused(lambda: doing.HOW[name](doer, answers), tried=name in OF_LETTERS and self._forbidden(thing, name))

    def _forbidden(self, thing: Thing, name: tuple[str, str]) -> bool:
        if thing.kind == "letter":
            return post.forbidden(self.book, thing.subject, thing.type == "E4")
        return post.forbidden(self.book, thing, name == ("investigation", "write"))

    def _refused(self, act: Any, *, tried: bool = False) -> None:
        """Nothing is changed; but that somebody tried to write a letter that may not be is on record."""
        counts, standing = _everything()
        with pytest.raises(NotAllowed) as answer, nullcontext() if tried else transaction.atomic():
            act()
        assert len(str(answer.value)) > 20, "a refusal is a sentence"
        assert _everything() == (counts | {EVENTS: counts[EVENTS] + tried}, standing)

    def _compare_after(self, by: str, act: Any) -> None:
        """What is written by ``act`` is what the book says, and nothing besides."""
        last = _last_event()
        beside, expected_beside, self.book.beside = _rows(BESIDE), self.book.beside, 0
        expected_events, self.book.events = self.book.events, []
        known = {thing.reference for thing in self.book.things}
        act()
        standing = _standing()
        self._name(set(standing) - known)
        new = AuditEvent.objects.filter(position__gt=last).select_related("by")
        assert sorted((event.action, event.reference) for event in new) == sorted(
            (action, thing.reference) for action, thing in expected_events
        )
        assert {event.by.username for event in new if event.by} <= {by}
        assert _rows(BESIDE) == beside + expected_beside
        assert IssuedPdf.objects.count() == self.book.pdfs
        assert standing == {
            thing.reference: (thing.kind, thing.status, thing.rows, thing.rows, _days(thing))
            for thing in self.book.things
        }
        assert _controls() == {
            alert.reference: list(alert.controls) for alert in self.book.of("alert", "ACTIVE", "ENDED")
        }
        assert list(duties.differing()) == [], "what is stored is what is owed"
        assert _actions() == {
            file.reference: (file.action.type, file.action.status, _known(file.action.days))
            for file in self.book.of("investigation")
            if file.action
        }

    def _name(self, new: set[str]) -> None:
        """What a step opens, by the reference that it was given: of each kind in their order."""
        for kind, model in doing.MODELS.items():
            opened = [thing for thing in self.book.of(kind) if not thing.reference]
            references = sorted(reference for reference in new if reference.startswith(model.PREFIX))
            for thing, reference in zip(opened, references, strict=False):
                thing.reference = reference

    def _investigated(self, customer: str) -> None:
        """A report, referred and investigated by a scenario, with every gate answered."""
        file = scenarios.investigated(self.cast, customer)
        self._found(self._filed(customer, file))

    def _restrict(self, draw: st.DrawFn) -> None:
        """The same, with an alert that sets a condition."""
        customer = draw(CUSTOMER)
        if imposed.active(self.book, customer, table.RESTRICTING):
            return
        condition = {"conditions": [scenarios.CONDITION], "first_period": 6}
        alert = scenarios.drafted_alert(self.cast, table.RESTRICTING, customer, **condition)
        filed = self._filed(customer, alert.investigation)
        draft = imposed.drafted(self.book, filed[-1], table.RESTRICTING, 6, None, conditions=1)
        draft.reference = alert.reference
        self._found([*filed, draft])

    def _import(self, draw: st.DrawFn) -> None:
        """What is in force in the housing system, with its latest review or with none."""
        customer, code, reviewed = draw(CUSTOMER), draw(st.sampled_from(imposed.TYPES)), draw(st.booleans())
        since = {"days": 0, "reviewed": 0 if reviewed else None}
        act = partial(scenarios.carried_over, self.cast, customer=customer, code=code, **since)
        if imposed.active(self.book, customer, code):
            self._refused(act)
            return
        imposed.carried_over(self.book, customer, code, reviewed=reviewed)
        self._compare_after("", act)

    def _filed(self, customer: str, file: Any) -> list[Thing]:
        incident = table.reported(self.book, customer)
        table.refer(self.book, incident, {}, "manager")
        table.open_file(self.book, incident, {}, "lead")
        opened = self.book.things[-1]
        opened.facts["answered"] = True
        incident.reference, opened.reference = file.incidents.get().reference, file.reference
        return [incident, opened]

    def _found(self, made: list[Thing]) -> None:
        """What a scenario wrote is read, as long as its statuses are right, and nothing else was touched."""
        standing = _standing()
        for thing in made:
            _, _, thing.rows, _, thing.days = standing[thing.reference]
        self.book.events, self.book.beside = [], 0
        self._compare_after("lead", lambda: None)


UNSEEN = {("incident", "open"), ("alert", "appeal"), ("investigation", "appeal"), ("alert", "carry_over_review")}
UNSEEN |= {(step.kind, step.name) for step in STEPS if step.name.startswith(("write", "acknowledge"))}
"""What opens a record, and asks for no version of another."""


def _controls() -> dict[str, list[str]]:
    """What each alert that is or was in force makes colleagues do."""
    return dict(Alert.objects.decided().values_list("reference", "controls"))


def _actions() -> dict[str, tuple[str, str, dict[str, date]]]:
    """The action of each file: its kind, whether it was agreed, and its days. It has no machine of its own."""
    decided = {None: "RECOMMENDED", True: "AGREED", False: "DECLINED"}
    found = Action.objects.filter(investigation__isnull=False)
    rows = found.values("investigation__reference", "kind", "agreed", "taken_out_on", *DUE)
    return {
        row["investigation__reference"]: (
            row["kind"],
            "TAKEN_OUT" if row["taken_out_on"] else decided[row["agreed"]],
            _known({name: row[name] for name in DUE}),
        )
        for row in rows
    }


def _answers(step: Step) -> list[Answers]:
    return [dict(zip(step.asked, one, strict=True)) for one in product(*step.asked.values())]


def _known(days: dict[str, Any]) -> dict[str, date]:
    return {name: day for name, day in days.items() if day is not None}


def _days(thing: Thing) -> dict[str, date]:
    """What the table says, as far as the record has such a day."""
    return {name: day for name, day in _known(thing.days).items() if name in DAYS[thing.kind]}


def _standing() -> dict[str, tuple[str, str, int, int, dict[str, date]]]:
    """Every record of the six machines: its kind, status, version, history rows and days."""
    found = {}
    for kind, model in doing.MODELS.items():
        history = model.history.model.objects.values_list("reference", "version", "status")  # type: ignore[attr-defined]
        rows: dict[str, list[Any]] = {}
        for reference, version, status in history.order_by("history_id"):
            rows.setdefault(reference, []).append((version, status))
        for row in model._default_manager.values("reference", "status", "version", *DAYS[kind]):
            written = rows[row["reference"]]
            assert [version for version, _ in written] == list(range(1, len(written) + 1))
            assert written[-1][1] == row["status"]
            known = _known({name: row[name] for name in DAYS[kind]})
            found[row["reference"]] = (kind, row["status"], row["version"], len(written), known)
    return found


def _last_event() -> int:
    return AuditEvent.objects.aggregate(last=models.Max("position"))["last"] or 0


def _rows(counted: Any) -> int:
    """How many rows these tables hold together."""
    return sum(_counts([model._meta.db_table for model in counted]).values())


def _everything() -> Any:
    """How many rows each table holds, and how each record stands."""
    return _counts([model._meta.db_table for model in apps.get_models(include_auto_created=True)]), _standing()


def _counts(tables: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM \"{name}\"" for name in tables))
        return dict(cursor.fetchall())


@pytest.mark.same_on_both
def test_the_six_machines_do_what_the_table_says_and_nothing_else(cast):
    taken.clear()
    refused.clear()

    for place in Membership.objects.all():  # a letter that came back raises no question where everybody stays at home
        place.confirmed_on = START.date() + timedelta(days=20 * 365)
        records.save(place, by=None, why="They stay there")
    run_state_machine_as_test(type("Here", (Walk,), {"first": cast}), settings=SETTINGS)

    assert {kind for kind, _ in taken} == set(doing.MODELS), "a machine stood still"
    for kind, name in sorted(ROWS):
        statistics.info("%s %s: taken %s, refused %s", kind, name, taken[kind, name], refused[kind, name])
    if DEEP:
        assert not ROWS - set(taken), "rows of the table that no walk took"
        assert ROWS - set(refused) == NEVER_REFUSED, "rows of the table that were refused in no walk"


def test_every_step_of_the_table_can_be_taken():
    assert set(doing.HOW) == ROWS


@pytest.mark.parametrize("module", [books, table, imposed, challenged, post])
def test_the_table_imports_nothing_of_the_product(module):
    tree = ast.parse(Path(module.__file__).read_text())
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    ours = {
        name for name in named if name.partition(".")[0] not in ("collections", "dataclasses", "datetime", "typing")
    }
    assert ours <= {"tests.procedure", *(f"tests.walks.{part}" for part in ("book", "table", "imposed", "post"))}
