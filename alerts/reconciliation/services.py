"""Compare our alerts with those of Cx, and answer each row (§11)."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from alerts.entries import services as entries
from alerts.entries.policies import waits_for_entry
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import policies, selectors, steps
from .choices import Answer, Side
from .lines import Export, Told
from .matching import Matching, Pair, match, stated
from .models import Difference, Reconciliation

AT_ONCE = 500
MOST_NOTES = 200
"""The most notes about lines that are kept."""


def compare_with_cx(*, export: Export, by: Colleague, today: date) -> tuple[Reconciliation, bool]:
    """P11a Compare the export with our alerts, and keep each row in which they differ.

    Nobody waits while the lines are matched: a row tells of its moment, and whoever answers it is told what changed since.

    :returns: the comparison, and whether it is a new one: of the same file and day there is one.
    """
    refuse_if(steps.why_not_compare(by), policies.why_export_refused(export.exported_on, today=today))
    return _keep(match(export, today=today), by=by, today=today)


@records.step
def _keep(matching: Matching, *, by: Colleague, today: date) -> tuple[Reconciliation, bool]:
    records.take_turn(records.STEP)  # one comparison is kept at a time
    export = matching.export
    before = selectors.same_export(export.sha256, export.exported_on)
    if before:
        return before, False
    said = selectors.answered_right()
    differences = sorted(filter(None, (_row(pair, matching) for pair in matching.pairs)), key=_place)
    run = _run(matching, differences)
    records.save(run, by=by, why="Compared")
    in_hand = {pair.held.pk for pair in matching.pairs if pair.held and pair.held.in_hand(export.exported_on)}
    for number, row in enumerate(differences, start=1):
        row.run, row.number = run, number
        if row.alert_id in in_hand:
            row.answer, row.answered_on = Answer.ENTER, today
        elif row.sameness in said:
            _say_again(row, said[row.sameness])
    for start in range(0, len(differences), AT_ONCE):
        records.add_all(differences[start : start + AT_ONCE], by=by, why="Compared")
    audit.record("compare with Cx", run, by=by, why=f"{run.rows} rows differ, {run.agreed} alerts agree")
    return run, True


def _place(row: Difference) -> int:
    """Return the place of its kind in the list."""
    return list(Side).index(Side(row.side))


def _say_again(row: Difference, before: Difference) -> None:
    """P11a Give a row that is the same as before the answer that it had, with who gave it and when."""
    row.answer, row.reason = before.answer, before.reason
    row.answered_by, row.answered_on = before.answered_by, before.answered_on


def _run(matching: Matching, differences: Sequence[Difference]) -> Reconciliation:
    export, sides = matching.export, [row.side for row in differences]
    return Reconciliation(
        exported_on=export.exported_on,
        sha256=export.sha256,
        lines=export.lines,
        agreed=len(matching.pairs) - len(sides),
        over=export.over,
        doubled=export.doubled,
        uncompared=matching.uncompared,
        ours=sides.count(Side.OURS),
        theirs=sides.count(Side.THEIRS),
        differ=sides.count(Side.DIFFER),
        notes=[list(note) for note in sorted(export.notes)[:MOST_NOTES]],
    )


def _row(pair: Pair, matching: Matching) -> Difference | None:
    """P11a Return the row of a pair, or none where both say the same."""
    told, held, whose = pair
    here, there = held.facts if held else {}, stated(matching, told) if told else {}
    if told is None:
        side = Side.OURS
    elif held is None or not held.active:
        side = Side.THEIRS
    elif policies.differ(here, there):
        side = Side.DIFFER
    else:
        return None
    row = Difference(side=side, line=told.line if told else None, here=here, there=there)
    row.customer_id, row.asset_id = (held.customer, held.asset) if held else (whose.customer, whose.asset)
    row.alert_id, row.why_unknown = (held.pk, "") if held else (None, whose.why)
    row.sameness = _sameness(row, told)
    return row


def _sameness(row: Difference, told: Told | None) -> str:
    """Return the fingerprint of what the row says of whom, wherever it stands in which file."""
    nobody = told is not None and not (row.alert_id or row.customer_id or row.asset_id)
    line = [told.contact, told.name, told.place] if nobody and told else []
    said = [
        row.side,
        row.alert_id,
        row.customer_id,
        row.asset_id,
        *line,
        sorted(row.here.items()),
        sorted(row.there.items()),
    ]
    return sha256("\n".join(map(str, said)).encode()).hexdigest()


@records.step
def answer_difference(
    *, difference: Difference, version: int, by: Colleague, on: date, answer: str, reason: str
) -> Difference:
    """P11a Answer a row: Cx must be changed, it is wrong here, or it is right as it is. For the first an entry is made."""
    difference = records.locked(difference)
    refuse_if(
        steps.why_not_answer(difference, by),
        records.seen(difference, version),
        policies.why_answer_refused(difference, answer, reason),
    )
    difference.answer, difference.reason = answer, reason.strip()
    difference.answered_by, difference.answered_on = by, on
    why = ": ".join(filter(None, [difference.get_answer_display(), difference.reason]))
    records.save(difference, by=by, why=why)
    if answer == Answer.ENTER:
        _to_enter(difference, by=by, on=on)
    audit.record("answer difference from Cx", difference.alert or difference.customer or difference.run, by=by, why=why)
    return difference


def _to_enter(difference: Difference, *, by: Colleague, on: date) -> None:
    """P11a Ask for the entry in Cx. One about the alert that waits already tells of it."""
    alert, task = difference.alert, policies.TASKS[difference.side]
    if alert is None:
        entries.to_enter_unknown(difference, by=by, on=on)
    elif not waits_for_entry(alert):
        entries.to_enter_alert(alert, task=task, by=by, on=on)
