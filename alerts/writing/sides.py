"""Say whether the customer's side was heard before a decision (D3b)."""

from typing import Any

from alerts.investigations.discussions import customers_side
from alerts.investigations.models import Investigation

NOT_ASKED = "NOT_ASKED"
"""D3b The fact that the customer was not asked for their side; beside those of :class:`~alerts.choices.Side`."""


def side(investigation: Investigation | None) -> str:
    """D3b Return whether the customer gave their side, refused to, or was not asked; "" where nothing says so."""
    if investigation is None:
        return ""
    return customers_side(investigation.discussions.all()) or ("" if investigation.heard_customer() else NOT_ASKED)


def heard(investigation: Investigation | None, not_asked: str) -> dict[str, Any]:
    """D3b Return the facts about the customer's side.

    :param not_asked: the reason why nobody asked them, as they read it. It is left out where somebody did.
    """
    found = side(investigation)
    return {"side": found} | ({"not_asked": not_asked} if found == NOT_ASKED else {})
