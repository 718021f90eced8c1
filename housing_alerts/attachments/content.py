"""Make an uploaded file harmless: know its kind by its content alone, and draw a picture anew.

The data that a picture carries beside its pixels (where and by whom it was taken, text, an archive or a script behind its end) is
left behind. A PDF keeps only its pages (:mod:`.pdfs`).
"""

from io import BytesIO
from typing import NamedTuple

import filetype
from PIL import Image, ImageFile, ImageOps

from housing_alerts.attachments.choices import AttachmentKind
from housing_alerts.kernel.refusals import NotAllowed, refuse_if

from . import pdfs, policies

FROM_THE_END = 1024
"""The number of bytes at the end of a PDF that must hold its end mark, as its readers expect."""
PLAIN = {"1": "L", "L": "L", "LA": "L", "P": "RGB", "RGB": "RGB", "RGBA": "RGB", "CMYK": "RGB", "YCbCr": "RGB"}
"""The modes of pictures that are opened, each with the mode in which a picture without transparency is kept."""
QUALITY = 90


class Safe(NamedTuple):
    """The kept file: the value of ``AttachmentKind``, and the bytes."""

    kind: str
    content: bytes


def made_safe(data: bytes, name: str) -> Safe:
    """Return the file as it is kept.

    :raises NotAllowed: if it is too large or damaged, or of a kind that is not kept.
    """
    found = filetype.guess(data)
    media = found.mime if found else ""
    refuse_if(policies.why_format_refused(name, media))
    known = policies.FORMATS[media]
    if known.kept_as != AttachmentKind.PDF:
        return _picture(data, known, name)
    if b"%%EOF" not in data[-FROM_THE_END:]:
        raise NotAllowed(policies.damaged(name))
    return Safe(known.kept_as, pdfs.bare(data, name))


def _picture(data: bytes, known: policies.Format, name: str) -> Safe:
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # the library that prints the letters lets half a picture pass, for the whole process
    )
    try:
        with Image.open(BytesIO(data), formats=[known.name]) as image:
            refuse_if(policies.why_dimensions_refused(name, *image.size))
            return _drawn(image, known.kept_as)
    except NotAllowed:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAllowed(policies.too_many_pixels(name)) from None
    except Exception as fault:  # a decoder that is given a false picture on purpose can fail in any way
        raise NotAllowed(policies.damaged(name)) from fault


def _drawn(image: Image.Image, kind: str) -> Safe:
    """Return the first picture, upright, reduced to the largest size that is kept, with its pixels alone."""
    image.draft("RGB", (policies.LONGEST_SIDE_KEPT,) * 2)
    upright = ImageOps.exif_transpose(image)
    seen_through = upright.has_transparency_data
    bare = upright.convert("RGBA" if seen_through else PLAIN[upright.mode])
    bare.info = {}
    bare.thumbnail((policies.LONGEST_SIDE_KEPT,) * 2)
    kind = AttachmentKind.PNG if seen_through else kind
    made = BytesIO()
    bare.save(made, kind, optimize=True, **({"quality": QUALITY} if kind == AttachmentKind.JPEG else {}))
    return Safe(kind, made.getvalue())
