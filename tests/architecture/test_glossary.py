"""The glossary has every noun and every step of the machines, each with a clause of the procedure."""

import re

import pytest

from alerts.models import Alert, Incident, Investigation, Review
from appeals.models import Appeal
from housing_alerts.kernel import procedure
from letters.models import Letter
from monitoring.models import Strategy
from privacy.models import DisposalBatch, LegalHold, SharingRequest, SubjectRequest
from tests.architecture.source import ROOT
from tests.architecture.test_machines import MACHINES

GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("|") and not line.startswith(("| word", "| verb", "| ---"))
]
WORDS = [word for word, *_ in ROWS]
NOUNS = [
    *("organisation", "service area", "colleague", "customer", "asset", "tenancy", "membership", "vulnerability"),
    *("adjustment", "representative", "incident", "investigation", "action", "alert", "alert type", "condition"),
    *("marker", "entry", "review", "appeal", "letter", "duty", "subject request"),
    *("contact", "load of contacts", "high level of contact", "contact strategy"),
    *("legal hold", "sharing request", "retention period", "disposal batch", "tombstone"),
]
NAMES = {
    Incident: "incident",
    Investigation: "investigation",
    Alert: "alert",
    Review: "review",
    Appeal: "appeal",
    Letter: "letter",
    SubjectRequest: "subject request",
    LegalHold: "legal hold",
    Strategy: "contact strategy",
    DisposalBatch: "disposal batch",
    SharingRequest: "sharing request",
}


def test_every_noun_stands_there_once():
    assert set(NOUNS) <= set(WORDS)
    assert len(WORDS) == len(set(WORDS))


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model.__name__)
def test_every_step_of_a_machine_stands_there(model):
    """As ``refer an incident``, or ``record posting of a letter``."""
    steps = {step.replace("_", " ") for step in MACHINES[model]}
    named = {re.sub(rf"( of)? an? {NAMES[model]}$", "", word) for word in WORDS if word.endswith(f" {NAMES[model]}")}
    assert steps - named == set()


def test_each_word_has_one_sentence_a_clause_and_a_module():
    clauses = {"–", *(f"{each.id} {each.section}" for each in procedure.KEPT)}
    assert [word for word, meaning, _, _ in ROWS if not re.fullmatch(r"[A-Z].*\.", meaning)] == []
    assert [word for word, _, clause, _ in ROWS if clause not in clauses] == []
    assert [word for word, *_, module in ROWS if not (ROOT / module.strip("`")).is_file()] == []
