"""Every page on which a letter is written: the letter beside the form, the check at its fields, and the suggested words."""

import base64
import io

import lxml.html
import pypdfium2
import pytest
from PIL import Image

from alerts.investigations import services as investigations_services
from alerts.models import Alert
from alerts.writing import drafts, reported, suggestions
from alerts.writing.selectors import doubts
from housing_alerts.customers.models import Asset
from letters.models import Letter
from tests import scenarios, settling
from tests.deep import combined
from tests.page import assert_asks, nothing_changes, words
from tests.step import chosen, shown
from tools import demo

from . import reader

pytestmark = pytest.mark.same_on_both
SAID = "It was reported to us that you shouted at our officer."


def _alert(cast):
    return f"/alerts/{scenarios.active(cast).reference}/letter/"


def _review(cast, outcome="KEEP"):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)), outcome=outcome)
    return f"/reviews/{review.reference}/letter/"


def _investigation(cast):
    return f"/investigations/{scenarios.considered(cast).reference}/letter/"


def _appeal(cast, outcome="NOT_UPHELD"):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), outcome)
    return f"/appeals/{appeal.reference}/letter/"


def _late(cast):
    return f"/appeals/{scenarios.refused_as_late(cast).reference}/letter/"


def _acknowledgement(cast):
    return f"/appeals/{scenarios.appealed(cast, scenarios.active(cast)).reference}/acknowledge/"


WRITTEN = [(_alert, "incident"), (_review, "reason"), (_investigation, "looked_into"), (_appeal, "considered")]
WHERE = pytest.mark.parametrize(("place", "field"), WRITTEN)
EACH = pytest.mark.parametrize("place", [*(place for place, _ in WRITTEN), _late, _acknowledgement])


def answered(client, url, **typed):
    """What the page holds, in words of the Lead's own, with this typed into it."""
    return _own(shown(client.get(url))) | typed


def _own(held):
    own = {
        "removal": "Calm visits will count in your favour.",
        "looked_into": "We looked into a report of shouting.",
        "reason": "We have weighed what you told us.",
    }
    return held | {name: said for name, said in own.items() if name in held}


def pictures(response):
    """The pages of the letter that stand beside the form."""
    page = lxml.html.fromstring(response.content.decode())
    addresses = [picture.get("src") for picture in page.cssselect("[data-preview] img")]
    return [Image.open(io.BytesIO(base64.b64decode(address.split(",")[1]))) for address in addresses]


def said(response):
    """What stands beside the form in words."""
    page = lxml.html.fromstring(response.content.decode())
    return [item.text_content() for item in page.cssselect("[data-preview] li")]


# The letter beside the form


@pytest.mark.long
@EACH
@pytest.mark.on_paper
def test_the_letter_stands_beside_the_form_and_nothing_is_kept(cast, sign_in, place):
    client, url = sign_in("lead"), place(cast)
    sent = answered(client, url) | ({"incident": SAID} if place is _alert else {})
    with nothing_changes():
        response = client.post(url, sent | {"preview": "page"})
        pdf = client.post(url, sent | {"preview": "pdf"})

    assert (pdf["Content-Type"], pdf["Cache-Control"]) == ("application/pdf", "no-store")
    assert response["Cache-Control"] == "no-store"
    with pypdfium2.PdfDocument(pdf.content) as document:
        assert len(pictures(response)) == len(document) > 0
    assert "this letter has not been issued" in reader.text(pdf.content)
    assert not Letter.objects.filter(status="DRAFT").exists()


@pytest.mark.long
@WHERE
def test_what_is_still_to_be_written_is_a_gap_in_the_letter(cast, sign_in, place, field):
    client, url = sign_in("lead"), place(cast)
    sent = answered(client, url, **{field: " "})
    response = client.post(url, sent | {"preview": "page"})
    asks, label = {
        "incident": ("Say what was reported", "What was reported?"),
        "reason": ("Give the reason for the decision", "What is the reason for the decision?"),
        "looked_into": ("Say what we looked into", "What did we look into?"),
        "considered": (
            "Say which information and evidence was considered",
            "Which information and evidence was considered?",
        ),
    }[field]
    assert said(response) == [asks]
    assert f"[{label}]" in reader.text(client.post(url, sent | {"preview": "pdf"}).content)
    with nothing_changes():
        assert_asks(client.post(url, sent), asks)


@pytest.mark.long
@WHERE
@pytest.mark.on_paper
def test_what_cannot_be_printed_is_said_beside_the_form_and_at_its_field(cast, sign_in, place, field):
    client, url = sign_in("lead"), place(cast)
    sent = answered(client, url, **{field: "He wrote 漢 and 字."})
    sent |= {"basis": "We have weighed what you told us."} if field != "basis" and "basis" in sent else {}
    sentence = "This letter cannot print ‘字’ and ‘漢’. Write it in another way, for example in English letters."
    with nothing_changes():
        response = client.post(url, sent | {"preview": "page"})
        assert (said(response), pictures(response)) == ([sentence], [])
        assert_asks(client.post(url, sent), sentence, typed=("He wrote 漢 and 字.",))
    assert_at(response, field, sentence)


def boxes(response, name):
    """The values of the boxes of that name."""
    page = lxml.html.fromstring(response.content.decode())
    return [box.get("value") for box in page.cssselect(f"input[name={name}]")]


def assert_at(response, field, sentence):
    """The sentence stands at that field, and the summary leads to it."""
    page = lxml.html.fromstring(response.content.decode())
    (error,) = page.cssselect(f"#id_{field}-error")
    assert sentence in " ".join(error.text_content().split())
    assert f"#id_{field}" in [link.get("href") for link in page.cssselect(".govuk-error-summary a")]


# The check


WRONG = [
    ("We believe Oliver Fisk.", "The letter names Oliver Fisk, who reported an incident or was affected by one."),
    ("We keep [name of alert].", "There is still a place to fill in: “[name of alert]”."),
    ("It was reported to us that your behaviour was ", "A sentence stops at “your behaviour was”. Finish it."),
]


@pytest.mark.parametrize(("written", "wrong"), combined(WRITTEN, WRONG))
@pytest.mark.clause("E1", refuses=True)
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(cast, sign_in, written, wrong):
    (place, field), (text, sentence) = written, wrong
    client, url = sign_in("lead"), place(cast)
    sent = answered(client, url, **{field: text})
    with nothing_changes():
        response = client.post(url, sent)
    assert_at(response, field, sentence)
    assert shown(response)[field] == [text]
    assert pictures(client.post(url, sent | {"preview": "page"}))


# Suggested words


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "field", "count"),
    [
        (_alert, "removal", 2),
        (_review, "reason", 3),
        (lambda cast: _review(cast, "REMOVE"), "reason", 4),
        (_investigation, "reason", 3),
        (_appeal, "basis", 2),
        (lambda cast: _appeal(cast, "UPHELD"), "basis", 2),
        (_late, "basis", 2),
        (_appeal, "considered", 2),
    ],
    ids=["alert", "kept", "removed", "investigation", "not upheld", "upheld", "late", "considered"],
)
def test_each_suggestion_can_be_sent_as_it_stands(cast, sign_in, place, field, count):
    client, url = sign_in("lead"), place(cast)
    opened = client.get(url)
    offered = lxml.html.fromstring(opened.content.decode()).cssselect(f"input[name={field}_from]")
    texts = [" ".join(box.getnext().text_content().split()) for box in offered]
    assert len(texts) == count
    held = _own(shown(opened)) | {
        "incident": SAID,
        "considered": "Your appeal.",
        "same_decider": "Nobody else was there.",
    }
    for number, text in enumerate(texts):
        chosen = {
            field: "" if number or field in ("considered", "removal", "reason") else held[field],
            f"{field}_from": str(number),
        }
        asked = client.post(url, held | chosen)
        if text.endswith("because"):  # only the Lead knows what is so in this case
            assert "because”. Finish it." in words(asked)
            continue
        assert_asks(asked, "Confirm that it is meant, or write it in another way")
        response = client.post(url, shown(asked) | {"confirmed": boxes(asked, "confirmed")})
        letter = Letter.objects.filter(status="DRAFT").first()
        assert (response.status_code, letter.facts[field]) == (302, text)
        scenarios.cancelled(cast, letter)


@pytest.mark.clause("E2")
def test_of_a_first_review_nothing_is_said_since_another(cast, sign_in):
    alert = scenarios.told(cast)
    first, second = "since we put the alert on your record", "since the last review"
    for said, unsaid in [(first, second), (second, first)]:
        review = scenarios.reviewed(cast, scenarios.under_review(cast, Alert.objects.get(pk=alert.pk)))
        page = words(sign_in("lead").get(f"/reviews/{review.reference}/letter/"))
        assert said in page
        assert unsaid not in page


@pytest.mark.clause("E1")
def test_what_was_reported_is_suggested_from_the_examples_on_the_incidents(cast, sign_in):
    incident = scenarios.logged(cast, circumstances=["DANGEROUS_DOG"])
    incident.examples.set(type(incident).examples.rel.model.objects.filter(code__in=["THREATS", "INFORMATION"]))
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident))
    page = sign_in("lead").get(f"/alerts/{alert.reference}/letter/")
    offered = lxml.html.fromstring(page.content.decode()).cssselect("input[name=incident_from]")
    day = f"{incident.occurred_at:%-d %B %Y}"
    dog = "your dog was not under control when somebody who works for us came to your home."
    assert [" ".join(box.getnext().text_content().split()) for box in offered] == [
        f"We had a report about a visit to your home on {day}. It said that {dog}",
        f"We had a report about a visit to your home on {day}. It said that you threatened somebody who works for us.",
    ]
    assert chosen(page, "incident_from") == []


def _on_several(cast, *reports, code="VISIT_IN_PAIRS"):
    """An alert on several incidents: the day of each and how it came, what it reported, and what else it says."""
    incidents = []
    for days, examples, facts in reports:
        incident = scenarios.referred(cast, days=days, **facts)
        incident.examples.set(type(incident).examples.rel.model.objects.filter(code__in=examples))
        incidents.append(incident)
    file = investigations_services.open_investigation(incidents=incidents, by=cast.lead)
    return scenarios.approved(cast, demo.put_forward(cast, demo.answer(cast, file, 0), code, 0))


VISIT = (20, ["VIOLENCE"], {"channel": "HOME_VISIT"})
CALL = (10, ["RUDENESS"], {"channel": "TELEPHONE"})
POLICE = (5, ["THREATS"], {"channel": "OFFICE", "about": "THIRD_PARTY", "source": "Devon and Cornwall Police"})
AT_THE_VISIT = (
    "We had a report about a visit to your home on 21 May 2026. It said that you used violence against somebody who "
    "works for us."
)
ON_THE_TELEPHONE = (
    "We had a report about a telephone call on 31 May 2026. It said that you were rude to somebody who works for us."
)


@pytest.mark.clause("E1", refuses=True)
def test_a_visit_to_another_place_is_not_called_a_visit_to_their_home(cast):
    for place, said in [("A-D1", "a visit to your home on"), ("A-D2", "a report about a visit on")]:
        with settling.undone():
            incident = scenarios.logged(cast, asset=Asset.objects.get(reference=place))

            assert said in reported.it_was_reported([incident])


@pytest.mark.usefixtures("wednesday")
@pytest.mark.clause("E1")
def test_of_each_incident_is_suggested_what_that_one_reported(cast):
    alert = _on_several(cast, VISIT, CALL)
    assert suggestions.reported(alert) == [f"{AT_THE_VISIT} {ON_THE_TELEPHONE}", AT_THE_VISIT, ON_THE_TELEPHONE]
    assert drafts.suggested_incident(alert) == (
        "We had reports about a visit to your home on 21 May 2026 and a telephone call on 31 May 2026. They said that your "
        "behaviour was "
    )


@pytest.mark.clause("P4b", "P7c")
def test_a_letter_about_what_an_agency_told_us_too_asks_that_it_does_not_say_so(cast, sign_in):
    alert = _on_several(cast, VISIT, POLICE)
    said = "An agency told us a part of this. The letter does not say that one did, or what only they know."
    assert said in words(sign_in("lead").get(f"/alerts/{alert.reference}/letter/"))
    assert [doubt.sentence for doubt in doubts(alert, on=cast.today)] == [said]
    assert list(doubts(scenarios.active(cast, customer=scenarios.HONG), on=cast.today)) == []


@pytest.mark.usefixtures("wednesday")
@pytest.mark.clause("P4b", refuses=True)
def test_nothing_is_suggested_of_what_another_agency_told_us(cast):
    alert = _on_several(cast, VISIT, POLICE)
    assert suggestions.reported(alert) == [AT_THE_VISIT]
    assert drafts.suggested_incident(alert) == (
        "We had a report about a visit to your home on 21 May 2026. It said that your behaviour was "
    )
    assert drafts.suggested_matter(alert.investigation) == (
        "We looked into a report about a visit to your home on 21 May 2026. It said that your behaviour was "
    )


@pytest.mark.clause("E1", refuses=True)
def test_of_a_dog_nothing_is_suggested_unless_a_visit_met_one(cast):
    for dog in [
        VISIT,
        (20, ["VIOLENCE"], {"channel": "TELEPHONE", "circumstances": ["DANGEROUS_DOG"]}),
        (20, ["VIOLENCE"], {"weapon": True, "circumstances": ["DANGEROUS_DOG"]}),
        (20, ["VIOLENCE"], {"elsewhere": "The car park in Market Street", "circumstances": ["DANGEROUS_DOG"]}),
    ]:
        with settling.undone():
            (said,) = suggestions.reported(_on_several(cast, dog, code="DANGEROUS_DOGS"))
            assert "dog" not in said


# What will go out


@pytest.mark.long
def test_a_draft_says_what_will_go_out(cast, sign_in):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    said = words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    assert "Every point is in order. Read the letter once more, then issue it." in said
    assert "Who gets it, and where In order Mr Lewis Lodger 12 Sandpiper Close" in said
    assert f"Last day to appeal In order {letter.reply_by:%-d %B %Y}" in said


@pytest.mark.clause("E1", refuses=True)
@pytest.mark.on_paper
def test_each_point_that_does_not_hold_says_what_to_do(cast, sign_in):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    scenarios.moved(cast, letter.customer)
    facts = letter.facts | {"incident": "[what happened] 漢", "removal": ""}
    Letter.objects.filter(pk=letter.pk).update(facts=facts)
    client = sign_in("lead")
    told = words(client.get(f"/letters/{letter.reference}/"))
    assert "It cannot be issued like this. See to 4 points first." in told
    for sentence in (
        "Lewis Lodger lives at another address now.",
        "The letter leaves a part empty: what would lead to its removal.",
        "There is still a place to fill in: “[what happened]”.",
        "This letter cannot print ‘漢’.",
    ):
        assert f"See to this {sentence}" in told
    assert "Its words: what was reported See to this" in told
