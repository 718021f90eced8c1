"""What was sent, made harmless: known by its content alone, and a picture drawn anew.

Whatever a picture carries beside its pixels (where and by whom it was taken, text, an archive or a script behind its end)
is left behind. Of a PDF its pages are kept (:mod:`.pdfs`).
"""

from io import BytesIO
from typing import NamedTuple

import filetype
from PIL import Image, ImageFile, ImageOps

from housing_alerts.attachments.choices import AttachmentKind
from housing_alerts.kernel.refusals import NotAllowed, refuse_if

from . import pdfs, policies

FROM_THE_END = 1024
"""How near its end a PDF says that it ends there, as its readers expect."""
PLAIN = {"1": "L", "L": "L", "LA": "L", "P": "RGB", "RGB": "RGB", "RGBA": "RGB", "CMYK": "RGB", "YCbCr": "RGB"}
"""The modes of pictures that are opened, and what each is kept in where nothing is transparent."""
QUALITY = 90


class Safe(NamedTuple):
    """What is kept: the value of ``AttachmentKind``, and the bytes."""

    kind: str
    content: bytes


def made_safe(data: bytes, name: str) -> Safe:
    """The file as it is kept. :raises NotAllowed: where it is of no kind that is kept, too large, or damaged."""
    found = filetype.guess(data)
    media = found.mime if found else ""
    refuse_if(policies.why_not_format(name, media))
    known = policies.FORMATS[media]
    if known.kept_as != AttachmentKind.PDF:
        return _picture(data, known, name)
    if b"%%EOF" not in data[-FROM_THE_END:]:
        raise NotAllowed(policies.damaged(name))
    return Safe(known.kept_as, pdfs.bare(data, name))


def _picture(data: bytes, known: policies.Format, name: str) -> Safe:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # what prints the letters lets half a picture pass, for the whole process
    try:
        with Image.open(BytesIO(data), formats=[known.name]) as image:
            refuse_if(policies.why_not_dimensions(name, *image.size))
            return _drawn(image, known.kept_as)
    except NotAllowed:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAllowed(policies.too_many_pixels(name)) from None
    except Exception as fault:  # a decoder that is fed on purpose with what is no picture fails in any way it likes
        raise NotAllowed(policies.damaged(name)) from fault


def _drawn(image: Image.Image, kind: str) -> Safe:
    """The first picture, upright, not larger than is kept, with its pixels alone."""
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
