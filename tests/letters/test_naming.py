"""Whom a letter does not name: who reported, was affected or told us, and who lives or lived with the customer (§4, §11)."""

import pytest

from alerts.models import AlertType
from alerts.writing import policies as writing_policies
from alerts.writing import views
from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Asset, Customer, Membership, Representative, Tenancy
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from letters import proofreading, services
from letters.choices import Kind
from letters.models import Letter
from tests import scenarios, settling

from .samples import letter, said

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


NAMED = "You shouted at OLIVER FISK, our officer, at your door."


def sentence(name):
    return f"The letter names {name}, who reported an incident or was affected by one."


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


def test_a_letter_that_names_the_reporter_is_refused(cast, alert):
    with pytest.raises(NotAllowed, match=sentence("Oliver Fisk")):
        scenarios.drafted(cast, alert, words=NAMED)


def test_the_surname_alone_names_them_too(cast, alert):
    for words in ["Mr Fisk told us.", "O. Fisk told us."]:
        with pytest.raises(NotAllowed, match=sentence("Oliver Fisk")):
            scenarios.drafted(cast, alert, words=words)


@pytest.mark.clause("P11a", refuses=True)
def test_neither_the_former_name_nor_the_new_one_may_stand_there(cast, alert):
    for words in ["You threatened Mr Fisk.", "You threatened Mr Tregear."]:
        with settling.undone():
            scenarios.renamed(cast, cast.officer, "Oliver", "Tregear")
            with pytest.raises(NotAllowed, match=f"The letter names Oliver {words[18:-1]}, who reported"):
                scenarios.drafted(cast, alert, words=words)


def test_a_name_that_stays_is_kept_once(cast):
    scenarios.renamed(cast, cast.officer, "Oliver", "Fisk")
    assert cast.officer.former_names == []
    for last_name in ("Tregear", "Fisk", "Tregear"):
        scenarios.renamed(cast, cast.officer, "Oliver", last_name)
    assert cast.officer.former_names == [["Oliver", "Fisk"], ["Oliver", "Tregear"]]


FIRST_NAME = "The letter says “Oliver”, the first name of somebody who reported an incident or was affected by one."


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


@pytest.mark.long
def test_nor_who_reported_what_happened_at_the_property_that_the_alert_stays_at(cast):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    alert = scenarios.active(cast, "DANGEROUS_DOGS")
    scenarios.reported_anew(scenarios.logged_at_an_address(cast), by=cast.lead2)
    with pytest.raises(NotAllowed, match=sentence(str(cast.lead2))):
        scenarios.drafted(cast, alert, words=f"{cast.lead2} told us again.")


@pytest.mark.long
def test_who_was_affected_is_not_named_either(cast):
    incident = scenarios.logged(cast)
    incident.affected.add(cast.manager)
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident))
    with pytest.raises(NotAllowed, match=sentence("Morwenna Manning")):
        scenarios.drafted(cast, alert, words="Morwenna Manning was hurt.")


@pytest.mark.long
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
        alert = scenarios.active(cast)
        alert.investigation.incidents.update(**said)
        return alert

    return left


AFFECTED = third_party(others_affected="Mrs. A. Pender and the Gas Engineer, at 12 Sandpiper Close")


@pytest.mark.long
@pytest.mark.clause("P4b", refuses=True)
def test_who_was_affected_and_is_no_colleague_is_not_named(cast):
    for words, named in [
        ("You shouted at Mrs Pender.", "Pender"),
        ("Pender heard you.", "Pender"),
        ("You pushed the Gas Engineer.", "Gas Engineer"),
    ]:
        with settling.undone():
            sentence = f"The letter names “{named}”: the case says that they told us something, or were affected."
            alert = AFFECTED(cast)
            with pytest.raises(NotAllowed, match=sentence):
                scenarios.drafted(cast, alert, words=words)


@pytest.mark.clause("P4b")
def test_what_is_no_name_or_no_secret_may_be_said(cast):
    for words in [
        "You pushed the gas engineer.",
        "We came to 12 Sandpiper Close.",
        "Your Pendant lamp fell on somebody.",
    ]:
        with settling.undone():
            assert scenarios.drafted(cast, AFFECTED(cast), words=words).status == "DRAFT"


@pytest.mark.clause("P4b", refuses=True)
def test_who_told_us_is_not_named_either(cast):
    for source, words, named in [
        ("Devon and Cornwall Police", "DEVON AND CORNWALL POLICE told us.", "Cornwall Police"),
        ("PC Rowe of Devon Police", "A Devon Police officer saw you.", "Devon Police"),
        ("Devon Police and a neighbour", "Devon Police told us.", "Devon Police"),
        ("PC Rowe of Devon Police", "Constable Rowe saw you.", "Rowe"),
    ]:
        with settling.undone():
            alert = third_party(source=source)(cast)
            with pytest.raises(NotAllowed, match=f"The letter names “{named}”"):
                scenarios.drafted(cast, alert, words=words)


@pytest.mark.long
@pytest.mark.clause("P4b")
def test_who_acts_for_the_customer_is_no_secret_to_them(cast):
    for source, words in [
        ("the police", "We told the police."),
        ("Ms Ruth Sample of Example Advocacy", "We spoke to Ruth Sample of Example Advocacy."),
        ("Teign Housing", "You shouted at Teign Housing."),
        ("Mr Lodger", "You told us so, Mr Lodger."),
    ]:
        with settling.undone():
            alert = third_party(source=source)(cast)
            acting = {
                "name": "Ruth Sample",
                "agency": "Example Advocacy",
                "authority": "A form",
                "address": "1 Example Street",
            }
            customers.record_representative(
                customer=alert.customer, by=cast.lead, details=acting | {"copy_letters": False}
            )
            assert scenarios.drafted(cast, alert, words=words).status == "DRAFT"


@pytest.mark.clause("P4b", refuses=True)
def test_names_of_every_shape_are_seen(cast):
    for facts, words, named in [
        ({"source": "Marks and Spencer"}, "Marks and Spencer told us.", "Marks and Spencer"),
        ({"others_affected": "Ann, Bo Lee"}, "You pushed Bo Lee.", "Bo Lee"),
        ({"others_affected": "Mrs May"}, "You pushed Mrs May.", "Mrs May"),
    ]:
        with settling.undone():
            refusal = writing_policies.why_person_named(third_party(**facts)(cast), {"incident": words})
            assert str(refusal).startswith(f"The letter names “{named}”")


TITLES = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "PC", "DC", "PCSO", "Sgt", "Cllr", "Rev"]
JOINED = ["and", "of", "the", "for", "de", "der", "van", "von", "al"]


@pytest.mark.clause("P4b", refuses=True)
def test_after_every_title_and_with_every_word_that_joins_names_a_name_is_seen(cast, alert):
    for source, words in [
        *((f"{title} Zephyr", "Zephyr told us.") for title in TITLES),
        *((f"Marks {word} Zephyr", f"Marks {word} Zephyr told us.") for word in JOINED),
    ]:
        alert.investigation.incidents.update(source=source)
        assert "The letter names “" in str(writing_policies.why_person_named(alert, {"incident": words}))


@pytest.mark.clause("P4b")
def test_what_looks_like_a_name_and_is_none_may_be_said(alert):
    for facts, words in [
        ({"source": "Pender"}, "Pender told us."),
        ({"source": "Dr of Testmouth"}, "The Dr of Testmouth told us."),
        ({"others_affected": "Dr"}, "Your Dr called."),
        ({"others_affected": "Mrs Pender"}, "You dropped a pender."),
        ({"others_affected": "Mrs May"}, "We came in May."),
        ({"others_affected": "Children in the street"}, "Children were there."),
        ({"others_affected": "the old man"}, "You pushed the old man."),
    ]:
        alert.investigation.incidents.update(**{"source": "", "others_affected": ""} | facts)
        assert writing_policies.why_person_named(alert, {"incident": words}) is None


OF_WEAPONS = "The letter names an alert that is in force and of which the customer is not to know. Take that out."
SAID = {"incident": "It is about weapons."}


@pytest.mark.clause("P7c", refuses=True)
def test_an_alert_that_is_kept_from_them_is_not_named(cast, alert):
    scenarios.active(cast, "WEAPONS", inform=scenarios.WITHHOLD)
    for beside in [{}, {"alert_name": "Dangerous Dogs"}, {"alerts": [{"name": "Visit in Pairs", "replaces": None}]}]:
        assert str(writing_policies.why_person_named(alert, SAID | beside)) == OF_WEAPONS


@pytest.mark.clause("P7c")
def test_what_they_know_of_by_that_name_may_be_named(cast, alert):
    scenarios.active(cast, "WEAPONS", inform=scenarios.WITHHOLD)
    for known in [
        {"alert_name": "Weapons"},
        {"replaces": "Weapons"},
        {"replaced_by": "Weapons"},
        {"alerts": [{"name": "Weapons"}]},
        {"alerts": [{"name": "Visit in Pairs", "replaces": "Weapons"}]},
    ]:
        assert writing_policies.why_person_named(alert, SAID | known) is None


@pytest.mark.long
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


@pytest.mark.long
@pytest.mark.clause("P4b")
def test_who_is_described_and_not_named_may_be_spoken_of_in_these_words(cast):
    for source in ["Housing Officer", "The Next Door Neighbour", "Support Worker and a Neighbour"]:
        with settling.undone():
            alert = third_party(source=source)(cast)
            said = "Your housing officer, the next door neighbour and a support worker were there."
            assert scenarios.drafted(cast, alert, words=said).status == "DRAFT"


# Names that are words of every day


def called(cast, first, last):
    cast.officer.first_name, cast.officer.last_name = first, last
    cast.officer.save()


def _drafted_with_its_day(cast, words):
    """A letter that names a day of which nothing on record is. It is said to be meant."""
    letter = scenarios.composed(cast, scenarios.active(cast), words=words)
    letter.confirmed = [
        each for each in proofreading.questions(letter, on=cast.today) if "The letter says “5 May" in each
    ]
    return services.draft_letter(letter=letter, by=cast.lead, today=cast.today)


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_a_day_or_an_ordinary_word_is_no_name_of_the_reporter(cast):
    for surname in ["May", "Will"]:
        with settling.undone():
            called(cast, "Oliver", surname)
            words = "On 5 May 2026 you shouted. Will you please be calm? May we ask that?"
            assert _drafted_with_its_day(cast, words).status == "DRAFT"


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_after_a_title_or_with_the_first_name_it_is_one(cast):
    for words in ["Mr May told us.", "O. May told us.", "We believe oliver may."]:
        with settling.undone():
            called(cast, "Oliver", "May")
            with pytest.raises(NotAllowed, match=sentence("Oliver May")):
                scenarios.drafted(cast, scenarios.active(cast), words=words)


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_a_day_that_nobody_typed_names_nobody(cast):
    called(cast, "Oliver", "July")
    letter = scenarios.drafted(cast, scenarios.active(cast, days=340))
    assert "July" not in proofreading.typed(
        letter.facts | {"review_by": "3 July 2026", "applies": "applies until 3 July 2026"}
    )


@pytest.mark.clause("P11a", refuses=True)
def test_the_first_name_alone_is_asked_about(cast, alert):
    with pytest.raises(NotAllowed) as refused:
        scenarios.drafted(cast, alert, words="You shouted at Oliver.")
    assert str(refused.value) == f"{FIRST_NAME} Confirm that it is meant, or write it in another way."
    letter = scenarios.composed(cast, alert, words="You shouted at Oliver.")
    letter.confirmed = [FIRST_NAME]
    assert services.draft_letter(letter=letter, by=cast.lead, today=cast.today).status == "DRAFT"


@pytest.mark.clause("P11a")
def test_a_first_name_that_can_mean_another_is_not_asked_about(cast):
    for first, words in [
        ("May", "On 5 May 2026 you shouted."),
        ("Lewis", "You, Lewis, shouted."),
        ("Oliver", "You came by Oliverstreet."),
    ]:
        with settling.undone():
            called(cast, first, "Fisk")
            assert _drafted_with_its_day(cast, words).status == "DRAFT"


# No letter is signed by, or leads the customer to, a colleague whom it keeps nameless (§11)


def affect(cast, alert, *people):
    """These colleagues were affected by the first incident of the alert."""
    alert.investigation.incidents.first().affected.add(*people)


@pytest.mark.clause("P11a", refuses=True)
def test_nobody_is_led_to_the_lead_whom_they_are_to_leave_alone(cast):
    alert = scenarios.active(cast)
    affect(cast, alert, cast.lead)
    text = said(scenarios.composed(cast, alert))
    assert str(cast.lead) not in text
    assert "If you want to, tell one of our managers, who will pass it on." in text
    assert "Please ask for one of our managers." in text
    assert text.endswith(f"Yours sincerely {cast.lead.job_title} Teign Housing")


@pytest.mark.clause("P11a")
def test_another_lead_who_writes_signs_in_their_place(cast):
    alert = scenarios.active(cast)
    scenarios.promote(cast.manager, Role.OPERATIONAL_LEAD)
    assert views.in_whose_name(cast.lead, cast.manager, alert) == cast.lead
    affect(cast, alert, cast.lead)
    assert views.in_whose_name(cast.lead, cast.manager, alert) == cast.manager


@pytest.mark.clause("P11a", refuses=True)
def test_without_a_post_they_are_one_of_our_managers(cast):
    cast.lead.job_title = ""
    cast.lead.save()
    alert = scenarios.active(cast)
    affect(cast, alert, cast.lead)
    written = scenarios.composed(cast, alert)
    assert (written.signatory, written.signatory_title, written.contact) == (
        "One of our managers",
        "",
        "one of our managers",
    )


@pytest.mark.clause("P11a", refuses=True)
def test_a_draft_in_the_name_of_who_turned_out_to_be_affected_is_not_issued(cast):
    alert = scenarios.active(cast)
    draft = scenarios.drafted(cast, alert)
    affect(cast, alert, cast.lead)
    draft = Letter.objects.get(pk=draft.pk)
    with pytest.raises(NotAllowed, match="The letter goes in the name of Lena Ledger, or leads the customer to them."):
        services.issue_letter(letter=draft, version=draft.version, by=cast.lead, now=cast.then(0))


def test_an_acknowledgement_begins_a_sentence_without_a_name():
    text = said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, contact="one of our managers"))
    assert "One of our managers looks after your appeal" in text


# Somebody who lives or lived with the customer, in short, or the street where they live now


def person(alert, forenames, surname, **facts):
    like = alert.customer
    made = Customer(
        forenames=forenames, surname=surname, organisation=like.organisation, service_area=like.service_area, **facts
    )
    records.save(made, by=None, why="Imported")
    return made


def lives(customer, asset, **days):
    tenancy = Tenancy(reference=f"T-{customer.pk}-{asset.pk}", group_name="Group", asset=asset)
    records.save(tenancy, by=None, why="Imported")
    records.save(Membership(customer=customer, tenancy=tenancy, **days), by=None, why="Imported")


def somewhere(address, postcode="TQ99 7ZZ"):
    asset = Asset(reference=f"A-{Asset.objects.count()}", address=address, postcode=postcode)
    records.save(asset, by=None, why="Imported")
    return asset


def home(cast, alert):
    return alert.customer.home(on=cast.today)


def asked(cast, alert, words):
    return proofreading.questions(scenarios.composed(cast, alert, words=words), on=cast.today)


def named(name):
    return f"The letter names {name}. Somebody of that name lives or lived with the customer. Whoever opens it may read that."


def at(place):
    return f"The letter says “{place}”, where Lewis Lodger does not live. If it is somebody's home, they can be found there."


@pytest.fixture(params=[True, False], ids=["restricted", "open"])
def loveday(request, cast, alert):
    """She lived with Mr Lodger until a year ago, and lives where he must not know."""
    made = person(alert, "Loveday Jane", "Perrin", known_as="Lovey", restricted=request.param)
    lives(made, home(cast, alert), ends=cast.ago(365))
    lives(made, somewhere("5 Turnstone Mews, Exampleton, Devon"), starts=cast.ago(364))
    return made


@pytest.mark.clause("P7c", "P11a")
def test_who_lived_with_the_customer_is_asked_about_in_the_same_words_whatever_their_file(cast, alert, loveday):
    for words, questions in [
        (
            "Your wife Loveday moved to Turnstone Mews in Exampleton because of you.",
            [named("Loveday"), at("Turnstone Mews")],
        ),
        ("You shouted at Lovey and at LOVEDAY’s friend.", [named("Lovey"), named("LOVEDAY")]),
        (
            "You rang Ms Perrin, and Loveday, at turnstone mews.",
            [named("Ms Perrin"), named("Loveday"), at("turnstone mews")],
        ),
        ("You stood at 5 Turnstone Mews.", [at("5 Turnstone Mews")]),
        ("You came from the Perrin estate, with a lovey look.", []),
    ]:
        assert asked(cast, alert, words) == questions


@pytest.mark.clause("P7c", "P11a")
def test_a_whole_name_is_asked_about_once(cast, alert, loveday):
    risk = "That can put them at risk, whether or not they told us anything."
    said = f"The letter names Loveday Perrin, another customer. {risk}"
    assert asked(cast, alert, "You hit Loveday Perrin.") == [said]


@pytest.mark.clause("P7c", "P11a")
def test_who_lives_with_the_customer_now_is_asked_about_by_first_name_and_title(cast, alert):
    for restricted in [True, False]:
        with settling.undone():
            lives(person(alert, "Perdita", "Quill", restricted=restricted), home(cast, alert))
            said = "Perdita told you to stop, and helped our colleague to the van. Mrs Quill saw it."
            assert asked(cast, alert, said) == [named("Mrs Quill"), named("Perdita")]


@pytest.mark.clause("P7c", "P11a")
def test_two_years_are_looked_back(cast, alert):
    for days, asks in [
        ({"starts": 900, "ends": 700}, True),
        ({"starts": 900, "ends": 800}, False),
        ({"starts": -3}, False),
    ]:
        with settling.undone():
            spent = {name: cast.ago(number) for name, number in days.items()}
            lives(person(alert, "Perdita", "Quill"), home(cast, alert), **spent)
            assert asked(cast, alert, "Perdita told you to stop.") == ([named("Perdita")] if asks else [])


@pytest.mark.clause("P7c", "P11a")
def test_who_came_after_the_customer_had_left_did_not_live_with_them(cast, alert):
    before = somewhere("3 Plover Row, Testmouth, Devon")
    lives(alert.customer, before, starts=cast.ago(900), ends=cast.ago(100))
    lives(person(alert, "Perdita", "Quill"), before, starts=cast.ago(50))
    lives(person(alert, "Bryony", "Quill"), before, starts=cast.ago(800))
    assert asked(cast, alert, "Perdita and Bryony told you to stop.") == [named("Bryony")]


@pytest.mark.clause("P7c", "P11a")
def test_the_home_on_another_file_that_may_be_the_customers_counts(cast, alert):
    pair = scenarios.paired(cast)
    there = somewhere("3 Plover Row, Testmouth, Devon")
    lives(pair.new, there)
    lives(person(alert, "Perdita", "Quill"), there)
    assert asked(cast, alert, "Perdita told you to stop.") == [named("Perdita")]
    scenarios.told_apart(cast, pair)
    assert asked(cast, alert, "Perdita told you to stop.") == []


@pytest.mark.clause("P7c", "P11a")
def test_a_word_of_every_day_is_a_name_where_it_can_be_nothing_else(cast, alert):
    for first, words, asks in [
        ("May", "You saw May at the door.", True),
        ("May", "May told us so.", True),
        (
            "May",
            "May we remind you: “May I?” On 5 May 2026, the 5th of May, or at May Street, Mr May and you may.",
            False,
        ),
        ("Will", "Will you call us? You will.", False),
        ("Will", "You pushed Will.", True),
        ("Rose", "Rose rang us.\nRose is a colour.", True),
        ("Grace", "Grace and hope are needed.", False),
        ("Lewis", "Lewis shouted.", False),
        ("P", "P shouted.", False),
    ]:
        with settling.undone():
            lives(person(alert, first, "Quill"), home(cast, alert))
            of_names = [each for each in asked(cast, alert, words) if each.startswith("The letter names")]
            assert of_names == ([named(first)] if asks else [])


@pytest.mark.clause("P7c", "P11a")
def test_a_colleague_and_who_acts_for_the_customer_are_not_asked_about(cast, alert):
    lives(person(alert, "Lena", "Quill"), home(cast, alert))
    lives(person(alert, "Gita", "Advocate"), home(cast, alert))
    acts = Representative(customer=alert.customer, name="Gita Advocate", authority="A letter")
    records.save(acts, by=None, why="Told")
    assert asked(cast, alert, "Lena Ledger rang Gita.") == []
    assert asked(cast, alert, "Lena Ledger rang Lena.") == [named("Lena")]


@pytest.mark.clause("P7c", "P11a")
def test_a_street_where_the_customer_lives_or_an_office_of_ours_is_not_asked_about(cast, alert):
    quill = person(alert, "Perdita", "Quill")
    lives(quill, home(cast, alert))
    lives(quill, somewhere("9 Dunlin Row, Exampleton"), ends=cast.ago(800))
    street = home(cast, alert).address.split(",")[0].lstrip("0123456789 ")
    assert asked(cast, alert, f"You stood in {street}, and in Dunlin Row.") == []
