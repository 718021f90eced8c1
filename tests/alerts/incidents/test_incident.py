"""The page of an incident: its reporter follows it, its line manager triages it, the Lead takes it up."""

from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import chosen


def _url(incident):
    return f"/incidents/{incident.reference}/"


def test_the_line_manager_reads_what_was_reported_and_triages_it(cast, sign_in):
    incident = scenarios.logged(cast, factors=["ALCOHOL"], circumstances=["SAFEGUARDING"])

    said = words(sign_in("manager").get(_url(incident)))

    assert "He shouted at me and blocked the path." in said
    assert "Asked them to moderate their behaviour Warned that the call or visit would end Left the place" in said
    assert "Alcohol misuse, Safeguarding concerns" in said
    assert "How should this be handled?" in said
    assert "Support for you" in said


def test_of_a_restricted_customer_only_the_reporter_the_line_manager_and_named_readers_see_it(cast, sign_in):
    incident = scenarios.logged(cast)
    scenarios.restrict(cast, readers=[cast.head])

    for username in ("officer", "manager", "head"):
        assert sign_in(username).get(_url(incident)).status_code == 200
    for username in ("lead", "head2", "leadership"):
        assert sign_in(username).get(_url(incident)).status_code == 404


def test_the_file_is_a_link_only_for_who_may_open_it(cast, sign_in):
    incident = scenarios.logged(cast)
    assert "Open the file of Lewis Lodger" in words(sign_in("lead").get(_url(incident)))
    assert "Open the file of" not in words(sign_in("manager").get(_url(incident)))


def test_an_incident_at_an_address_has_no_file_and_is_with_the_lead_of_who_lives_there(cast, sign_in):
    incident = scenarios.logged_at_an_address(cast)
    assert [sign_in(username).get(_url(incident)).status_code for username in ("lead", "lead2")] == [200, 404]
    said = words(sign_in("leadership").get(_url(incident)))
    assert "12 Sandpiper Close" in said
    assert "Open the file of" not in said


# The triage


def test_without_a_proposed_stage_none_is_preselected(cast, sign_in):
    incident = scenarios.logged(cast, behaviour="NONE", about="RISK")
    response = sign_in("manager").get(_url(incident))
    assert "Appendix D proposes no stage, because no behaviour was chosen." in words(response)
    assert chosen(response, "stage") == []


def test_the_chosen_stage_leads_to_its_page(cast, sign_in):
    incident = scenarios.logged(cast)
    client = sign_in("manager")
    with nothing_changes():
        response = client.get(f"{_url(incident)}triage/?stage=FORMAL")
    assert (response.status_code, response["Location"]) == (302, f"{_url(incident)}refer/")


def test_without_a_choice_the_page_asks_again(cast, sign_in):
    incident = scenarios.logged(cast)
    response = sign_in("manager").get(f"{_url(incident)}triage/?stage=OTHER", follow=True)
    assert response.redirect_chain == [(_url(incident), 302)]
    assert "Choose informal action or the formal stage." in words(response)


# What became of it


def test_settled_it_says_how_and_can_be_referred_after_all(cast, sign_in):
    incident = scenarios.settled(cast)
    said = words(sign_in("manager").get(_url(incident)))
    assert "Morwenna Manning settled it informally on" in said
    assert "I rang him and warned him." in said
    assert "Verbal warning, live until" in said
    assert "Refer after all" in said
    assert "How should this be handled?" not in said


def test_referred_it_names_the_area_and_offers_its_lead_an_investigation(cast, sign_in):
    incident = scenarios.referred(cast)
    said = words(sign_in("lead").get(_url(incident)))
    assert "Morwenna Manning referred it to the Operational Lead for Housing on" in said
    assert "It felt unsafe to be there." in said
    assert "Open an investigation" in said
    assert "Open an investigation" not in words(sign_in("head").get(_url(incident)))
