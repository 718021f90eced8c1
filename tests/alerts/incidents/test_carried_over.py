"""The words of a void report stand in the one that takes its place, below where they come from (D4.1)."""

import pytest

from alerts.corrections.services import Place
from alerts.entries.words import words_to_copy
from alerts.incidents import services as incidents_services
from alerts.incidents.carried import above_account
from alerts.incidents.timeline import SOURCE
from alerts.models import Incident
from housing_alerts.customers.models import Asset
from tests import scenarios
from tests.page import words
from tests.step import fill

SAID = "It was her neighbour who did it."
CLEARED = "If these words name the person whom that report was about, it was not that person."


def belongs(cast, incident, **place):
    """The report as its line manager makes it void, because its danger belongs elsewhere."""
    incidents_services.void_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        reason=SAID,
        belongs="ELSEWHERE",
        place=Place(**place),
    )
    incident.refresh_from_db()
    return Incident.objects.get(reference=incident.goes_on_in)


@pytest.mark.clause("D4")
def test_the_report_in_its_place_says_above_its_words_that_they_were_carried_over(cast, sign_in):
    words_of = "Mr Lodger opened the door and pushed me."
    first = scenarios.logged_in_words(cast, words_of, violent=True)
    anew = belongs(cast, first, asset=Asset.objects.get(reference="A-D1"))
    said = (
        f"Carried over from incident {first.reference}, which is void because it belongs to another person or address. "
        f"{CLEARED}"
    )
    page = sign_in("manager").get(f"/incidents/{anew.reference}/")
    assert f"{said} {words_of}" in words(page)
    assert f'href="/incidents/{first.reference}/"' in page.content.decode()
    assert anew.account == words_of
    copied = words_to_copy(anew.entries.get(system="ASSURE"))
    assert f"What happened: {said}\n{words_of}" in copied
    (row,) = SOURCE.rows(None, anew.asset_id)
    assert next(iter(SOURCE.events(row))).words == f"{said}\n{words_of}"
    assert above_account(first) == ""


@pytest.mark.clause("D4")
def test_so_does_the_next_one_and_of_nobody_named_nothing_is_said_of_a_person(cast):
    first = scenarios.logged_at_an_address(cast, violent=True)
    second = belongs(cast, first, elsewhere="The car park of the surgery.")
    assert above_account(second).endswith("which is void because it belongs to another person or address.")
    third = belongs(cast, second, customer=cast.customers[scenarios.HONG])
    assert above_account(third).startswith(
        f"Carried over from incident {first.reference} and incident {second.reference},"
    )


def test_a_report_whose_file_is_closed_since_is_not_named_there(cast, sign_in):
    first = scenarios.logged(cast, violent=True)
    anew = belongs(cast, first, customer=cast.customers[scenarios.HONG])
    scenarios.restrict_file(cast)
    assert above_account(anew).startswith("Carried over from another incident, which is void")
    assert (
        f'href="/incidents/{first.reference}/"'
        not in sign_in("leadership").get(f"/incidents/{anew.reference}/").content.decode()
    )


STAY = "Photos or files stay with the void report: they may show somebody else’s home."


@pytest.mark.clause("D4")
def test_photos_stay_with_the_void_report_and_the_next_one_says_so(cast, sign_in):
    first = scenarios.logged_in_words(cast, "She had a knife on the table.", weapon=True)
    scenarios.with_photo(cast, first)
    first.refresh_from_db()
    client, url = sign_in("manager"), f"/incidents/{first.reference}/void/"
    sent = {"reason": SAID, "belongs": "ELSEWHERE", "asset": "A-D1"}
    assert fill(client, url, **sent).status_code == 302
    first.refresh_from_db()
    anew = Incident.objects.get(reference=first.goes_on_in)
    said = words(client.get(f"/incidents/{anew.reference}/"))
    assert f"The photos and files stay with {first.reference}: attach to {anew.reference} those that show" in said
    assert STAY in said
    assert [one.name for one in first.files] and not anew.files


@pytest.mark.clause("D4")
def test_where_there_are_none_nothing_is_said_of_them(cast, sign_in):
    first = scenarios.logged_in_words(cast, "She had a knife on the table.", weapon=True)
    anew = belongs(cast, first, asset=Asset.objects.get(reference="A-D1"))
    assert STAY not in words(sign_in("manager").get(f"/incidents/{anew.reference}/"))
