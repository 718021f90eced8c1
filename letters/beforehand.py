"""Ask before the issue whether the letter is right for whom it reaches (§5, §10)."""

from datetime import date
from itertools import zip_longest

from django.utils import timezone

from housing_alerts.customers.choices import Format
from housing_alerts.customers.models import Membership
from housing_alerts.customers.policies import formats_named, says_none_is_known
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.kernel.written_dates import show_date

from .models import Letter

CHILD, NO_NUMBER, NUMBER, BEREAVED = "CHILD_ALONE", "NO_NUMBER", "NUMBER", "BEREAVED"
FORMAT, ADJUSTED = "FORMAT", "ADJUSTED"
MOURNING_MONTHS = 12
"""P10a The months after a death at home within which a letter is written with that in mind: our own standard."""
CLAUSES = {
    CHILD: procedure.VULNERABILITY_CONSIDERED,
    NO_NUMBER: procedure.OPTIONS,
    NUMBER: procedure.OPTIONS,
    BEREAVED: procedure.VULNERABILITY_CONSIDERED,
    FORMAT: procedure.ADJUSTMENTS,
    ADJUSTED: procedure.ADJUSTMENTS,
}


def doubts(letter: Letter, *, on: date) -> list[Doubt]:
    """P5 P10a List the questions about whom the letter reaches. That a letter was posted is a fact, and is not asked about."""
    found = (_why_child_alone(letter, on), _why_no_number(letter), _why_number(letter), _why_bereaved(letter, on))
    return [*(doubt for doubt in found if doubt), *_why_adjusted(letter, on)]


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


def _why_number(letter: Letter) -> Doubt | None:
    """P5 Return a doubt if the letter gives the customer a colleague's own telephone number."""
    named, numbers = letter.facts.get("named_contact", []), letter.facts.get("named_numbers", [])
    given = [f"{name}, {number}" for name, number in zip(named, numbers, strict=False) if number]
    if not given or not letter.facts.get("ways", {}).get("telephone"):
        return None
    sentence = (
        f"The letter gives the customer the number of {' and '.join(given)}. Check that it is a number at work that they may "
        "have. If not, have another one recorded for the colleague, and compose the letter again."
    )
    return Doubt(NUMBER, sentence, "it gives a colleague’s own number")


def _why_bereaved(letter: Letter, on: date) -> Doubt | None:
    """P10a Return a doubt if somebody who lived with the customer has died lately."""
    place = letter.customer.membership(on=on)
    if place is None:
        return None
    since = procedure.add_months(on, -MOURNING_MONTHS)
    there = Membership.objects.not_over(on=since).filter(customer__died=True)
    died = there.filter(customer__death_known_at__date__range=(since, on))
    died = died.filter(tenancy__asset=place.tenancy.asset_id).exclude(customer=letter.customer_id)
    together = [
        one.customer
        for one in died.select_related("customer", "tenancy")
        if not place.begins or not one.is_over(on=place.begins)
    ]
    if not together:
        return None
    day = max(timezone.localdate(existing(one.death_known_at, "it is asked for above")) for one in together)
    names = dict.fromkeys("somebody" if one.restricted else str(one) for one in together)
    sentence = (
        f"A death at the customer’s home is known since {show_date(day)}: that of {' and '.join(names)}, who lived there too. "
        "Write with that in mind."
    )
    return Doubt(BEREAVED, sentence, "a death at the home")


def _why_adjusted(letter: Letter, on: date) -> list[Doubt]:
    """P10b Return a doubt for each agreed adjustment: whether the letter keeps to it. Words that name a format are compared."""
    preferred = Format(letter.customer.format)
    found = []
    for agreed in letter.customer.adjustments.all():
        if not agreed.runs(on=max(on, letter.planned_on)) or says_none_is_known(agreed.what):
            continue
        told, named = f"An adjustment was agreed: “{agreed.what.strip()}”.", formats_named(agreed.what)
        if named and preferred not in named:
            told += f" The format of this letter is {preferred.label.lower()}."
            then = "Choose the format under “Change safe contact”, and compose it again."
            found.append(Doubt(FORMAT, f"{told} {then}", "another format was agreed", (str(agreed.pk),)))
        elif not named:
            asks = "Check that the customer can read this letter, and that what it asks of them keeps to that."
            found.append(Doubt(ADJUSTED, f"{told} {asks}", "an agreed adjustment", (str(agreed.pk),)))
    return found
