"""An agreement that goes out as an e-mail is answered by e-mail (D3b)."""

import pytest

from letters.choices import Kind

from .samples import letter, said

pytestmark = pytest.mark.django_db

ANSWER = "To agree, answer this e-mail with “I agree”, or ask us for a paper copy, by 20 April 2026."


@pytest.mark.parametrize("easy", [False, True], ids=["standard", "easy"])
@pytest.mark.clause("D3b", "P10b")
def test_nobody_has_to_send_back_a_page_that_they_do_not_have(easy):
    written = letter(Kind.BEHAVIOUR_AGREEMENT, easy_read=easy, planned_method="EMAIL")
    written.customer.email = "lewis@post.example"
    text = said(written)
    assert ANSWER in text or easy
    assert not [
        words for words in ("on a page of its own", "send that page", "Signed by", "Send it back") if words in text
    ]


@pytest.mark.clause("D3b")
def test_on_paper_it_is_signed():
    text = said(letter(Kind.BEHAVIOUR_AGREEMENT))
    assert "sign it and send that page" in text
    assert "Signed by Mr Lewis Lodger" in text
