"""Whoever closes an account reads which customers are told to contact that colleague, and what must follow (§5, §12)."""

import pytest

from tests import scenarios
from tests.page import words

FOLLOWS = "Once it is closed, the Operational Leads of the area are asked to do it."


def _page(sign_in, colleague):
    return words(sign_in("admin").get(f"/colleagues/{colleague.pk}/"))


@pytest.mark.clause("P5", "P6")
def test_the_page_of_a_leaver_names_the_customers_who_have_nobody_else(cast, sign_in):
    named = scenarios.condition(cast, "NAMED_OFFICER", officer=cast.lead2, deputy=cast.manager)
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[named])
    said = f"Named officer of alert {alert.reference}, for customer {scenarios.LODGER}"
    page = _page(sign_in, cast.lead2)
    assert f"{said}: an Operational Lead of its area reviews it" in page
    assert FOLLOWS in page
    assert "Lewis Lodger" not in page

    scenarios.leaves(cast.manager)
    assert f"{said}. Nobody else is named: an Operational Lead" in _page(sign_in, cast.lead2)
    scenarios.ended(cast, alert)
    assert FOLLOWS not in _page(sign_in, cast.lead2)


@pytest.mark.clause("P12", "P6")
def test_so_it_does_of_a_contact_strategy(cast, sign_in):
    strategy = scenarios.strategy(cast)
    of = f"under contact strategy {strategy.reference}, for customer {scenarios.LODGER}"
    assert f"Deputy {of}: an Operational Lead of its area reviews it" in _page(sign_in, cast.manager)
    scenarios.leaves(cast.manager)
    assert f"Answers {of}. Nobody else is named: an Operational Lead" in _page(sign_in, cast.officer)


@pytest.mark.clause("P12")
def test_a_lead_who_may_open_it_goes_to_its_review(cast, sign_in):
    strategy = scenarios.strategy(cast)
    cast.lead.staff.add(cast.officer)
    page = sign_in("lead").get(f"/colleagues/{cast.officer.pk}/hand-over/")
    assert f"/contact-strategies/{strategy.reference}/review/" in page.content.decode()
