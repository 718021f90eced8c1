"""What an alert tells of somebody else's restricted file at its property: that something happened, and no more (§11)."""

import pytest
import time_machine

from alerts.alert import services as alert_services
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import KnownAnswer
from alerts.incidents import selectors as incidents_selectors
from alerts.incidents import services as incidents_services
from alerts.models import AlertType, Investigation, Review
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.letters import reader
from tests.page import assert_refused, nothing_changes, words
from tests.step import chosen, fill, shown

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("P11a")]
APART = "on a restricted file, which its named readers open"
UNSEEN = (
    "This became known after you opened the page: an incident {}. Read it, then decide. What you typed is still here."
)
ACCOUNT = "He shouted at me and blocked the path."


@pytest.fixture
def alert(cast):
    """On Mr Lodger's home, where nobody was known."""
    return scenarios.on_a_property(cast)


def _happens(cast, alert, *, breach=True, readers=("head",), **facts):
    """An incident there of Nguyễn Thị Hồng, whose file the Lead cannot open; reported a minute after the alert was imposed."""
    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        incident = scenarios.logged(cast, scenarios.HONG, days=0, asset=alert.asset, **facts)
        if breach:
            step = {"version": incident.version, "by": cast.manager, "alert": alert}
            incident = incidents_services.record_breach(incident=incident, **step)
    scenarios.restrict(cast, scenarios.HONG, readers=[cast.people[reader] for reader in readers])
    return incident


def _says_nothing_of(response, incident):
    page = response.content.decode()
    assert response.status_code in (200, 403)
    return not any(word in page for word in (incident.reference, ACCOUNT, "Nguyễn"))


@pytest.mark.parametrize(
    ("facts", "said", "trigger"),
    [
        ({"breach": True}, "Breach on a restricted file", "TENANCY"),
        ({"breach": False, "circumstances": ["DOMESTIC_ABUSE"]}, "Incident on a restricted file", "SAFETY"),
    ],
    ids=["breach", "domestic abuse"],
)
def test_it_calls_for_a_review_and_says_no_more_than_that(sign_in, cast, alert, facts, said, trigger):
    incident, client = _happens(cast, alert, **facts), sign_in("lead")
    url = f"/alerts/{alert.reference}/review/?incident={incident.pk}"

    worklist, page = client.get("/"), client.get(url)

    assert f"{said}, 10 June 2026: review" in words(worklist)
    assert url in worklist.content.decode()
    assert chosen(page, "trigger") == [trigger]
    assert f"{said}, which its named readers open." in words(page)
    assert _says_nothing_of(worklist, incident)
    assert _says_nothing_of(page, incident)
    fill(client, url)
    assert Review.objects.get().evidence == f"{said}, which its named readers open."


def test_the_alert_counts_the_breach_and_does_not_name_it(sign_in, cast, alert):
    incident = _happens(cast, alert)

    page = sign_in("lead").get(f"/alerts/{alert.reference}/")

    assert f"Breaches Incident {APART}, 10 June 2026" in words(page)
    assert _says_nothing_of(page, incident)
    assert list(alert.breaches.all()) == [incident]
    scenarios.restrict(cast, scenarios.HONG, readers=[cast.lead, cast.head])
    page = sign_in("lead").get(f"/alerts/{alert.reference}/")
    assert f'href="/incidents/{incident.reference}/"' in page.content.decode()
    assert [told.named for _, told in incidents_selectors.breaches_of(cast.lead, alert)] == [incident.reference]


@pytest.mark.long
@pytest.mark.clause("P8a", "P11a", refuses=True)
@pytest.mark.parametrize(
    "page",
    [
        lambda cast, alert: f"/alerts/{alert.reference}/end/",
        lambda cast, alert: f"/reviews/{scenarios.under_review(cast, alert).reference}/complete/",
    ],
    ids=["removal", "review"],
)
def test_what_is_known_while_a_page_is_open_is_told_without_its_name(sign_in, cast, alert, page):
    url, client = page(cast, alert), sign_in("lead")
    answers = {"because": "RISK_REDUCED", "reason": "All visits are calm by now."}
    answers |= {"outcome": "REMOVE", "informing": "WITHHOLD", "informing_reason": "Nobody is known whom we could tell."}
    answers |= {"withhold_code": "NOBODY_KNOWN"}
    held = shown(client.get(url)) | answers
    incident = _happens(cast, alert, breach=False)

    with nothing_changes():
        response = client.post(url, held)

    assert_refused(response, UNSEEN.format(APART))
    assert f"Known since you opened the page An incident {APART}, 10 June 2026" in words(response)
    assert _says_nothing_of(response, incident)
    assert f"/incidents/{incident.reference}/" not in response.content.decode()


@pytest.mark.clause("P8a", "P11a", refuses=True)
def test_a_service_asks_for_it_all_the_same(cast, alert):
    _happens(cast, alert)
    step = {"alert": alert, "version": alert.version, "by": cast.lead, "on": cast.today}
    seen = scenarios.seen(alert)

    with pytest.raises(NotAllowed, match=rf"an incident {APART} \(a breach of the alert\)\. Read it"):
        alert_services.end_alert(**step, because="CIRCUMSTANCES", reason="He moved away to another town.")

    assert (
        alert_services.end_alert(
            **step, because="CIRCUMSTANCES", reason="He moved to his sister's home.", seen=seen
        ).status
        == "ENDED"
    )


@pytest.mark.clause("P9b", "P11a")
def test_who_decides_an_appeal_reads_that_it_was_reported_since(sign_in, cast):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    alert = scenarios.active(cast, "DANGEROUS_DOGS", days=100)
    appeal = scenarios.prepared(cast, alert)
    incident = _happens(cast, alert, readers=("lead2",))

    page = sign_in("head").get(f"/appeals/{appeal.reference}/determine/")

    since = "Reported since 10 June 2026, when the evidence was put to you"
    assert f"{since} An incident {APART} (a breach of the alert), 10 June 2026" in words(page)
    said = page.content.decode()
    assert not any(word in said for word in (incident.reference, "Nguyễn")), "its own report says the same words"


@pytest.mark.clause("P10a", "P11a")
def test_who_decides_reads_and_keeps_that_there_was_an_incident_and_a_breach(sign_in, cast):
    dogs, housing = scenarios.on_a_property(cast), cast.customers[scenarios.LODGER].service_area
    alert = scenarios.proposed_on(cast, scenarios.logged_at_an_address(cast, service_area=housing), "WEAPONS")
    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        incident, client = _happens(cast, dogs, readers=("head2",)), sign_in("head")

    page = client.get(f"/alerts/{alert.reference}/approve/")

    said = [f"Breach of an alert: an incident {APART}, breaches Dangerous Dogs, {dogs.reference}", f"Incident: {APART}"]
    assert all(f"{one} (recorded 10 June 2026 at" in words(page) for one in said)
    assert _says_nothing_of(page, incident)
    known = KnownAnswer("We go in pairs already.", [one.key for one in alert.known_now()])
    step = {
        "alert": alert,
        "version": alert.version,
        "by": cast.head,
        "on": cast.today,
        "reason": "It is needed for everybody's safety.",
    }
    kept = decisions_services.decline_alert(**step, known=known)
    assert sorted(kept.became_known) == said
    assert incident.reference not in words(client.get(f"/alerts/{alert.reference}/decision/"))


@pytest.fixture
def at_home(cast):
    """An alert at Mr Lodger's home that waits for a decision, and an incident there of Nguyễn Thị Hồng that breaches another."""
    AlertType.objects.filter(code__in=["DANGEROUS_DOGS", "WEAPONS"]).update(hangs_on="PROPERTY")
    dogs = scenarios.active(cast, "DANGEROUS_DOGS", days=30)
    alert = scenarios.proposed(cast, "WEAPONS")
    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        incident = scenarios.logged(cast, scenarios.HONG, days=0, asset=dogs.asset)
        step = {"version": incident.version, "by": cast.manager, "alert": dogs}
        return alert, incidents_services.record_breach(incident=incident, **step)


def _told(incident):
    breach = f"{incident.reference} breaches Dangerous Dogs, {incident.breach_of.reference}: {ACCOUNT}"
    full = [f"Incident: {incident.reference}: {ACCOUNT}", f"Breach of an alert: {breach}"]
    dogs = incident.breach_of
    less = [f"Incident: {APART}", f"Breach of an alert: an incident {APART}, breaches Dangerous Dogs, {dogs.reference}"]
    return full, less


def _assert_says(text, incident, *, closed):
    full, less = _told(incident)
    for said, never in zip(*((less, full) if closed else (full, less)), strict=True):
        assert said in text
        assert never not in text


@pytest.mark.clause("P10a", "P11a")
def test_what_was_known_at_a_decision_is_told_by_name_until_its_file_is_restricted(sign_in, cast, at_home):
    alert, incident = at_home
    known = KnownAnswer("We go in pairs already.", [one.key for one in alert.known_now()])
    step = {
        "alert": alert,
        "version": alert.version,
        "by": cast.head,
        "on": cast.today,
        "reason": "It is needed for everybody's safety.",
        "due_regard": scenarios.DUE_REGARD,
    }
    approved = decisions_services.approve_alert(**step, known=known, inform=scenarios.INFORM)
    appeal = scenarios.appealed(cast, approved)
    page = f"/alerts/{alert.reference}/decision"

    def read_by(who):
        client = sign_in(who)
        papers = [client.get(f"{page}.pdf"), client.get(f"/appeals/{appeal.reference}/evidence.pdf")]
        return words(client.get(f"{page}/")), *(" ".join(reader.text(paper.content).split()) for paper in papers)

    for said in read_by("head"):
        _assert_says(said, incident, closed=False)
    scenarios.restrict(cast, scenarios.HONG, readers=[cast.lead])

    assert ACCOUNT not in str(approved.became_known)
    for said in read_by("head"):
        _assert_says(said, incident, closed=True)
        assert "We go in pairs already." in said
    for said in read_by("lead"):
        _assert_says(said, incident, closed=False)


@pytest.mark.clause("D3b", "P11a")
def test_so_is_what_was_known_at_a_question(sign_in, cast, at_home):
    alert, incident = at_home
    file = alert.investigation
    asked = {"version": file.version, "by": cast.head, "question": "Whose dog?"}
    file = decisions_services.send_back_investigation(investigation=file, **asked)
    page = f"/investigations/{file.reference}/"
    _assert_says(words(sign_in("lead").get(page)), incident, closed=False)
    scenarios.restrict(cast, scenarios.HONG, readers=[cast.lead2])

    _assert_says(words(sign_in("lead").get(page)), incident, closed=True)
    scenarios.recommended(cast, file)
    _assert_says(words(sign_in("head").get(f"/alerts/{alert.reference}/approve/")), incident, closed=True)


@pytest.mark.clause("P10a", "P11a")
def test_what_is_not_the_cases_own_and_breaches_nothing_after_all_is_told_so_again(sign_in, cast, at_home):
    alert, incident = at_home
    with time_machine.travel("2026-06-10 09:32+00:00", tick=False):
        incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=None)
    known = KnownAnswer("It changes nothing for our colleagues.", [one.key for one in alert.known_now()])
    step = {
        "alert": alert,
        "version": alert.version,
        "by": cast.head,
        "on": cast.today,
        "reason": "A warning will do for now.",
    }
    decisions_services.decline_alert(**step, known=known)

    said = f"Breach of an alert: {incident.reference} breaches no alert after all: {ACCOUNT}"
    assert said in words(sign_in("head").get(f"/alerts/{alert.reference}/decision/"))


# The other way: the alert is on the restricted file


@pytest.fixture
def dogs(cast):
    """Mr Lodger's, whose file the Lead cannot open; it stays at his home."""
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    alert = scenarios.active(cast, "DANGEROUS_DOGS", days=30)
    scenarios.restrict(cast, readers=[cast.head])
    return alert


def _named(cast, dogs, by, **facts):
    incident = scenarios.logged(cast, scenarios.HONG, days=0, asset=dogs.asset, **facts)
    return incidents_services.record_breach(incident=incident, version=incident.version, by=by, alert=dogs)


@pytest.mark.clause("D5", "P11a")
def test_who_names_the_breach_reads_what_to_do_and_not_which_alert_it_is(sign_in, cast, dogs):
    incident, client = scenarios.logged(cast, scenarios.HONG, days=0, asset=dogs.asset), sign_in("manager")
    url = f"/incidents/{incident.reference}/breach/"
    page = client.get(url)
    assert dogs.instruction in words(page)

    done = client.get(fill(client, url, alert=dogs.pk).url)

    assert f"Recorded: incident {incident.reference} breaches an alert {APART}." in words(done)
    assert f"Breach of an alert An alert {APART}" in words(done)
    assert all(dogs.reference not in one.content.decode() for one in (page, done, client.get(url)))
    assert list(dogs.breaches.all()) == [incident]


@pytest.mark.clause("D5", "P11a")
def test_the_incident_and_its_investigation_do_not_name_the_alert(sign_in, cast, dogs):
    scenarios.investigated(cast, scenarios.HONG)
    incident, client = _named(cast, dogs, cast.manager), sign_in("lead")
    file = Investigation.objects.get(customer=incident.customer)

    page = client.get(f"/incidents/{incident.reference}/")
    case = client.get(f"/investigations/{file.reference}/")

    assert f"It breaches an alert {APART}." in words(page)
    assert f"{incident.reference}, 10 June 2026, breached an alert {APART}" in words(case)
    for one in (page, case):
        assert not any(word in one.content.decode() for word in (dogs.reference, "Dangerous Dogs", "Lodger"))
    scenarios.restrict(cast, readers=[cast.lead, cast.head])
    page = sign_in("lead").get(f"/incidents/{incident.reference}/")
    assert f"It breaches alert {dogs.reference}, Dangerous Dogs. Review that alert early" in words(page)


@pytest.mark.clause("P10a", "P11a")
def test_nor_does_what_is_known_since_the_recommendation(sign_in, cast, dogs):
    alert = scenarios.proposed(cast, customer=scenarios.HONG)
    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        incident = _named(cast, dogs, cast.manager)
        page, another = (sign_in(name).get(f"/alerts/{alert.reference}/approve/") for name in ("head", "head2"))

    said = f"{incident.reference} breaches an alert {APART}: {ACCOUNT}"
    assert f"Breach of an alert: {said} (recorded by {cast.manager}, " in words(page)
    assert said in [known.words for known in alert.known_now()]
    assert dogs.reference in page.content.decode(), "a named reader goes to the alert"
    assert dogs.reference not in another.content.decode()
    assert f"breached an alert {APART}" in words(another)
