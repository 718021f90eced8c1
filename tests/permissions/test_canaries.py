"""A restricted file and a reporter: what was written there is found in no byte that anybody else can reach (§11)."""

import functools
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from alerts.actions import services as actions_services
from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.models import (
    Action,
    Alert,
    AlertType,
    Condition,
    Difference,
    Entry,
    Incident,
    Investigation,
    Reconciliation,
    Review,
    VisitList,
    VisitNotice,
    WelfareCheck,
)
from appeals.models import Appeal
from desk.worklist.selectors import Group as WorklistGroup
from housing_alerts.attachments.models import Attachment
from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Adjustment, Customer, EmergencyAccess, Pair, Representative
from housing_alerts.guides.documents import guides
from housing_alerts.kernel.audit import trail
from housing_alerts.kernel.audit.admin import HistoryAdmin, ReadOnlyAdmin
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.outbox.models import Message
from housing_alerts.staff.models import Absence, Colleague, Grant
from letters.models import Letter
from monitoring.choices import Plot
from monitoring.equality.choices import Group
from monitoring.equality.policies import Said
from monitoring.models import Contact, Publication, Strategy
from privacy.choices import Group as BundleGroup
from privacy.models import DisposalBatch, LegalHold, SharingRequest, SubjectRequest
from tests import scenarios, snapshot
from tests.architecture.addresses import addresses
from tests.conftest import everybody
from tests.deep import DEEP
from tests.permissions.canaries import FILE, LEFT_EMPTY, MARK, NAME, WHO_FOLLOWS, fields, plant, plant_all, said
from tests.permissions.table import ROLES, TABLE, rows
from tests.permissions.test_permission_table import OF_A_CASE, OWN_WORDS
from tests.scenarios.contacts import WORDS
from tools.demo import Cast

pytestmark = pytest.mark.same_on_both
SEARCHED = MARK.lower()
SOME = NAME.lower()
"""A search does not mind the case; a page that repeats what was searched for is no find."""
SAID_OF_ONESELF = (WORDS, Group.ROMA.label, Group.TRANS_MAN.label)
"""What the customer says of their characteristics."""
OTHERS = [role for role in ROLES if role not in ("lead", "head")]
"""Everybody but the two named readers."""


@pytest.fixture(autouse=True)
def _ask_as_often_as_it_takes(monkeypatch):
    """Nothing is hidden because it was asked for too often."""
    monkeypatch.setattr("alerts.look_up.views.MOST_A_MINUTE", 100_000)


class Planted(NamedTuple):
    """The cast, and the words of which one stands in each field of the case."""

    cast: Cast
    words: list[str]


@pytest.fixture(scope="module")
def cases() -> dict[date, tuple[list[str], snapshot.Rows]]:
    """The words and the rows of each day's case, so that it is walked to once."""
    return {}


@pytest.fixture
def planted(db, cases) -> Planted:
    """A whole case of Mr Lodger, with a word in each of its fields, restricted to its Lead and its Head of Service."""
    today = timezone.localdate()
    if today not in cases:
        words: list[str] = []
        rows = snapshot.added_by(lambda: words.extend(_words_planted(scenarios.set_the_scene(today))))
        cases[today] = words, rows
    else:
        snapshot.put(cases[today][1])
    return Planted(everybody(today), cases[today][0])


def _words_planted(cast: Cast) -> list[str]:
    lodger = cast.customers[scenarios.LODGER]
    customers.record_vulnerability(customer=lodger, by=cast.lead, what="Deaf.", told_by="STAFF", told_on=cast.today)
    customers.record_adjustment(customer=lodger, by=cast.lead, what="Write first.", starts=cast.today, ends=None)
    customers.record_representative(
        customer=lodger, by=cast.lead, details={"name": "Ruth", "authority": "A form", "agency": "Aid"}
    )
    scenarios.contacted(cast)
    scenarios.high_contact(cast)
    scenarios.strategy(cast, officer=cast.head, deputy=cast.lead)
    scenarios.visits(cast, scenarios.LODGER)
    scenarios.compared(cast)
    alert = scenarios.restricted(cast, days=1)
    weighed = {"risk": "It is lower than last year.", "customers_side": "He says that he is sorry."}
    weighed["vulnerability"] = "Deaf in one ear, he says."
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), considered=weighed)
    appeal = scenarios.appealed(cast, alert, documents="Two photographs.")
    for subject in (appeal, alert.investigation.incidents.get()):
        scenarios.with_photo(cast, subject)
        scenarios.file_removed(cast, scenarios.with_photo(cast, subject))
    alert.refresh_from_db()
    scenarios.drafted(cast, alert)
    _follow_up(cast, scenarios.agreed_action(cast))
    scenarios.lifted(cast, scenarios.marked(cast))
    scenarios.mark(cast, scenarios.logged(cast, days=3))
    _not_held(cast, scenarios.opened(cast))
    twin = scenarios.second_file(cast)
    scenarios.merged(cast)
    scenarios.told_apart(cast, customers.pair_files(new=cast.customers["D900002"], known=lodger, why=""))
    scenarios.restrict_file(cast)
    scenarios.break_glass(cast, cast.head2, minutes=90)
    scenarios.identified(cast)
    scenarios.held(cast)
    lodger.refresh_from_db()
    twin.refresh_from_db()
    words = [*plant(twin), *plant_all(lodger)]
    trail.record("plant", lodger, by=cast.lead, why=f"{MARK}Event")
    scenarios.described(
        cast, RACE=Said(Group.ROMA), REASSIGNMENT=Said(Group.TRANS_MAN), RELIGION=Said(Group.DESCRIBED, WORDS)
    )
    assert {f"{MARK}{field}" for field in FILLED_LATE} <= set(words)
    assert len(words) > 40
    return words


FILLED_LATE = ["Appealdocuments", "Actionoutcome", "Reviewrisk", "Reviewcustomersside", "Reviewvulnerability"]
FILLED_LATE += ["Alerttakenaway", "Alertbecameknown", "Alertknownsince", "Investigationbecameknown", "Actionknownsince"]
FILLED_LATE += ["Attachmentname", "Attachmenttakenoffreason", "Markerliftedwhy"]
"""What is filled by the last steps of a case: they must be searched for, too."""


def _not_held(cast, file: Investigation) -> None:
    talk = {"counterpart": "STAFF", "on": None, "what": "", "why_not": "The officer is on sick leave."}
    step = {"version": file.version, "by": cast.lead, "today": cast.today}
    investigations_services.add_discussion(investigation=file, **step, **talk)


def _follow_up(cast, action: Action) -> None:
    step = {"action": action, "version": action.version, "by": cast.lead, "on": cast.today}
    actions_services.record_outcome(**step, happened_on=cast.today, words="He signed it.", signed=True)


def _of_lists(name: str) -> list[str]:
    return [reverse(name, args=[kept.pk]) for kept in VisitList.objects.all()]


OF_ONE = {
    "guides:guide": lambda: [reverse("guides:guide", args=[name]) for name in guides()],
    "staff:colleague": lambda: [reverse("staff:colleague", args=[one.pk]) for one in Colleague.objects.all()],
    "staff:colleague_password": lambda: [reverse("staff:colleague_password", args=[Colleague.objects.first().pk])],
    "staff:absence": lambda: [reverse("staff:absence", args=[one.pk]) for one in Absence.objects.all()],
    "staff:absence_end": lambda: [reverse("staff:absence_end", args=[one.pk]) for one in Absence.objects.all()],
    "staff:hand_over": lambda: [reverse("staff:hand_over", args=[one.pk]) for one in Colleague.objects.all()],
    "outbox:message": lambda: [reverse("outbox:message", args=[one.pk]) for one in Message.objects.all()],
    "desk:worklist_group": lambda: [reverse("desk:worklist_group", args=[group]) for group in WorklistGroup],
    "desk:calendar_feed": lambda: [reverse("desk:calendar_feed", args=["no-such-token"])],
    "staff:grant_confirm": lambda: [reverse("staff:grant_confirm", args=[one.pk]) for one in Grant.objects.all()],
    "staff:grant_refuse": lambda: [reverse("staff:grant_refuse", args=[one.pk]) for one in Grant.objects.all()],
    "staff:organisation": lambda: ["/organisations/teign/"],
    "staff:organisation_confirm": lambda: ["/organisations/teign/confirm/"],
    **{
        f"alerts:visit_list{step}": functools.partial(_of_lists, f"alerts:visit_list{step}")
        for step in ("", "_change", "_changed", "_keep", "_opened", "_seen", "_give_up")
    },
    "alerts:visit_news": lambda: [reverse("alerts:visit_news", args=[one.pk]) for one in VisitNotice.objects.all()],
    "privacy:rules_change": lambda: ["/retention/periods/teign/"],
    "alerts:alert_type": lambda: [reverse("alerts:alert_type", args=["SAFE_CONTACT"])],
    "alerts:alert_type_confirm": lambda: [reverse("alerts:alert_type_confirm", args=["SAFE_CONTACT"])],
    "desk:answer": lambda: [reverse("desk:answer", args=[pair.pk]) for pair in Pair.objects.all()],
    "customers:emergency_access_review": lambda: [
        reverse("customers:emergency_access_review", args=[one.pk]) for one in EmergencyAccess.objects.all()
    ],
    "customers:adjustment_door": lambda: [
        reverse("customers:adjustment_door", args=[one.customer.reference, one.pk]) for one in Adjustment.objects.all()
    ],
    "customers:representative_end": lambda: [
        reverse("customers:representative_end", args=[one.customer.reference, one.pk])
        for one in Representative.objects.all()
    ],
    "monitoring:strategy_start": lambda: [reverse("monitoring:strategy_start", args=[scenarios.LODGER])],
    "monitoring:picture_plot": lambda: [reverse("monitoring:picture_plot", args=[plot]) for plot in Plot],
    "monitoring:contact_correct": lambda: _contacts("correct"),
    "monitoring:contact_take_back": lambda: _contacts("take_back"),
    "alerts:investigation_action_letter": lambda: [
        reverse("alerts:investigation_action_letter", args=[one.reference, one.pk])
        for one in Action.objects.exclude(investigation=None)
    ],
    "alerts:incident_action_letter": lambda: [
        reverse("alerts:incident_action_letter", args=[one.reference, one.pk])
        for one in Action.objects.exclude(incident=None)
    ],
    "alerts:incident_welfare": lambda: [
        reverse("alerts:incident_welfare", args=[one.incident.reference, one.pk]) for one in WelfareCheck.objects.all()
    ],
    "alerts:behaviour": lambda: [reverse("alerts:behaviour", args=["AGGRESSIVE"])],
    "alerts:example": lambda: [reverse("alerts:example", args=["RUDENESS"])],
    "alerts:entry": lambda: [reverse("alerts:entry", args=[one.pk]) for one in Entry.objects.all()],
    "alerts:difference": lambda: [
        reverse("alerts:difference", args=[one.run.reference, one.number]) for one in Difference.objects.all()
    ],
    "alerts:entry_correct": lambda: [reverse("alerts:entry_correct", args=[one.pk]) for one in Entry.objects.all()],
    "alerts:alert_condition_change": lambda: [_condition(one, "change") for one in Condition.objects.all()],
    "alerts:alert_condition_withdraw": lambda: [_condition(one, "withdraw") for one in Condition.objects.all()],
    "alerts:incident_file": lambda: _files("alerts:incident_file", Incident),
    "alerts:incident_file_remove": lambda: _files("alerts:incident_file_remove", Incident),
    "appeals:appeal_file": lambda: _files("appeals:appeal_file", Appeal),
    "appeals:appeal_file_remove": lambda: _files("appeals:appeal_file_remove", Appeal),
    "alerts:alert_condition_declaration": lambda: [_condition(one, "declaration") for one in Condition.objects.all()],
    "privacy:register_paper": lambda: ["/register/teign/record-of-processing/"],
    "privacy:register_paper_pdf": lambda: ["/register/teign/privacy-notice/pdf/"],
    "privacy:request_items": lambda: [
        reverse("privacy:request_items", args=[one.reference, group])
        for one in SubjectRequest.objects.all()
        for group in BundleGroup
    ],
    "privacy:request_item": lambda: [
        reverse("privacy:request_item", args=[one.reference, "customers.customer.1"])
        for one in SubjectRequest.objects.all()
    ],
    "privacy:request_report": lambda: [
        reverse("privacy:request_report", args=[one.reference, report.reference])
        for one in SubjectRequest.objects.all()
        for report in Incident.objects.all()
    ],
    "privacy:request_alert": lambda: [
        reverse("privacy:request_alert", args=[one.reference, alert.reference])
        for one in SubjectRequest.objects.all()
        for alert in Alert.objects.all()
    ],
    "privacy:request_file": lambda: [
        reverse("privacy:request_file", args=[one.reference, "letters.issuedpdf.1"])
        for one in SubjectRequest.objects.all()
    ],
    "alerts:investigation_action_withdraw": lambda: [
        reverse("alerts:investigation_action_withdraw", args=[one.investigation.reference, one.pk])
        for one in Action.objects.exclude(investigation=None)
    ],
    "alerts:investigation_action_outcome": lambda: [
        reverse("alerts:investigation_action_outcome", args=[one.investigation.reference, one.pk])
        for one in Action.objects.exclude(investigation=None)
    ],
}
"""Addresses that name no record of the case by its reference alone."""


def _files(name: str, of: type) -> list[str]:
    found = [one for one in Attachment.objects.all() if isinstance(one.subject, of)]
    return [reverse(name, args=[one.subject.reference, one.reference]) for one in found]


def _contacts(verb: str) -> list[str]:
    name = f"monitoring:contact_{verb}"
    return [reverse(name, args=[one.customer.reference, one.pk]) for one in Contact.objects.all()]


def _condition(condition: Condition, verb: str) -> str:
    return reverse(f"alerts:alert_condition_{verb}", args=[condition.alert.reference, condition.pk])


def _ours(*, of_a_case: bool = False) -> Iterator[str]:
    """Every address of ours about this case, by its name. The pages of a case are asked by the permission table, too."""
    of = {"incident": Incident, "investigation": Investigation, "alert": Alert, "review": Review, "appeal": Appeal}
    of |= {"letter": Letter, "customer": Customer, "vulnerability": Customer, "adjustment": Customer}
    of |= {
        "request": SubjectRequest,
        "case": Investigation,
        "hold": LegalHold,
        "sharing": SharingRequest,
        "batch": DisposalBatch,
        "record": Customer,
        "representative": Customer,
        "address": Customer,
        "characteristics": Customer,
        "contact": Customer,
        "equality": Publication,
        "contacts": Customer,
        "strategy": Strategy,
        "safe": Customer,
        "break": Customer,
        "restrict": Customer,
        "say": Customer,
        "unrestrict": Customer,
        "merge": Customer,
        "undo": Customer,
        "reconciliation": Reconciliation,
    }
    for name in dict.fromkeys(name for name, _ in rows(TABLE)):
        if not (DEEP or of_a_case) and name in OF_A_CASE:
            continue
        noun = name.rpartition(":")[2].partition("_")[0]
        if name in OF_ONE:
            yield from OF_ONE[name]()
            continue
        try:
            yield reverse(name)
        except NoReverseMatch:  # it names a record of the case
            for record in of[noun]._default_manager.all():
                yield reverse(name, args=[record.reference])


def _asked() -> Iterator[str]:
    """Every search, list and export that could find it."""
    references = [record.reference for model in (Incident, Alert, Letter) for record in model._default_manager.all()]
    yield f"/customers/{scenarios.LODGER}/merge/?other={scenarios.TWIN}"
    for word in ["D900001", scenarios.TWIN, "D9000", "lodger", "12 Sandpiper", "TQ99 1AB", SEARCHED, *references]:
        yield f"/look-up/?q={word}"
        yield f"/look-up/suggestions/?q={word}"
        yield f"/incidents/log/?customer={word}"
    for incident in Incident.objects.all():
        yield f"/investigations/open/?incident={incident.reference}"
    for alert in Alert.objects.all():
        yield f"/appeals/log/?alert={alert.reference}"


ROWS_OF_A_KIND = 6 if DEEP else 2


def _audit_site() -> Iterator[str]:
    for model, shown in admin.site._registry.items():
        if not isinstance(shown, ReadOnlyAdmin):
            continue
        place = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield from (place, f"{place}?q={SEARCHED}", f"{place}?q=D900001", f"{place}export.csv")
        for row in list(model._default_manager.all())[:ROWS_OF_A_KIND]:
            yield f"{place}{row.pk}/change/"
            if isinstance(shown, HistoryAdmin):
                yield f"{place}{row.pk}/history/"


def _leaks(role: str, cast, urls, marks=(MARK, NAME)) -> list[str]:
    browser = Client(raise_request_exception=False)
    if role != "stranger":
        browser.force_login(cast.people[role])
    own = _followed() if role in WHO_FOLLOWS else set()
    if role == "dpo":  # whoever answers for a person or hands a case on reads all of it (decisions 58, 73)
        urls = [url for url in urls if not url.startswith(("/subject-access/", "/case-bundles/"))]
    return [url for url in urls if url not in own and _says(browser.get(url), marks)]


def _followed() -> set[str]:
    incidents = [incident.reference for incident in Incident.objects.all()]
    pages = [name for name in addresses() if name.startswith("alerts:incident_") and name not in OWN_WORDS]
    own = {url for name in set(pages) & set(OF_ONE) for url in OF_ONE[name]()}
    own |= {
        reverse(name, args=[one]) for name in ["alerts:incident", *pages] if name not in OF_ONE for one in incidents
    }
    reports = Entry.objects.exclude(incident=None)
    own |= {reverse(name, args=[one.pk]) for name in ("alerts:entry", "alerts:entry_correct") for one in reports}
    return own | {f"/investigations/open/?incident={one}" for one in incidents}


def _says(response, marks) -> bool:
    answer = said(response)
    return any(mark in answer for mark in marks)


@pytest.mark.clause("P11b", refuses=True)
@pytest.mark.parametrize("role", ROLES if DEEP else ["officer"])
def test_nobody_else_reaches_a_word_of_a_restricted_file(planted, role, caplog):
    """Nor what its customer says of their characteristics, which its named readers do not read either."""
    marks = (*SAID_OF_ONESELF, *((MARK, NAME) if role in OTHERS else ()))
    if role == "equality":
        marks = MARK, NAME
    assert _leaks(role, planted.cast, [*_ours(), *_asked()], marks) == []
    assert not [mark for mark in marks if mark in caplog.text]


@pytest.mark.parametrize("role", [role for role in OTHERS if role != "stranger"] if DEEP else ["officer"])
def test_a_search_for_the_name_says_the_name_and_what_to_do_and_nothing_else(planted, role):
    """Where a role looks people up by name, it is shown whose instruction it is, for the whole name alone (decision 41)."""
    whole = f"{NAME}Customerforenames+{NAME}Customersurname".lower()
    named = f"/look-up/?q={whole}"
    urls = [named, f"/look-up/suggestions/?q={whole}", *(f"/look-up/{page}?q={SOME}" for page in ("", "suggestions/"))]
    by_name = ["officer", "manager", "lead2", "head2", "leadership"]
    assert _leaks(role, planted.cast, urls, (f"{NAME}Customerforenames",)) == ([named] if role in by_name else [])
    assert _leaks(role, planted.cast, urls, (MARK, "Sandpiper", f"{NAME}Customerknownas", f"{NAME}Tenancy")) == []


@pytest.mark.parametrize("role", ["dpo", "admin", "head2"] if DEEP else ["dpo"])
def test_no_page_of_the_audit_site_shows_it(planted, role):
    assert _leaks(role, planted.cast, _audit_site(), (MARK, NAME, *SAID_OF_ONESELF)) == []


def test_every_field_of_words_holds_one(planted):
    """A new field fails here until it has a word, or a reason for none."""
    wanted = {
        (model, field.name): f"{MARK}{model.__name__}{field.name.replace('_', '')}"
        for model in FILE
        for field in fields(model())
    }
    found = {of for of, word in wanted.items() if any(word.startswith(one) for one in planted.words)}
    assert wanted.keys() - found == LEFT_EMPTY.keys()


UNREAD = [
    "Alertendreason",
    "Appealdanger",
    "Appealgivenup",
    "Appealabsencereason",
    "Appealansweredhow",
    "Appealendssooner",
    "Appealfindings",
]
UNREAD += [
    "Appealtakenaway",
    "Appealwithdrawnwords",
    "Attachmentname",
    "Conditiondeclaration",
    "Entrywords",
    "Incidentcircumstances",
]
UNREAD += ["Incidentfactors", "Incidentloggedas", "Incidentsettlement", "Incidenttyped"]
UNREAD += ["Appealvulnerability"]
UNREAD += [
    "Investigationabsencereason",
    "Investigationbecameknown",
    "Investigationknownsince",
    "Representativeaddress",
]
"""Words that no page shows of this case: codes, fingerprints, and what a page shows only of a record that stands further on."""


@pytest.mark.long
def test_its_named_readers_do_reach_it(planted):
    """The words are there to be found: else the tests above would find nothing anywhere."""
    reached = set()
    browser = Client()
    browser.force_login(planted.cast.lead)
    for url in _ours():
        answer = said(browser.get(url))
        reached |= {word for word in planted.words if word in answer}
    assert set(planted.words) - reached == {f"{MARK}{field}" for field in UNREAD}
    assert AuditEvent.objects.filter(why=f"{MARK}Event").exists()


# Beside another file at the same property


@pytest.fixture
def beside(cast):
    """An open alert and one on Mr Lodger's restricted file, each on a property and breached by the other's person.

    :returns: the references of the restricted file, and those beside which they must not stand.
    """
    AlertType.objects.filter(code__in=["DANGEROUS_DOGS", "WEAPONS"]).update(hangs_on="PROPERTY")
    closed, dogs = (
        scenarios.active(cast, "DANGEROUS_DOGS", who, days=30) for who in (scenarios.LODGER, scenarios.HONG)
    )
    recommended = scenarios.proposed(cast, "WEAPONS", scenarios.HONG)
    theirs, ours = _breached(cast, scenarios.LODGER, dogs), _breached(cast, scenarios.HONG, closed)
    review = scenarios.under_review(cast, dogs)
    lodger = scenarios.restrict(cast, readers=[cast.lead2])
    for record in (lodger, theirs, closed, closed.investigation, closed.investigation.incidents.get()):
        plant(record)
    beside = [dogs, recommended, dogs.investigation, recommended.investigation, ours, review]
    return [theirs.reference, closed.reference], [record.reference for record in beside]


def _breached(cast, customer, alert):
    incident = scenarios.logged(cast, customer, days=0, asset=alert.asset, violent=True)
    step = {"version": incident.version, "by": cast.manager, "alert": alert}
    return incidents_services.record_breach(incident=incident, **step)


@pytest.mark.parametrize("role", ["lead", "head", "leadership"] if DEEP else ["lead"])
def test_nor_does_whoever_reads_the_case_beside_it(cast, beside, role):
    closed, opened = beside
    pages = {url for url in _ours(of_a_case=True) if any(reference in url for reference in opened)}
    others = [url for url in _ours() if url not in pages]

    assert len(pages) > 20
    assert _leaks(role, cast, others) == []
    assert _leaks(role, cast, [*pages, "/"], (MARK, NAME, *closed)) == []


# Who reported


@pytest.fixture
def reporter(cast):
    """The officer who reports is called by a word that stands nowhere else."""
    cast.officer.first_name, cast.officer.last_name = MARK, "Reporterson"
    cast.officer.save()
    alert = scenarios.active(cast)
    scenarios.issued(cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    alert.refresh_from_db()
    scenarios.with_photo(cast, alert.investigation.incidents.get(), by=cast.officer)
    appeal = scenarios.prepared(cast, alert)
    scenarios.with_photo(cast, appeal)
    scenarios.issued(cast, scenarios.determined(cast, appeal))
    return cast.officer


@pytest.mark.parametrize("role", ["stranger", "contractor", "lead2"] if DEEP else ["contractor"])
def test_no_colleague_outside_the_case_learns_who_reported(cast, reporter, role):
    colleagues = [
        "/incidents/log/",
        "/absences/add/",
        "/sign-in/",
        *(f"/customers/{one.reference}/contacts/log/" for one in Customer.objects.all()),
    ]  # one chooses a colleague, or who to be
    assert _leaks(role, cast, [url for url in _ours() if url not in colleagues]) == []


def test_no_letter_names_who_reported(cast, reporter):
    letters = [reverse("letters:letter_pdf", args=[letter.reference]) for letter in Letter.objects.all()]
    assert len(letters) >= 2
    for role in ("lead", "head", "leadership"):
        assert _leaks(role, cast, letters) == []
