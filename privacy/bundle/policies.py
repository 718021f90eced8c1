"""The rules for the decision on an item of the bundle: released, redacted or withheld (§13)."""

from collections.abc import Collection, Sequence

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid
from privacy.choices import Exemption, Verdict

from .redacting import stands_in


def why_items_undecided(undecided: int) -> Refusal | None:
    """P13b Refuse to give a bundle while one of its items is not decided, or changed since."""
    if not undecided:
        return None
    what = "1 item of the bundle is" if undecided == 1 else f"{undecided} items of the bundle are"
    return Refusal(
        procedure.SUBJECT_ACCESS, f"{what} not decided, or changed since. Decide each: nothing goes out undecided."
    )


def why_item_changed(fingerprint: str, seen: str) -> Refusal | None:
    """P13b Refuse a decision on an item that changed after the page was opened."""
    if fingerprint == seen:
        return None
    return Refusal(
        procedure.SUBJECT_ACCESS,
        "What stands in this item changed after you opened the page. Read it again, then decide.",
    )


def why_verdict_refused(
    *, text: str, verdict: str, taken_out: Sequence[str], exemption: str, reason: str, others: Collection[str]
) -> Refusal | None:
    """P13b Refuse a decision without a verdict, or without the words, exemption and reason that the verdict needs.

    :param text: all that stands in the item.
    :param others: the words in it that name somebody else, as far as the data say.
    """
    if verdict not in Verdict.values:
        return Refusal(procedure.SUBJECT_ACCESS, "Choose what becomes of this item.")
    if verdict == Verdict.RELEASE:
        if others:
            return why_unsaid(
                reason,
                Refusal(
                    procedure.SUBJECT_ACCESS, "Others are named in this item. Say why it is released all the same."
                ),
            )
        return None
    if exemption not in Exemption.values:
        return Refusal(procedure.SUBJECT_ACCESS, "Choose the exemption by which it is kept back.")
    if verdict == Verdict.REDACT:
        missing = [words for words in taken_out if not stands_in(words, text)]
        if missing:
            return Refusal(
                procedure.SUBJECT_ACCESS,
                f"“{missing[0]}” does not stand in this item. Write the words as they stand there.",
            )
        if not taken_out:
            return Refusal(procedure.SUBJECT_ACCESS, "Choose or write the words that are taken out.")
    return why_unsaid(reason, Refusal(procedure.SUBJECT_ACCESS, "Say why it is kept back. The reason stays with us."))


def why_kept_item_unexplained(kept: str, reason: str, elsewhere: Collection[str]) -> Refusal | None:
    """P13b P7c Refuse to decide on what the person was not told of without a reason of its own.

    :param kept: the noun of what the item speaks of and the person was not told of, such as "alert"; empty where of none.
    :param elsewhere: the reasons that stand at the other items.
    """
    if not kept:
        return None
    asked = Refusal(
        procedure.INFORM_OR_WITHHOLD,
        f"The customer has not been told of this {kept}. Say for this item alone why it is released or kept back.",
    )
    if reason.strip() in elsewhere:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"The same reason stands at another item. The customer has not been told of this {kept}: say why for this item "
            "alone.",
        )
    return why_unsaid(reason, asked)


def why_confided_item_unexplained(lets_out: bool, reason: str, elsewhere: Collection[str]) -> Refusal | None:
    """P13b P7c Refuse to let out what somebody at home told us without a reason of its own: words without a name say who.

    :param lets_out: whether the decision gives the person anything that reads so.
    """
    if not lets_out:
        return None
    asked = Refusal(
        procedure.INFORM_OR_WITHHOLD,
        "This may be what somebody at home told us, and its words say who even without names. Withhold it, or say for this "
        "item alone why it puts nobody in danger.",
    )
    return asked if reason.strip() in elsewhere else why_unsaid(reason, asked)
