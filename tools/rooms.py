"""Add a contract to import-linter: the layers hold within each room of an app and between its rooms."""

from pathlib import Path
from typing import Any

from importlinter.contracts.layers import LayersContract


class RoomsContract(LayersContract):
    """The layers of all rooms of ``app`` together. A module belongs to a layer by its name, in any room.

    A layer is a list of module names, separated by spaces: ``"selectors people"``. Modules of one layer may import each
    other. A name that no room has is refused, because it would hold nothing.
    """

    type_name = "rooms"

    def __init__(self, name: str, session_options: dict[str, Any], contract_options: dict[str, Any]) -> None:
        options = dict(contract_options)
        app = Path(options.pop("app"))
        rooms = [app, *sorted(app.glob("*/"))]
        options["layers"] = [_layer(names.split(), rooms) for names in options["layers"]]
        super().__init__(name, session_options, options)


def _layer(names: list[str], rooms: list[Path]) -> str:
    """Return the modules of these names in all rooms, written as a layer whose parts may import each other.

    :raises ValueError: where no room has a module of a name.
    """
    modules = []
    for name in names:
        found = [room / name for room in rooms if (room / name).is_dir() or (room / f"{name}.py").is_file()]
        if not found:
            raise ValueError(f"No room has a module {name}.")
        modules += [".".join(path.parts) for path in found]
    return " : ".join(modules)
