"""Check the person and the place before a letter goes out, and who reads it there (§1, §7, §9, §10)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.crypto import salted_hmac

from housing_alerts.customers.choices import MembershipKind, RestrictedBecause, ToldBy
from housing_alerts.customers.models import Customer, Membership
from housing_alerts.customers.policies import says_none_is_known
from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Method
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.refusals import Doubt, Refusal
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from . import beforehand
from .choices import Kind, LetterStatus
from .copying import COPIED, KNOWN, why_copied, why_known
from .dating import PROMPT_BUSINESS_DAYS, is_late
from .fate import never_had
from .models import Letter
from .subjects import asked_at_door, doubts_of, known_at_home

AT_RISK = (RestrictedBecause.DOMESTIC_ABUSE, RestrictedBecause.SAFEGUARDING)
"""P7c The reasons for a restricted file that make a letter to its home a risk."""
ASKS_FOR_CARE = "the file of somebody there asks for care with contact"
TELLS_OF_HEALTH = (
    "It says that the customer told us about their health. Cancel it and compose it again: then it leaves that out."
)
JOINT = (MembershipKind.TENANT, MembershipKind.LEASEHOLDER)
"""The kinds of place of people who hold a tenancy, alone or with others."""
BY_HAND = "BY_HAND"
SHARED, MAILBOX, UNCONFIRMED = "SHARED_ADDRESS", "SHARED_MAILBOX", "UNCONFIRMED_ADDRESS"
MOVING, MOVED, CAME_BACK, LATE = "MOVING", "MOVED_OUT_BEFORE", "CAME_BACK", "LATE"
DECISIONS = (Kind.NOTIFICATION, Kind.WRITTEN_WARNING, Kind.BEHAVIOUR_AGREEMENT, Kind.AGREED_ACTION)
"""D3b The letters that first tell of a decision."""
CONFIRMED_BY_ANSWER = (UNCONFIRMED, CAME_BACK)
"""P9a The questions whose answer says that the customer lives at the address."""
CLAUSES = {
    SHARED: procedure.INFORM_OR_WITHHOLD,
    MAILBOX: procedure.INFORM_OR_WITHHOLD,
    UNCONFIRMED: procedure.APPEAL_WINDOW,
    MOVING: procedure.APPEAL_WINDOW,
    MOVED: procedure.APPEAL_WINDOW,
    COPIED: procedure.INFORM_OR_WITHHOLD,
    KNOWN: procedure.RECORDING,
    CAME_BACK: procedure.APPEAL_WINDOW,
    LATE: procedure.FORMAL_STAGE,
    BY_HAND: procedure.VIOLENCE,
} | beforehand.CLAUSES


def asked(letter: Letter, *, on: date, how: str = "") -> list[Doubt]:
    """P7c P9a List the questions to answer before the letter goes out on that day. An answered question is not asked again.

    A question that has changed, such as by a further risk, is another question; so is the same one about somebody else. Facts
    recorded about the case since that day, and people who came to the address since, do not matter to a letter that went out on
    it.

    :param how: the method by which it goes out, if it is not the planned one.
    """
    found = [
        _why_by_hand(letter, on, how),
        _why_mailbox_shared(letter, how),
        _why_moving(letter, on, how),
        *why_copied(letter, on),
    ]
    found += why_known(letter, on)
    found += [] if how else [why_late(letter, on=on)]
    found += [] if how or letter.issued_at else beforehand.doubts(letter, on=on)
    moved = _why_moved(letter, on, how)  # then it is not their present home that the letter went to
    here = [_why_shared(letter, on), _why_unconfirmed(letter, on), _why_came_back(letter, on, how)]
    found += [moved] if moved else here
    found += dict.fromkeys(doubt for subject in letter.subjects for doubt in doubts_of(subject, on=on))
    return [doubt for doubt in found if doubt and not any(_answers(kept, doubt) for kept in letter.answers)]


def _answers(kept: dict[str, Any], doubt: Doubt) -> bool:
    """Say whether the answer was to this question, about the same people or more."""
    return kept["asked"] == doubt.sentence and set(doubt.about) <= set(kept.get("about", []))


def why_doubts_unanswered(doubts: list[Doubt], sure_of: Collection[str], words: str) -> Refusal | None:
    """P7c P9a Refuse to send the letter while a question has no answer: yes, and how the colleague knows."""
    for doubt in doubts:
        if doubt.code not in sure_of or not words.strip():
            return Refusal(
                CLAUSES.get(doubt.code, procedure.NOTIFICATION),
                f"{doubt.sentence} Say that the letter can go all the same, and how you know. Else cancel it.",
            )
    return None


def answers(doubts: list[Doubt], *, words: str, by: Colleague, on: date) -> list[dict[str, Any]]:
    """Return the questions and the answer as the letter keeps them. History shows the answer."""
    given = {"by": str(by), "on": on.isoformat(), "said": words}
    return [{"code": doubt.code, "asked": doubt.sentence, "about": list(doubt.about), **given} for doubt in doubts]


def in_short(doubts: list[Doubt], words: str) -> str:
    """Return the questions for the trail, without a name, and the answer."""
    return f". Said to be right: {'; '.join(doubt.short for doubt in doubts)}. {words}" if doubts else ""


def address_on(customer: Customer, *, on: date) -> str:
    """P9a Return the address of the customer on that day, as on an envelope, or "" if it is not known."""
    home = customer.home(on=on)
    return "\n".join(home.address_lines) if home else ""


def why_in_anothers_name(letter: Letter) -> Refusal | None:
    """P1 P9a Refuse a letter under the letterhead of an organisation whose customer the person no longer is.

    Its right of appeal and its telephone number would lead them to the wrong landlord.
    """
    if letter.organisation_id == letter.customer.organisation_id:
        return None
    now = letter.customer.organisation
    gone = " If it has left us already, record that instead." if letter.issued_at else ""
    return Refusal(
        procedure.TWO_ORGANISATIONS,
        f"Letter {letter.reference} goes in the name of {letter.organisation}, and {letter.customer} is a customer of {now} "
        f"now. Cancel it, and write it anew: the new one goes in the name of {now}.{gone}",
    )


def _why_shared(letter: Letter, on: date) -> Doubt | None:
    """P7c Return a doubt if a fact on file says that the wrong person could read the letter at home."""
    customer, others = letter.customer, _others_at_home(letter.customer, on)
    known = known_at_home(customer, others, on=on)
    of_cases = [risk for subject in letter.subjects for risk in subject.risks_at_home(on=on)]
    at_risk = _at_risk(others) | known.of_others
    own = dict.fromkeys([*_risks_of_own_file(customer), *of_cases, *known.of_customer])
    risks = [*own, *_risks_of_others(at_risk)]
    if not risks:
        return None
    shared = "Somebody else lives at the address" if others else "Somebody else may be at the address"
    sentence = f"{shared}, and {' and '.join(risks)}. Whoever opens the letter would know."
    if letter.facts.get("told_of_health"):
        sentence += f" {TELLS_OF_HEALTH}"
    return Doubt(SHARED, sentence, "a risk at the address", _unreadable(others, at_risk))


def risks_at_home(customer: Customer, *, on: date) -> list[str]:
    """P7c List why somebody else could read the customer's post, as the files and cases of those who live there say."""
    others = _others_at_home(customer, on)
    known = known_at_home(customer, others, on=on)
    return [*_risks_of_own_file(customer), *known.of_customer, *_risks_of_others(_at_risk(others) | known.of_others)]


def told_of_health(customer: Customer, *, on: date) -> dict[str, Any]:
    """P10a P7c Return the fact that the customer told us of their health or needs, which a letter then asks no more.

    It says nothing of it, and is left out where somebody else at home could be a danger: they would read that there is something.
    """
    words = customer.vulnerabilities.filter(told_by=ToldBy.CUSTOMER).values_list("what", flat=True)
    told = any(not says_none_is_known(each) for each in words)
    return {"told_of_health": True} if told and not risks_at_home(customer, on=on) else {}


def risks_of_mail(customer: Customer) -> list[str]:
    """P7c List why somebody else could read the customer's e-mail or messages."""
    found = ["no message may be left for the customer"] if customer.never_message else []
    return [*found, *(["somebody else has the same e-mail address"] if _same_mailbox(customer) else [])]


def _same_mailbox(customer: Customer) -> list[Customer]:
    if not customer.email:
        return []
    found = Customer.objects.standing().filter(email__iexact=customer.email)
    return list(found.exclude(pk=customer.pk).order_by("pk"))


def _unreadable(others: list[Customer], at_risk: set[int]) -> tuple[str, ...]:
    """Return a digest for each person who lives there and for each of them who asks for care.

    So they can be compared, and nobody can read them out of the letter.
    """
    people = [f"{one.pk} lives there" for one in others]
    people += [f"{one.pk} is at risk" for one in others if one.pk in at_risk]
    return tuple(salted_hmac("letters.dispatch", person).hexdigest() for person in people)


def _others_at_home(customer: Customer, on: date) -> list[Customer]:
    home = customer.home(on=on)
    if home is None:
        return []
    return list(Customer.objects.living_at(home, on=on).exclude(pk=customer.pk).order_by("pk"))


def _why_by_hand(letter: Letter, on: date, how: str) -> Doubt | None:
    """P7b D4 Return a doubt if somebody takes the letter to a door at which something is asked of colleagues."""
    asked = asked_at_door(letter.customer, on=on) if (how or letter.planned_method) == Method.BY_HAND else []
    if not asked:
        return None
    sentence = (
        f"By hand, somebody goes to this door, and is asked there: {' '.join(f'“{words}”' for words in asked)} Say who goes. "
        "Else cancel the letter, and send it by post."
    )
    return Doubt(BY_HAND, sentence, "taken by hand to a door at which something is asked")


def _why_mailbox_shared(letter: Letter, how: str) -> Doubt | None:
    """P7c Return a doubt if somebody else has the same e-mail address, and would read the letter."""
    customer = letter.customer
    by_email = how == Method.EMAIL if how else letter.for_email()
    others = _same_mailbox(customer) if by_email else []
    if not others:
        return None
    sentence = "Somebody else has the same e-mail address, and would read the letter."
    return Doubt(MAILBOX, sentence, "a shared e-mail address", _unreadable(others, _at_risk(others)))


def _risks_of_own_file(customer: Customer) -> list[str]:
    found = []
    if customer.restricted and customer.restricted_because in AT_RISK:
        found.append(f"the file is restricted because of {customer.get_restricted_because_display().lower()}")
    if customer.never_message:
        found.append("no message may be left for the customer")
    return found


def _risks_of_others(at_risk: set[int]) -> list[str]:
    """Say that a file there asks for care. The name and the reason are only for colleagues who can open that file."""
    return [ASKS_FOR_CARE] if at_risk else []


def _at_risk(others: list[Customer]) -> set[int]:
    """Return the keys of those whose file itself asks for care."""
    closed = {one.pk for one in others if one.restricted and one.restricted_because in AT_RISK}
    return closed | {one.pk for one in others if one.never_write or one.never_message}


def _why_unconfirmed(letter: Letter, on: date) -> Doubt | None:
    """P9a Return a doubt if the address was not confirmed within the time that the organisation allows."""
    place = letter.customer.membership(on=on)
    months = letter.organisation.address_months
    if place is None or procedure.add_months(place.known_on, months) >= on:
        return None
    since = f"{show_date(place.known_on)}, more than {months} month{'' if months == 1 else 's'} ago"
    known = (
        f"The address was last confirmed on {since}."
        if place.confirmed_on
        else f"Nobody has confirmed the address. It is known from the housing system since {since}."
    )
    return Doubt(UNCONFIRMED, known, "an address not confirmed lately")


def _why_moving(letter: Letter, on: date, how: str) -> Doubt | None:
    """P9a Return a doubt if the customer lives elsewhere by the day on which the letter counts as received.

    It is asked before the issue alone: that a letter was posted is a fact, and is recorded.
    """
    if how or letter.for_email():
        return None
    goes = max(on, letter.planned_on)
    arrives = procedure.deemed_receipt(Method(letter.planned_method), goes)
    if address_on(letter.customer, on=goes) == address_on(letter.customer, on=arrives):
        return None
    sentence = (
        f"The customer no longer lives at this address on {show_date(arrives)}, when the letter counts as received."
    )
    return Doubt(MOVING, sentence, "a move before the letter arrives")


def why_late(letter: Letter, *, on: date) -> Doubt | None:
    """D3b Return a doubt if the letter first tells of a decision long after it was made.

    :param on: the day on which it is issued; it goes out on its planned day, if that is later.
    """
    decided = getattr(letter.subject, "decided_on", None) if letter.kind in DECISIONS else None
    if decided is None or letter.replaces:
        return None
    if not is_late(decided, told=max(on, letter.planned_on)):
        return None
    sentence = (
        f"The decision was made on {show_date(decided)}, more than {PROMPT_BUSINESS_DAYS} working days before the letter "
        "goes out. Say why the customer was not told sooner."
    )
    return Doubt(LATE, sentence, "a letter long after the decision")


def _why_moved(letter: Letter, on: date, how: str) -> Doubt | None:
    """P9a Return a doubt if the customer lived elsewhere on the day of posting. What really happened is recorded."""
    places = letter.places_there()
    if not how or how == Method.EMAIL or not letter.address or any(place.holds(on=on) for place in places):
        return None
    left = f"{letter.customer} no longer lived at this address on {show_date(on)}."
    there = left if places else f"The housing system has another address for {letter.customer} by now."
    return Doubt(
        MOVED, f"{there} If it has not gone yet, cancel it and compose it again.", "an address that they had left"
    )


def _why_came_back(letter: Letter, on: date, how: str) -> Doubt | None:
    """P9a Return a doubt if a letter came back from the same address, which nobody has confirmed since."""
    place = letter.customer.membership(on=on)
    if place is None or (how == Method.EMAIL if how else letter.for_email()):
        return None
    returned = letter.customer.letters.filter(status=LetterStatus.RETURNED, returned_on__lte=on)
    posted = returned.exclude(sent_method=Method.EMAIL).filter(address=address_on(letter.customer, on=on))
    last = posted.order_by("returned_on").last()
    if last is None or (
        place.confirmed_on and place.confirmed_on >= existing(last.returned_on, "a returned letter has its day")
    ):
        return None
    day = show_date(last.returned_on)
    sentence = f"Letter {last.reference} came back from this address on {day}."
    if never_had(last.answers):
        sentence = (
            f"The customer said on {day} that they never had letter {last.reference}, which went to this address."
        )
    return Doubt(CAME_BACK, sentence, "an address from which a letter came back")


def is_joint(letter: Letter, *, on: date) -> bool:
    """P1 P7c Say whether somebody else holds the tenancy too. They are told nothing: the letter is one person's alone."""
    place = letter.customer.membership(on=on)
    if place is None or place.kind not in JOINT:
        return False
    holders = Membership.objects.current(on=on).filter(tenancy=place.tenancy_id, kind__in=JOINT)
    return holders.filter(customer__died=False).exclude(customer=letter.customer_id).exists()
