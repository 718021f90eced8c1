"""The evidence pack of an appeal: ``/appeals/AP-…/evidence.pdf``, one document with its contents."""

import pikepdf
import pytest
import time_machine

from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Authority, Lighter
from alerts.incidents import services as incidents_services
from alerts.models import Alert, AlertType
from housing_alerts.kernel.audit.models import ReadEvent
from tests import scenarios
from tests.letters import reader
from tests.page import nothing_changes

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both, pytest.mark.on_paper]
SECTIONS = [
    "The appeal",
    "The decision that is appealed",
    "What was reported",
    "Discussions and what was considered",
    "What happened since",
    "Letters",
    "The Operational Lead’s evidence",
    "Chronology",
]


def url(appeal):
    return f"/appeals/{appeal.reference}/evidence.pdf"


@pytest.fixture
def appeal(cast):
    """Against a review that kept an alert, after all that may happen before it."""
    alert = scenarios.restricted(cast, days=30)
    scenarios.notified(cast, alert, days=29)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    scenarios.logged(cast, days=3)
    scenarios.returned(cast, scenarios.posted(cast, review))
    alert.refresh_from_db()
    appeal = scenarios.prepared(cast, alert, review=review, stay=True, documents="Two photographs.")
    scenarios.received(cast, scenarios.posted(cast, appeal), on=cast.today)
    return appeal


def assert_says(text, *parts):
    assert not [part for part in parts if part not in text], text


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_it_holds_the_case_from_the_report_to_the_evidence(sign_in, appeal):
    response = sign_in("head").get(url(appeal))

    assert response["Content-Type"] == "application/pdf"
    assert_says(
        reader.text(response.content),
        "Customer Lewis Lodger, D900001",
        "The customer’s reasons It will not happen again.",
        "Documents Two photographs.",
        f"Against review {appeal.review.reference}",
        "Conditions Suspended until the appeal is decided",
        f"Alert Contact Management, {appeal.alert.reference}, active",
        "Decided 11 May 2026 by Helen Headley, Head of Service",
        "Why it was approved The recommendation is proportionate to the risk.",
        "What the customer reads Please contact us by letter only.",
        "Account He shouted at me and blocked the path.",
        "How far it is established Witnessed by the person reporting",
        "The officer confirms the account and would not go back alone.",
        "What else was tried or considered A warning was given at the door and had no effect.",
        "Open matters None known",
        "Who supports the customer",
        "How conditions and adjustments go together",
        f"Review {appeal.review.reference}, 10 June 2026",
        "Reason He shouted again in May.",
        "What it said was reported It was reported to us that you shouted",
        "Came back 10 June 2026",
        "The Operational Lead’s evidence Nothing further was reported. Prepared by Lena Ledger, 10 June 2026",
        f"11 May 2026 Contact Management approved: {appeal.alert.reference} (Helen Headley)",
        f"10 June 2026 Appeal {appeal.reference}: evidence put before the Head of Service (Lena Ledger)",
        "Printed by Helen Headley on 10 June 2026",
    )


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_its_contents_name_each_section_with_its_page_and_it_is_tagged(sign_in, appeal):
    content = sign_in("head").get(url(appeal)).content

    first, *pages = reader.pages(content)
    listed = first[first.index("Contents") :]
    for section in SECTIONS:
        page = next(number for number, page in enumerate(pages, 2) if section in page.replace(" Page ", "  "))
        assert listed.split(section, 1)[1].lstrip(". ").startswith(str(page)), (section, listed)
    with pikepdf.open(reader.stream(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot
        assert len({str(link.Dest) for link in pdf.pages[0].Annots}) == len(SECTIONS)


@pytest.mark.long
def test_it_says_what_was_taken_away_what_became_known_and_what_reviews_considered(sign_in, cast):
    alert = scenarios.proposed(cast, "WEAPONS")
    alert = decisions_services.approve_alert(
        lifelines=scenarios.LIFELINES,
        due_regard=scenarios.DUE_REGARD,
        alert=alert,
        version=alert.version,
        by=cast.head,
        on=cast.today,
        reason="He showed us a knife.",
        inform=scenarios.INFORM,
        less=Lighter(months=6),
    )
    weighed = {
        "risk": "He is calmer than he was.",
        "customers_side": "He says that he is sorry.",
        "vulnerability": "Two can speak up for him.",
    }
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), considered=weighed)
    known = {"became_known": ["Vulnerability: Hears badly."], "known_since": "We ring loudly, then we wait."}
    Alert.objects.filter(pk=alert.pk).update(**known)
    alert.refresh_from_db()

    assert_says(
        reader.text(sign_in("lead").get(url(scenarios.appealed(cast, alert))).content),
        "Recommended and not imposed First review after 6 months, not 12",
        "Known since the recommendation Vulnerability: Hears badly.",
        "What the decider made of it We ring loudly, then we wait.",
        *weighed.values(),
    )


@pytest.mark.long
def test_against_the_police_it_says_who_consented_and_whose_place_was_taken(sign_in, cast):
    file = scenarios.recommended(cast, scenarios.with_actions(cast, "POLICE"))
    decisions_services.agree_investigation(
        investigation=file,
        version=file.version,
        by=cast.leadership,
        on=cast.today,
        reason="He hit him without any cause.",
        authority=Authority(cast.head, "Unwell."),
    )

    assert_says(
        reader.text(sign_in("lead").get(url(scenarios.appealed(cast, file.actions.get()))).content),
        "Who consented Oliver Fisk, 10 June 2026",
        "In the place of Helen Headley: Unwell.",
    )


@pytest.mark.long
def test_against_an_action_it_tells_of_the_action(sign_in, cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.agreed_action(cast)), "UPHELD")

    assert_says(
        reader.text(sign_in("leadership").get(url(appeal)).content),
        "Action Behaviour agreement",
        "What was agreed To speak calmly with us. By when 24 June 2026",
        "Agreed 10 June 2026 by Helen Headley, Head of Service",
        "Set aside 10 June 2026",
        "Nothing more was reported since the decision.",
        "No letter about the decision was sent.",
        f"Appeal {appeal.reference}: upheld (Leonie Strand)",
    )


@pytest.mark.long
def test_a_letter_about_another_alert_or_the_action_itself_that_told_of_it_is_in_it(sign_in, cast):
    pairs, weapons = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")
    pairs, weapons = scenarios.approved(cast, pairs), scenarios.approved(cast, weapons)
    action = scenarios.agreed_action(cast, customer=scenarios.HONG)
    letters = [
        scenarios.sent(cast, scenarios.issued(cast, pairs, beside=[weapons])),
        scenarios.posted(cast, action),
    ]

    for letter, decision in zip(letters, (weapons, action), strict=True):
        appeal = scenarios.appealed(cast, decision)
        pack = reader.text(sign_in("lead").get(url(appeal)).content)
        assert f"Letter {letter.reference} sent" in pack
        assert "No letter about the decision was sent." not in pack


def test_of_an_alert_of_the_housing_system_it_says_what_is_not_known(sign_in, cast):
    alert = scenarios.carried_over(cast, reviewed=50)
    appeal = scenarios.taken_back(cast, scenarios.appealed(cast, alert))
    scenarios.ended(cast, alert)

    assert_says(
        reader.text(sign_in("lead").get(url(appeal)).content),
        "Decided Taken over from the housing system In force from",
        "The alert was taken over from the housing system, without what was reported.",
        "No discussion is recorded.",
        f"Visit in Pairs in force: {alert.reference} (the housing system)",
        "completed in the housing system",
        "Not prepared yet.",
        f"Visit in Pairs ended: {alert.reference}, circumstances changed",
        f"Appeal {appeal.reference} withdrawn (Lewis Lodger)",
    )


@pytest.mark.long
def test_what_became_known_after_the_decision_is_in_it_whenever_it_happened(sign_in, cast):
    with time_machine.travel(cast.then(3), tick=False):
        nobody_known, begun = scenarios.logged_at_an_address(cast), scenarios.draft(cast)
    appeal = scenarios.appealed(cast, scenarios.active(cast, days=2))
    found = [scenarios.named(cast, nobody_known), scenarios.finished(cast, begun, days=30)]

    text = reader.text(sign_in("lead").get(url(appeal)).content)
    assert "Nothing more was reported since" not in text
    assert_says(text, *(incident.reference for incident in found))


@pytest.mark.long
def test_what_cannot_be_printed_is_named(sign_in, cast):
    appeal = scenarios.appealed(cast, scenarios.active(cast), documents="漢")

    response = sign_in("lead").get(url(appeal))

    assert response.status_code == 409
    assert "cannot print ‘漢’" in response.content.decode()


def test_opening_it_is_logged_and_changes_nothing(sign_in, cast):
    appeal = scenarios.appealed(cast, scenarios.active(cast))

    client = sign_in("lead")

    with nothing_changes():
        assert client.get(url(appeal)).status_code == 200

    assert (ReadEvent.objects.get().opened, ReadEvent.objects.get().reference) == ("appeal", appeal.reference)


# At a property


@pytest.fixture
def appeal_at_home(cast):
    """Against an alert that stays at Mr Lodger's home; another resident breached it before the evidence was prepared."""
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    alert = scenarios.active(cast, "DANGEROUS_DOGS", days=30)
    incident = scenarios.logged(cast, scenarios.HONG, days=3, asset=alert.asset, violent=True)
    incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=alert)
    return scenarios.prepared(cast, alert)


@pytest.mark.long
@pytest.mark.clause("P9b", "D5")
def test_it_has_what_another_resident_did_there(sign_in, cast, appeal_at_home):
    breach = f"{appeal_at_home.alert.breaches.get().reference} (a breach of the alert)"

    assert_says(
        reader.text(sign_in("head").get(url(appeal_at_home)).content),
        f"{breach}, 7 June 2026",
        "Account He shouted at me and blocked the path.",
        f"7 June 2026 Breach of this alert {appeal_at_home.alert.breaches.get().reference}: aggressive (home visit)",
    )


@pytest.mark.clause("P9b", "P11a", refuses=True)
def test_of_what_is_on_their_restricted_file_it_has_only_that_it_was_reported(sign_in, cast, appeal_at_home):
    scenarios.restrict(cast, scenarios.HONG, readers=[cast.lead, cast.head])
    breach = appeal_at_home.alert.breaches.get()
    said = "An incident on a restricted file, which its named readers open (a breach of the alert)"

    text = reader.text(sign_in("head").get(url(appeal_at_home)).content)

    assert_says(text, f"{said}, 7 June 2026.", "7 June 2026 Breach of this alert on a restricted file")
    assert breach.reference not in text
