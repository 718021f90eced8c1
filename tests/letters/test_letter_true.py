"""A letter says what is so: one that is no longer true is cancelled, and neither issued nor posted."""

import pytest

from alerts.models import Action, Alert
from alerts.writing import views
from appeals.models import Appeal
from housing_alerts.customers.imports import import_customers
from housing_alerts.customers.models import Customer
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.importing.reading import Silent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from letters import checklist, services
from letters.models import Letter
from letters.policies import why_letter_refused
from tests import exports, scenarios, settling
from tests.exports import SAM
from tests.page import assert_refused, nothing_changes, send, words

from .samples import said
from .sending import issue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


KEPT_LETTERS = pytest.mark.parametrize("kept", [scenarios.drafted, scenarios.issued])


def now(record):
    return type(record).objects.get(pk=record.pk)


def about_each(cast, alert):
    """What may be written about an alert that stands: the decision, a review that kept it, an appeal not upheld."""
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    return [now(alert), review, scenarios.determined(cast, scenarios.prepared(cast, now(alert)))]


def state(letter):
    found = Letter.objects.get(pk=letter.pk)
    return found.status, found.cancelled_reason


@pytest.mark.long
@KEPT_LETTERS
def test_the_end_of_an_alert_cancels_what_says_that_it_stands(cast, kept):
    alert = scenarios.told(cast)
    written = [kept(cast, subject) for subject in about_each(cast, alert)]

    scenarios.ended(cast, now(alert))

    assert [state(letter) for letter in written] == [("CANCELLED", f"Alert {alert.reference} ended")] * 3


@pytest.mark.long
@KEPT_LETTERS
def test_what_tells_of_the_end_is_not_cancelled_by_it(cast, kept):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)), outcome="REMOVE")
    upheld = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast, "NO_LONE_MALES")), "UPHELD")
    written = [kept(cast, subject) for subject in (review, upheld)]

    scenarios.ended(cast, scenarios.active(cast, "DANGEROUS_DOGS"))

    assert [state(letter)[1] for letter in written] == ["", ""]


@pytest.mark.long
@KEPT_LETTERS
def test_what_says_that_something_is_over_is_cancelled_once_another_alert_asks_for_it(cast, kept):
    gone = scenarios.ended(cast, scenarios.told(cast))
    letter = kept(cast, gone)

    other = scenarios.active(cast, "WEAPONS")

    assert state(letter) == ("CANCELLED", f"Alert {other.reference}: imposed")


def test_so_it_is_once_an_import_brings_one(cast):
    letter = scenarios.drafted(cast, scenarios.ended(cast, scenarios.told(cast)))

    other = scenarios.carried_over(cast)

    assert state(letter) == ("CANCELLED", f"Alert {other.reference} is in force in the housing system")


@pytest.mark.long
@KEPT_LETTERS
def test_a_step_down_cancels_what_tells_of_more(cast, kept):
    alert = scenarios.told(cast, "WEAPONS")
    written = [kept(cast, subject) for subject in about_each(cast, alert)]

    review = scenarios.under_review(cast, now(alert))
    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=["POLICE_ADVICE"])

    assert [state(letter) for letter in written] == [("CANCELLED", f"Alert {alert.reference} goes on with less")] * 3


def test_a_review_cancels_what_names_the_review_before(cast):
    alert = scenarios.active(cast, days=100)
    letter = scenarios.drafted(cast, alert)

    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))

    assert state(letter) == ("CANCELLED", f"Review {review.reference} changed what the letter says")
    assert scenarios.drafted(cast, now(alert)).facts["alerts"][0]["review_by"] == "10 June 2027"


def test_a_review_that_changes_nothing_the_letter_says_leaves_it(cast):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert)

    scenarios.reviewed(cast, scenarios.under_review(cast, alert))

    assert state(letter) == ("DRAFT", "")


@pytest.mark.long
@pytest.mark.parametrize(
    ("kept", "step"), [(scenarios.drafted, "issue"), (scenarios.issued, "posting")], ids=["issued", "posted"]
)
def test_what_is_no_longer_true_is_not(sign_in, cast, monkeypatch, kept, step):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)))
    letter, client = kept(cast, appeal), sign_in("lead")
    assert letter.facts["kept"]
    with monkeypatch.context() as patched:
        patched.setattr("alerts.alert.services.letters.cancel_forbidden", lambda *args, **kwargs: None)
        scenarios.ended(cast, now(appeal.alert))

    with nothing_changes():
        posted = {"method": "FIRST_CLASS", "on_day": "10", "on_month": "6", "on_year": "2026"}
        response = send(client, f"/letters/{letter.reference}/{step}/", letter, **posted)

    untrue = (
        f"Alert {appeal.alert.reference} has changed since this letter was composed, so the letter would not be true. "
        "Cancel it, and write to the customer as things stand now."
    )
    if step == "issue":
        assert_refused(response, untrue)
    else:
        assert f"Yes, it has. {untrue}" in words(response)


def test_what_changed_while_it_was_composed_is_not_kept(cast):
    alert = scenarios.active(cast, days=100)
    letter = scenarios.composed(cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))

    with nothing_changes(), pytest.raises(services.NotAllowed, match="has changed since this letter was composed"):
        services.draft_letter(letter=letter, by=cast.lead, today=cast.today)


# After an appeal against what it tells of


@pytest.mark.clause("P9b", "E1", refuses=True)
def test_a_draft_about_an_alert_is_cancelled_when_an_appeal_against_it_is_determined(cast):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert))
    letter = Letter.objects.get(pk=letter.pk)
    assert (letter.status, letter.cancelled_reason) == ("CANCELLED", f"Appeal {appeal.reference} is decided")
    again = scenarios.drafted(cast, Alert.objects.get(pk=alert.pk))
    assert again.status == "DRAFT"
    assert services.why_words_refused(again) == []


@pytest.mark.clause("P9b", "E1", refuses=True)
def test_a_letter_that_was_composed_before_is_refused(cast):
    alert = scenarios.active(cast)
    letter = scenarios.composed(cast, alert)
    scenarios.determined(cast, scenarios.prepared(cast, alert))
    letter.subject = Alert.objects.get(pk=alert.pk)
    (refusal,) = services.why_words_refused(letter)
    assert "has changed since this letter was composed" in refusal.sentence


@pytest.mark.clause("P9b", "D3b", refuses=True)
def test_so_is_one_about_an_action(cast):
    action = scenarios.agreed_action(cast)
    letter = scenarios.drafted(cast, action)
    scenarios.determined(cast, scenarios.prepared(cast, Action.objects.get(pk=action.pk)))
    assert Letter.objects.get(pk=letter.pk).status == "CANCELLED"


@pytest.mark.clause("E2", "P9a")
def test_whoever_appealed_still_has_an_answer_after_a_review_that_removes(cast):
    for open_appeal in [True, False]:
        with settling.undone():
            alert = scenarios.told(cast)
            if open_appeal:
                alert = scenarios.appealed(cast, alert).alert
            text = said(scenarios.composed(cast, scenarios.removed_at_a_review(cast, alert)))
            assert ("You will still get our answer to your appeal of 10 June 2026." in text) == open_appeal


ANSWER = "You will still get our answer to your appeal of 10 June 2026."


def answered(cast, appeal):
    appeal = scenarios.determined(cast, appeal)
    scenarios.posted(cast, appeal)
    return Appeal.objects.get(pk=appeal.pk)


@pytest.mark.clause("P8b", "P9b", refuses=True)
def test_a_removal_promises_an_answer_only_to_an_appeal_that_waits_for_one(cast):
    for left in [None, answered, scenarios.taken_back]:
        with settling.undone():
            appeal = scenarios.prepared(cast, scenarios.told(cast))
            alert = left(cast, appeal).alert if left else appeal.alert
            text = said(scenarios.composed(cast, scenarios.ended(cast, alert)))
            assert (ANSWER in text) is (left is None)
            assert "our answer" not in text.replace(ANSWER, "").replace("not happy with our answer", "")


@pytest.mark.clause("P8b", "P9b", refuses=True)
def test_a_removal_that_promises_an_answer_is_cancelled_when_the_appeal_is_withdrawn(cast):
    appeal = scenarios.appealed(cast, scenarios.told(cast))
    alert = scenarios.ended(cast, appeal.alert)
    letter = scenarios.drafted(cast, alert)
    appeal = scenarios.taken_back(cast, Appeal.objects.get(pk=appeal.pk))
    assert Letter.objects.get(pk=letter.pk).cancelled_reason == f"Appeal {appeal.reference} is withdrawn"


@pytest.mark.clause("P9b", "E3")
def test_an_answer_still_goes_out_when_another_appeal_comes_after_the_end(cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.told(cast)))
    alert = scenarios.ended(cast, appeal.alert)
    letter = scenarios.issued(cast, Appeal.objects.get(pk=appeal.pk))
    scenarios.appealed(cast, Alert.objects.get(pk=alert.pk))
    assert why_letter_refused(Letter.objects.get(pk=letter.pk)) is None


@pytest.mark.clause("P9a", "E2", refuses=True)
def test_the_letter_about_a_review_that_names_an_appeal_is_cancelled_when_it_is_withdrawn(cast):
    appeal = scenarios.appealed(cast, scenarios.told(cast))
    letter = scenarios.drafted(
        cast, scenarios.reviewed(cast, scenarios.under_review(cast, Alert.objects.get(pk=appeal.alert.pk)))
    )
    appeal = scenarios.taken_back(cast, Appeal.objects.get(pk=appeal.pk))
    assert Letter.objects.get(pk=letter.pk).cancelled_reason == f"Appeal {appeal.reference} is withdrawn"


STILL_GET = "You will still get our answer to your appeal of 10 June 2026."


def afresh(record):
    return type(record).objects.get(pk=record.pk)


def between_reviews(cast, alert):
    return scenarios.ended(cast, alert)


@pytest.mark.long
@pytest.mark.parametrize("removed", [between_reviews, scenarios.removed_at_a_review])
@pytest.mark.clause("P8b", "E2")
def test_a_removal_promises_the_answer_to_an_appeal_until_it_has_gone_out(cast, removed):
    alert = scenarios.told(cast)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert))
    gone = removed(cast, afresh(alert))
    letter = scenarios.composed(cast, gone)
    assert STILL_GET in said(letter)
    scenarios.posted(cast, afresh(appeal))
    letter.subject = afresh(gone)
    (refusal,) = services.why_words_refused(letter)
    assert "that waits for our answer, and it waits no more" in refusal.sentence
    assert STILL_GET not in said(scenarios.composed(cast, afresh(gone)))


# After another landlord took the customer over (§1, P9a)


SAID = (
    "goes in the name of Templer HomeBuild, and Sam Tenant is a customer of Teign Housing now. Cancel it, and write it "
    "anew: the new one goes in the name of Teign Housing."
)
ANEW = "Cancel it and write it anew"
BECAUSE = "Sam Tenant is a customer of Teign Housing now."


@pytest.fixture
def company(cast, tmp_path):
    """The export of the housing system, which says whose customer Sam is."""

    def says(name):
        path = tmp_path / "contacts.csv"
        path.write_bytes(exports.text([SAM | {"Company": name}], exports.CONTACTS).encode())
        assert import_customers(path, today=cast.today, progress=Silent).kept
        cast.customers["C2"] = Customer.objects.get(reference="C2")

    says("Templer HomeBuild")
    return says


@pytest.fixture
def alert(cast, company):
    return scenarios.active(cast, customer="C2")


def faults(cast, letter):
    return [(point.about, point.refusal) for point in checklist.points(now(letter), on=cast.today) if point.refusal]


@pytest.mark.long
@pytest.mark.clause("P1", refuses=True)
def test_a_draft_under_the_former_landlord_is_not_issued(cast, company, alert, sign_in):
    letter = scenarios.drafted(cast, alert)
    assert faults(cast, letter) == []
    company("Teign Housing")

    ((about, refusal),) = faults(cast, letter)
    assert (about, refusal.clause.id) == ("In whose name it goes", "P1")
    assert refusal.sentence == f"Letter {letter.reference} {SAID}"
    page = words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    assert "Every point is in order" not in page
    assert SAID in page
    with nothing_changes(), pytest.raises(NotAllowed, match=SAID):
        issue(cast, letter)


@pytest.mark.clause("P1")
@pytest.mark.parametrize(("made", "step"), [(scenarios.drafted, "issue"), (scenarios.issued, "posting")])
def test_one_button_cancels_it_and_leads_to_the_new_one(cast, company, alert, sign_in, made, step):
    letter, client = made(cast, alert), sign_in("lead")
    page = f"/letters/{letter.reference}/"
    assert ANEW not in words(client.get(f"{page}{step}/"))
    company("Teign Housing")

    for url in (page, f"{page}{step}/"):
        assert f'href="{page}cancel/"' in client.get(url).content.decode()
        assert ANEW in words(client.get(url))
    assert BECAUSE in client.get(f"{page}cancel/").content.decode()
    sent = client.post(f"{page}cancel/", {"version": now(letter).version, "reason": BECAUSE})

    assert (sent.status_code, sent.headers["Location"]) == (302, f"/alerts/{alert.reference}/letter/")
    assert (now(letter).status, now(letter).cancelled_reason) == ("CANCELLED", BECAUSE)
    assert f"Letter {letter.reference} cancelled. Next: read the new one through" in words(
        client.get(sent.headers["Location"])
    )


@pytest.mark.long
def test_the_worklist_says_that_it_is_to_be_cancelled(cast, company, alert):
    scenarios.drafted(cast, alert)
    (planned,) = Duty.objects.open().filter(kind=Kind.SEND)
    assert planned.words == "Draft, planned for 10 June 2026"
    company("Teign Housing")

    (waiting,) = Duty.objects.open().filter(kind=Kind.SEND)
    assert waiting.words == "Cancel it: now a customer of Teign Housing"
    assert list(duties.differing()) == []


# After somebody left whom it names


LEFT = "The letter names Lena Ledger, who has left, so nobody would answer there. Write it anew"


def another(cast):
    """Another Operational Lead of the area."""
    scenarios.promote(cast.manager, Role.OPERATIONAL_LEAD)
    scenarios.lead_for(cast.manager, cast.customers[scenarios.LODGER].service_area)
    return cast.manager


@pytest.mark.clause("E1", refuses=True)
def test_a_draft_in_the_name_of_who_left_is_not_issued(cast):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    assert not [point for point in checklist.points(letter, on=cast.today) if point.refusal]
    scenarios.leaves(cast.lead)
    letter = Letter.objects.get(pk=letter.pk)
    (point,) = [point for point in checklist.points(letter, on=cast.today) if point.refusal]
    assert point.about == "Who signs it, and whom it names"
    assert point.refusal.sentence.startswith(LEFT)
    step = {"letter": letter, "version": letter.version, "by": another(cast), "now": cast.then(0)}
    with nothing_changes(), pytest.raises(NotAllowed, match=LEFT):
        services.issue_letter(**step)


@pytest.mark.clause("E1", refuses=True)
def test_nor_is_one_whose_condition_leads_to_them(cast):
    limits = [{"kind": "NAMED_OFFICER", "words": "Please contact Lena Ledger only."}]
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=limits)
    letter = scenarios.composed(cast, alert)
    scenarios.leaves(cast.lead)
    letter.signatory = letter.contact = str(cast.manager)
    assert services.why_words_refused(letter)[0].sentence.startswith(LEFT)


@pytest.mark.clause("E1")
def test_who_writes_in_the_place_of_a_lead_who_left_signs(cast):
    subject, lead, by = scenarios.active(cast), cast.lead, another(cast)
    assert views.in_whose_name(lead, by, subject) == lead
    scenarios.leaves(lead)
    assert views.in_whose_name(lead, by, subject) == by
    assert views.in_whose_name(None, by, subject) == by


def test_a_namesake_who_is_here_may_be_named(cast):
    letter = scenarios.composed(cast, scenarios.active(cast))
    scenarios.leaves(cast.lead)
    namesake = another(cast)
    namesake.first_name, namesake.last_name = "Lena", "Ledger"
    namesake.save()
    assert services.why_words_refused(letter) == []


@pytest.mark.clause("P8a")
def test_the_page_of_an_alert_says_that_its_lead_has_left(cast, sign_in):
    alert = scenarios.active(cast)
    another(cast)
    client = sign_in("manager")
    url = f"/alerts/{alert.reference}/"
    assert "Responsible Lead Lena Ledger" in words(client.get(url))
    scenarios.leads_no_longer(cast.lead)
    said = (
        "Responsible Lead Lena Ledger, who is no Operational Lead any more. Another Operational Lead for Housing acts."
    )
    assert said in words(client.get(url))
    scenarios.leaves(cast.lead)
    assert "Responsible Lead Lena Ledger, who has left." in words(client.get(url))
