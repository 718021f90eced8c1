"""Nobody reads of what was looked into who is not to know of an alert on them."""

import pytest
import time_machine

from alerts.alert import policies as alert_policies
from alerts.alert.choices import NO_LETTER_HOME
from alerts.decisions.answers import InformAnswer
from alerts.writing import at_home, drafts, suggestions
from alerts.writing import policies as writing_policies
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import NotAllowed
from letters import dispatch
from letters import services as letters
from tests import scenarios
from tests.owing import letters_owed
from tests.page import nothing_changes, words
from tests.scenarios import WITHHOLD

pytestmark = pytest.mark.same_on_both
HARM_TO_STAFF = InformAnswer("WITHHOLD", "HARM_TO_STAFF", "He said what he would do if we wrote that.")


def declined_strengthening(cast, inform):
    """The file of a review that asked for more, which the Head of Service did not impose."""
    alert = scenarios.active(cast, inform=inform)
    file = scenarios.declined(cast, scenarios.more_proposed(cast, alert, inform=inform)).investigation
    file.refresh_from_db()
    return file


def considered_beside(cast, inform):
    """A case that ended with nothing, of a customer with an alert from another one."""
    scenarios.active(cast, inform=inform)
    return scenarios.considered(cast)


@pytest.mark.parametrize("left", [declined_strengthening, considered_beside])
@pytest.mark.clause("P7c", refuses=True)
def test_no_letter_tells_of_a_case_beside_an_alert_that_is_kept_from_them(cast, left):
    file = left(cast, WITHHOLD)

    assert file.reference not in letters_owed()
    assert (
        "It was decided not to inform the customer of alert"
        in file.why_letter_refused("INVESTIGATION_OUTCOME").sentence
    )


@pytest.mark.clause("P7c")
def test_the_letter_is_owed_where_they_know_of_the_alert_or_it_ended(cast):
    file = considered_beside(cast, scenarios.INFORM)

    assert file.reference in letters_owed()
    assert file.why_letter_refused("INVESTIGATION_OUTCOME") is None


@pytest.mark.clause("P7c", refuses=True)
def test_nor_of_an_action_agreed_in_another_case(cast):
    scenarios.active(cast, inform=WITHHOLD)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.agreed_action(cast)))

    assert "It was decided not to inform the customer" in appeal.why_letter_refused("APPEAL_OUTCOME").sentence


# Beside another alert, of the same case or of another, that is kept from them because a letter could harm them

HARM = "another alert is kept from the customer because a letter could harm them or somebody at home"


def of_the_same_case(cast, beside):
    told, kept = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")
    return scenarios.approved(cast, told), scenarios.approved(cast, kept, beside)


def of_another_case(cast, beside):
    told = scenarios.active(cast)
    return told, scenarios.active(cast, "WEAPONS", inform=beside)


@pytest.mark.clause("P7c")
def test_what_was_decided_to_be_told_is_told_and_dispatch_asks(cast):
    told, kept = of_the_same_case(cast, WITHHOLD)
    letter = scenarios.drafted(cast, told)
    (asked,) = dispatch.asked(letter, on=cast.today)
    assert HARM in asked.sentence
    step = {"letter": letter, "version": letter.version, "by": cast.lead, "now": cast.then(0)}
    with pytest.raises(NotAllowed, match=HARM):
        letters.issue_letter(**step)

    scenarios.ended(cast, kept)
    assert dispatch.asked(letter, on=cast.today) == [], "what is over keeps nothing from them any more"


@pytest.mark.clause("P7c", "P4b")
def test_the_case_and_its_discussions_warn_of_what_the_customer_is_not_to_hear(cast, sign_in):
    scenarios.active(cast, "WEAPONS", inform=HARM_TO_STAFF)
    told = scenarios.logged(cast, days=3, about="THIRD_PARTY", source="Devon Police")
    file = scenarios.proposed_on(cast, told).investigation
    client = sign_in("lead")
    for page in (f"/investigations/{file.reference}/", f"/investigations/{file.reference}/discussions/"):
        said = words(client.get(page))
        assert "Weapons. The customer has not been told: do not mention it" in said, page
        assert f"{told.reference}. The customer has not been told: do not mention it" in said, page


@pytest.mark.clause("P7c", refuses=True)
def test_beside_one_that_is_kept_for_the_sake_of_staff_it_is_asked_that_the_letter_tells_nothing_of_it(cast, sign_in):
    told, kept = of_another_case(cast, HARM_TO_STAFF)
    sentence = "Another alert is kept from the customer. The letter tells nothing of it"
    assert sentence in words(sign_in("lead").get(f"/alerts/{told.reference}/letter/"))
    letter = scenarios.drafted(cast, told)
    assert sentence in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    with nothing_changes(), pytest.raises(NotAllowed, match="Another alert is kept from the customer"):
        letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
    scenarios.ended(cast, kept)
    assert dispatch.asked(letter, on=cast.today) == []


@pytest.mark.clause("P7c", refuses=True)
def test_what_nobody_decided_to_tell_is_refused_while_it_is_in_force(cast):
    action = scenarios.action_beside(cast, inform=WITHHOLD)
    kept = action.investigation.alerts.get()
    assert (
        f"It was decided not to inform the customer of alert {kept.reference}"
        in action.why_customer_not_informed().sentence
    )

    scenarios.ended(cast, kept)
    assert action.why_customer_not_informed() is None
    assert scenarios.drafted(cast, action).status == "DRAFT"


KEPT = "Another alert is kept from the customer, because a letter could harm them or somebody at home."
TOLD = "The customer is informed of another alert."


@pytest.mark.parametrize(("beside", "said"), [(WITHHOLD, [KEPT]), (scenarios.INFORM, [TOLD]), (HARM_TO_STAFF, [])])
@pytest.mark.clause("P7c")
def test_who_answers_whether_they_are_informed_is_told_of_the_other(cast, sign_in, beside, said):
    proposed = scenarios.proposed(cast, "NO_LONE_MALES")
    other = scenarios.active(cast, "WEAPONS", inform=beside)
    itself = words(sign_in("lead").get(_review(cast, other)))
    assert not [sentence for sentence in (KEPT, TOLD) if sentence in itself], "there is no other"
    for who, page in (
        ("head", lambda: f"/alerts/{proposed.reference}/approve/"),
        ("lead", lambda: _review(cast, scenarios.active(cast))),
    ):
        read = words(sign_in(who).get(page()))
        assert [sentence for sentence in (KEPT, TOLD) if sentence in read] == said


@pytest.mark.long
@pytest.mark.clause("P7c")
def test_only_what_is_told_by_letter_counts_and_not_what_it_takes_the_place_of(cast):
    reviewed = scenarios.active(cast)
    assert alert_policies.beside_this(scenarios.more_proposed(cast, reviewed)) == []
    assert alert_policies.beside_this(scenarios.on_a_property(cast)) == [NO_LETTER_HOME]
    scenarios.active(cast, "SAFE_CONTACT", customer=scenarios.HONG, inform=scenarios.INFORM)
    assert alert_policies.beside_this(scenarios.proposed(cast, customer=scenarios.HONG)) == []


@pytest.mark.clause("P4a")
def test_what_is_known_on_the_day_makes_a_letter_a_risk(cast):
    incident = scenarios.logged(cast, circumstances=["DOMESTIC_ABUSE"])
    lodger = incident.customer
    assert at_home.risks_at_home(lodger, [incident], on=cast.today) == ["the reports speak of domestic abuse"]
    assert at_home.risks_at_home(lodger, [incident], on=cast.ago(1)) == []

    with time_machine.travel(cast.then(3), tick=False):
        begun = scenarios.draft(cast)
    finished = scenarios.finished(cast, begun, circumstances=["DOMESTIC_ABUSE"])
    assert at_home.risks_at_home(lodger, [finished], on=cast.ago(1)) == []

    scenarios.active(cast, inform=WITHHOLD)
    assert at_home.risks_at_home(lodger, [], on=cast.today) == [HARM]
    assert at_home.risks_at_home(lodger, [], on=cast.ago(1)) == []


@pytest.mark.clause("P7c")
def test_an_alert_that_an_agency_told_us_of_makes_a_letter_a_risk(cast):
    lodger = scenarios.told_by_the_police(cast).customer
    kept = "an agency told us of a danger, and the customer is not to know of it"
    assert at_home.risks_at_home(lodger, [], on=cast.today) == [kept]

    action = scenarios.settled(cast, days=1, action="WRITTEN_WARNING").actions.get()
    assert action.risks_at_home(on=cast.today) == [kept]


@pytest.mark.clause("D3b")
def test_a_letter_that_tells_of_an_action_beside_answers_for_it_itself(cast):
    action = scenarios.agreed_action(cast, kind="MEDIATION")
    assert writing_policies.why_action_letter_refused(action, "NOTIFICATION") is None
    assert writing_policies.why_action_letter_refused(action, "REVIEW_OUTCOME")


def _review(cast, alert):
    return f"/reviews/{scenarios.under_review(cast, alert).reference}/complete/"


@pytest.mark.long
@pytest.mark.clause("P7c", "P4a")
def test_where_somebody_at_home_may_have_told_us_no_letter_begins_with_how_we_learned_of_it(cast, sign_in):
    abuse = {"about": "RISK", "channel": "TELEPHONE", "circumstances": ["DOMESTIC_ABUSE"]}
    file = scenarios.opened(cast, **abuse)
    page = words(sign_in("lead").get(f"/investigations/{file.reference}/"))
    assert "domestic abuse: ask nothing that tells the customer who spoke to us." in page
    assert "It is not recorded who saw it" in page
    alert = scenarios.proposed_on(cast, scenarios.logged(cast, days=4, **abuse))
    page = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert "Known to add to the risk: Domestic abuse." in page
    assert "The reports speak of domestic abuse. A letter may tell the customer who spoke to us." in page
    assert (drafts.suggested_incident(alert), suggestions.reported(alert)) == ("", [])
    told = scenarios.proposed_on(cast, scenarios.logged(cast, scenarios.HONG, about="RISK", channel="TELEPHONE"))
    assert (drafts.suggested_incident(told), suggestions.reported(told)) == ("", [])
    risk = scenarios.proposed_on(cast, scenarios.logged(cast, scenarios.HONG, days=3, about="RISK"), "DANGEROUS_DOGS")
    assert drafts.suggested_incident(risk).startswith("We had a report. It said that ")


@pytest.mark.clause("P4a", "P7c")
def test_words_of_somebody_at_home_count_as_much_as_a_tick(cast, sign_in):
    wrote = "Mrs Lodger wrote: my husband says that the next one gets the poker. Please do not tell him."
    alert = scenarios.proposed_on(cast, scenarios.logged_in_words(cast, wrote, channel="EMAIL", violent=True))
    said = "reads as if somebody at home told us. A letter may tell the customer who spoke to us."
    assert said in words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert drafts.suggested_incident(alert) == ""
    letter = scenarios.drafted(cast, scenarios.approved(cast, alert))
    assert "as if somebody at home told us" in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))


def test_which_words_read_as_if_somebody_at_home_told_us():
    for account, told in [
        ("She asked us not to tell him.", True),
        ("His wife rang: he means it.", True),
        ("“If my ex-partner hears of this, I am dead.”", True),
        ("He mustn’t find out.", True),
        ("Woman rang. My hubby reckons the next one gets it. Don't let on it was me.", True),
        ("Our son says he has a knife.", True),
        ("She asked me to say nothing to anybody.", True),
        ("His mum rang, and asked to keep her name out of it.", True),
        ("He would kill me if he found out that I rang.", True),
        ("I told his wife to call back. He shouted at me.", False),
        ("He said: tell them my brother is coming.", False),
        ("He shouted: my wife is ill and you do nothing!", False),
        ("She can’t hear the bell. Do not let him in.", False),
        ("His mum opened, and said that he sleeps.", False),
        ("The flat was let on 3 May.", False),
        ("Mr Lodger’s wife rang: he has a knife.", True),
    ]:
        assert at_home.confided(account) == told, account


def test_that_somebody_of_another_name_rang_counts_too():
    lodger = Customer(title="Mr", forenames="Lewis", surname="Lodger")
    for account, told in [
        ("Ms Ingrid Solberg rang from 17 Dunlin Close. He has a crowbar.", True),
        ("Mrs Ingrid Solberg of 17 Dunlin Close rang: he has a crowbar.", True),
        ("Ingrid Solberg told us that he has a crowbar.", True),
        ("Mrs Lodger rang: he has a crowbar.", True),
        ("Ingrid phoned us.", True),
        ("Ms Solberg rang again, and said that he waits.", True),
        ("Ms Solberg, her neighbour, has rung us.", True),
        ("Ms Solberg (17 Dunlin Close) rang the contact centre.", True),
        ("Łucja Öberg wrote to us.", True),
        ("Mr Lewis Lodger rang us and shouted.", False),
        ("Today Lewis rang. He shouted.", False),
        ("Dr Lodger rang and shouted.", False),
        ("Devon Police rang us.", False),
        ("Customer Services told us that he shouts.", False),
        ("He rang us. The tenant called in.", False),
        ("Lewis Lodger rang. He shouted.", False),
        ("I rang Ingrid Solberg. She told us nothing.", False),
    ]:
        assert at_home.told_by_another(account, "TELEPHONE", lodger) == told, account
        assert not at_home.told_by_another(account, "HOME_VISIT", lodger)
        assert not at_home.told_by_another(account, "TELEPHONE", None)


def test_a_title_of_the_same_sex_is_nobody_else():
    customer = Customer(title="Miss", forenames="Orla", surname="O'Brien")
    assert not at_home.told_by_another("Ms O’Brien rang us.", "TELEPHONE", customer)
    assert at_home.told_by_another("Mr O’Brien rang us.", "TELEPHONE", customer)


def test_where_no_title_is_known_a_title_is_nobody_else():
    lodger = Customer(forenames="Lewis", surname="Lodger")
    assert not at_home.told_by_another("Mr Lodger rang us.", "TELEPHONE", lodger)


@pytest.mark.clause("P7c", "P11a")
def test_a_report_by_telephone_from_somebody_named_is_treated_as_told_by_them(cast, sign_in):
    account = "Ms Ingrid Solberg rang from 17 Dunlin Close. He has a crowbar for whoever comes."
    alert = scenarios.proposed_on(cast, scenarios.logged_in_words(cast, account, channel="TELEPHONE", violent=True))
    assert at_home.reported_of_home(alert.investigation.standing_incidents()) == [at_home.CONFIDED]
    assert drafts.suggested_incident(alert) == ""


@pytest.mark.clause("P4b", "P7c")
def test_what_an_agency_told_us_reads_as_told_by_an_agency(cast):
    account = "Do not tell him that you know of the knife."
    tip = scenarios.logged_in_words(cast, account, about="THIRD_PARTY", source="Devon and Cornwall Police")
    for together in [False, True]:
        ours = [scenarios.logged_in_words(cast, account)] if together else []
        said = at_home.reported_of_home([tip, *ours])
        assert said == [at_home.CONFIDED, at_home.RELAYED][not together :]
