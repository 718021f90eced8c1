"""Print a document of the case as a PDF, as letters are printed. It is kept nowhere and sent to nobody.

A letter is for the customer; a document is for colleagues, who read and file it: a decision record, a review form, the evidence
of an appeal. Its template extends ``letters/document.html``.
"""

from typing import Any

from django.http import HttpResponse

from letters.printing import rendering

TOO_LONG = (
    "This is too long to print as one document. Nothing is lost: all of it stands on the page that leads here, which you "
    "can print from your browser."
)


def served(content: bytes, name: str) -> HttpResponse:
    """Return the PDF to be shown in a browser, with ``name`` for a file that is saved."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def printed(template: str, context: dict[str, Any], *, name: str) -> HttpResponse:
    """Return the document as a PDF or, if it cannot be printed, the sentence that says why (409).

    :param context: the context for ``letters/document.html`` (``title``, ``reference``, ``organisation``, ``printed_by``,
        ``printed_at``), and for the template itself.
    """
    try:
        return served(rendering.render(template, context), name)
    except rendering.TooLong:
        return refused(TOO_LONG)
    except rendering.CannotRender as fault:
        return refused(str(fault))


def refused(sentence: str) -> HttpResponse:
    """Return the sentence that says why there is no PDF to show (409)."""
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=409)
