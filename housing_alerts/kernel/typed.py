"""Hold what somebody typed where it could not be taken, so that they can send it again."""

from django.http import HttpRequest

NOT_HELD = "password"
"""A part of the name of every box for a secret. Its words are not sent back."""


def typed(request: HttpRequest) -> dict[str, object]:
    """Return the typed words for ``held.html``, without secrets and files."""
    held = typed_words(request)
    return {"held": held, "again": request.get_full_path(), "files": bool(held and request.FILES)}


def typed_words(request: HttpRequest) -> list[tuple[str, str]]:
    """List the name and the words of each box that is no secret."""
    boxes = request.POST.lists() if request.method == "POST" else ()
    return [(name, str(value)) for name, values in boxes for value in values if NOT_HELD not in name]
