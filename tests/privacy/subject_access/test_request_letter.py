"""The letter that tells somebody where their request stands: ``/subject-access/SA-…/letter/``"""

from datetime import timedelta

import pytest
from django.utils import timezone

from letters import services as letters
from letters.printing import rendering
from privacy.bundle import sealing
from privacy.subject_access import presenters, selectors
from tests import scenarios, settling
from tests.letters import reader

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.on_paper]
ADDRESS = "12 Sandpiper Close"
TEMPLATE = "privacy/subject_access/letter.html"


def printed(cast, request):
    today = timezone.localdate()
    care = selectors.care(request, on=today)
    return rendering.render(TEMPLATE, presenters.answer(request, care, by=cast.people["dpo"], on=today))


@pytest.mark.clause("P13b")
def test_it_tells_what_was_recorded_on_one_page_with_whom_to_ask(cast):
    for walk, says in [
        (
            scenarios.identified,
            "We have what you sent us You wrote or spoke to us about your data. We received it on 10 June",
        ),
        (
            scenarios.extended,
            "Why we need more time Four landlords have to be asked. We will answer you by 10 September 2026.",
        ),
        (lambda cast: scenarios.asked_for_data(cast, kind="COMPLAINT"), "We aim to do so by 10 July 2026."),
        (scenarios.clarifying, "What we need to know Do you want what is older than 2020, too?"),
        (scenarios.given, "a passphrase opens it. We tell you that in another way."),
        (
            scenarios.decided_in_words,
            "We do not do what you asked. We decided this on 10 June 2026. The safety of the officers",
        ),
        (scenarios.refused_access, "We decided this on 10 June 2026. You did not send us what shows who you are."),
    ]:
        with settling.undone():
            pdf = printed(cast, walk(cast))
            text = reader.text(pdf)
            assert says in text
            assert "Write to our Data Protection Officer at the address at the top of this letter" in text
            assert "complain to the Information Commissioner’s Office: Wycliffe House" in text
            assert f"Yours sincerely {cast.people['dpo']}" in text
            assert len(reader.pages(pdf)) == 1


@pytest.mark.clause("P7c", refuses=True)
def test_it_bears_no_address_where_a_letter_to_the_home_is_not_safe(cast):
    request = scenarios.identified(cast)
    assert f"Mr Lewis Lodger {ADDRESS}" in reader.text(printed(cast, request))
    by_another = scenarios.identified(cast, kind="OBJECTION", made_by="Sol Icitor")
    assert f"Sol Icitor {ADDRESS}" not in (text := reader.text(printed(cast, by_another)))
    assert "Dear Sol Icitor" in text
    scenarios.active(cast, inform=scenarios.WITHHOLD)
    assert ADDRESS not in reader.text(printed(cast, request))


def _said(cast, request, *, on=None):
    on = on or timezone.localdate()
    context = presenters.answer(request, selectors.care(request, on=on), by=cast.people["dpo"], on=on)
    return " ".join(letters.as_text(rendering.source(TEMPLATE, context)).split())


@pytest.mark.clause("P13b", refuses=True)
def test_it_promises_no_day_that_has_passed(cast):
    for kind, day in [("OBJECTION", "10 July 2026"), ("COMPLAINT", "10 July 2026")]:
        with settling.undone():
            request = scenarios.asked_for_data(cast, kind=kind)
            last = request.due_on
            assert f" {day}. If we need" in (text := _said(cast, request, on=last))
            assert "has passed" not in text
            late = _said(cast, request, on=last + timedelta(days=1))
            sorry = f"You should have had our answer by {day}. That day has passed, and we are sorry. "
            sorry += "We will answer as soon as we can."
            assert sorry in late
            assert "We will answer you by" not in late and "We aim to" not in late


@pytest.mark.clause("P13b", "P10b")
def test_whoever_asks_for_somebody_else_reads_whose_data_they_get(cast):
    request = scenarios.identified(cast, made_by="Sol Icitor")
    request.made_digest = "made"
    text = _said(cast, request)
    assert "HERE IS WHAT WE HOLD ABOUT MR LEWIS LODGER" in text
    assert "You wrote or spoke to us about the data of Mr Lewis Lodger." in text
    assert "With this letter comes what we hold about Mr Lewis Lodger" in text
    assert "your data" not in text
    bundle = " ".join(letters.as_text(sealing.source(request, sealing.bundle([], {}))).split())
    assert "the last alert about Mr Lewis Lodger has ended" in bundle


@pytest.mark.clause("P13b", "P13a")
def test_with_the_data_comes_why_we_hold_them_how_long_and_who_gets_them(cast):
    request = scenarios.identified(cast)
    bundle = " ".join(letters.as_text(sealing.source(request, sealing.bundle([], {}))).split())
    request.made_digest = "made"
    assert "The last part says why we hold it, for how long, and who gets it." in _said(cast, request)
    for told in (
        "We hold this to keep people safe, and to show that we were fair. We keep it for 2 years after",
        "the last alert about you has ended",
        "Where there was no alert, we keep it for 1 year after our last work on it.",
        "Colleagues and contractors who visit or help you see what to do.",
        "Our privacy notice says more: ",
        "Write to our Data Protection Officer at Teign Housing, ",
    ):
        assert told in bundle


@pytest.mark.clause("P10b")
def test_it_minds_the_format_that_the_person_prefers(cast):
    request = scenarios.identified(cast)
    assert "Ask us if you would like this letter in large print, braille, audio or another language." in _said(
        cast, request
    )
    rows = {}
    for chosen in ("BRAILLE", "EASY_READ", ""):
        request.customer.format = chosen
        rows[chosen] = dict(presenters.request_rows(request)).get("Preferred format")
        assert ("WHAT MATTERS MOST" in _said(cast, request).upper()) is (chosen == "EASY_READ")
    made = "Braille. Have the letter, and what they get, made in it, and send both."
    assert rows == {"BRAILLE": made, "EASY_READ": "Easy read", "": None}


@pytest.mark.long
@pytest.mark.clause("P5")
def test_under_limits_it_says_that_they_do_not_bar_this_and_asks_no_complaint_of_whoever_complains(cast):
    scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    request = scenarios.asked_for_data(cast, kind="COMPLAINT")
    text = _said(cast, request)
    assert "The limits on how you can contact us do not stop you from calling or writing to us about that." in text
    assert "You can complain to us" not in text
    decided = scenarios.decided_in_words(cast)
    decided.outcome = "PARTLY"
    assert "We will do part of what you asked." in _said(cast, decided)


@pytest.mark.clause("P13b", refuses=True)
def test_before_we_know_who_asks_for_somebody_else_no_letter_confirms_whose_data_we_hold(sign_in, cast):
    request, client = scenarios.asked_for_data(cast, made_by="Ruan Marrow, his brother"), sign_in("dpo")
    url = f"/subject-access/{request.reference}/"
    page = client.get(url).content.decode()
    assert "No letter goes to Ruan Marrow, his brother before you have checked who asks" in page
    assert f"{url}letter/" not in page
    assert client.get(f"{url}letter/").status_code == 404
