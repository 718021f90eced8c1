"""The letter that tells somebody where their request stands: ``/subject-access/SA-…/letter/``"""

import pytest
from django.utils import timezone

from letters.printing import rendering
from privacy.subject_access import presenters, selectors
from tests import scenarios
from tests.letters import reader
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
ADDRESS = "12 Sandpiper Close"
TEMPLATE = "privacy/subject_access/letter.html"


def printed(cast, request):
    today = timezone.localdate()
    care = selectors.care(request, on=today)
    return rendering.render(TEMPLATE, presenters.answer(request, care, by=cast.people["dpo"], on=today))


@pytest.mark.clause("P13b")
@pytest.mark.parametrize(
    ("walk", "says"),
    [
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
    ],
)
def test_it_tells_what_was_recorded_on_one_page_with_whom_to_ask(cast, walk, says):
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
    by_another = scenarios.asked_for_data(cast, kind="OBJECTION", made_by="Sol Icitor")
    assert f"Sol Icitor {ADDRESS}" not in (text := reader.text(printed(cast, by_another)))
    assert "Dear Sol Icitor" in text
    scenarios.active(cast, inform=scenarios.WITHHOLD)
    assert ADDRESS not in reader.text(printed(cast, request))


def test_the_page_of_the_request_has_it_and_that_of_one_withdrawn_has_not(sign_in, cast):
    client, request = sign_in("dpo"), scenarios.identified(cast)
    page = f"/subject-access/{request.reference}/"
    assert "Open the letter “We have what you sent us”" in words(client.get(page))
    assert client.get(f"{page}letter/").content[:5] == b"%PDF-"
    gone = scenarios.no_longer_asked(cast, kind="OBJECTION")
    page = f"/subject-access/{gone.reference}/"
    assert "Open the letter" not in words(client.get(page))
    assert client.get(f"{page}letter/").status_code == 404
