"""Make the bundle of a case, and record for whom (§13)."""

import hashlib

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import policies, sealing, steps
from .sealing import Asked
from .selectors import Case


def make_case_bundle(*, case: Case, seen: str, by: Colleague, asked: Asked) -> bytes:
    """P13b Return the bundle of a case as a ZIP. The trail keeps for whom it was made, and its SHA-256; nothing keeps it.

    :param seen: the fingerprint of the case as the page showed it.
    :raises CannotSeal: where it is too long, or a file in it is damaged.
    """
    refuse_if(
        steps.why_not_make(case.file, by),
        policies.why_nobody_asks(asked.asked),
        policies.why_case_changed(case.fingerprint, seen),
    )
    content = sealing.made(case, asked)
    _note_made(case, asked, hashlib.sha256(content).hexdigest(), by=by)
    return content


@records.step
def _note_made(case: Case, asked: Asked, digest: str, *, by: Colleague) -> None:
    """P13b Record for whom a bundle was made, after it was printed without any lock."""
    audit.record("make case bundle", case.file, by=by, why=f"For {asked.asked}. SHA-256 of the ZIP: {digest}")
