"""A restriction says whom it keeps from the contact strategy that names them, and the Lead names others (§11, §12)."""

import pytest

from housing_alerts.duties.choices import Kind
from tests import scenarios
from tests.owing import held
from tests.page import words
from tests.scenarios import LODGER
from tests.step import fill

RESTRICT, FILE = f"/customers/{LODGER}/restrict/", f"/customers/{LODGER}/"
SAID = {"because": "SAFEGUARDING", "reason": "Children live there."}
DUTY = "Name another: the file is restricted, and a colleague who answers cannot open it"


@pytest.mark.clause("P11a", "P12")
def test_the_page_says_who_loses_sight_of_the_strategy_and_the_lead_names_another(cast, sign_in):
    strategy = scenarios.strategy(cast, officer=cast.manager, deputy=cast.lead)
    client = sign_in("lead")
    said = words(client.get(RESTRICT))
    named = f"is named in contact strategy {strategy.reference}, and cannot open it"
    for colleague in (cast.manager, cast.lead):
        assert f"{colleague} {named} unless you name them as a reader." in said
    assert held(cast.manager, Kind.ANSWERS) == [strategy.reference]

    fill(client, RESTRICT, **SAID, readers=[cast.lead.pk, cast.head.pk])

    after = words(client.get(FILE))
    assert f"{cast.manager} {named}." in after
    assert f"{cast.lead} {named}" not in after
    assert held(cast.lead, Kind.STRATEGY) == [strategy.reference]
    assert DUTY in words(client.get("/"))
    assert held(cast.manager, Kind.ANSWERS) == []
    page = words(client.get(f"/contact-strategies/{strategy.reference}/"))
    assert f"To put right The file is restricted, and {cast.manager} cannot open the strategy." in page


@pytest.mark.clause("P11a", "P12", refuses=True)
def test_of_two_who_read_the_file_nothing_is_said(cast, sign_in):
    strategy = scenarios.strategy(cast, officer=cast.lead, deputy=cast.head)
    client = sign_in("lead")
    fill(client, RESTRICT, **SAID, readers=[cast.lead.pk, cast.head.pk])
    assert held(cast.lead, Kind.STRATEGY) == []
    assert "cannot open" not in words(client.get(FILE))
    assert "cannot open" not in words(client.get(RESTRICT))
    assert "To put right" not in words(client.get(f"/contact-strategies/{strategy.reference}/"))
