"""Lets one module be read with a change, for what is fixed as it is read: a plugin of pytest, and ``manage.py`` besides.

``MUTANT`` names the module and the number of the change; nothing where all is read as it is.
"""

import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import ModuleType
from typing import Any

import pytest
from django.core.management import execute_from_command_line

from tests.mutation import mutants

_module, _, _number = os.environ["MUTANT"].partition(" ")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks no database comes first: where it catches the change already, none has to be made."""
    from tests.conftest import DATABASE

    items.sort(key=lambda item: bool(DATABASE.intersection(item.fixturenames)))  # type: ignore[attr-defined]


class Loader(SourceFileLoader):
    """Reads the module as the mutant would have it."""

    def get_code(self, fullname: str) -> Any:
        """The changed code, not what is kept of the true one."""
        return mutants.of(_module)[int(_number)].code()


class Finder(importlib.abc.MetaPathFinder):
    """Finds the one module."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Nothing for every other module."""
        if fullname != _module.removesuffix(".py").replace("/", "."):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        assert spec and spec.origin
        spec.loader = Loader(fullname, spec.origin)
        return spec


if _module:
    sys.meta_path.insert(0, Finder())

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_alerts.settings")
    execute_from_command_line(sys.argv)
