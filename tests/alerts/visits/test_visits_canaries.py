"""The day's visits: a restricted file is in no question, sheet or notice to whoever may not read it (P11a)."""

import lxml.html
import pytest
from django.urls import reverse

from alerts.models import VisitList, VisitNotice
from housing_alerts.customers.models import Customer
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.outbox.models import Message
from tests import scenarios, settling
from tests.look_up import PAIRS, carried_over, change, home_of, housed
from tests.page import words

CLOSED_TO = ("officer", "contractor", "head")
CANARIES = ("Whinchat", "Wilfred", "Whinnie", "Fieldfare")
VISITS = reverse("alerts:visits")


@pytest.fixture
def canary(cast):
    """Wilfred Whinchat, with an alert, lives at 12 Sandpiper Close; one more person is called so elsewhere."""
    carried_over(cast)
    change("D900001", forenames="Wilfred", surname="Whinchat", known_as="Whinnie", former_names="Wilfred Fieldfare")
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    return Customer.objects.get(reference="D900001")


def _sent(sign_in, username, *lines, **more):
    return sign_in(username).post(VISITS, {"lines": "\n".join(lines), "women": 1, **more}, follow=True)


@pytest.mark.clause("P11a")
def test_by_the_address_the_sheet_says_what_to_do_and_no_name(canary, sign_in):
    for username in CLOSED_TO:
        page = words(_sent(sign_in, username, "12 Sandpiper Close"))
        assert PAIRS in page
        for word in (*CANARIES, "D900001"):
            assert word not in page


@pytest.mark.clause("P11a")
def test_almost_the_name_finds_nobody_and_asks_about_nobody(canary, sign_in):
    for line in ["Whinchatt", "Wilfrd Whinchat", "Whinchat 12 Sandpiper Close", "Whincha"]:
        for username in CLOSED_TO:
            page = _sent(sign_in, username, line).content.decode().replace(line, "")
            assert PAIRS not in page
            for word in (*CANARIES, "D900001", "estricted"):
                assert word not in page


@pytest.mark.clause("P11a")
def test_by_the_whole_name_there_is_what_to_do_and_no_address(canary, sign_in):
    for username in ["officer", "head"]:
        page = words(_sent(sign_in, username, "Wilfred Whinchat"))
        assert PAIRS in page
        assert "The address is not shown: restricted file." in page
        assert "Sandpiper" not in page


@pytest.mark.clause("P11a")
def test_among_several_of_a_surname_the_question_tells_neither_name_nor_reference(cast, canary, sign_in):
    housed(cast, home_of(cast, "D900002"), "D900095", "Whinchat")
    page = _sent(sign_in, "officer", "Whinchat").content.decode()
    assert "A person with a restricted file" in page
    assert "Petra Whinchat" in page
    for word in ("Wilfred", "Whinnie", "D900001", "Sandpiper"):
        assert word not in page
    page = _sent(sign_in, "officer", "Wilfred Whinchat", "12 Sandpiper Close", "Whinchat").content.decode()
    assert not VisitList.objects.exists()
    assert "Sandpiper Close, Testmouth" not in page


@pytest.mark.clause("P11a")
def test_a_file_that_is_restricted_after_the_list_was_kept_is_closed_on_it(cast, sign_in):
    carried_over(cast)
    kept = scenarios.visits(cast, "D900001")
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    client = sign_in("officer")
    on_a_phone = client.post(reverse("alerts:visit_list_keep", args=[kept.pk]))
    for page in (client.get(reverse("alerts:visit_list", args=[kept.pk])), on_a_phone):
        assert PAIRS in page.content.decode()
        for word in ("Lodger", "Sandpiper"):
            assert word not in page.content.decode()


def _changed(sign_in, kept):
    """What the sheet says under "Changed since you were told"."""
    settling.settled()
    page = sign_in(kept.keeper.username).get(reverse("alerts:visit_list", args=[kept.pk]))
    tree = lxml.html.fromstring(page.content)
    [found] = tree.cssselect("section[aria-labelledby=changes]")
    return " ".join(found.text_content().split())


@pytest.mark.long
@pytest.mark.clause("P11a")
@pytest.mark.parametrize("username", ["officer", "contractor"])
def test_what_changed_does_not_say_which_name_and_address_belong_together(cast, canary, sign_in, username):
    kept = scenarios.visits(cast, "D900001", home_of(cast).reference, "D900002", by=username)
    marker = scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True))
    assert _changed(sign_in, kept) == (
        "Changed since you were told Something changed for a visit on this list. Read the whole sheet again before you go on. "
        "I have seen this"
    )
    assert Duty.objects.open().filter(kind=Kind.VISIT_CHANGED).count() == 1
    kept.visits.filter(customer__reference="D900001").delete()
    scenarios.lifted(cast, marker)
    assert "1. 12 Sandpiper Close, Testmouth, Devon, TQ99 1AB, " in _changed(sign_in, kept)


@pytest.mark.long
def test_whoever_may_read_the_file_is_told_where_it_changed(cast, canary, sign_in):
    kept = scenarios.visits(cast, "D900001", "D900002", by="lead")
    scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True))
    assert "1. Wilfred Whinchat, " in _changed(sign_in, kept)


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_no_notice_and_no_mail_of_it_names_anybody(cast, canary, sign_in):
    scenarios.visits(cast, "D900001")
    sign_in("contractor").get("/look-up/?q=D900001")
    scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True))
    told = sign_in("officer").get("/").content.decode()
    assert "Changed where you go today" in told
    notices = VisitNotice.objects.filter(visit=None)
    pages = [words(sign_in(one.colleague.username).get(reverse("alerts:visit_news", args=[one.pk]))) for one in notices]
    mail = [
        message.subject + message.body
        for message in Message.objects.filter(colleague__username__in=["officer", "contractor"])
    ]
    assert pages
    assert mail
    for said in (*pages, *mail):
        for word in (*CANARIES, "D900001", "Sandpiper"):
            assert word not in said
