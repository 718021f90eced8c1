"""The contract of the rooms: which modules a layer means."""

import pytest

from tests.architecture.source import ROOT
from tools.rooms import RoomsContract

pytestmark = pytest.mark.same_on_both


def contract(monkeypatch, *layers):
    """The contract of these layers in a house with two rooms."""
    monkeypatch.chdir(ROOT)
    return RoomsContract("Rooms", {"root_packages": ["desk"]}, {"app": "desk", "layers": list(layers)})


def test_a_layer_is_the_modules_of_its_names_in_every_room(monkeypatch):
    views, sections = contract(monkeypatch, "views", "selectors sections").layers
    assert {module.name for module in views.module_tails} == {
        "desk.customer_page.views",
        "desk.merging.views",
        "desk.worklist.views",
    }
    assert {module.name for module in sections.module_tails} == {
        "desk.customer_page.selectors",
        "desk.merging.selectors",
        "desk.worklist.sections",
    }
    assert not sections.is_independent


def test_a_layer_that_names_no_module_is_refused(monkeypatch):
    with pytest.raises(ValueError, match="No room has a module veiws"):
        contract(monkeypatch, "veiws", "selectors")
