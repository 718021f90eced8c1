"""The check of a letter's words, before it is kept and before it is issued."""

from datetime import timedelta

import pytest

from alerts.models import Alert
from alerts.writing import drafts
from housing_alerts.customers.models import Customer, Membership, Representative, Tenancy
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from letters import proofreading, services
from letters.models import Letter
from tests import scenarios, settling

SAID = "It was reported to us that you shouted at our officer."


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


def placed(text):
    """Why a letter that says this is not finished."""
    return proofreading.why_words_unfinished(Letter(facts={"alerts": [{"words": text}], "copies": [{"name": "[x]"}]}))


# What stands for words that were to come


def test_a_place_that_was_not_filled_in_is_named():
    for text, place in [
        ("We keep [name of alert] on your file.", "[name of alert]"),
        ("[Reason for Decision:", "[Reason for Decision:"),
        ("Dear {{ customer }}", "{{ customer }}"),
        ("Dear {% if x %}", "{% if x %}"),
        ("On <<date>> you shouted.", "<<date>>"),
        ("On XXX you shouted.", "XXX"),
        ("On ____ you shouted.", "____"),
        ("You shouted. Delete as appropriate", "Delete as appropriate"),
        ("The day is TBC.", "TBC"),
    ]:
        sentence = f"There is still a place to fill in: “{place}”. Fill it in, or take it out."
        assert str(placed(text)) == sentence


def test_a_sentence_that_stops_is_named():
    for text, end in [
        ("It was reported to us that your behaviour was", "your behaviour was"),
        ("It was reported to us that your behaviour was \nYou shouted.", "your behaviour was"),
        ("We will review this alert because of the", "because of the"),
    ]:
        assert str(placed(text)) == f"A sentence stops at “{end}”. Finish it."


def test_what_is_finished_is_not_refused():
    for text in [
        SAID,
        "You said: “What is this for?”",
        "Exxon, text, sixty-six <b> { } % and 5 < 6 > 4",
        "shouting\nswearing at",
        "Until the review",
        "",
    ]:
        assert placed(text) is None


@pytest.mark.clause("E1", refuses=True)
@pytest.mark.parametrize("words", ["We keep [name of alert].", "It was reported that your behaviour was"])
def test_it_is_refused_when_it_is_drafted_and_when_it_is_issued(cast, alert, words):
    with pytest.raises(services.NotAllowed, match="There is still a place to fill in|A sentence stops at") as refused:
        scenarios.drafted(cast, alert, words=words)

    letter = scenarios.drafted(cast, alert)
    Letter.objects.filter(pk=letter.pk).update(facts=letter.facts | {"incident": words})
    with pytest.raises(services.NotAllowed) as again:
        services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
    assert again.value.refusal == refused.value.refusal


@pytest.mark.long
@pytest.mark.clause("E1", refuses=True)
@pytest.mark.on_paper
def test_a_draft_is_not_kept_that_cannot_be_printed(cast, alert):
    with pytest.raises(services.NotAllowed, match="This letter cannot print ‘漢’"):
        scenarios.drafted(cast, alert, words="He wrote 漢 on the door.")
    assert scenarios.drafted(cast, alert, words="Phạm Thị Hương came to the door.").status == "DRAFT"


# What may be meant


def lives_at(customer, asset, cast, **since):
    tenancy = Tenancy(reference=f"T-{customer.pk}-{asset.pk}", group_name="Group", asset=asset)
    records.save(tenancy, by=None, why="Imported")
    records.save(Membership(customer=customer, tenancy=tenancy, **since), by=None, why="Imported")


def person(cast, forenames, surname, **facts):
    lodger = Customer.objects.get(reference="D900001")
    made = Customer(
        forenames=forenames,
        surname=surname,
        organisation=lodger.organisation,
        service_area=lodger.service_area,
        **facts,
    )
    records.save(made, by=None, why="Imported")
    return made


@pytest.fixture
def neighbour(cast, alert):
    """Somebody in the house opposite, of the same postcode."""
    home = alert.customer.home(on=cast.today)
    opposite = type(home)(reference="A-OPP", address="13 Sandpiper Close, Testmouth, Devon", postcode=home.postcode)
    records.save(opposite, by=None, why="Imported")
    made = person(cast, "Petra", "Pennington")
    lives_at(made, opposite, cast)
    return made


AT_RISK = "That can put them at risk, whether or not they told us anything."
NEARBY = f"The letter names Petra Pennington, who lives nearby. {AT_RISK}"
ELSEWHERE = f"The letter names Petra Pennington, another customer. {AT_RISK}"
AT_HOME = "The letter names Dana Lodger, who lives with Lewis Lodger. Whoever opens it may read that."


def asked(cast, alert, words):
    return proofreading.questions(scenarios.composed(cast, alert, words=words), on=cast.today)


def test_what_may_be_meant_is_asked(cast, alert, neighbour):
    for typed, questions in [
        ("You shouted at PETRA PENNINGTON.", [NEARBY]),
        ("You shouted at Mrs Pennington.", [NEARBY]),
        ("You shouted at Mrs P. Pennington.", [NEARBY]),
        ("You came from the Pennington estate with Petra.", []),
        ("You said “go away…” to us.", ["Something may be missing at “away…”."]),
        ("You shouted ...", ["Something may be missing at “shouted ...”."]),
    ]:
        assert asked(cast, alert, typed) == questions


@pytest.mark.long
def test_who_lives_with_the_customer_is_asked_about_too(cast, alert):
    dana = person(cast, "Dana", "Lodger")
    assert asked(cast, alert, "Dana Lodger saw you.") == [f"The letter names Dana Lodger, another customer. {AT_RISK}"]
    lives_at(dana, alert.customer.home(on=cast.today), cast)
    assert asked(cast, alert, "Dana Lodger saw you.") == [AT_HOME]
    assert asked(cast, alert, "You told us so, Mr Lodger.") == []


def test_no_question_says_where_somebody_with_a_restricted_file_lives_or_lived(cast, alert, neighbour):
    Customer.objects.filter(pk=neighbour.pk).update(restricted=True)
    assert asked(cast, alert, "Petra Pennington saw you.") == [ELSEWHERE]
    Customer.objects.filter(pk=neighbour.pk).update(restricted=False)
    Membership.objects.filter(customer=neighbour).update(ends=cast.ago(1))
    assert asked(cast, alert, "Petra Pennington saw you.") == [ELSEWHERE]


def test_where_no_home_is_known_nothing_says_that_they_live_near(cast, alert, neighbour):
    scenarios.moved_out(cast, alert.customer)
    assert asked(cast, alert, "Petra Pennington saw you.") == [ELSEWHERE]


@pytest.mark.clause("P7c", "P11a", refuses=True)
def test_the_name_of_somebody_whose_file_is_restricted_is_asked_about_wherever_they_live(cast, alert):
    for written in ["Ingrid van Solberg", "INGRID VAN SOLBERG", "Inga van Solberg", "Ingrid van Solberg's son"]:
        with settling.undone():
            person(cast, "Ingrid Maria", "van Solberg", known_as="Inga", restricted=True)
            said = f"The letter names {'Inga' if 'Inga' in written else 'Ingrid'} van Solberg, another customer."
            assert asked(cast, alert, f"{written} told us of it.") == [f"{said} {AT_RISK}"]


def test_a_name_that_is_also_a_colleagues_or_of_who_acts_for_the_customer_is_not(cast, alert):
    person(cast, "Lena", "Ledger")
    person(cast, "Gita", "Advocate")
    records.save(
        Representative(customer=alert.customer, name="Gita Advocate", authority="A letter"), by=None, why="Told"
    )
    assert asked(cast, alert, "Lena Ledger rang Gita Advocate.") == []


@pytest.mark.clause("P7c", "P11a", refuses=True)
def test_a_home_that_is_not_the_customers_is_asked_about(cast, alert):
    for typed, place in [
        ("You stood outside 17 Dunlin Close.", "17 Dunlin Close"),
        ("You stood outside Flat 4, Teal House.", "Flat 4, Teal House"),
        ("You asked who lives in TQ99 1FP.", "TQ99 1FP"),
        ("You stood outside 17, Dunlin Close.", "17, Dunlin Close"),
        ("You stood outside 17 dunlin close.", "17 dunlin close"),
        ("You stood outside 12 May Street.", "12 May Street"),
        ("You knocked at Flat 9 of the house.", "Flat 9"),
    ]:
        said = f"The letter says “{place}”, where Lewis Lodger does not live. If it is somebody's home, they can be "
        said += "found there."
        assert asked(cast, alert, typed) == [said]


def test_their_own_address_an_office_of_ours_and_a_day_are_not(cast, alert):
    home = alert.customer.home(on=cast.today)
    office = alert.customer.organisation.address.splitlines()[0]
    said = f"On {show_date(cast.ago(20))} Oliver Fisk met you at {home.address} {home.postcode.replace(' ', '')} and at {office}."
    rest = "At 14:30 Oliver Fisk left. Ground 14 Housing Act and section 21 Housing Act. 12 Months, 28 Days. 0300 123 4567."
    assert asked(cast, alert, f"{said} {rest}") == []


def test_a_letter_asks_about_three_other_customers_at_most(cast, alert):
    named = ["Ann Abel", "Bea Bell", "Cal Cobb", "Dee Dean"]
    for each in named:
        person(cast, *each.split())
    assert len(asked(cast, alert, ", ".join(named))) == 3


@pytest.mark.clause("P11a")
def test_what_was_confirmed_is_kept_with_the_letter_and_not_asked_again(cast, alert, neighbour):
    letter = scenarios.composed(cast, alert, words="You shouted at Petra Pennington.")
    letter.confirmed = [NEARBY]
    letter = services.draft_letter(letter=letter, by=cast.lead, today=cast.today)
    assert services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0)).confirmed == [
        NEARBY
    ]


@pytest.mark.clause("P11a", refuses=True)
def test_what_was_not_confirmed_is_refused_when_it_is_drafted_and_when_it_is_issued(cast, alert, neighbour):
    sentence = f"{NEARBY} Confirm that it is meant, or write it in another way."
    with pytest.raises(services.NotAllowed) as refused:
        scenarios.drafted(cast, alert, words="You shouted at Petra Pennington.")
    assert str(refused.value) == sentence

    letter = scenarios.composed(cast, alert, words="You shouted at Petra Pennington.")
    letter.confirmed = [NEARBY]
    letter = services.draft_letter(letter=letter, by=cast.lead, today=cast.today)
    Letter.objects.filter(pk=letter.pk).update(confirmed=[])
    with pytest.raises(services.NotAllowed, match="Confirm that it is meant, or write it in another way"):
        services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


# A day in its words that nothing on record is of: the customer would answer for a wrong day


def wrong(day, *reported):
    known = (
        f"What was reported was on {' and '.join(map(show_date, reported))}, and nothing else on record is of that day."
    )
    return [f"The letter says “{day}”. {known if reported else 'Nothing on record is of that day.'}"]


@pytest.mark.long
@pytest.mark.clause("E1", refuses=True)
def test_a_letter_with_a_wrong_day_of_the_incident_is_not_kept(cast):
    alert = scenarios.active(cast)
    said = drafts.suggested_incident(alert)
    right, mistaken = show_date(cast.ago(20)), show_date(cast.ago(30))
    assert right in said and asked(cast, alert, said + "loud.") == []
    sentence = wrong(mistaken, cast.ago(20))
    assert asked(cast, alert, said.replace(right, mistaken) + "loud.") == sentence
    with pytest.raises(NotAllowed) as refused:
        scenarios.drafted(cast, alert, words=said.replace(right, mistaken) + "loud.")
    assert str(refused.value) == f"{sentence[0]} Confirm that it is meant, or write it in another way."


@pytest.mark.long
def test_a_letter_on_an_appeal_may_name_the_days_of_the_decision_and_of_the_appeal(cast):
    alert = scenarios.told(cast, days=30)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, Alert.objects.get(pk=alert.pk)))
    came = f"The hospital's letter of {show_date(cast.ago(14))}"
    appeal = scenarios.determined(cast, scenarios.prepared(cast, review.alert, review=review, documents=came))
    days = [cast.ago(20), cast.ago(30), cast.ago(14), cast.today, appeal.answer_due_on, appeal.reply_by]
    assert asked(cast, appeal, " ".join(f"On {show_date(day)}." for day in days)) == []
    assert asked(cast, appeal, f"On {show_date(cast.ago(33))}.") == wrong(show_date(cast.ago(33)), cast.ago(20))


@pytest.mark.long
def test_any_day_that_the_record_knows_is_right(cast):
    alert = scenarios.active(cast)
    case = alert.investigation
    discussion = case.discussions.exclude(on=None).first()
    days = [discussion.on, alert.effective_from, alert.review_due_on, case.recommended_on, cast.today]
    days += [cast.today + timedelta(days=30)]  # the last day to appeal, for a letter received after two days
    said = f"Your neighbour's day was 12 May Street. {' '.join(f'On {show_date(day)}.' for day in days)}"
    letter = scenarios.composed(cast, alert, words=said.partition(". ")[2])
    letter.reply_by = days[-1]
    assert proofreading.questions(letter, on=cast.today) == []
    action = scenarios.settled(cast, scenarios.HONG, action="WRITTEN_WARNING").actions.get()
    assert asked(cast, action, f"Until {show_date(action.live_until)}. On {show_date(cast.ago(20))}.") == []
