"""An agreement that goes out as an e-mail is answered by e-mail (D3b)."""

import pytest

from letters.choices import Kind

from .samples import AGAINST_AN_ACTION, letter, said

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


@pytest.mark.parametrize("method", ["EMAIL", "FIRST_CLASS"])
@pytest.mark.clause("D3b", "P10b")
def test_who_agrees_without_a_signature_is_told_that_they_agreed(method):
    written = letter(Kind.BEHAVIOUR_AGREEMENT, planned_method=method)
    text = said(written)
    assert "If you do not agree, there is no agreement. You can appeal whether you agree or not." in text
    assert "If you agree, the agreement lasts until 2 October 2026." in text
    assert "If you agree and do not keep to it" in text
    assert not [words for words in ("whether you sign", "If you sign", "before you sign") if words in text]


@pytest.mark.clause("D3b", "E3")
def test_the_letters_about_an_appeal_know_both_ways_to_agree():
    facts = AGAINST_AN_ACTION | {"for_signature": True}
    already = "If you have signed or agreed to it already, it goes on meanwhile."
    assert already in said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, facts=facts))
    lasts = "If you have signed or agreed to it, it lasts until 2 October 2026. If not, you can still do so,"
    assert lasts in said(letter(Kind.APPEAL_OUTCOME, facts=facts))
    over = "If you signed or agreed to it, you do not have to keep to it any more."
    assert over in said(letter(Kind.APPEAL_OUTCOME, facts=facts | {"outcome": "UPHELD", "kept": False}))
