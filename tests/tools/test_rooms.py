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
    views, readers = contract(monkeypatch, "views", "selectors belongings").layers
    assert {module.name for module in views.module_tails} == {
        "desk.calendar.views",
        "desk.customer_page.views",
        "desk.merging.views",
        "desk.worklist.views",
    }
    assert {module.name for module in readers.module_tails} == {
        "desk.calendar.selectors",
        "desk.customer_page.selectors",
        "desk.merging.belongings",
        "desk.merging.selectors",
        "desk.worklist.selectors",
    }
    assert not readers.is_independent


def test_a_layer_that_names_no_module_is_refused(monkeypatch):
    with pytest.raises(ValueError, match="No room has a module veiws"):
        contract(monkeypatch, "veiws", "selectors")
