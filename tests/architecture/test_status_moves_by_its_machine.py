"""A status moves by a step of its machine, and rows are written one at a time, through the services."""

import ast
from collections.abc import Iterator
from typing import Any

from tests.architecture.source import Module, called, modules

ASKS = {"filter", "exclude", "Q", "HttpResponse", "JsonResponse", "render"}
"""What may be given a ``status``: what reads rows by it, and an answer's HTTP status."""

BULK = {"update", "bulk_create", "bulk_update", "delete", "update_or_create", "execute", "executemany", "raw"}
"""The ways past ``records.save`` and its history."""

BULK_FOR_A_REASON = {
    "housing_alerts/duties/services.py": "writes who was told; what is owed has no history, the trail has each step",
    "housing_alerts/outbox/services.py clear": "clears what was sent long ago; a message has no history",
    "alerts/visits/services.py": "changes and deletes lists of the day's visits, which have no history; the trail has each step",
    "desk/calendar/services.py": "makes and revokes an address; the trail says who did",
    "tools/management/commands/screenshots.py references_in": "reads the references of the demo",
    "housing_alerts/staff/services.py": "takes a role away; the row's history says who did",
    "housing_alerts/kernel/audit/protection.py": "makes triggers",
    "housing_alerts/kernel/audit/disposal.py": "empties rows of the trail, which have no history; an event names them",
    "privacy/disposal/services.py execute_batch": "takes the step of the machine that is called execute",
    "privacy/disposal/services.py clear_account": "deletes a library's copy of an e-mail address, which has no history",
    "privacy/disposal/erasing.py": "deletes mail that names what is gone",
    "privacy/disposal/sweeping.py": "tidies the database's own files",
    "housing_alerts/kernel/audit/chain.py": "writes all readings of a page at once; rows of the trail have no history",
    "housing_alerts/kernel/audit/management/commands/database_roles.py": "makes roles",
    "housing_alerts/kernel/records/counting.py": "counts in one statement, so that no two get one number; no count has a history",
    "housing_alerts/kernel/records/saving.py": "takes a lock of the database's own",
    "alerts/drafting/services.py keep_draft": "keeps what is typed of a draft, which no history is to hold",
    "housing_alerts/customers/models/words.py": "searches the index of words",
    "housing_alerts/customers/models/indexing.py": "makes the index of searched words, which triggers keep",
    "tools/bench/visiting.py visited": "forgets how often somebody asked, in a database of the bench's own",
    "tools/bench/filling.py": "fills a database of the bench's own, in bulk because it is large",
}
"""Modules that call one of them, or the one function of a module that does, each with its reason."""


def test_no_code_passes_a_status_to_what_writes():
    assert [
        module.at(call)
        for module in modules()
        for call in module.calls()
        if any(keyword.arg == "status" for keyword in call.keywords) and called(call) not in ASKS
    ] == []


def test_no_code_names_a_status_as_a_field_to_set():
    """Neither ``{"status": …}`` for ``**``, nor ``setattr(record, "status", …)``, nor ``record.status = …``."""
    assert [module.at(node) for module in modules() for node in _sets_status(module)] == []


def _sets_status(module: Module) -> Iterator[ast.AST]:
    answers = {id(given) for call in module.calls() if called(call) in ASKS for given in call.args}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Dict) and any(_is_status(key) for key in node.keys) and id(node) not in answers:
            yield node
        if isinstance(node, ast.Call) and called(node) == "setattr" and _is_status(node.args[1]):
            yield node
        if isinstance(node, ast.Call) and called(node) in ("__setattr__", "set_state"):
            yield node
        targets: list[Any] = getattr(node, "targets", [getattr(node, "target", None)])
        yield from (target for target in targets if isinstance(target, ast.Attribute) and target.attr == "status")


def _is_status(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value == "status"


def test_rows_are_written_one_at_a_time():
    found = {
        module.at(call): {module.name, f"{module.name} {_function_around(call, module)}"}
        for module in modules()
        for call in module.calls()
        if _writes_many(call)
    }
    assert {place: names for place, names in found.items() if not names & set(BULK_FOR_A_REASON)} == {}
    assert set(BULK_FOR_A_REASON) <= set().union(*found.values()), "an exception nobody needs"


def _function_around(call: ast.Call, module: Module) -> str:
    """Return the name of the function of the module that holds the call."""
    functions = [node for node in module.tree.body if isinstance(node, ast.FunctionDef)]
    return next((one.name for one in functions if one.lineno <= call.lineno <= (one.end_lineno or 0)), "")


def _writes_many(call: ast.Call) -> bool:
    """``update`` with keywords is a queryset's; a dictionary's or a set's takes something to add."""
    name = called(call)
    return isinstance(call.func, ast.Attribute) and name in BULK and (name != "update" or bool(call.keywords))
