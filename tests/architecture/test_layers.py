"""Who may import whom, who looks at the clock, who asks the database, and what no module may be called."""

import ast
import contextlib
import io

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.source import PACKAGES, ROOT, dotted, modules, templates

CLOCK = {
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "localdate",
    "localtime",
    "now",
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
}
MAY_LOOK_AT_THE_CLOCK = {"views", "forms", "admin", "management", "records", "audit"}
"""Views, the audit site and commands pass the day on as ``on``; records and audit stamp what is saved; forms preselect today."""

CLOCK_FOR_A_REASON = {
    "letters/duties.py": "what is owed is reckoned on the day of the step that asks",
    "alerts/alert/duties.py": "what is owed is reckoned on the day of the step that asks",
    "alerts/decisions/selectors.py": "whether a marker tells of a danger holds when somebody decides",
    "alerts/look_up/contacting.py": "whom an alert names today must read the file, whoever restricts it",
    "alerts/entries/words.py": "what is copied is what holds on the day it is copied",
    "alerts/incidents/duties.py": "what is owed is reckoned on the day of the step that asks",
    "alerts/incidents/models.py": "a duty manager sees what needs a marker on their days, whoever asks",
    "housing_alerts/customers/models/people.py": "a restricted file closes by the clock, whoever asks whether it is open",
    "housing_alerts/staff/absences/deputising.py": "a deputy is one on the days of the absence, whoever asks",
    "housing_alerts/staff/absences/selectors.py": "a deputy is one on the days of the absence, whoever asks",
    "monitoring/strategies/duties.py": "what is owed is reckoned on the day of the step that asks",
    "desk/duties.py": "what is owed is reckoned on the day of the step that asks",
    "housing_alerts/duties/models.py": "a duty that has passed shows no more",
    "housing_alerts/duties/services.py": "a duty keeps the moment of the step that opened and closed it",
    "alerts/visits/watching.py": "the end of a step is told no day, and mail is told at once",
    "alerts/markers/services.py": "the end of a step is told no day: who moved in it is asked about at once",
    "housing_alerts/outbox/daily.py": "the worker acts by the clock",
    "housing_alerts/outbox/models.py": "the worker acts by the clock",
    "housing_alerts/outbox/sending.py": "the worker acts by the clock",
    "tools/bench/filling.py": "what is filled in was made now",
    "housing_alerts/web/fields.py": "a field of a form refuses a day in the future",
    "letters/composing.py": "the page of every letter: the views of the kinds are a few lines each",
    "tools/demo.py": "the demo's cases lie so many days before the day it is loaded",
}

NO_NAMES = {"utils", "helpers", "common", "core", "misc"}
LONGEST_FUNCTION, LONGEST_MODULE, LONGEST_TEMPLATE = 40, 400, 120
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")


def test_the_import_contracts_are_kept(monkeypatch):
    monkeypatch.chdir(ROOT)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        kept = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert kept == EXIT_STATUS_SUCCESS, said.getvalue()


def test_only_the_edges_look_at_the_clock():
    """A rule, a step and a service are told the day. Turning a given moment into a day is no look at the clock."""
    found = {
        module.name: [module.at(node) for node in ast.walk(module.tree) if _looks_at_the_clock(node)]
        for module in modules()
        if not module.parts & MAY_LOOK_AT_THE_CLOCK
    }
    found = {name: places for name, places in found.items() if places}
    assert {name: places for name, places in found.items() if name not in CLOCK_FOR_A_REASON} == {}
    assert set(CLOCK_FOR_A_REASON) == set(found), "an exception nobody needs"


def _looks_at_the_clock(node: ast.AST) -> bool:
    """A call without a moment to turn, or the function itself handed on."""
    if isinstance(node, ast.Call) and dotted(node.func) in CLOCK:
        return not node.args
    if isinstance(node, ast.keyword):
        return dotted(node.value) in CLOCK - {"now"}
    return False


def test_views_read_through_selectors():
    assert [
        module.at(node)
        for module in modules()
        if "views" in module.parts
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
    ] == []


def test_no_app_listens_to_another():
    """What an upper app must tell a lower one, it tells by calling its service. Both ends of a migrate are Django's own words.

    The proofs alone listen, to every table: no service can then forget a row that it saved (decision 63).
    """
    assert [
        module.at(node)
        for module in modules()
        if module.name != "housing_alerts/kernel/audit/proofs.py"
        for node in ast.walk(module.tree)
        if (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith(SIGNALS)
            and [name.name for name in node.names] not in (["post_migrate"], ["post_migrate", "pre_migrate"])
        )
        or (isinstance(node, ast.Import) and any(name.name.startswith(SIGNALS) for name in node.names))
    ] == []


def test_a_migration_reads_the_kernel_alone_of_our_code():
    """Code that changes later would change what it once did. The tests' database is kept for as long as these files stay.

    The rows that the service begins with stand beside the migration that adds them.
    """
    written = [path for name in PACKAGES for path in (ROOT / name).rglob("migrations/*.py")]
    imported = {
        (path.relative_to(ROOT).as_posix(), node.module)
        for path in written
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] in PACKAGES)
    }
    assert written
    elsewhere = {(place, name) for place, name in imported if ".migrations._" not in name}
    assert {place for place in elsewhere if not place[1].startswith("housing_alerts.kernel")} == set()


def test_no_module_is_a_drawer_for_everything():
    assert [module.name for module in modules() if module.parts & NO_NAMES] == []


def test_functions_stay_short():
    """Counted are the lines of what a function does: neither its signature nor its docstring."""
    lengths = [
        (_length(node), f"{module.at(node)} {node.name}")
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [found for found in sorted(lengths, reverse=True) if found[0] > LONGEST_FUNCTION] == []


def _length(function):
    does = function.body[1:] if ast.get_docstring(function) else function.body
    return function.end_lineno - does[0].lineno + 1 if does else 0


def test_modules_and_templates_stay_short():
    lengths = {module.name: (_lines(module.path), LONGEST_MODULE) for module in modules()}
    lengths |= {path.relative_to(ROOT).as_posix(): (_lines(path), LONGEST_TEMPLATE) for path in templates()}
    assert {name: length for name, (length, most) in lengths.items() if length > most} == {}


def _lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_services_are_told_who_and_when():
    """The functions of a service are called by name: ``by=`` and ``on=`` never change places."""
    assert [
        f"{module.at(node)} {node.name}"
        for module in modules()
        if "services" in module.parts
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith(("_", "why_"))
        if len(node.args.args) > 1
    ] == []


def test_what_is_private_stays_in_its_module():
    assert [
        f"{module.at(node)} {ast.unparse(node)}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and any(name.name.startswith("_") for name in node.names)
    ] == []
