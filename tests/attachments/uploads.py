"""Files as colleagues send them, and as somebody would who means harm."""

import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Dictionary, Name, String
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
    body, starts = b"%PDF-1.4\n" + beside + b"\n", []
    for number, words in enumerate(
        (
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        ),
        start=1,
    ):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % start for start in starts)
    return body + table + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def pdf_that_does() -> bytes:
    """A PDF with a photo and a stamp on its page, and with everything in it that runs, leads elsewhere or tells more."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 100)).obj
    script = made.make_indirect(Dictionary(S=Name.JavaScript, JS=SCRIPT))
    packed = made.make_stream(SECRET, Type=Name.EmbeddedFile)
    attached = Dictionary(Type=Name.Filespec, F=String(SECRET), EF=Dictionary(F=packed))
    told = made.make_stream(SECRET, Type=Name.Metadata, Subtype=Name.XML)
    photograph = made.make_stream(photo(), Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40)
    photograph.ColorSpace, photograph.BitsPerComponent, photograph.Filter = Name.DeviceRGB, 8, Name.DCTDecode
    photograph.Metadata, photograph.LastModified = told, String("D:2026")
    page.Resources = Dictionary(XObject=Dictionary(Im0=photograph), Properties=Dictionary(A=Dictionary(Metadata=told)))
    page.Contents = made.make_stream(b"q 60 0 0 40 20 30 cm /Im0 Do Q")
    page.AA, page.Metadata, page.PieceInfo = Dictionary(O=script), told, Dictionary(A=String(SECRET))
    stamp = made.make_stream(b"0 0.6 0 rg 0 0 50 30 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 50, 30])
    notes = [
        Dictionary(Subtype=Name.Stamp, F=4, AP=Dictionary(N=stamp), Rect=[120, 40, 170, 70], Contents=String(SECRET)),
        Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(b"https://x.example/" + SECRET))),
        Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String(SECRET))),
        Dictionary(Subtype=Name.Widget, FT=Name.Btn, A=Dictionary(S=Name.SubmitForm, F=String(SECRET))),
        Dictionary(Subtype=Name.FileAttachment, FS=attached),
        Dictionary(Subtype=Name.RichMedia, RichMediaContent=Dictionary(Assets=attached)),
    ]
    for each in notes:
        each.Type, each.Rect = Name.Annot, each.get("/Rect", [0, 0, 9, 9])
    page.Annots = [made.make_indirect(each) for each in notes]
    fields = [each for each in page.Annots if each.Subtype == Name.Widget]
    named = Dictionary(
        JavaScript=Dictionary(Names=[SECRET, script]), EmbeddedFiles=Dictionary(Names=[SECRET, attached])
    )
    made.Root.OpenAction, made.Root.AA, made.Root.Names, made.Root.Metadata = script, Dictionary(WC=script), named, told
    made.Root.AcroForm = Dictionary(Fields=fields, XFA=told)
    made.docinfo["/Author"], made.trailer["/Own"] = SECRET.decode(), String(SECRET)
    return _saved(made)


def pdf_for(user: str, owner: str) -> bytes:
    """A PDF that opens with a password; without one of its user, it only forbids to copy."""
    with pikepdf.open(BytesIO(pdf())) as opened:
        return _saved(opened, encryption=pikepdf.Encryption(user=user, owner=owner))


def pdf_that_unpacks(size: int) -> bytes:
    """A PDF that has its objects packed, to so many megabytes."""
    packed = zlib.compress(b" " * size * 1024 * 1024, 9)
    data = b"%%PDF-1.5\n4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    data += packed + b"\nendstream\nendobj\n"
    places = [(0, 0), (2, 4), (2, 4), (2, 4), (1, 9), (1, len(data))]
    rows = b"".join(struct.pack(">BIB", kind, where, 0) for kind, where in places)
    table = b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    tail = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + table + rows + tail


def _saved(made: pikepdf.Pdf, **how) -> bytes:
    data = BytesIO()
    made.save(data, **how)
    return data.getvalue()


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
