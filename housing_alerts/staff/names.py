"""The names by which people know a colleague: the present one, and those from before a change."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .models import Colleague


class Named(NamedTuple):
    """One name of a colleague."""

    first_name: str
    last_name: str

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def names_of(colleague: "Colleague") -> list[Named]:
    """P11a List the present name and each former one. A customer may know the colleague by any of them."""
    return [Named(colleague.first_name, colleague.last_name), *(Named(*name) for name in colleague.former_names)]


def keep_former(colleague: "Colleague", values: dict[str, object]) -> None:
    """Keep the present name among the former ones where these values change it."""
    now = Named(colleague.first_name, colleague.last_name)
    then = Named(str(values.get("first_name", now.first_name)), str(values.get("last_name", now.last_name)))
    if then != now and list(now) not in colleague.former_names:
        colleague.former_names = [*colleague.former_names, list(now)]
