"""A restricted file and a reporter: what was written there is found in no byte that anybody else can reach (§11)."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse

from alerts.models import Action, Alert, Condition, Discussion, Incident, Investigation, Review
from appeals.models import Appeal
from housing_alerts.audit import trail
from housing_alerts.audit.admin import HistoryAdmin, ReadOnlyAdmin
from housing_alerts.audit.models import AuditEvent
from housing_alerts.customers.models import Adjustment, Customer, EmergencyAccess, Representative, Vulnerability
from housing_alerts.records import saving as records
from housing_alerts.records.models import Record
from housing_alerts.staff.models import Colleague
from letters.models import Letter
from tests import scenarios
from tests.architecture.addresses import addresses
from tests.letters import reader
from tests.permissions.table import ROLES, TABLE, rows

pytestmark = pytest.mark.same_on_both
MARK = "Canary"
SEARCHED = MARK.lower()
"""A search does not mind the case; a page that repeats what was searched for is no find."""
OTHERS = [role for role in ROLES if role not in ("lead", "head")]
"""Everybody but the two named readers."""
FILE = [Incident, Investigation, Alert, Condition, Discussion, Action, Review, Appeal, Letter]
FILE += [Vulnerability, Adjustment, Representative]
FOR_EVERYBODY = {(Alert, "instruction"), (Customer, "search_text")}
"""What to do at the door is for all who go there. (The words of the search are made of the names, which stand for them.)"""
MAY_BE_FILLED = {(Incident, "source"), (Incident, "others_affected"), (Incident, "police_reference")}
"""Fields that no step of the case fills, and no constraint wants empty."""
FOLLOWED = {"officer": "alerts:incident", "manager": "alerts:incident"}
"""Who reported it, and who triages it, read what they themselves wrote or were told."""


def _text_fields(record: models.Model) -> Iterator[str]:
    for field in record._meta.concrete_fields:
        plain = isinstance(field, models.CharField | models.TextField) and not field.choices and not field.unique
        if plain and field.name != "status" and (type(record), field.name) not in FOR_EVERYBODY:
            yield field.name


def _plant(record: Record, planted: list[str]) -> None:
    """A word of its own in each field of text, and in the history. Constraints that want a field empty have their way."""
    record.refresh_from_db()
    for name in _text_fields(record):
        if getattr(record, name) or (type(record), name) in MAY_BE_FILLED:
            word = f"{MARK}{type(record).__name__}{name.replace('_', '')}"
            setattr(record, name, word[: record._meta.get_field(name).max_length])
            planted.append(getattr(record, name))
    records.save(record, by=record.created_by, why=f"{MARK}Why{type(record).__name__}")


@pytest.fixture
def planted(cast):
    """A whole case of Mr Lodger, with a word in each of its fields, restricted to its Lead and its Head of Service."""
    lodger = cast.customers[scenarios.LODGER]
    scenarios.customers.record_vulnerability(
        customer=lodger, by=cast.lead, what="Deaf.", told_by="STAFF", told_on=cast.today
    )
    scenarios.customers.record_adjustment(
        customer=lodger, by=cast.lead, what="Write first.", starts=cast.today, ends=None
    )
    scenarios.customers.record_representative(
        customer=lodger, by=cast.lead, details={"name": "Ruth", "authority": "A form", "agency": "Aid"}
    )
    alert = scenarios.restricted(cast, days=1)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    scenarios.appealed(cast, alert)
    alert.refresh_from_db()
    scenarios.drafted(cast, alert)
    scenarios.agreed_action(cast)
    scenarios.restrict_file(cast)
    scenarios.break_glass(cast, cast.head2, minutes=90)
    words: list[str] = []
    for model in FILE:
        for record in model._default_manager.all():
            _plant(record, words)
    for letter in Letter.objects.all():
        letter.facts = letter.facts | {"incident": f"{MARK}Facts"}
        records.save(letter, by=cast.lead, why=f"{MARK}Letter")
    lodger.refresh_from_db()
    lodger.telephone, lodger.email = f"{MARK}Telephone", f"{MARK}@example.org"
    records.save(lodger, by=cast.lead, why=f"{MARK}File")
    trail.record("plant", lodger, by=cast.lead, why=f"{MARK}Event")
    assert len(words) > 20
    return words


OF_ONE = {
    "staff:colleague": lambda: [reverse("staff:colleague", args=[one.pk]) for one in Colleague.objects.all()],
    "staff:colleague_password": lambda: [reverse("staff:colleague_password", args=[Colleague.objects.first().pk])],
    "staff:organisation": lambda: ["/organisations/teign/"],
    "alerts:alert_type": lambda: [reverse("alerts:alert_type", args=["SAFE_CONTACT"])],
    "customers:emergency_access_review": lambda: [
        reverse("customers:emergency_access_review", args=[one.pk]) for one in EmergencyAccess.objects.all()
    ],
}
"""Addresses that name no record of the case."""


def _ours() -> Iterator[str]:
    """Every address of ours about this case, by its name."""
    of = {"incident": Incident, "investigation": Investigation, "alert": Alert, "review": Review, "appeal": Appeal}
    of |= {"letter": Letter, "customer": Customer, "vulnerability": Customer, "adjustment": Customer}
    of |= {
        "representative": Customer,
        "safe": Customer,
        "break": Customer,
        "restrict": Customer,
        "unrestrict": Customer,
    }
    for name in dict.fromkeys(name for name, _ in rows(TABLE)):
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
    for word in ["D900001", "lodger", "12 Sandpiper", "TQ99 1AB", SEARCHED, *references]:
        yield f"/look-up/?q={word}"
        yield f"/look-up/suggestions/?q={word}"
        yield f"/incidents/log/?customer={word}"
    for incident in Incident.objects.all():
        yield f"/investigations/open/?incident={incident.reference}"
    for alert in Alert.objects.all():
        yield f"/appeals/log/?alert={alert.reference}"


def _audit_site() -> Iterator[str]:
    for model, shown in admin.site._registry.items():
        if not isinstance(shown, ReadOnlyAdmin):
            continue
        place = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield from (place, f"{place}?q={SEARCHED}", f"{place}?q=D900001", f"{place}export.csv")
        for row in list(model._default_manager.all())[:6]:
            yield f"{place}{row.pk}/change/"
            if isinstance(shown, HistoryAdmin):
                yield f"{place}{row.pk}/history/"


def _bytes(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type", "").startswith("application/pdf"):
        return reader.text(content)
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return headers + content.decode(errors="replace")


def _leaks(role: str, cast, urls, method: str = "get") -> list[str]:
    browser = Client(raise_request_exception=False)
    if role != "stranger":
        browser.force_login(cast.people[role])
    own = {
        reverse(name, args=[incident.reference])
        for name in addresses()
        if name.startswith(FOLLOWED.get(role, "nothing"))
        for incident in (Incident.objects.all() if "log" not in name else [])
    }
    return [f"{method} {url}" for url in urls if url not in own and MARK in _bytes(getattr(browser, method)(url))]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_reaches_a_word_of_a_restricted_file(cast, planted, role, caplog):
    assert _leaks(role, cast, [*_ours(), *_asked()]) == []
    assert _leaks(role, cast, _ours(), "post") == []
    assert MARK not in caplog.text


@pytest.mark.parametrize("role", ["dpo", "admin", "head2"])
def test_no_page_of_the_audit_site_shows_it(cast, planted, role):
    assert _leaks(role, cast, _audit_site()) == []


def test_its_named_readers_do_reach_it(cast, planted):
    """The words are there to be found: else the tests above would find nothing anywhere."""
    reached = set()
    browser = Client()
    browser.force_login(cast.lead)
    for url in _ours():
        said = _bytes(browser.get(url))
        reached |= {word for word in planted if word in said}
    assert len(reached) > len(set(planted)) / 2, sorted(set(planted) - reached)
    assert AuditEvent.objects.filter(why=f"{MARK}Event").exists()


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
    scenarios.issued(cast, scenarios.determined(cast, scenarios.prepared(cast, alert)))
    return cast.officer


@pytest.mark.parametrize("role", ["stranger", "contractor", "lead2"])
def test_no_colleague_outside_the_case_learns_who_reported(cast, reporter, role):
    colleagues = ["/incidents/log/", "/sign-in/"]  # one chooses a colleague there; the demo lists who one can be
    assert _leaks(role, cast, [url for url in _ours() if url not in colleagues]) == []


def test_no_letter_names_who_reported(cast, reporter):
    letters = [reverse("letters:letter_pdf", args=[letter.reference]) for letter in Letter.objects.all()]
    assert len(letters) >= 2
    for role in ("lead", "head", "leadership"):
        assert _leaks(role, cast, letters) == []
