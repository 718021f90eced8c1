"""Before a letter goes out: what is asked about the person and the place, and who gets a copy (§7, §9, §10)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.crypto import salted_hmac

from housing_alerts.customers.choices import MembershipKind, RestrictedBecause
from housing_alerts.customers.models import Customer, Membership, Representative
from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Method
from housing_alerts.kernel.refusals import Doubt, Refusal
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from .models import Letter

AT_RISK = (RestrictedBecause.DOMESTIC_ABUSE, RestrictedBecause.SAFEGUARDING)
"""P7c Why a file is restricted that makes a letter to its home a risk."""
JOINT = (MembershipKind.TENANT, MembershipKind.LEASEHOLDER)
"""Whose tenancy it is, together with others who hold it."""
SHARED, MAILBOX, UNCONFIRMED = "SHARED_ADDRESS", "SHARED_MAILBOX", "UNCONFIRMED_ADDRESS"
CLAUSES = {
    SHARED: procedure.INFORM_OR_WITHHOLD,
    MAILBOX: procedure.INFORM_OR_WITHHOLD,
    UNCONFIRMED: procedure.APPEAL_WINDOW,
}


def asked(letter: Letter, *, on: date, how: str = "") -> list[Doubt]:
    """P7c P9a What must be answered before the letter goes out on that day. What it was asked and answered is not asked again.

    A question that has changed, such as by a further risk, is another question; so is the same one about somebody else.
    What was recorded of the case since that day, and who came to the address since, does not matter to what went out on it.
    :param how: the method by which it goes out, where that is another than planned.
    """
    found = [_why_shared(letter, on), _why_mailbox_shared(letter, how), _why_unconfirmed(letter, on)]
    return [doubt for doubt in found if doubt and not any(_answers(kept, doubt) for kept in letter.answers)]


def _answers(kept: dict[str, Any], doubt: Doubt) -> bool:
    """Whether that answer was to this question, about the same people or more."""
    return kept["asked"] == doubt.sentence and set(doubt.about) <= set(kept.get("about", []))


def why_unanswered(doubts: list[Doubt], sure_of: Collection[str], words: str) -> Refusal | None:
    """P7c P9a Each question is answered: yes, and how one knows."""
    for doubt in doubts:
        if doubt.code not in sure_of or not words.strip():
            return Refusal(
                CLAUSES[doubt.code],
                f"{doubt.sentence} Say that the letter can go there all the same, and how you know. Else cancel it.",
            )
    return None


def answers(doubts: list[Doubt], *, words: str, by: Colleague, on: date) -> list[dict[str, Any]]:
    """What the letter keeps of the questions, and of the answer; in history the answer is what one reads."""
    given = {"by": str(by), "on": on.isoformat(), "said": words}
    return [{"code": doubt.code, "asked": doubt.sentence, "about": list(doubt.about), **given} for doubt in doubts]


def in_short(doubts: list[Doubt], words: str) -> str:
    """The questions for the trail, without a name, and the answer."""
    return f". Said to be right: {'; '.join(doubt.short for doubt in doubts)}. {words}" if doubts else ""


def address_on(customer: Customer, *, on: date) -> str:
    """P9a Where the customer lives on that day, as on an envelope; nothing where that is not known."""
    home = customer.home(on=on)
    return "\n".join(home.address_lines) if home else ""


def _why_shared(letter: Letter, on: date) -> Doubt | None:
    """P7c Something on file says that the letter could fall into the wrong hands at home, or be read there."""
    customer, others = letter.customer, _others_at_home(letter, on)
    of_cases = dict.fromkeys(risk for subject in letter.subjects for risk in subject.risks_at_home(on=on))
    risks = [*_risks_of_own_file(customer), *of_cases, *_risks_of_others(others)]
    if not risks:
        return None
    shared = "Somebody else lives at the address" if others else "Somebody else may be at the address"
    sentence = f"{shared}, and {' and '.join(risks)}. Whoever opens the letter would know."
    return Doubt(SHARED, sentence, "a risk at the address", _unreadable(others))


def _unreadable(others: list[Customer]) -> tuple[str, ...]:
    """Who lives there, and whose file asks for care, so that it can be compared, and nobody can read it out of the letter."""
    people = [f"{one.pk} lives there" for one in others] + [f"{one.pk} is at risk" for one in others if _at_risk(one)]
    return tuple(salted_hmac("letters.dispatch", person).hexdigest() for person in people)


def _others_at_home(letter: Letter, on: date) -> list[Customer]:
    home = letter.customer.home(on=on)
    if home is None:
        return []
    return list(Customer.objects.living_at(home, on=on).exclude(pk=letter.customer_id).order_by("pk"))


def _why_mailbox_shared(letter: Letter, how: str) -> Doubt | None:
    """P7c What goes by e-mail is read by whoever else has that e-mail address."""
    customer = letter.customer
    by_email = how == Method.EMAIL if how else letter.for_email()
    if not customer.email or not by_email:
        return None
    others = Customer.objects.standing().filter(email__iexact=customer.email).exclude(pk=customer.pk).order_by("pk")
    if not others:
        return None
    sentence = "Somebody else has the same e-mail address, and would read the letter."
    return Doubt(MAILBOX, sentence, "a shared e-mail address", _unreadable(list(others)))


def _risks_of_own_file(customer: Customer) -> list[str]:
    found = []
    if customer.restricted and customer.restricted_because in AT_RISK:
        found.append(f"the file is restricted because of {customer.get_restricted_because_display().lower()}")
    if customer.never_message:
        found.append("no message may be left for the customer")
    return found


def _risks_of_others(others: list[Customer]) -> list[str]:
    """Which of them, and why, is nobody's to read who cannot open their file."""
    return ["the file of somebody there asks for care with contact"] if any(map(_at_risk, others)) else []


def _at_risk(one: Customer) -> bool:
    closed = one.restricted and one.restricted_because in AT_RISK
    return closed or one.never_write or one.never_message


def _why_unconfirmed(letter: Letter, on: date) -> Doubt | None:
    """P9a Nobody has confirmed for longer than the organisation allows that the customer lives there."""
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


def is_joint(letter: Letter, *, on: date) -> bool:
    """P1 P7c Whether somebody else holds the tenancy too, who is told nothing: the letter is one person's alone."""
    place = letter.customer.membership(on=on)
    if place is None or place.kind not in JOINT:
        return False
    holders = Membership.objects.current(on=on).filter(tenancy=place.tenancy_id, kind__in=JOINT)
    return holders.exclude(customer=letter.customer_id).exists()


# Copies


def copies(customer: Customer, *, on: date) -> list[dict[str, str]]:
    """P10b Who gets a copy of a letter of that day because they act for the customer."""
    acting = Representative.objects.acting(on=on).filter(customer=customer, copy_letters=True).order_by("pk")
    return [{"name": one.full_name, "address": one.address} for one in acting]


def why_not_copied(letter: Letter, *, on: date) -> Refusal | None:
    """P10b A copy goes to who acts for the customer on that day, at their address, and to nobody else.

    Until it is issued, a letter also names everybody who came since it was composed.
    """
    now = copies(letter.customer, on=on)
    for copy in letter.copies:
        if copy not in now:
            return Refusal(
                procedure.ADJUSTMENTS,
                f"{copy['name']} no longer acts for {letter.customer}, or has another address, so no copy may go there. "
                "Cancel this letter, and compose it again.",
            )
        if not copy["address"].strip():
            return Refusal(
                procedure.ADJUSTMENTS,
                f"No address is known for {copy['name']}, who gets a copy. End their record, record them anew with their "
                "address, and compose the letter again.",
            )
    new = next((copy for copy in now if copy not in letter.copies), None)
    if new and letter.issued_at is None:
        return Refusal(
            procedure.ADJUSTMENTS,
            f"{new['name']} acts for {letter.customer} and gets a copy, and this letter does not name them. Cancel it, and "
            "compose it again.",
        )
    return None
