"""The rules for the photos and files that are kept (P11a)."""

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
"""The most bytes of one file."""
MOST_BYTES_OF_A_RECORD = 50 * MEGABYTE
MOST_FILES_OF_A_RECORD = 10
MOST_PIXELS = 50_000_000
"""The most pixels of a picture, checked before it is decoded. Telephone cameras stay below it; it does not fill the memory."""
LONGEST_SIDE = 20_000
LONGEST_SIDE_KEPT = 4_000
"""The longest side of a kept picture. A larger one is reduced: this is still more than a screen or a page shows."""
LONGEST_NAME = 100


class Format(NamedTuple):
    """A kind of file that may be attached. ``kept_as`` is the value of ``AttachmentKind`` that it becomes."""

    name: str
    kept_as: str


FORMATS = {
    "image/jpeg": Format("JPEG", AttachmentKind.JPEG),
    "image/png": Format("PNG", AttachmentKind.PNG),
    "image/webp": Format("WEBP", AttachmentKind.JPEG),
    "image/gif": Format("GIF", AttachmentKind.PNG),
    "application/pdf": Format("PDF", AttachmentKind.PDF),
}
"""The kinds of file that may be attached, by the media type of their content. A file name proves nothing."""
APPLE = ("image/heic", "image/heif")


def cleaned_name(name: str) -> str:
    """Return the sender's file name as text that can be shown: short, no folder, no character that hides or turns words."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    short = " ".join(seen.split())
    stem, dot, ending = short.rpartition(".")
    if len(short) > LONGEST_NAME and dot and len(ending) <= 5:
        short = f"{stem[: LONGEST_NAME - len(ending) - 2]}….{ending}"
    return short[:LONGEST_NAME] or "Without a name"


def why_size_refused(name: str, size: int) -> Refusal | None:
    """P11a Refuse an empty file and one that is too large."""
    if size == 0:
        return Refusal(procedure.RECORDING, f"“{name}” is empty. Look at it where you have it, and attach it again.")
    if size <= MOST_BYTES:
        return None
    return Refusal(
        procedure.RECORDING,
        f"“{name}” is larger than {MOST_BYTES // MEGABYTE} MB. Make it smaller, or attach it in parts.",
    )


def why_no_room_left(name: str, sizes: list[int], size: int) -> Refusal | None:
    """P11a Refuse a file that is one too many for the record, or that makes its files too large together.

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


def why_format_refused(name: str, found: str) -> Refusal | None:
    """P11a Refuse a file that is neither a photo nor a PDF.

    :param found: the media type that the content shows; empty if it shows none.
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


def why_dimensions_refused(name: str, width: int, height: int) -> Refusal | None:
    """P11a Refuse a picture that is larger than can be opened safely."""
    if width * height <= MOST_PIXELS and max(width, height) <= LONGEST_SIDE:
        return None
    return too_many_pixels(name)


def too_many_pixels(name: str) -> Refusal:
    """P11a Return the refusal of a picture that would fill the memory."""
    return Refusal(
        procedure.RECORDING,
        f"“{name}” has too many pixels: a picture may have {MOST_PIXELS // 1_000_000} million, and {LONGEST_SIDE:,} on "
        "a side. Save it smaller and attach that.",
    )


def damaged(name: str) -> Refusal:
    """P11a Return the refusal of a file that nobody could open."""
    return Refusal(
        procedure.RECORDING,
        f"“{name}” is damaged or not complete, so nobody could open it. Save or take it again, and attach that.",
    )


def why_pdf_protected(name: str, *, protected: bool) -> Refusal | None:
    """P11a Refuse a PDF that asks for a password, or forbids printing or copying: it would help nobody here."""
    if not protected:
        return None
    return Refusal(
        procedure.RECORDING,
        f"“{name}” is protected by a password or against changes, so it cannot be kept safely. Print it to a new PDF "
        "without protection, and attach that.",
    )


def why_file_removed_already(attachment: "Attachment") -> Refusal | None:
    """P11a Refuse to remove a file a second time. It keeps its first reason."""
    if attachment.taken_off_on is None:
        return None
    return Refusal(
        procedure.RECORDING,
        f"File {attachment.reference} was taken off on {show_date(attachment.taken_off_on)} already. Nothing was changed.",
    )


def why_no_reason_to_remove(reason: str) -> Refusal | None:
    """P11a Refuse to remove a file without a reason, which stays on the record."""
    if reason.strip():
        return None
    return Refusal(procedure.RECORDING, "Say why the file is taken off.")


def why_busy(name: str) -> Refusal:
    """P11a Return the refusal of a file that waited too long for its turn, because somebody else was at work."""
    return Refusal(
        procedure.RECORDING, f"“{name}” was not kept: somebody else is working here. Attach it again in a minute."
    )


def none_kept(refused: "Collection[Refusal]") -> Refusal:
    """P11a Join the refusals of all files into one, for an upload of which no file was kept."""
    return Refusal(procedure.RECORDING, " ".join(dict.fromkeys(map(str, refused))))
