"""The refusals of what cannot be printed, and of a text that was not kept (Appendix E, §10)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from letters.models import Letter


def cannot_be_printed(fault: Exception) -> Refusal:
    """E1 Return the refusal of a letter that cannot be printed as it is written.

    :param fault: the exception of the process that prints.
    """
    return Refusal(procedure.NOTIFICATION, str(fault))


def no_text_kept(letter: "Letter") -> Refusal:
    """P10b Return the refusal of a text that is not known: the letter goes out as a PDF."""
    return Refusal(
        procedure.NOTIFICATION,
        f"No text of letter {letter.reference} was kept, and none can be taken from its PDF. Send the PDF.",
    )
