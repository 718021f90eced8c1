"""Most tests read no duty. For them the duties of all steps so far are settled once, when somebody reads one.

What is stored then is what it would be, but for the step that each duty names. Tests that ask for that, or for mail,
and the walks, settle at the end of each step, as the product does. Each page counts duties at its top, which takes a seventh
of its time: for a test that looks at no count, nothing waits. The proofs of rows are read by even fewer tests: elsewhere
no step appends one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.test.utils import CaptureQueriesContext

from desk.worklist import selectors as worklist
from housing_alerts.duties.models import DutyQuerySet
from housing_alerts.duties.selectors import Counts
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import Record
from housing_alerts.staff.models import Colleague, Organisation
from tests import trail

AT_ONCE = ("browser", "duties", "outbox", "races", "tools", "walks")
"""The folders of tests in which each step settles."""
WHILE_SOMEBODY_WORKS = ("test_waiting.py",)
"""Where reading a page may not write."""
PROVED = ("architecture", "browser", "kernel", "outbox", "privacy", "races", "tools", "walks", "years")
"""The folders of tests in which each step proves the rows that it saved, beside the modules that read ``tests/trail.py``."""
COUNTS_ON_TOP = ("desk",)
"""The folders of tests that look at the counts at the top of each page, or at what a page asks the database."""
_waiting: list[Any] = []
_settlers: list[records.Closer] = []


class Changed(NamedTuple):
    """A record that a step has changed, by its model and key."""

    model: type[Model]
    pk: Any


def waits() -> bool:
    """Whether this test puts off the end of its steps."""
    return bool(_settlers)


def proves() -> bool:
    """Whether each step of this test proves the rows that it saved."""
    return bool(records._provers)


def settled() -> None:
    """Settle what the steps so far have changed."""
    if _waiting and _settlers:
        changed = list({_named(one): one for one in _waiting}.values())
        _waiting.clear()
        records = [_read(one) if isinstance(one, Changed) else one for one in changed]
        for settle in _settlers:
            settle("test", [one for one in records if one is not None and one.pk is not None])


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is done meanwhile; what it changed is not there any more, and waits no longer."""
    before = len(_waiting)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    del _waiting[before:]


def waiting() -> list[Changed]:
    """List the records that wait to be settled."""
    return list({_named(one): None for one in _waiting if one.pk is not None})


def wait(changed: list[Changed]) -> None:
    """Let these records wait to be settled, as if a step had changed them now."""
    _waiting.extend(changed)


def _named(one: Any) -> Changed:
    return one if isinstance(one, Changed) else Changed(type(one), one.pk)


def _read(changed: Changed) -> Model | None:
    return changed.model._base_manager.filter(pk=changed.pk).first()


@receiver(post_save)
def _saved_by_hand(sender: Any, instance: Any, update_fields: Any = None, **_: Any) -> None:
    """What a test saves by itself, such as a colleague who left, counts as what a step changed. To sign in changes no duty."""
    if set(update_fields or ()) == {"last_login"}:
        return
    if _settlers and isinstance(instance, Record | Colleague | Organisation):
        _waiting.append(instance)


def when_read(item: pytest.Item, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put off the end of each step until a duty is read, as far as the test allows."""
    _waiting.clear()
    _settlers.clear()
    folder = item.path.relative_to(item.config.rootpath / "tests").parts[0]
    if folder not in PROVED and trail not in vars(item.module).values():
        monkeypatch.setattr(records, "_provers", [])
    if folder in AT_ONCE or item.path.name in WHILE_SOMEBODY_WORKS:
        return
    _settlers.extend(records._closers)
    monkeypatch.setattr(records, "_closers", [lambda step, changed: _waiting.extend(changed)])
    read = DutyQuerySet._fetch_all

    def fetch(found: Any) -> None:
        settled()
        read(found)

    monkeypatch.setattr(DutyQuerySet, "_fetch_all", fetch)
    monkeypatch.setattr(CaptureQueriesContext, "__enter__", _after_settling(CaptureQueriesContext.__enter__))
    for name in ("count", "exists", "aggregate", "update", "delete", "values"):  # values: also within another query
        monkeypatch.setattr(DutyQuerySet, name, _after_settling(getattr(DutyQuerySet, name)))
    if folder not in COUNTS_ON_TOP:
        monkeypatch.setattr(worklist, "counts", lambda *args, **kwargs: Counts({}, 0))


def _after_settling(read: Any) -> Any:
    def asked(found: Any, *args: Any, **kwargs: Any) -> Any:
        settled()
        return read(found, *args, **kwargs)

    return asked
