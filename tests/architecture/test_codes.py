"""A code is spelled once, where its enumeration is defined, and each table that is keyed by one covers it whole."""

import ast
import enum
import importlib
import re

import pytest
from jinja2 import Environment, nodes

from alerts import choices
from alerts.alert import departures
from alerts.alert.choices import Departure
from alerts.conditions import forms as conditions_forms
from alerts.conditions import policies as conditions_policies
from alerts.investigations import gates as investigations_gates
from alerts.markers import models as markers
from alerts.models import Alert, Review
from alerts.reviews import forms as reviews_forms
from alerts.reviews import presenters as reviews_presenters
from alerts.writing import measures, reported, sides, suggestions
from appeals import choices as of_appeals
from appeals import suggestions as appeals_suggestions
from housing_alerts.attachments import models as attachments
from housing_alerts.attachments.choices import AttachmentKind
from housing_alerts.kernel import procedure
from housing_alerts.staff import forms as staff_forms
from housing_alerts.staff.choices import Role
from letters import choices as of_letters
from letters import policies as letters_policies
from privacy import choices as of_privacy
from tests.architecture.source import ROOT, dotted, modules

LEAVES = (
    "alerts.choices",
    "alerts.alert.choices",
    "alerts.corrections.choices",
    "appeals.choices",
    "privacy.choices",
    "letters.choices",
    "housing_alerts.attachments.choices",
    "housing_alerts.customers.choices",
    "housing_alerts.duties.choices",
    "housing_alerts.kernel.procedure",
    "housing_alerts.staff.choices",
    "monitoring.curiosity",
    "monitoring.equality.choices",
)
NOT_OURS = {
    ("housing_alerts/attachments/policies.py", "JPEG"): "the name by which Pillow knows the format",
    ("housing_alerts/attachments/policies.py", "PDF"): "the same",
    ("housing_alerts/attachments/policies.py", "PNG"): "the same",
    ("housing_alerts/kernel/audit/site.py", "DATA_PROTECTION_OFFICER"): "the trail imports no app that stands on it",
    ("housing_alerts/settings.py", "WARNING"): "a level of the log",
    ("housing_alerts/web/step_pages.py", "HEAD"): "a method of HTTP",
    ("privacy/bundle/sealing.py", "PDF"): "the same",
    ("letters/printing/pictures.py", "PNG"): "the name by which Pillow knows the format",
}
"""A text that happens to be written like a code of ours."""


def _codes():
    """The values of all enumerations of the leaves."""
    return {
        member.value
        for leaf in LEAVES
        for each in vars(importlib.import_module(leaf)).values()
        if isinstance(each, type) and issubclass(each, str) and issubclass(each, enum.Enum)
        for member in each
        if member.value
    }


def _named_by_itself(statement):
    """Whether the statement only names its own texts, as ``NOBODY = "NOBODY"`` does."""
    if not isinstance(statement, ast.Assign):
        return False
    names = {node.id for target in statement.targets for node in ast.walk(target) if isinstance(node, ast.Name)}
    return {node.value for node in ast.walk(statement.value) if isinstance(node, ast.Constant)} <= names


def _spelled(module):
    """The texts of a module, without those of enumerations that it defines and names that stand for themselves."""
    defined = {
        id(inner)
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases))
        or _named_by_itself(node)
        for inner in ast.walk(node)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in defined:
            yield node


def test_no_code_is_spelled():
    codes = _codes()
    leaves = {leaf.replace(".", "/") for leaf in LEAVES}
    found = {
        (module.name, node.value): module.at(node)
        for module in modules()
        if not any(module.name.startswith(leaf) for leaf in leaves) and not module.name.startswith("tools/")
        for node in _spelled(module)
        if node.value in codes
    }
    assert {place: at for place, at in found.items() if place not in NOT_OURS} == {}
    assert set(NOT_OURS) <= set(found), "an exception nobody needs"


OF_CONTACT = {choices.Control.NAMED_OFFICER, choices.Control.AGREED_CONTACT, choices.Control.SAFE_CONTACT}
"""Controls that keep to a way of contact. No marker asks for them: it restricts no contact (Appendix D 4.1)."""


OF_ITS_OWN_MATTER = {
    choices.Control.ANIMAL_SECURED,
    choices.Control.POLICE_ADVICE,
    choices.Control.NO_FORCED_ENTRY,
    choices.Control.ASK_LEAD,
}
"""Controls of which no other is about the same thing, so that each is lifted or stays by itself (P8b)."""
SAID_ELSEWHERE = {choices.EndedBecause.APPEAL}
"""Why an alert ended of which another letter tells already."""


@pytest.mark.parametrize(
    ("table", "covers"),
    [
        pytest.param(measures.MEASURES, set(choices.Control), id="measures"),
        pytest.param(conditions_policies._OF_KIND, set(choices.ConditionKind), id="what a kind of condition says"),
        pytest.param(conditions_forms.CONDITION_FORMS, set(choices.ConditionKind), id="what a kind of condition asks"),
        pytest.param(departures.WORDS, set(Departure), id="departures"),
        pytest.param(reported.WHERE, set(choices.Channel), id="where it happened"),
        pytest.param(suggestions.REASONS, set(choices.ReviewOutcome), id="reasons of a review"),
        pytest.param(suggestions.REMOVED, set(choices.EndedBecause) - SAID_ELSEWHERE, id="reasons of a removal"),
        pytest.param(
            appeals_suggestions.BASES,
            {*of_appeals.AppealOutcome, of_appeals.AppealStatus.REFUSED},
            id="bases of an answer",
        ),
        pytest.param(attachments.Attachment.CONTENT_TYPES, set(AttachmentKind), id="content types"),
        pytest.param(staff_forms.ROLE_HINTS, set(Role), id="hints of roles"),
        pytest.param(procedure.FAMILY_NAMES, set(procedure.Family), id="families of behaviour"),
        pytest.param(procedure.CONTACT_WAYS, set(procedure.ContactWay), id="ways of contact"),
        pytest.param(procedure.SERVICE_NAMES, set(procedure.Service), id="services"),
    ],
)
def test_a_table_covers_its_enumeration(table, covers):
    assert set(table) == set(covers)


def test_every_control_is_of_a_matter_or_is_one():
    assert set(choices.MATTERS) == set(choices.Control) - OF_ITS_OWN_MATTER


OF_NO_HARM = {choices.WithholdCode.THIRD_PARTY, choices.WithholdCode.NOBODY_KNOWN}
"""Grounds for not telling a customer that fear no harm, so nothing of them stays once the customer is told (P7c)."""


def test_every_ground_for_not_telling_fears_harm_or_not():
    assert set(choices.FOR_HARM) == set(choices.WithholdCode) - OF_NO_HARM


def test_every_answer_of_a_review_is_shown():
    """On its page and in an appeal's evidence."""
    review = Review(alert=Alert(), **{name: f"Words about {name}." for name in reviews_forms.CONSIDERED})
    shown = [said for _, said in reviews_presenters.considered_rows(review)]
    assert shown == [getattr(review, name) for name in reviews_forms.CONSIDERED]


def test_every_control_keeps_safe_or_is_of_contact():
    assert set(markers.SAFETY) == set(choices.Control) - OF_CONTACT


def test_every_kind_of_condition_has_words():
    assert set(choices.ConditionKind) == {
        node.attr
        for module in modules()
        if module.name == "alerts/conditions/words.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and dotted(node.value) == "ConditionKind"
    } | {choices.ConditionKind.DECLARATION}  # its words end the function: there is no other left


def test_every_gate_of_a_discussion_names_a_counterpart():
    named = {code for _, group, code, *_ in investigations_gates._GATES if group == "discussions"}
    assert named <= set(choices.Counterpart)


def test_every_kind_of_letter_says_of_what_it_is_made():
    of_appeal = {of_letters.Kind.APPEAL_ACKNOWLEDGEMENT, of_letters.Kind.APPEAL_OUTCOME}
    assert set(letters_policies._PARTS) == set(of_letters.Kind) - of_appeal


def test_a_letter_knows_the_outcomes_that_it_tells_by_the_codes_of_their_apps():
    theirs = set(choices.ReviewOutcome) | set(of_appeals.AppealOutcome) | set(of_appeals.AppealStatus)
    assert set(of_letters.ToldOutcome) <= theirs


CODE = re.compile("[A-Z][A-Z_]+")


def test_a_template_compares_with_codes_that_exist():
    """A code that was renamed would be false in silence: a template cannot name the enumeration."""
    known = _codes() | {sides.NOT_ASKED}
    unknown = {
        (str(path.relative_to(ROOT)), const.value)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for compared in Environment(autoescape=True).parse(path.read_text(encoding="utf-8")).find_all(nodes.Compare)
        for const in compared.find_all(nodes.Const)
        if isinstance(const.value, str) and CODE.fullmatch(const.value) and const.value not in known
    }
    assert unknown == set()


def test_every_status_has_a_colour():
    """The tag of a status shows a word and a colour; one that the page does not know would fail."""
    template = (ROOT / "templates/components/status.html").read_text(encoding="utf-8")
    coloured = {
        node.value
        for node in Environment(autoescape=True).parse(template).find_all(nodes.Const)
        if isinstance(node.value, str)
    }
    statuses = [
        choices.IncidentStatus,
        choices.InvestigationStatus,
        choices.AlertStatus,
        choices.ReviewStatus,
        of_appeals.AppealStatus,
        of_letters.LetterStatus,
        of_privacy.RequestStatus,
        of_privacy.HoldStatus,
        of_privacy.SharingStatus,
    ]
    assert {str(status) for each in statuses for status in each} <= coloured
