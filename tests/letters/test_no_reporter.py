"""Whoever reported, was affected or told us is not named to the customer (§4, §11)."""

import pytest

from alerts.models import AlertType
from alerts.writing import policies as writing_policies
from housing_alerts.customers import services as customers
from housing_alerts.kernel.refusals import NotAllowed
from letters import proofreading, services
from tests import scenarios
from tests.page import assert_asks, day, nothing_changes

NAMED = "You shouted at OLIVER FISK, our officer, at your door."


def sentence(name):
    return f"The letter names {name}, who reported an incident or was affected by one."


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


def test_a_letter_that_names_the_reporter_is_refused(cast, alert):
    with pytest.raises(NotAllowed, match=sentence("Oliver Fisk")):
        scenarios.drafted(cast, alert, words=NAMED)


def test_the_page_says_so_and_nothing_typed_is_lost(cast, alert, sign_in):
    sent = {
        "incident": NAMED,
        "reason": "This was the second report of this kind.",
        "removal": "Calm visits will count in your favour.",
        "planned_method": "FIRST_CLASS",
    } | day("planned_on", cast.today)
    client = sign_in("lead")
    with nothing_changes():
        response = client.post(f"/alerts/{alert.reference}/letter/", sent)
    assert_asks(response, f"{sentence('Oliver Fisk')} Say “a member of our staff” instead.", typed=(NAMED,))


def test_in_the_letters_of_a_review_and_of_an_appeal_too(cast, alert):
    scenarios.posted(cast, alert)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    with pytest.raises(NotAllowed, match=sentence("Oliver Fisk")):
        scenarios.drafted(cast, review, words="Oliver Fisk told us again.")
    alert.refresh_from_db()
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert))
    with pytest.raises(NotAllowed, match=sentence("Oliver Fisk")):
        scenarios.drafted(cast, appeal, words="We believe Oliver Fisk.")


@pytest.mark.parametrize("words", ["Mr Fisk told us.", "O. Fisk told us."])
def test_the_surname_alone_names_them_too(cast, alert, words):
    with pytest.raises(NotAllowed, match=sentence("Oliver Fisk")):
        scenarios.drafted(cast, alert, words=words)


@pytest.mark.parametrize("words", ["You threatened Mr Fisk.", "You threatened Mr Tregear."])
@pytest.mark.clause("P11a", refuses=True)
def test_neither_the_former_name_nor_the_new_one_may_stand_there(cast, alert, words):
    scenarios.renamed(cast, cast.officer, "Oliver", "Tregear")
    with pytest.raises(NotAllowed, match=f"The letter names Oliver {words[18:-1]}, who reported"):
        scenarios.drafted(cast, alert, words=words)


def test_a_name_that_stays_is_kept_once(cast):
    scenarios.renamed(cast, cast.officer, "Oliver", "Fisk")
    assert cast.officer.former_names == []
    for last_name in ("Tregear", "Fisk", "Tregear"):
        scenarios.renamed(cast, cast.officer, "Oliver", last_name)
    assert cast.officer.former_names == [["Oliver", "Fisk"], ["Oliver", "Tregear"]]


def test_a_former_first_name_alone_is_asked_about(cast, alert):
    scenarios.renamed(cast, cast.officer, "Olive", "Fisk")
    with pytest.raises(NotAllowed, match=FIRST_NAME):
        scenarios.drafted(cast, alert, words="You shouted at Oliver.")


def test_a_surname_that_is_the_customers_own_is_no_name_of_the_reporter(cast, alert):
    cast.officer.last_name = "Lodger"
    cast.officer.save()
    assert scenarios.drafted(cast, alert, words="You, Mr Lodger, shouted.").status == "DRAFT"


def test_who_reported_since_is_not_named_in_the_letter_of_a_review(cast, alert):
    scenarios.posted(cast, alert)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    scenarios.reported_by(cast, cast.lead2)
    with pytest.raises(NotAllowed, match=sentence(str(cast.lead2))):
        scenarios.drafted(cast, review, words=f"{cast.lead2} told us again.")


def test_nor_who_reported_what_happened_at_the_property_that_the_alert_stays_at(cast):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    alert = scenarios.active(cast, "DANGEROUS_DOGS")
    scenarios.reported_anew(scenarios.logged_at_an_address(cast), by=cast.lead2)
    with pytest.raises(NotAllowed, match=sentence(str(cast.lead2))):
        scenarios.drafted(cast, alert, words=f"{cast.lead2} told us again.")


def test_who_was_affected_is_not_named_either(cast):
    incident = scenarios.logged(cast)
    incident.affected.add(cast.manager)
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident))
    with pytest.raises(NotAllowed, match=sentence("Morwenna Manning")):
        scenarios.drafted(cast, alert, words="Morwenna Manning was hurt.")


def test_an_officer_whom_the_customer_is_to_speak_to_is_named(cast):
    condition = {"kind": "NAMED_OFFICER", "words": "Please speak to Liam Leduc.", "officer": cast.lead2}
    scenarios.reported_by(cast, cast.lead2)
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[condition])
    assert scenarios.drafted(cast, alert).status == "DRAFT"


def test_an_alert_of_the_housing_system_has_no_reporter(cast):
    alert = scenarios.carried_over(cast)
    assert alert.kept_nameless() == []


# Who is no colleague


def third_party(**said):
    """An alert on a report that says who else was affected, or on what an agency told us."""

    def left(cast):
        return scenarios.approved(cast, scenarios.proposed_on(cast, scenarios.logged(cast, **said)))

    return left


AFFECTED = third_party(others_affected="Mrs. A. Pender and the Gas Engineer, at 12 Sandpiper Close")


@pytest.mark.clause("P4b", refuses=True)
@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("You shouted at Mrs Pender.", "Pender"),
        ("Pender heard you.", "Pender"),
        ("You pushed the Gas Engineer.", "Gas Engineer"),
    ],
)
def test_who_was_affected_and_is_no_colleague_is_not_named(cast, words, named):
    sentence = f"The letter names “{named}”: the case says that they told us something, or were affected."
    alert = AFFECTED(cast)
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.drafted(cast, alert, words=words)


@pytest.mark.clause("P4b")
@pytest.mark.parametrize(
    "words", ["You pushed the gas engineer.", "We came to 12 Sandpiper Close.", "Your Pendant lamp fell on somebody."]
)
def test_what_is_no_name_or_no_secret_may_be_said(cast, words):
    assert scenarios.drafted(cast, AFFECTED(cast), words=words).status == "DRAFT"


@pytest.mark.clause("P4b", refuses=True)
@pytest.mark.parametrize(
    ("source", "words", "named"),
    [
        ("Devon and Cornwall Police", "DEVON AND CORNWALL POLICE told us.", "Cornwall Police"),
        ("PC Rowe of Devon Police", "A Devon Police officer saw you.", "Devon Police"),
        ("Devon Police and a neighbour", "Devon Police told us.", "Devon Police"),
        ("PC Rowe of Devon Police", "Constable Rowe saw you.", "Rowe"),
    ],
)
def test_who_told_us_is_not_named_either(cast, source, words, named):
    alert = third_party(source=source)(cast)
    with pytest.raises(NotAllowed, match=f"The letter names “{named}”"):
        scenarios.drafted(cast, alert, words=words)


@pytest.mark.clause("P4b")
@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("the police", "We told the police."),
        ("Ms Ruth Sample of Example Advocacy", "We spoke to Ruth Sample of Example Advocacy."),
        ("Teign Housing", "You shouted at Teign Housing."),
        ("Mr Lodger", "You told us so, Mr Lodger."),
    ],
)
def test_who_acts_for_the_customer_is_no_secret_to_them(cast, source, words):
    alert = third_party(source=source)(cast)
    acting = {"name": "Ruth Sample", "agency": "Example Advocacy", "authority": "A form", "address": "1 Example Street"}
    customers.record_representative(customer=alert.customer, by=cast.lead, details=acting | {"copy_letters": False})
    assert scenarios.drafted(cast, alert, words=words).status == "DRAFT"


@pytest.mark.clause("P4b", refuses=True)
@pytest.mark.parametrize(
    ("facts", "words", "named"),
    [
        ({"source": "Marks and Spencer"}, "Marks and Spencer told us.", "Marks and Spencer"),
        ({"others_affected": "Ann, Bo Lee"}, "You pushed Bo Lee.", "Bo Lee"),
        ({"others_affected": "Mrs May"}, "You pushed Mrs May.", "Mrs May"),
    ],
)
def test_names_of_every_shape_are_seen(cast, facts, words, named):
    refusal = writing_policies.why_person_named(third_party(**facts)(cast), {"incident": words})
    assert str(refusal).startswith(f"The letter names “{named}”")


TITLES = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "PC", "DC", "PCSO", "Sgt", "Cllr", "Rev"]
JOINED = ["and", "of", "the", "for", "de", "der", "van", "von", "al"]


@pytest.mark.clause("P4b", refuses=True)
@pytest.mark.parametrize(
    ("source", "words"),
    [
        *((f"{title} Zephyr", "Zephyr told us.") for title in TITLES),
        *((f"Marks {word} Zephyr", f"Marks {word} Zephyr told us.") for word in JOINED),
    ],
)
def test_after_every_title_and_with_every_word_that_joins_names_a_name_is_seen(cast, alert, source, words):
    alert.investigation.incidents.update(source=source)
    assert "The letter names “" in str(writing_policies.why_person_named(alert, {"incident": words}))


@pytest.mark.clause("P4b")
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"source": "Pender"}, "Pender told us."),
        ({"source": "Dr of Testmouth"}, "The Dr of Testmouth told us."),
        ({"others_affected": "Dr"}, "Your Dr called."),
        ({"others_affected": "Mrs Pender"}, "You dropped a pender."),
        ({"others_affected": "Mrs May"}, "We came in May."),
        ({"others_affected": "Children in the street"}, "Children were there."),
        ({"others_affected": "the old man"}, "You pushed the old man."),
    ],
)
def test_what_looks_like_a_name_and_is_none_may_be_said(cast, facts, words):
    assert writing_policies.why_person_named(third_party(**facts)(cast), {"incident": words}) is None


OF_WEAPONS = "The letter names an alert that is in force and of which the customer is not to know. Take that out."
SAID = {"incident": "It is about weapons."}


@pytest.mark.clause("P7c", refuses=True)
@pytest.mark.parametrize(
    "beside", [{}, {"alert_name": "Dangerous Dogs"}, {"alerts": [{"name": "Visit in Pairs", "replaces": None}]}]
)
def test_an_alert_that_is_kept_from_them_is_not_named(cast, alert, beside):
    scenarios.active(cast, "WEAPONS", inform=scenarios.WITHHOLD)
    assert str(writing_policies.why_person_named(alert, SAID | beside)) == OF_WEAPONS


@pytest.mark.clause("P7c")
@pytest.mark.parametrize(
    "known",
    [
        {"alert_name": "Weapons"},
        {"replaces": "Weapons"},
        {"replaced_by": "Weapons"},
        {"alerts": [{"name": "Weapons"}]},
        {"alerts": [{"name": "Visit in Pairs", "replaces": "Weapons"}]},
    ],
)
def test_what_they_know_of_by_that_name_may_be_named(cast, alert, known):
    scenarios.active(cast, "WEAPONS", inform=scenarios.WITHHOLD)
    assert writing_policies.why_person_named(alert, SAID | known) is None


@pytest.mark.clause("P7c")
def test_so_may_one_that_they_are_told_of_or_that_is_over(cast, alert):
    weapons = scenarios.active(cast, "WEAPONS")
    assert writing_policies.why_person_named(alert, SAID) is None
    scenarios.ended(cast, weapons)
    scenarios.ended(cast, scenarios.active(cast, "WEAPONS", inform=scenarios.WITHHOLD))
    assert writing_policies.why_person_named(alert, SAID) is None
    assert writing_policies.why_person_named(scenarios.on_a_property(cast), SAID) is None


@pytest.mark.clause("P4b")
def test_who_is_spoken_of_in_a_void_report_alone_is_no_party(cast, alert):
    scenarios.void(cast, days=3, source="Devon Police")
    assert writing_policies.why_person_named(alert, {"incident": "Devon Police told us."}) is None


@pytest.mark.clause("P4b")
@pytest.mark.parametrize("source", ["Housing Officer", "The Next Door Neighbour", "Support Worker and a Neighbour"])
def test_who_is_described_and_not_named_may_be_spoken_of_in_these_words(cast, source):
    alert = third_party(source=source)(cast)
    said = "Your housing officer, the next door neighbour and a support worker were there."
    assert scenarios.drafted(cast, alert, words=said).status == "DRAFT"


# Names that are words of every day


def called(cast, first, last):
    cast.officer.first_name, cast.officer.last_name = first, last
    cast.officer.save()


@pytest.mark.clause("P11a")
@pytest.mark.parametrize("surname", ["May", "Will"])
def test_a_day_or_an_ordinary_word_is_no_name_of_the_reporter(cast, surname):
    called(cast, "Oliver", surname)
    words = "On 5 May 2026 you shouted. Will you please be calm? May we ask that?"
    assert _drafted_with_its_day(cast, words).status == "DRAFT"


def _drafted_with_its_day(cast, words):
    """A letter that names a day of which nothing on record is. It is said to be meant."""
    letter = scenarios.composed(cast, scenarios.active(cast), words=words)
    letter.confirmed = [
        each for each in proofreading.questions(letter, on=cast.today) if "The letter says “5 May" in each
    ]
    return services.draft_letter(letter=letter, by=cast.lead, today=cast.today)


@pytest.mark.clause("P11a", refuses=True)
@pytest.mark.parametrize("words", ["Mr May told us.", "O. May told us.", "We believe oliver may."])
def test_after_a_title_or_with_the_first_name_it_is_one(cast, words):
    called(cast, "Oliver", "May")
    with pytest.raises(NotAllowed, match=sentence("Oliver May")):
        scenarios.drafted(cast, scenarios.active(cast), words=words)


@pytest.mark.clause("P11a")
def test_a_day_that_nobody_typed_names_nobody(cast):
    called(cast, "Oliver", "July")
    letter = scenarios.drafted(cast, scenarios.active(cast, days=340))
    assert "July" not in proofreading.typed(
        letter.facts | {"review_by": "3 July 2026", "applies": "applies until 3 July 2026"}
    )


FIRST_NAME = "The letter says “Oliver”, the first name of somebody who reported an incident or was affected by one."


@pytest.mark.clause("P11a", refuses=True)
def test_the_first_name_alone_is_asked_about(cast, alert):
    with pytest.raises(NotAllowed) as refused:
        scenarios.drafted(cast, alert, words="You shouted at Oliver.")
    assert str(refused.value) == f"{FIRST_NAME} Confirm that it is meant, or write it in another way."
    letter = scenarios.composed(cast, alert, words="You shouted at Oliver.")
    letter.confirmed = [FIRST_NAME]
    assert services.draft_letter(letter=letter, by=cast.lead, today=cast.today).status == "DRAFT"


@pytest.mark.clause("P11a")
@pytest.mark.parametrize(
    ("first", "words"),
    [("May", "On 5 May 2026 you shouted."), ("Lewis", "You, Lewis, shouted."), ("Oliver", "You came by Oliverstreet.")],
)
def test_a_first_name_that_can_mean_another_is_not_asked_about(cast, first, words):
    called(cast, first, "Fisk")
    assert _drafted_with_its_day(cast, words).status == "DRAFT"


def test_the_letter_of_a_review_is_asked_the_same(cast, alert):
    scenarios.posted(cast, alert)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    letter = scenarios.composed(cast, review, words="You shouted at Oliver.")
    assert proofreading.questions(letter, on=cast.today) == [FIRST_NAME]
