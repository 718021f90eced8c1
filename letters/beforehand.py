"""Ask before the issue whether the letter is right for whom it reaches (§5, §10)."""

from datetime import date
from itertools import zip_longest

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Doubt

from .models import Letter

CHILD, NO_NUMBER = "CHILD_ALONE", "NO_NUMBER"
CLAUSES = {
    CHILD: procedure.VULNERABILITY_CONSIDERED,
    NO_NUMBER: procedure.OPTIONS,
}


def doubts(letter: Letter, *, on: date) -> list[Doubt]:
    """P5 P10a List the questions about whom the letter reaches. That a letter was posted is a fact, and is not asked about."""
    found = (_why_child_alone(letter, on), _why_no_number(letter))
    return [doubt for doubt in found if doubt]


def _why_child_alone(letter: Letter, on: date) -> Doubt | None:
    """P10a Return a doubt if the letter is to a child, and no parent or carer gets a copy."""
    if letter.copies or not letter.customer.is_child(on=on):
        return None
    sentence = (
        "The customer is a child, and nobody gets a copy. If it is safe, record a parent or carer who gets copies, and "
        "compose it again."
    )
    return Doubt(CHILD, sentence, "a child, and no copy to a parent or carer")


def _why_no_number(letter: Letter) -> Doubt | None:
    """P5 Return a doubt if the customer may contact one officer only, and the letter gives no telephone number of theirs."""
    named, numbers = letter.facts.get("named_contact", []), letter.facts.get("named_numbers", [])
    without = [name for name, number in zip_longest(named, numbers) if not number]
    if not without:
        return None
    sentence = (
        f"The customer may contact {' or '.join(named)} only, and the letter gives no telephone number of "
        f"{' or '.join(without)}. Have it recorded, and compose the letter again."
    )
    return Doubt(NO_NUMBER, sentence, "no telephone number of the named officer")
