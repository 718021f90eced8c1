"""Subject requests, as colleagues logged them and the Data Protection Officer worked on them."""

from typing import Any

from django.utils import timezone

from alerts.models import Alert, Incident
from housing_alerts.customers.models import Customer
from privacy.models import SubjectRequest
from privacy.subject_access import selectors, services
from tools.demo import Cast

from .people import LODGER

WORDS = "Send me everything that you hold about me."
KEPT_BACK = {"exemption": "OTHER_PERSON", "reason": "They told us in confidence and did not agree."}


def asked_for_data(cast: Cast, customer: str = LODGER, *, days: int = 0, **facts: Any) -> SubjectRequest:
    """A request that reached an officer so many days ago, and was logged today."""
    return services.log_request(
        customer=Customer.objects.get(reference=customer),
        by=cast.officer,
        today=cast.today,
        **{"received_on": cast.ago(days), "channel": "EMAIL", "words": WORDS, **facts},
    )


def identified(cast: Cast, customer: str = LODGER, **facts: Any) -> SubjectRequest:
    """A request of somebody whom we know."""
    request = asked_for_data(cast, customer, **facts)
    return services.check_identity(
        request=request,
        version=request.version,
        by=cast.people["dpo"],
        today=cast.today,
        on=cast.today,
        identity="KNOWN",
        words="The officer spoke to him at his home.",
        authority="A signed form of authority." if request.made_by else "",
    )


def extended(cast: Cast) -> SubjectRequest:
    """A request for which the Data Protection Officer takes two months more."""
    request = identified(cast)
    step = {"version": request.version, "by": cast.people["dpo"], "on": cast.today}
    return services.extend_request(request=request, reason="Four landlords have to be asked.", **step)


def clarifying(cast: Cast, customer: str = LODGER, **facts: Any) -> SubjectRequest:
    """A request of which the clock stands still since today."""
    request = identified(cast, customer, **facts)
    return services.ask_clarification(
        request=request,
        version=request.version,
        by=cast.people["dpo"],
        on=cast.today,
        question="Do you want what is older than 2020, too?",
    )


def decided(cast: Cast, request: SubjectRequest) -> SubjectRequest:
    """A request of which each item is decided: the words that are suggested are taken out. A legal hold may be told of."""
    for each in selectors.reviewed(request):
        of_a_hold = bool(each.kept) and each.kept.noun == "legal hold"
        if (each.kept and not of_a_hold) or each.confided or each.telling:
            withhold_item(cast, request, each)
            continue
        taken_out = [found.words for found in each.found if found.suggested]
        verdict = "REDACT" if taken_out else "RELEASE"
        why = KEPT_BACK if taken_out else {"reason": "Each is named for doing their work."}
        if of_a_hold:
            why = why | {"reason": f"Our solicitor agreed to it: {each.item.title}, {each.item.key}."}
        services.decide_item(
            request=request,
            reviewed=each,
            seen=each.item.fingerprint,
            version=each.disclosure.version if each.disclosure else 0,
            by=cast.people["dpo"],
            verdict=verdict,
            taken_out=taken_out,
            **why,
        )
    request.refresh_from_db()
    return request


def withhold_item(cast: Cast, request: SubjectRequest, reviewed: selectors.Reviewed) -> None:
    """One item that speaks of an alert kept from the person, withheld for a reason of its own."""
    services.decide_item(
        request=request,
        reviewed=reviewed,
        seen=reviewed.item.fingerprint,
        version=reviewed.disclosure.version if reviewed.disclosure else 0,
        by=cast.people["dpo"],
        verdict="WITHHOLD",
        exemption="SERIOUS_HARM",
        reason=f"Her former partner would read it: {reviewed.item.title}, {reviewed.item.key}.",
    )


def made(cast: Cast, request: SubjectRequest) -> SubjectRequest:
    """A request of which the bundle is made, on paper."""
    services.make_bundle(request=request, by=cast.people["dpo"], on=cast.today, given_as="PAPER", passphrase="")
    request.refresh_from_db()
    return request


def given(cast: Cast, customer: str = LODGER) -> SubjectRequest:
    """A request that is answered."""
    request = made(cast, decided(cast, identified(cast, customer)))
    return services.release_request(
        request=request,
        version=request.version,
        by=cast.people["dpo"],
        today=cast.today,
        on=cast.today,
        given_as="PAPER",
        way="EMAIL",
        how="By e-mail to him, as he asked for it.",
    )


def refused_access(cast: Cast) -> SubjectRequest:
    """A request that was refused."""
    request = asked_for_data(cast)
    return services.refuse_request(
        request=request,
        version=request.version,
        by=cast.people["dpo"],
        on=cast.today,
        ground="NOT_IDENTIFIED",
        reason="You did not send us what shows who you are.",
    )


def no_longer_asked(cast: Cast, **facts: Any) -> SubjectRequest:
    """A request that the person took back."""
    request = asked_for_data(cast, **facts)
    return services.withdraw_request(
        request=request,
        version=request.version,
        by=cast.people["dpo"],
        today=cast.today,
        on=cast.today,
        words="I found it myself.",
    )


WRONG = "blocked the path"
IT_IS_WRONG = "Your report says that I stood in her way. I stood on my own doorstep."
RIGHT = "He stood on his own doorstep, and she could pass."


def asked_to_put_right(cast: Cast, **facts: Any) -> SubjectRequest:
    """A request to put data right, received today."""
    return asked_for_data(cast, **{"kind": "RECTIFICATION", "words": IT_IS_WRONG, **facts})


def to_put_right(cast: Cast, **facts: Any) -> SubjectRequest:
    """A request to put data right, of somebody whom we know."""
    return identified(cast, **{"kind": "RECTIFICATION", "words": IT_IS_WRONG, **facts})


def objecting(cast: Cast) -> SubjectRequest:
    """An objection of somebody whom we know."""
    return identified(cast, kind="OBJECTION", words="Stop telling your officers to visit me in pairs.")


def put_right(cast: Cast, request: SubjectRequest, incident: Incident, **facts: Any) -> Incident:
    """A report that was put right at the customer's request, or that the customer disputes."""
    return services.amend_report(
        request=request,
        incident=incident,
        version=incident.version,
        by=cast.people["dpo"],
        now=timezone.now(),
        **{"amending": "CORRECTED", "struck": WRONG, "words": RIGHT, **facts},
    )


def alert_put_right(cast: Cast, request: SubjectRequest, alert: Alert, **facts: Any) -> Alert:
    """An alert of which words were put right at the customer's request, or that the customer disputes."""
    return services.amend_alert(
        request=request,
        alert=alert,
        version=alert.version,
        by=cast.people["dpo"],
        now=timezone.now(),
        **{"amending": "CORRECTED", "words": RIGHT, **facts},
    )


def decided_in_words(cast: Cast) -> SubjectRequest:
    """An objection on which the Data Protection Officer has decided."""
    request = objecting(cast)
    return services.conclude_request(
        request=request,
        version=request.version,
        by=cast.people["dpo"],
        today=cast.today,
        on=cast.today,
        outcome="NOT_DONE",
        reason="The safety of the officers weighs more than what he says.",
        way="EMAIL",
        how="By e-mail to him, with where to complain.",
    )
