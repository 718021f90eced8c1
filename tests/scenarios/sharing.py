"""Requests by others for what we hold about a person, as the Data Protection Officer and the Heads decide on them."""

from typing import Any

from privacy.models import SharingRequest
from privacy.sharing import selectors, services
from tools.demo import Cast

from .alerts import active, ended
from .people import LODGER

BY_THE_POLICE = {
    "asker": "POLICE",
    "asked_by": "PC 4711 of Newton Abbot, rung back at the station.",
    "asks": "Whether we know of weapons at the address.",
    "basis": "They arrest him there tomorrow morning.",
}
FOR_A_LETTING = {
    "asker": "LETTINGS",
    "asked_by": "The lettings team, by Conrad Cope of our office.",
    "asks": "Whether an alert was ever in force on the applicant.",
    "basis": "He has applied for a transfer to a flat.",
}
TOLD_WRONG = {"how": "Rang PC 4711 back at the station, who passes it on to his sergeant."}
TOLD = {
    "given": "That a knife was shown at the door in May, and no more.",
    "given_how": "Read out to PC 4711, rung back at the station.",
    "reason": "They go to the door tomorrow. Who reported it does not help them.",
}


def asked_by_others(cast: Cast, *, for_a_letting: bool = False, **facts: Any) -> SharingRequest:
    """A request about Mr Lodger: of the police, or of our own lettings team."""
    asked = (FOR_A_LETTING if for_a_letting else BY_THE_POLICE) | facts
    days = {"received_on": cast.today, "due_on": cast.today, "urgent": False}
    step = {"customer": cast.customers[LODGER], "by": cast.people["dpo"], "on": cast.today}
    return services.log_request(**step, **(days | asked))


def shared(cast: Cast) -> SharingRequest:
    """A request to which something was given."""
    return services.share(**_step(cast, asked_by_others(cast)), ground="CRIME", **TOLD)


def shared_knowing_that_nobody_was_told(cast: Cast) -> SharingRequest:
    """A request to which something was given of what the person is not to hear of."""
    request = asked_by_others(cast)
    asked = selectors.care(request, cast.people["dpo"], on=cast.today).doubts
    return services.share(**_step(cast, request), ground="CRIME", **TOLD, sure_of=[doubt.code for doubt in asked])


def shared_then_wrong(cast: Cast) -> SharingRequest:
    """A request to which something was given of an alert that then ended as our own mistake."""
    alert = active(cast)
    request = shared(cast)
    ended(cast, alert, "ERROR")
    return request


def knowing(cast: Cast, request: SharingRequest) -> list[str]:
    """The ticks by which the Data Protection Officer says that whoever got it knows each finding."""
    return [doubt.key for doubt in selectors.telling(request, cast.people["dpo"]).doubts]


def sharing_refused(cast: Cast) -> SharingRequest:
    """A request that was turned down."""
    reason = "No order of a court names him, and nobody is in danger."
    return services.refuse_request(**_step(cast, asked_by_others(cast)), reason=reason)


def sharing_withdrawn(cast: Cast) -> SharingRequest:
    """A request that is asked no longer."""
    reason = "PC 4711 rang today: it is not needed any longer."
    return services.withdraw_request(**_step(cast, asked_by_others(cast)), reason=reason)


def _step(cast: Cast, request: SharingRequest) -> dict[str, Any]:
    return {"request": request, "version": request.version, "by": cast.people["dpo"], "on": cast.today}
