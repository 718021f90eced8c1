"""One question for page, service and script.

For each step one function, ``steps.why_not_<step>(record, by, on)``, says what stands in its way before any input.
"""

import ast
import importlib
import inspect
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, called, dotted, modules
from tests.architecture.test_machines import ASKED, MACHINES
from tools.clauses import RULES

ASKS_NOTHING = {
    "alerts/entries/views.py": "its list holds what the colleague may enter, and nothing else",
    "alerts/incidents/views/reporting.py": "whoever begins a report may log it",
    "alerts/catalogue/views.py": "its pages, but for the one that confirms a type, exist for administrators alone",
    "housing_alerts/staff/views.py": "its pages exist for administrators alone",
    "privacy/case_bundle/views.py": "it leads to a case that the colleague may open, and exists for who makes bundles",
    "housing_alerts/duties/views.py": "everybody chooses how they are told",
    "housing_alerts/outbox/views.py": "its page for all messages exists for administrators alone",
}
"""Whose pages of a step ask nothing before there is input, and why."""
NO_STEP_OF_THE_PAGE = {
    "letters/composing.py dispatch.why_late": "it refuses nothing: the page says what is asked before the letter goes out",
    "letters/views.py dispatch.why_in_anothers_name": "it is the reason to cancel the letter, which the page fills in",
    "alerts/alert/views.py ended.why_letter_refused": "a message says whether a letter is owed after the step",
    "alerts/decisions/views.py alert.why_letter_refused": "a message says whether a letter is owed after the step",
    "alerts/decisions/views.py letters_permissions.why_may_not_send": "a message says who writes the letter",
    "alerts/reviews/views.py review.why_letter_refused": "a message says whether a letter is owed after the step",
    "alerts/reviews/views.py alert.why_letter_refused": "a message says whether a letter is owed after the step",
    "alerts/conditions/views.py alert_policies.why_not_propose": "the list says what the alert lacks still",
    "alerts/incidents/views/triage.py incidents_policies.why_letter_owed_refused": "of what no letter can tell",
    "appeals/views.py found.why_customer_not_informed": "the page says what the letter waits for",
    "letters/views.py policies.why_letter_cancelled": "a file is served, which is no step",
    "letters/composing.py services.why_words_refused": "each field of words is checked by itself",
    "housing_alerts/staff/views.py permissions.why_may_not_administer": "it decides whether the page exists",
    "housing_alerts/outbox/views.py permissions.why_may_not_keep": "it decides whether the page exists",
    "housing_alerts/outbox/views.py policies.why_messages_do_not_go": "it tells a monitor how the worker is",
}
"""What views ask for another purpose than to offer a step."""
RULES_OF_LETTERS = {"why_words_refused", "why_not_print"}
"""These draw the letter, which no policy can."""


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model._meta.model_name)
def test_each_step_of_a_machine_has_its_function(model):
    assert {f"why_not_{step}" for step in MACHINES[model]} - vars(ASKED[model]).keys() == set()


def test_each_function_is_asked_of_a_record_by_a_colleague_on_a_day():
    odd = []
    for module in modules():
        if module.path.stem == "steps":
            steps = importlib.import_module(module.name.removesuffix(".py").replace("/", "."))
            for name, function in inspect.getmembers(steps, inspect.isfunction):
                if name.startswith("why_not_") and function.__module__ == steps.__name__:
                    odd += (
                        [f"{module.name} {name}"]
                        if list(inspect.signature(function).parameters)[-2:] != ["by", "on"]
                        else []
                    )
    assert odd == []


def _policies_named_as_a_step_is() -> Iterator[tuple[Module, ast.FunctionDef, str]]:
    """Yield each policy with the name of a step of its room, and the source of that room's steps."""
    for module in modules():
        beside = module.path.with_name("steps.py")
        if module.path.stem == "policies" and beside.exists():
            room = module.name.removesuffix("/policies.py").replace("/", ".")
            steps = vars(importlib.import_module(f"{room}.steps"))
            for node in module.tree.body:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("why_not_") and node.name in steps:
                    yield module, node, beside.read_text(encoding="utf-8")


def test_a_policy_named_as_a_step_is_asked_by_that_step():
    """A policy about the input of a step has a name of its own: whoever reads it must not think that the page asked it."""
    found = list(_policies_named_as_a_step_is())
    assert len(found) > 20
    assert [module.at(node) for module, node, steps in found if f"policies.{node.name}(" not in steps] == []


def test_pages_and_buttons_ask_the_steps_alone():
    """What is given to ``take_step`` as a refusal, and to an offer, comes of a function of ``steps``."""
    found = []
    for module in modules():
        if "views" in module.parts or module.path.stem == "composing":
            for function in (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)):
                found += [f"{module.at(value)} {ast.unparse(value)}" for value in _refusals_given(function)]
    assert found == []


def test_each_page_of_a_step_asks_it():
    """A page that is opened and asks nothing lets somebody type what the service refuses."""
    silent = {
        module.name
        for module in modules()
        for call in module.calls()
        if called(call) == "take_step" and "refusal" not in [keyword.arg for keyword in call.keywords]
    }
    assert silent == set(ASKS_NOTHING)


def test_views_ask_no_rule_past_the_steps():
    """What stands beside a step, such as whether its link is shown, is an answer of the step, too."""
    asked = {
        f"{module.name} {dotted(node)}"
        for module in modules()
        if "views" in module.parts or module.path.stem == "composing"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr.startswith("why_") and not _is_an_answer(_call(node))
    }
    assert asked == set(NO_STEP_OF_THE_PAGE)


def _call(function: ast.Attribute) -> ast.Call:
    return ast.Call(function, [], [])


def _refusals_given(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """The refusals that are no answer of a step."""
    assigned = {name: value for node in ast.walk(function) for name, value in _assigned(node)}
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        if called(call) in ("offer", "offer_where_allowed", "Offer"):
            given = call.args[2:3]
        elif called(call) == "take_step":
            given = [keyword.value for keyword in call.keywords if keyword.arg == "refusal"]
        else:
            continue
        for value in given:
            meant = assigned.get(value.id, value) if isinstance(value, ast.Name) else value
            if not _is_an_answer(meant) and not _is_handed_in(meant, function):
                yield value


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Assign):
        (target,) = node.targets
        if isinstance(target, ast.Name):
            yield target.id, node.value
        elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from ((each.id, value) for each, value in zip(target.elts, node.value.elts, strict=True))  # type: ignore[attr-defined]


def _is_an_answer(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return value.value is None
    if not isinstance(value, ast.Call):
        return False
    *of, name = dotted(value.func).split(".")
    return bool(of) and of[0].endswith("steps") and name.startswith("why_not_")


def _is_handed_in(value: ast.expr, function: ast.FunctionDef) -> bool:
    """The frame of several pages is given the answer by each of them."""
    return isinstance(value, ast.Name) and value.id in [
        each.arg for each in function.args.args + function.args.kwonlyargs
    ]


def test_no_service_keeps_a_rule_to_itself():
    """What may stand in the way of a step stands in policies and permissions."""
    assert [
        f"{module.at(node)} {node.name}"
        for module in modules()
        if "services" in module.parts
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
        if node.name.lstrip("_").startswith("why_") and node.name not in RULES_OF_LETTERS
    ] == []


def test_a_refusal_is_made_where_rules_stand():
    """No service, view or form spells a refusal of its own."""
    assert [
        module.at(call)
        for module in modules()
        if "kernel" not in module.parts and not set(RULES) & module.parts
        for call in module.calls()
        if called(call) == "Refusal"
    ] == []
