"""The page is made first, without a lock; then it is written to the read log; then its first byte goes out (§11)."""

import ast

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse

from housing_alerts.kernel.audit import trail
from housing_alerts.kernel.audit.chain import CannotRecord
from housing_alerts.kernel.audit.models import ReadEvent
from tests.architecture.source import dotted, modules
from tests.kernel.audit.test_fail_closed import no_rows


def _asked(rf, cast):
    request = rf.get("/")
    request.user = cast.lead
    return request


def _transactions():
    """How many transactions are open, the test's own among them."""
    return len(connection.savepoint_ids)


def test_no_transaction_is_open_while_a_page_is_made(cast, rf):
    seen = []

    @trail.opens("a page")
    def view(request):
        seen.append(_transactions())
        return HttpResponse("made")

    before = _transactions()
    view(_asked(rf, cast))
    assert seen == [before]
    assert ReadEvent.objects.get().opened == "a page"


def test_a_page_that_its_template_makes_later_is_made_before_it_is_logged(cast, rf):
    order = []

    class Late(SimpleTemplateResponse):
        @property
        def rendered_content(self):
            order.append(("made", ReadEvent.objects.count()))
            return "made"

    @trail.opens("a page")
    def view(request):
        return Late("error.html")

    answer = view(_asked(rf, cast))
    assert (order, answer.content) == ([("made", 0)], b"made")
    assert ReadEvent.objects.count() == 1


def test_a_page_that_was_made_is_not_served_where_it_cannot_be_logged(cast, rf):
    made = []

    @trail.opens("a page")
    def view(request):
        made.append("made")
        return HttpResponse("made")

    with no_rows("audit_readevent"), pytest.raises(CannotRecord):
        view(_asked(rf, cast))
    assert made == ["made"]


def test_no_view_opens_a_transaction():
    """A service opens one, for as long as its step takes."""
    assert [
        module.at(node)
        for module in modules()
        if module.parts & {"views", "composing", "step_pages", "site"} and "tools" not in module.parts
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and dotted(node) == "transaction.atomic"
    ] == []


def test_an_export_is_logged_with_the_day_that_was_asked_for(cast, sign_in):
    answer = sign_in("lead").get("/reports/all-alerts.csv?as_at=2026-05-01")
    assert b"Contact Name" in b"".join(answer.streaming_content)
    event = ReadEvent.objects.get()
    assert (event.opened, event.reference) == ("all alerts export", "as at 2026-05-01")
