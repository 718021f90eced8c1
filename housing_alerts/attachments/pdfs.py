"""Make a PDF harmless: copy its pages to a new file, and nothing that runs, leads elsewhere or tells more."""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name

from housing_alerts.kernel.refusals import NotAllowed, refuse_if

from . import policies

DRAWS = {
    "/Type",
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/ArtBox",
    "/Rotate",
    "/UserUnit",
    "/Group",
    "/Resources",
    "/Contents",
}
"""The parts of a page that say how it looks.

The others say what it does, when and by what program it was made, and what is attached to it.
"""
BESIDE = (
    "/AF",
    "/Alternates",
    "/F",
    "/FDecodeParms",
    "/FFilter",
    "/LastModified",
    "/Metadata",
    "/OPI",
    "/PieceInfo",
    "/Ref",
)
"""The extra data of a picture or drawing: files, notes of programs, and the names of other files to draw."""
UNSEEN = ("/Metadata", "/EmbeddedFile")
"""The types of streams that no page draws."""
TELLS = {0xFE, *range(0xE1, 0xF0)} - {0xEE}
"""The parts of a JPEG that tell more than its picture. The one left out says how its colours are coded."""
MOST_UNPACKED = 100 * policies.MEGABYTE
"""The most bytes of one unpacked part: a small file may unpack to fill the memory. The limit holds only for this module."""
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MOST_UNPACKED,
    run_length_max_memory=MOST_UNPACKED,
    png_max_memory=MOST_UNPACKED,
    tiff_max_memory=MOST_UNPACKED,
    dct_max_memory=MOST_UNPACKED,
    doc_max_warnings=1000,
)


def bare(data: bytes, name: str) -> bytes:
    """Return the same pages as a new file. The same file always gives the same bytes.

    Entries, stamps and notes on a page are drawn into it. Links, buttons, films and attached files are left out.

    :raises NotAllowed: if the file asks for a password, or cannot be read.
    """
    try:
        with pikepdf.open(BytesIO(data)) as opened, pikepdf.new() as made:
            refuse_if(policies.why_pdf_protected(name, protected=opened.is_encrypted))
            _take_pages(opened, made)
            for stream in made.objects:
                if isinstance(stream, pikepdf.Stream):
                    _strip(stream)
            kept = BytesIO()
            made.save(kept, min_version=opened.pdf_version, deterministic_id=True)
            return kept.getvalue()
    except NotAllowed:
        raise
    except pikepdf.PasswordError:
        refuse_if(policies.why_pdf_protected(name, protected=True))
        raise
    except Exception as fault:  # a library that is given a false PDF on purpose can fail in any way
        raise NotAllowed(policies.damaged(name)) from fault


def _take_pages(opened: pikepdf.Pdf, made: pikepdf.Pdf) -> None:
    opened.generate_appearance_streams()  # draw the entries that were filled in and never drawn
    opened.flatten_annotations("screen")
    for page in opened.pages:
        for key in set(page.obj.keys()) - DRAWS - {"/Parent"}:
            del page.obj[key]
    made.pages.extend(opened.pages)
    if not len(made.pages):
        raise ValueError("There is no page in it.")
    layers = opened.Root.get(Name.OCProperties)  # the layers say which drawings of a page show
    if layers is not None:
        made.Root.OCProperties = made.copy_foreign(opened.make_indirect(layers))


def _strip(stream: Any) -> None:
    for key in BESIDE:
        if key in stream:
            del stream[key]
    if str(stream.get(Name.Type)) in UNSEEN or Name.PS in (stream.get(Name.Subtype), stream.get(Name.Subtype2)):
        stream.write(b"")
    elif stream.get(Name.Filter) == Name.DCTDecode:
        told = stream.get(Name.DecodeParms)
        stream.write(bare_jpeg(stream.read_raw_bytes()), filter=Name.DCTDecode, decode_parms=told)


def bare_jpeg(data: bytes) -> bytes:
    """Return the JPEG without the data before its picture: where and by whom it was taken, and comments.

    The picture is not drawn anew, because a PDF says elsewhere how its colours are meant. Data that is not a JPEG stays as it is.
    """
    kept, at = bytearray(data[:2]), 2
    while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] not in (b"", b"\xda", b"\xd9"):
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        kept += b"" if data[at + 1] in TELLS else data[at : at + length]
        at += length
    return bytes(kept) + data[at:]
