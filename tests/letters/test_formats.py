"""The same letter in the format that the customer prefers: large print, easy to read, or as text for an e-mail (§10)."""

import re

import lxml.html
import pikepdf
import pytest

from alerts.models import Alert
from alerts.writing import measures
from housing_alerts.customers.models import Customer
from letters import services
from letters.choices import Kind
from letters.models import IssuedPdf
from letters.printing import layouts, rendering
from tests import scenarios, settling
from tests.page import words

from . import reader
from .reader import pages, place, print_sizes, stream, text
from .samples import AGAINST_AN_ACTION, CONTACT, IN_PAIRS, said
from .samples import letter as sample
from .saying import assert_says

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]


def prefers(subject, format):
    Customer.objects.filter(pk=subject.customer.pk).update(format=format)
    return type(subject).objects.get(pk=subject.pk)


def letters(cast):
    """One of each kind that differs in its parts."""
    alert = scenarios.restricted(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    appeal = scenarios.prepared(cast, Alert.objects.get(pk=alert.pk))
    written = [scenarios.composed(cast, Alert.objects.get(pk=alert.pk)), scenarios.composed(cast, review)]
    written.append(scenarios.composed(cast, appeal))
    return [*written, scenarios.composed(cast, scenarios.determined(cast, appeal))]


def source(letter, **layout):
    return rendering.source(letter.template, letter.context() | {"preview": False} | layout)


def told(words):
    """The words one after the other, whatever stands between them, and without what the page alone has."""
    return re.sub(r"[\W_]+", " ", words).casefold().split()


@pytest.mark.clause("P10b")
def test_every_word_of_the_letter_stands_in_its_text_and_in_their_order(cast):
    for letter in letters(cast):
        written = source(letter)
        body = lxml.html.document_fromstring(written).find("body")
        assert told(services.as_text(written)) == told(" ".join(body.itertext())), letter.kind


@pytest.mark.clause("P10b")
def test_the_text_reads_as_a_letter(cast):
    letter = scenarios.drafted(cast, scenarios.restricted(cast))
    text = services.as_text(source(letter))
    assert "Mr Lewis Lodger\n12 Sandpiper Close\nTestmouth\nDevon\nTQ99 1AB\n" in text
    assert f"Date: 10 June 2026\nOur reference: {letter.reference}\n" in text
    assert "\nDear Mr Lodger\n" in text
    assert "\nIf you disagree with this decision\n----------------------------------\n" in text
    assert "\nYour last day to appeal is 10 July 2026\n" in text
    assert "\n- Please contact us by letter only. This applies. At the review we decide whether it goes on.\n" in text
    assert "\n\n\n" not in text
    assert "  " not in text


@pytest.mark.clause("P10b", refuses=True)
def test_hostile_words_stand_in_the_text_as_they_were_typed_and_nothing_hidden_does(cast):
    typed = "He wrote <b>{{ facts }}</b> & <script>x</script>\u202e then left."
    text = services.as_text(source(scenarios.composed(cast, scenarios.active(cast), words=typed)))
    assert "He wrote <b>{{ facts }}</b> & <script>x</script> then left." in text


@pytest.mark.clause("P10b")
def test_the_text_is_frozen_with_the_pdf(cast, sign_in):
    letter = scenarios.drafted(cast, prefers(scenarios.active(cast), "EMAIL"))
    client, url = sign_in("lead"), f"/letters/{letter.reference}/text/"
    draft = words(client.get(url))
    assert "This letter has not been issued. Send nothing yet." in draft
    issued = services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
    kept = IssuedPdf.objects.get(letter=issued).text

    letter.organisation.telephone = "01632 000000"
    letter.organisation.save()
    page = client.get(url)
    (shown,) = lxml.html.fromstring(page.content.decode()).xpath("//pre")
    assert shown.text_content() == kept
    assert "01632 000000" not in kept
    assert "has not been issued" not in words(page)
    assert "E-mail address No e-mail address is known" in words(page)
    assert f"Subject A letter from {letter.organisation}, {letter.reference} " in words(page)
    on_paper = words(client.get(f"/letters/{letter.reference}/"))
    assert "The customer prefers e-mail, and no e-mail address is known. The letter goes on paper" in on_paper
    assert "Open the letter as text" in on_paper
    scenarios.has_email(cast)
    assert "E-mail address d900001@post.example" in words(client.get(url))
    by_email = words(client.get(f"/letters/{letter.reference}/"))
    assert "Open the text for the e-mail" in by_email
    assert "goes on paper" not in by_email


@pytest.mark.clause("P10b")
def test_what_is_made_elsewhere_is_said(cast, sign_in):
    for format, made in [("BRAILLE", "Braille"), ("AUDIO", "Audio"), ("LARGE_PRINT", "")]:
        with settling.undone():
            letter = scenarios.drafted(cast, prefers(scenarios.active(cast), format))
            page = words(sign_in("lead").get(f"/letters/{letter.reference}/"))
            assert (f"The customer prefers: {made}. Have that made from the text" in page) == bool(made)


# Easy to read


@pytest.mark.clause("P10b")
def test_easy_read_says_the_same_words_each_sentence_on_a_line_of_its_own(cast):
    for letter in letters(cast):
        standard, easy = source(letter), source(letter, easy_read=True)
        text = lxml.html.document_fromstring(easy)
        (first,) = text.find_class("in-short")
        first.drop_tree()
        assert told(" ".join(text.find("body").itertext())) == told(services.as_text(standard)), letter.kind
        for paragraph in text.xpath("//div[@class='text']//p[not(ancestor::*[@class='appeal'])]"):
            said = " ".join(paragraph.text_content().split())
            assert not re.search(r"[a-z0-9][.!?] [A-Z]", said), said


MOST_WORDS = 15
"""Of a sentence in the box: a date and the name of an alert count."""


@pytest.mark.django_db
@pytest.mark.clause("P10b")
def test_an_easy_letter_says_first_in_short_sentences_what_matters_most():
    for kind in Kind.values:
        written = sample(kind, easy_read=True)
        text = services.as_text(source(written, easy_read=True))
        assert text.index("What matters most") < text.index(" ".join(written.wording.opening.split()[:4]))
        box = text[text.index("What matters most") : text.index(" ".join(written.wording.opening.split()[:4]))]
        sentences = [said for said in re.split(r"(?<=[.])\s+(?:- )?", box.partition("- ")[2]) if said]
        assert [said for said in sentences if len(said.split()) > MOST_WORDS] == []
        assert ("The last day for it is 6 May 2026." in " ".join(box.split())) is written.grants_appeal
        assert "You can ask somebody you trust to read this letter with you." in " ".join(box.split())
        assert "What matters most" not in services.as_text(source(sample(kind)))


@pytest.mark.django_db
@pytest.mark.clause("P10b")
def test_what_an_easy_letter_says_first_is_what_was_decided():
    for kind, facts, first in [
        ("NOTIFICATION", {"alerts": [IN_PAIRS, CONTACT]}, "alert on your record. There are limits on how and when"),
        ("REVIEW_OUTCOME", {}, "The “Visit in Pairs” alert stays on your record."),
        ("REVIEW_OUTCOME", {"outcome": "STEP_DOWN"}, "Less of it applies than before."),
        ("REVIEW_OUTCOME", {"outcome": "REMOVE", "review_by": ""}, "alert is no longer on your record."),
        ("INVESTIGATION_OUTCOME", {}, "“What happens next” says what follows."),
        ("INVESTIGATION_OUTCOME", {"actions": [], "nothing": True}, "We are not taking this report any further."),
        ("APPEAL_ACKNOWLEDGEMENT", {}, "We will send you our answer by 18 May 2026"),
        ("APPEAL_ACKNOWLEDGEMENT", {"answer_late": True}, "Our answer is late. We are sorry."),
        ("APPEAL_OUTCOME", {"outcome": "UPHELD", "kept": False}, "We agree with your appeal. We are sorry."),
        ("APPEAL_OUTCOME", {"outcome": "PARTLY"}, "We agree with part of your appeal."),
        ("APPEAL_OUTCOME", {"outcome": "NOT_UPHELD"}, "We do not agree with your appeal."),
        ("APPEAL_OUTCOME", {"outcome": "REFUSED", "last_day": "6 May 2026"}, "We cannot look at it."),
        ("BEHAVIOUR_AGREEMENT", {}, "Send it back by 20 April 2026"),
    ]:
        written = lxml.html.document_fromstring(source(sample(kind, facts=facts), easy_read=True))
        (box,) = written.find_class("in-short")
        assert first in " ".join(" ".join(box.itertext()).split())


def test_the_dot_of_an_initial_ends_no_sentence():
    source = '<div class="text"><p class="a">Ask J. Smith. He knows.</p><ul><li>One. Two.</li></ul></div>'
    assert layouts.easy_read(source) == (
        '<div class="text"><p class="a">Ask J. Smith.</p><p class="a">He knows.</p><ul><li>One.<br>Two.</li></ul></div>'
    )


def test_a_short_form_ends_no_sentence():
    for typed, sentences in [
        ("Ask Mr. Smith. He knows.", ["Ask Mr. Smith.", "He knows."]),
        ("We came to 4 St. Mary Street. You were out.", ["We came to 4 St. Mary Street.", "You were out."]),
        ("Choose a day, e.g. Monday. We come then.", ["Choose a day, e.g. Monday.", "We come then."]),
        ("It was at No. 5. You said no. We left.", ["It was at No. 5.", "You said no.", "We left."]),
        ("You said so on 5 May. 3 people heard it.", ["You said so on 5 May.", "3 people heard it."]),
    ]:
        spread = "</p><p>".join(sentences)
        assert (
            layouts.easy_read(f'<div class="text"><p>{typed}</p></div>') == f'<div class="text"><p>{spread}</p></div>'
        )


@pytest.mark.on_paper
@pytest.mark.clause("P10b")
def test_easy_read_is_larger_tagged_and_in_the_same_window(cast):
    alert = scenarios.active(cast)
    standard = rendering.render((letter := scenarios.composed(cast, alert)).template, letter.context())
    alert = prefers(alert, "EASY_READ")
    letter = scenarios.composed(cast, alert)
    assert letter.context()["easy_read"]
    pdf = rendering.render(letter.template, letter.context())

    with pikepdf.open(stream(pdf)) as opened:
        assert opened.open_metadata()["pdfuaid:part"] == "1"
        assert "/StructTreeRoot" in opened.Root
    left, top, _, _ = place(pdf, "Mr Lewis Lodger")
    assert (round(left), top >= 45) == (round(place(standard, "Mr Lewis Lodger")[0]), True)
    assert place(pdf, "TQ99 1AB")[3] <= 85
    assert "Your last day to appeal is 10 July 2026" in text(pdf)
    assert max(print_sizes(pdf)) > max(print_sizes(standard))
    assert len(pages(pdf)) > len(pages(standard))


@pytest.mark.on_paper
@pytest.mark.clause("P10b")
def test_nothing_in_large_print_is_under_16_point(cast):
    letter = scenarios.composed(cast, prefers(scenarios.active(cast), "LARGE_PRINT"))
    assert min(print_sizes(rendering.render(letter.template, letter.context()))) >= 16


@pytest.mark.clause("P10b")
def test_an_easy_answer_says_first_whether_the_alert_stays():
    for facts, bullet in [
        ({"outcome": "NOT_UPHELD"}, "The “Visit in Pairs” alert stays on your record."),
        ({"outcome": "PARTLY"}, "The “Visit in Pairs” alert stays on your record, but we have changed it."),
        ({"outcome": "UPHELD", "kept": False}, "The “Visit in Pairs” alert is no longer on your record."),
        (
            {"kept": False, "replaced_by": "Weapons", "replaced_on": "1 May 2026"},
            "alert no longer stands. Another alert",
        ),
        (AGAINST_AN_ACTION | {"kept": False}, "What we decided no longer stands."),
        (AGAINST_AN_ACTION | {"kept": True}, "What we decided has not changed."),
        (AGAINST_AN_ACTION | {"kept": True, "over": True}, "What we decided no longer applies."),
    ]:
        text = said(sample(Kind.APPEAL_OUTCOME, easy_read=True, facts=facts))
        assert bullet in text[: text.index("Thank you")]


@pytest.mark.clause("P10b")
def test_no_easy_bullet_ends_in_nothing():
    for measure in (measures.SOME_APPLY, measures.THESE_APPLY):
        assert measure.endswith(("are listed below.", "is listed below."))
        text = said(sample(Kind.NOTIFICATION, easy_read=True, facts={"alerts": [IN_PAIRS | {"measure": measure}]}))
        assert f"alert on your record. {measure}" in text


LIMIT = {"words": "Please write to us.", "applies": measures.APPLIES}


def test_less_is_not_said_to_ask_less_of_anybody():
    facts = {"outcome": "STEP_DOWN", "ended": ["Two people come."], "stays": [LIMIT]}
    text = said(sample(Kind.REVIEW_OUTCOME, easy_read=True, facts=facts))
    assert text.count("less of it applies than before") + text.count("Less of it applies than before") == 2
    assert "asks less of you" not in text


def says(cast, subject, **when):
    return said(scenarios.composed(cast, subject, **when))


@pytest.mark.clause("P10b")
def test_a_letter_in_large_print_does_not_offer_large_print(cast):
    customer = cast.customers[scenarios.LODGER]
    type(customer).objects.filter(pk=customer.pk).update(format="LARGE_PRINT")
    alert = Alert.objects.get(pk=scenarios.active(cast).pk)
    assert "Ask us if you would like this letter in braille, audio or another language." in says(cast, alert)


# Nothing is torn across two pages


TOGETHER = (
    ("If you have questions", "Call 01632 960100"),
    ("If you disagree with this decision", "You have the right to appeal"),
    ("Your last day to appeal is", "Use any of these ways"),
)


@pytest.mark.on_paper
@pytest.mark.parametrize("kind", [Kind.NOTIFICATION, Kind.REVIEW_OUTCOME])
@pytest.mark.clause("P10b", "P9a")
def test_no_page_before_the_last_is_nearly_empty_and_first_words_stand_with_what_follows(kind):
    written = sample(kind, easy_read=True)
    pages = reader.pages(rendering.render(written.template, written.context()))
    assert min(len(page) for page in pages[:-1]) > 400
    for first, then in TOGETHER:
        assert [page for page in pages if first in page and then in page], first


@pytest.mark.on_paper
@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.clause("P10b", "P9a")
def test_the_way_to_appeal_stands_on_one_page(large_print):
    asked = sample(Kind.NOTIFICATION, large_print=large_print)
    pages = reader.pages(rendering.render(asked.template, asked.context()))
    (page,) = [each for each in pages if "Your last day to appeal is" in each]
    assert_says(page, "If you disagree with this decision", "Write to Teign Housing", "of receiving your appeal")
