"""The rules for the bundle of a case (§13)."""

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal


def why_case_changed(fingerprint: str, seen: str) -> Refusal | None:
    """P13b Refuse to make a bundle of a case that changed after its names and files were chosen."""
    if fingerprint == seen:
        return None
    return Refusal(
        procedure.SUBJECT_ACCESS,
        "Something in this case changed after you opened the page. Look at the names and files again, then make it.",
    )


def why_nobody_asks(asked: str) -> Refusal | None:
    """P13b Refuse a bundle without the Ombudsman's reference: the trail says for what it was made."""
    if asked.strip():
        return None
    return Refusal(procedure.SUBJECT_ACCESS, "Enter the Ombudsman’s reference, or the words with which they ask.")
