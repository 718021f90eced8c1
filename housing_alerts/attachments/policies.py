"""What is kept as a photo or file, and what is refused (P11a)."""

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from housing_alerts.attachments.choices import AttachmentKind
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from collections.abc import Collection

    from .models import Attachment

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
"""Of one file."""
MOST_BYTES_OF_A_RECORD = 50 * MEGABYTE
MOST_FILES_OF_A_RECORD = 10
MOST_PIXELS = 50_000_000
"""Of a picture, before it is decoded: what the cameras of telephones take, and not what fills the memory."""
LONGEST_SIDE = 20_000
LONGEST_SIDE_KEPT = 4_000
"""A larger picture is kept smaller: still more than a screen or a page shows."""
LONGEST_NAME = 100


class Format(NamedTuple):
    """A kind of file that may be attached. ``kept_as`` says what it becomes: the value of ``AttachmentKind``."""

    name: str
    kept_as: str


FORMATS = {
    "image/jpeg": Format("JPEG", AttachmentKind.JPEG),
    "image/png": Format("PNG", AttachmentKind.PNG),
    "image/webp": Format("WEBP", AttachmentKind.JPEG),
    "image/gif": Format("GIF", AttachmentKind.PNG),
    "application/pdf": Format("PDF", AttachmentKind.PDF),
}
"""By what the content is found to be; a name proves nothing."""
APPLE = ("image/heic", "image/heif")


def cleaned_name(name: str) -> str:
    """What the sender called the file, as text that can be shown: no folder, no sign that hides or turns words, not long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    short = " ".join(seen.split())
    stem, dot, ending = short.rpartition(".")
    if len(short) > LONGEST_NAME and dot and len(ending) <= 5:
        short = f"{stem[: LONGEST_NAME - len(ending) - 2]}….{ending}"
    return short[:LONGEST_NAME] or "Without a name"


def why_not_size(name: str, size: int) -> Refusal | None:
    """P11a A file has something in it, and not too much."""
    if size == 0:
        return Refusal(procedure.RECORDING, f"“{name}” is empty. Look at it where you have it, and attach it again.")
    if size <= MOST_BYTES:
        return None
    return Refusal(
        procedure.RECORDING,
        f"“{name}” is larger than {MOST_BYTES // MEGABYTE} MB. Make it smaller, or attach it in parts.",
    )


def why_not_room(name: str, sizes: list[int], size: int) -> Refusal | None:
    """P11a A record takes so many files, and so much of them together.

    :param sizes: the bytes of each file that the record has.
    """
    if len(sizes) >= MOST_FILES_OF_A_RECORD:
        return Refusal(
            procedure.RECORDING,
            f"“{name}” is one too many: a record has room for {MOST_FILES_OF_A_RECORD} files. "
            "Put several pages into one PDF.",
        )
    if sum(sizes) + size <= MOST_BYTES_OF_A_RECORD:
        return None
    return Refusal(
        procedure.RECORDING,
        f"With “{name}” the files of this record are more than {MOST_BYTES_OF_A_RECORD // MEGABYTE} MB together. "
        "Leave out what tells nothing more.",
    )


def why_not_format(name: str, found: str) -> Refusal | None:
    """P11a Photos and PDFs are kept.

    :param found: the media type that the content shows; empty where it shows none.
    """
    if found in FORMATS:
        return None
    if found in APPLE:
        return Refusal(
            procedure.RECORDING,
            f"“{name}” is an HEIC photo, which most screens here cannot show. Save it as JPEG and attach that.",
        )
    return Refusal(
        procedure.RECORDING,
        f"“{name}” is no photo and no PDF, whatever it is called. Attach a JPEG, PNG, WebP or GIF picture, or save it as "
        "a PDF and attach that.",
    )


def why_not_dimensions(name: str, width: int, height: int) -> Refusal | None:
    """P11a A picture is not larger than can be opened safely."""
    if width * height <= MOST_PIXELS and max(width, height) <= LONGEST_SIDE:
        return None
    return too_many_pixels(name)


def too_many_pixels(name: str) -> Refusal:
    """P11a A picture that would fill the memory is not opened."""
    return Refusal(
        procedure.RECORDING,
        f"“{name}” has too many pixels: a picture may have {MOST_PIXELS // 1_000_000} million, and {LONGEST_SIDE:,} on "
        "a side. Save it smaller and attach that.",
    )


def damaged(name: str) -> Refusal:
    """P11a What cannot be opened helps nobody."""
    return Refusal(
        procedure.RECORDING,
        f"“{name}” is damaged or not complete, so nobody could open it. Save or take it again, and attach that.",
    )


def why_not_readable(name: str, *, protected: bool) -> Refusal | None:
    """P11a A PDF that asks for a password, or forbids to print or copy it, would help nobody here."""
    if not protected:
        return None
    return Refusal(
        procedure.RECORDING,
        f"“{name}” is protected by a password or against changes, so it cannot be kept safely. Print it to a new PDF "
        "without protection, and attach that.",
    )


def why_not_still_there(attachment: "Attachment") -> Refusal | None:
    """P11a What was taken off stays as it is, with its first reason."""
    if attachment.taken_off_on is None:
        return None
    return Refusal(
        procedure.RECORDING,
        f"File {attachment.reference} was taken off on {show_date(attachment.taken_off_on)} already. Nothing was changed.",
    )


def why_not_take_off(reason: str) -> Refusal | None:
    """P11a A file comes off a record for a reason that stays there."""
    if reason.strip():
        return None
    return Refusal(procedure.RECORDING, "Say why the file is taken off.")


def why_busy(name: str) -> Refusal:
    """P11a A file is kept when its turn comes. Asked only where somebody else was at work for too long."""
    return Refusal(
        procedure.RECORDING, f"“{name}” was not kept: somebody else is working here. Attach it again in a minute."
    )


def none_kept(refused: "Collection[Refusal]") -> Refusal:
    """P11a Where no file is kept, the answer says what is wrong with each."""
    return Refusal(procedure.RECORDING, " ".join(dict.fromkeys(map(str, refused))))
