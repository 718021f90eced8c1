"""What becomes of the content and the name of a file, looked at closely."""

from io import BytesIO

import pytest
from PIL import Image, ImageFile

from housing_alerts.attachments import policies
from housing_alerts.attachments.content import made_safe
from housing_alerts.attachments.uploading import CutOff
from housing_alerts.kernel.refusals import NotAllowed
from tests.attachments.uploads import picture


def _kept(data: bytes) -> tuple[str, Image.Image]:
    made = made_safe(data, "x")
    return made.kind, Image.open(BytesIO(made.content))


def test_a_picture_is_kept_as_it_looks():
    for data, kind, mode in [
        (picture(mode="CMYK"), "JPEG", "RGB"),
        (picture(mode="L"), "JPEG", "L"),
        (picture("PNG", mode="1"), "PNG", "L"),
        (picture("PNG", mode="P"), "PNG", "RGB"),
    ]:
        kept, image = _kept(data)
        assert (kept, image.mode, image.size) == (kind, mode, (60, 40))


def test_what_is_transparent_stays_so():
    for kind in ["PNG", "WEBP", "GIF"]:
        made = BytesIO()
        Image.new("RGBA", (9, 9), (255, 0, 0, 0)).save(made, kind)
        kept, image = _kept(made.getvalue())
        assert (kept, image.mode, image.getpixel((4, 4))[3]) == ("PNG", "RGBA", 0)


def test_of_a_moving_picture_the_first_is_kept():
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    made = BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    _, image = _kept(made.getvalue())
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((4, 4)) == (255, 0, 0)


def test_a_large_picture_is_kept_smaller():
    for kind in ["JPEG", "PNG"]:
        _, image = _kept(picture(kind, size=(6000, 3000)))
        assert image.size == (4000, 2000)


def test_a_picture_of_numbers_that_are_no_colours_is_refused():
    """It would be kept all white."""
    made = BytesIO()
    Image.new("I;16", (4, 4), 5000).save(made, "PNG")
    with pytest.raises(NotAllowed, match="is damaged or not complete"):
        made_safe(made.getvalue(), "x")


def test_half_a_picture_is_refused_also_after_letters_were_printed(monkeypatch):
    """The library that prints them lets half a picture pass."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(NotAllowed, match="is damaged or not complete"):
        made_safe(picture(size=(600, 400))[:1500], "x")


def test_a_name_is_text_that_can_be_shown():
    for name, shown in [
        ("two\r\nlines\0\x7f.jpg", "twolines.jpg"),
        ("C:\\photos\\a  b.jpg", "a b.jpg"),
        ("\u2066\u202e\ufeff", "Without a name"),
        ("/", "Without a name"),
        ("x" * 120, "x" * 100),
        (f"{'x' * 120}.{'y' * 9}", "x" * 100),
        ("Zoe\u0308.pdf", "Zoë.pdf"),
    ]:
        assert policies.cleaned_name(name) == shown


def test_what_is_too_large_is_thrown_away_as_it_comes():
    """What is handed on is a little too large: enough for the form to say so."""
    handler, chunk, handed_on = CutOff(), b"x" * 64 * 1024, 0
    for start in range(0, 3 * policies.MOST_BYTES, len(chunk)):
        handed_on += len(handler.receive_data_chunk(chunk, start) or b"")
    assert policies.MOST_BYTES < handed_on <= policies.MOST_BYTES + len(chunk)
    assert handler.file_complete(handed_on) is None


@pytest.mark.parametrize(
    ("refused", "at_the_limit", "beyond"),
    [
        (lambda size: policies.why_size_refused("x", size), policies.MOST_BYTES, policies.MOST_BYTES + 1),
        (
            lambda size: policies.why_no_room_left("x", [policies.MOST_BYTES], size),
            policies.MOST_BYTES_OF_A_RECORD - policies.MOST_BYTES,
            policies.MOST_BYTES_OF_A_RECORD - policies.MOST_BYTES + 1,
        ),
        (lambda width: policies.why_dimensions_refused("x", width, 5_000), 10_000, 10_001),
        (
            lambda width: policies.why_dimensions_refused("x", width, 1),
            policies.LONGEST_SIDE,
            policies.LONGEST_SIDE + 1,
        ),
    ],
    ids=["bytes", "bytes of a record", "pixels", "side"],
)
def test_what_is_at_the_limit_is_kept_and_what_is_beyond_is_not(refused, at_the_limit, beyond):
    assert refused(at_the_limit) is None
    assert refused(beyond)


def test_a_long_name_keeps_its_short_ending():
    for name, shown in [
        ("a" * 95 + ".jpeg", "a" * 95 + ".jpeg"),
        ("a" * 96 + ".jpeg", "a" * 94 + "….jpeg"),
        ("a" * 98 + ".pages", "a" * 93 + "….pages"),
        ("a" * 98 + ".webarc", "a" * 98 + ".w"),
    ]:
        assert policies.cleaned_name(name) == shown
