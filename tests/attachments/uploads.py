"""Files as colleagues send them, and as somebody would who means harm."""

import struct
import zipfile
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

SECRET = b"Sandpiper-secret"
"""Stands wherever a picture can carry something beside its pixels."""
SCRIPT = b"<script>alert('Sandpiper-secret')</script>"


class Sent(SimpleUploadedFile):
    """A file that can be sent again and again."""

    def read(self, *args):
        self.seek(0)
        return super().read(*args)


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return Sent(name, data)


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **beside) -> bytes:
    """A picture, red on the left and blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    made = BytesIO()
    image.convert(mode).save(made, kind, **beside)
    return made.getvalue()


def photo(kind: str = "JPEG") -> bytes:
    """As a telephone takes it: lying on its side, with the place, the camera and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by a quarter
    exif[0x010F] = SECRET.decode()
    exif[0x8825] = {1: "N", 2: (50.0, 31.0, 45.0), 3: "W", 4: (3.0, 36.0, 25.0)}
    return picture(kind, exif=exif, comment=SECRET, icc_profile=SECRET * 20)


def png_that_tells() -> bytes:
    """A PNG with text, compressed text and the place where it was taken."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET.decode())
    told.add_itxt("Description", SECRET.decode() * 9, zip=True)
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif[0x8825] = {1: "N", 2: (50.0, 31.0, 45.0)}
    return picture("PNG", pnginfo=told, exif=exif, icc_profile=SECRET * 20)


def pdf(beside: bytes = b"") -> bytes:
    """A PDF of one empty page."""
    body = b"%PDF-1.4\n" + beside
    for number, words in enumerate(
        (
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        ),
        start=1,
    ):
        body += b"%d 0 obj%sendobj\n" % (number, words)
    return body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def archive(size: int = 1) -> bytes:
    """A ZIP archive that unpacks to so many megabytes of nothing."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(SECRET.decode(), b"\0" * size * 1024 * 1024)
    return made.getvalue()


def png_of(width: int, height: int) -> bytes:
    """The few bytes of a PNG that says it is so large, with all of its pixels where they are few."""
    rows = zlib.compress((b"\0" + b"\0" * width) * height if width * height < 10**6 else b"\0" * 1000)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def png_with_a_text_bomb() -> bytes:
    """A PNG whose compressed text unpacks to 200 MB."""
    plain = picture("PNG")
    bomb = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 200 * 1024 * 1024, 9))
    return plain[:33] + bomb + plain[33:]


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><body><script>alert(1)</script></body></html>"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100
