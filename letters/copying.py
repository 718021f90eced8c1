"""Check who gets a copy of a letter, and whether a copy may go to them (§7, §10)."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from housing_alerts.customers import selectors as customers
from housing_alerts.customers.models import Customer, Representative
from housing_alerts.customers.policies import says_none_is_known
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Doubt, Refusal, why_unsaid
from housing_alerts.staff.models import Colleague

from .models import Letter

COPIED, KNOWN, COPY = "COPIED_SINCE_MOVED", "COPY_TO_A_CUSTOMER", "COPY_SENT"
_COPY = "a copy that shows the address"


def why_copied(letter: Letter, on: date) -> list[Doubt]:
    """P7c P10b Return a doubt for each copy that may show the customer's address to somebody who must not learn it.

    Those are the people who were recorded before the customer came to this address, and everybody where the file is restricted:
    the customer may have fled from that person.
    """
    place = letter.customer.membership(on=on)
    acting = _get_a_copy(letter, on)
    if letter.customer.restricted:
        words = "The copy shows the address, and the file is restricted: the customer may have fled from them."
        return [Doubt(COPIED, f"A copy goes to {one.full_name}. {words}", _COPY, (str(one.pk),)) for one in acting]
    words = "was recorded before the customer came to this address. The copy shows it."
    before = [one for one in acting if place and one.created_at < place.created_at]
    return [Doubt(COPIED, f"A copy goes to {one.full_name}, who {words}", _COPY, (str(one.pk),)) for one in before]


def why_known(letter: Letter, on: date) -> list[Doubt]:
    """P7c P11a Return a doubt for each copy to somebody with the name of another customer, whom somebody may be looking for.

    It is asked in the same words of every customer, so that no question tells whose file is restricted.
    """
    words = "Somebody of that name is a customer of ours. The letter says that they act for"
    return [
        Doubt(
            KNOWN,
            f"A copy goes to {one.full_name}. {words} {letter.customer}, and whoever reads where the copy goes can find them.",
            "a copy to somebody with the name of a customer",
            (str(one.pk),),
        )
        for one in _get_a_copy(letter, on)
        if customers.of_that_name(one.name, besides=letter.customer)
    ]


def _get_a_copy(letter: Letter, on: date) -> list[Representative]:
    named = {copy["name"] for copy in letter.copies}
    return [one for one in letter.customer.representatives.all() if one.acts(on=on) and one.full_name in named]


def copies(customer: Customer, *, on: date) -> list[dict[str, str]]:
    """P10b List the people who get a copy of a letter of that day because they act for the customer.

    P7c The letter names them without their agency: whoever opens it could learn what the customer turns to it for.
    """
    get_one = sorted(customers.copies(customer, on=on), key=lambda one: one.pk)
    return [{"name": one.full_name, "address": one.address, "printed": one.name} for one in get_one]


def why_copy_refused(letter: Letter, *, on: date) -> Refusal | None:
    """P10b Refuse a copy to anybody who does not act for the customer on that day, at their present address.

    Until it is issued, a letter must also name everybody who began to act since it was composed.
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


class CopiesSent(NamedTuple):
    """The answer about the copies of a letter: the names of those whose copy went too, and why any other did not."""

    to: Collection[str] = ()
    why_not: str = ""

    def why_not_complete(self, letter: Letter) -> Refusal | None:
        """P10b Refuse to record the sending until each copy is said to have gone, or a reason is given."""
        left = next((copy["name"] for copy in letter.copies if copy["name"] not in self.to), None)
        if left is None:
            return None
        unsaid = Refusal(
            procedure.ADJUSTMENTS,
            f"The letter says that {left} gets a copy. Send it and tick that it went too, or say why it did not go.",
        )
        return why_unsaid(self.why_not, unsaid)

    def in_words(self, letter: Letter) -> dict[str, str]:
        """P10b Return by the name of each who gets a copy the words on whether it went."""
        not_sent = f"It was not sent. {self.why_not}"
        return {copy["name"]: "It went too." if copy["name"] in self.to else not_sent for copy in letter.copies}

    def answers(self, letter: Letter, *, by: Colleague, on: date) -> list[dict[str, Any]]:
        """P10b Return what is said of each copy, as the letter keeps it."""
        kept = {"code": COPY, "about": [], "by": str(by), "on": on.isoformat()}
        return [{"asked": f"The copy for {name}", "said": said} | kept for name, said in self.in_words(letter).items()]

    def in_short(self, letter: Letter) -> str:
        """P10b Return what is said of the copies for the trail, without a name."""
        return "".join(f". A copy: {said.rstrip('.')}" for said in self.in_words(letter).values())


NO_COPIES = CopiesSent()


def agreed_with(customer: Customer, *, on: date) -> dict[str, Any]:
    """P10b Return the facts that name who gets a copy, and that adjustments were agreed with the customer, which go on."""
    named, adjusted = copies(customer, on=on), customer.adjustments.filter(starts__lte=on).exclude(ends__lt=on)
    real = [each for each in adjusted if not says_none_is_known(each.what)]
    agreed = {"adjusted": True, "adjusted_for_good": all(each.ends is None for each in real)} if real else {}
    return {**({"copies": named} if named else {}), **agreed}
