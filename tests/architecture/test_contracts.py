"""Each import contract breaks on the import that it forbids. A contract that nothing can break would hold nothing."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT
from tests.deep import DEEP

pytestmark = pytest.mark.same_on_both

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
LINTER = Path(sys.executable).with_name("lint-imports")
BREAKS = [
    ("Imports point down only", "housing_alerts/staff/selectors.py", "alerts.choices"),
    ("Imports point down only", "desk/worklist/selectors.py", "privacy.choices"),
    ("Imports point down only", "alerts/alert/views.py", "tools.rooms"),
    ("Imports point down only", "housing_alerts/kernel/refusals.py", "housing_alerts.kernel.records"),
    ("The web kit", "housing_alerts/web/fields.py", "housing_alerts.web.forms"),
    ("Within an app", "appeals/policies.py", "appeals.selectors"),
    ("Within and between the rooms of alerts", "alerts/reviews/policies.py", "alerts.reviews.services"),
    ("Within and between the rooms of alerts", "alerts/incidents/models.py", "alerts.reviews.forms"),
    ("Within and between the rooms of alerts", "alerts/choices.py", "alerts.alert.machine"),
    ("Within an app", "appeals/evidence.py", "appeals.steps"),
    ("Within and between the rooms of the desk", "desk/merging/policies.py", "desk.merging.selectors"),
    ("Within and between the rooms of the desk", "desk/worklist/selectors.py", "desk.worklist.presenters"),
    (
        "Within and between the rooms of privacy",
        "privacy/subject_access/policies.py",
        "privacy.subject_access.services",
    ),
    ("Imports point down only", "monitoring/contacts/forms.py", "privacy.choices"),
    ("Within and between the rooms of monitoring", "monitoring/contacts/policies.py", "monitoring.contacts.services"),
    ("Imports point down only", "housing_alerts/kernel/spreadsheet.py", "housing_alerts.staff.models"),
    ("Imports point down only", "housing_alerts/safety.py", "alerts.models"),
    (
        "Within and between the rooms of staff",
        "housing_alerts/staff/absences/policies.py",
        "housing_alerts.staff.absences.views",
    ),
    (
        "Within and between the rooms of staff",
        "housing_alerts/staff/models.py",
        "housing_alerts.staff.absences.services",
    ),
    ("No product module imports a test", "letters/services.py", "tests.scenarios"),
    ("No product module imports a test", "alerts/reviews/services.py", "pytest"),
]
"""A contract, and one import that breaks it and no other: the module that imports, and what it imports."""
ASKED = BREAKS if DEEP else list({contract: (contract, *between) for contract, *between in BREAKS}.values())


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the source: our modules and the contracts, nothing else."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=_all_but_python)
    return folder


def _all_but_python(folder, names):
    return [
        name for name in names if name == "__pycache__" or not ((Path(folder) / name).is_dir() or name.endswith(".py"))
    ]


def _said_of(copy):
    """What the linter says of each contract: KEPT or BROKEN."""
    asked = [LINTER, "--no-logo", "--no-cache", "--config", "pyproject.toml"]
    said = subprocess.run(asked, cwd=copy, capture_output=True, text=True, check=False).stdout
    ends = [line.rsplit(" ", 1) for line in said.splitlines() if line.endswith((" KEPT", " BROKEN"))]
    assert len(ends) == len(CONTRACTS), said
    return dict(ends)


def test_every_contract_is_broken_on_purpose():
    assert {contract for contract, *_ in BREAKS} == {contract["name"] for contract in CONTRACTS}


def test_the_copy_keeps_every_contract(copy):
    assert set(_said_of(copy).values()) == {"KEPT"}


@pytest.mark.parametrize(("contract", "importer", "imported"), ASKED, ids=[f"{by} {of}" for _, by, of in ASKED])
def test_one_import_breaks_its_contract_and_no_other(copy, contract, importer, imported):
    module = copy / importer
    source = module.read_text(encoding="utf-8")
    module.write_text(f"{source}\nimport {imported}\n", encoding="utf-8")
    try:
        said = _said_of(copy)
    finally:
        module.write_text(source, encoding="utf-8")
    assert [name for name, end in said.items() if end == "BROKEN"] == [contract]


HOUSE = ROOT / "housing_alerts"
APPS = sorted(
    str(folder.parent.relative_to(ROOT))
    for folder in [*ROOT.glob("*/__init__.py"), *HOUSE.glob("*/__init__.py"), *HOUSE.glob("kernel/*/__init__.py")]
    if folder.parent.name not in ("tests", "tools", "housing_alerts", "kernel")
)
"""Each app, and each part of the house: found in the tree, so that a new one is not left out."""


def test_every_module_stands_in_a_layer():
    layers = " ".join(" ".join(contract["layers"]) for contract in CONTRACTS if "layers" in contract)
    named = set(re.findall(r"[a-z_]+", layers)) | {"__init__", "apps", "migrations"}
    folders = [ROOT / app for app in APPS]
    within = [room for folder in folders for room in folder.iterdir() if (room / "__init__.py").is_file()]
    rooms = [*folders, *(room for room in within if room.name not in named)]
    assert [path for room in rooms for path in room.glob("*.py") if path.stem not in named] == []


def test_each_part_of_the_house_stands_in_the_order_of_the_house():
    """Settings, addresses and the door of the server are read by nobody."""
    order = " ".join(CONTRACTS[0]["layers"])
    parts = {path.stem for path in HOUSE.glob("*.py") if path.name != "__init__.py"}
    parts |= {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    parts |= {f"kernel.{path.stem}" for path in HOUSE.glob("kernel/*.py") if path.name != "__init__.py"}
    parts |= {f"kernel.{path.parent.name}" for path in HOUSE.glob("kernel/*/__init__.py")}
    left_out = {part for part in parts if f"housing_alerts.{part}" not in order.split()}
    assert left_out == {"settings", "urls", "wsgi", "kernel"}
