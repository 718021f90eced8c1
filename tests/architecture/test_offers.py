"""What a page offers, the service does: asked of real records, by each role, with answers that are good."""

import functools
import inspect
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pytest
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import resolve, reverse

from alerts.models import Alert, Entry, Incident, Investigation, Review
from appeals.models import Appeal
from housing_alerts.customers.models import Customer
from housing_alerts.web import step_pages
from letters.models import Letter
from monitoring.models import Strategy
from privacy.models import DisposalBatch, LegalHold, SharingRequest, SubjectRequest
from tests import scenarios
from tests.architecture.test_machines import WALKS
from tests.deep import DEEP, combined
from tests.page import refusals, words
from tests.step import offered, shown
from tools.demo import Cast

TYPED = "A sentence that was typed."
ROLES = ("officer", "lead", "manager", "head", *(["leadership"] if DEEP else []))
"""Who sees a case of Housing, or an incident of it. The Leadership Team sees what a Head of Service does."""
LATER = ("preview", "later")
EMPTY = (
    "ends_",
    "first_period",
    "months",
    "replaces",
    "why_not",
    "consent_by",
    "consent_on",
    "representative",
    "deputy",
    "review_by",
)
"""What is left as it stands, though it is empty."""
PREFERRED = {
    "format": "LARGE_PRINT",
    "outcome": "KEEP",
    "trigger": "REQUEST",
    "because": "RISK_REDUCED",
    "informing": "INFORM",
    "customer": scenarios.LODGER,
    "kind": "MEDIATION",
    "counterpart": "STAFF",
    "dealt_with": "on",
}
WITHHELD = [
    {"informing": "INFORM"},
    *({"informing": "WITHHOLD", "withhold_code": code} for code in ("HARM_TO_STAFF", "THIRD_PARTY", "NOBODY_KNOWN")),
]
"""Whether the customer is informed has one good answer at least."""
EVERY = ("readers", "sure_of")
"""Of which every choice is taken."""
GIVES_A_FILE = "privacy:case_bundle"
"""The page of a step that leads nowhere: it gives a file."""
OPEN_TO_ALL = ("alerts:entry", "alerts:incident_log")
"""The pages of a step that also show the record to whoever may read it, or are there for whoever has something to report."""
STEPS = {
    Incident: "settle refer void name_customer marker marker_lift marker_none police breach",
    Investigation: "discussions considerations draft_alert actions take_over service_area recommend withdraw "
    "send_back agree letter",
    Alert: "approve decline withdraw controls end review letter removal_letter",
    Review: "complete close letter",
    Appeal: "accept refuse prepare send_back determine withdraw acknowledge letter",
    Letter: "issue posting receipt return cancel",
    Customer: "customers:vulnerability_record customers:adjustment_record customers:representative_record "
    "customers:address_confirm customers:restrict customers:unrestrict customers:break_glass letters:safe_contact desk:merge "
    "monitoring:contact_log",
    Strategy: "review end",
    Entry: "alerts:entry alerts:entry_correct",
}
"""The pages of its steps, as their addresses name them; but for those that have nothing to choose from in most cases."""


def _pages(record: Any) -> list[str]:
    names = STEPS[type(record)].split()
    if isinstance(record, Customer | Entry):
        return [reverse(name, args=[_named(record)]) for name in names]
    if isinstance(record, Incident) and not record.markers.exists():
        names.remove("marker_lift")
    return [reverse(f"{_address(record)}_{name}", args=[record.reference]) for name in names]


def _nowhere_to_live(cast: Cast) -> Alert:
    alert = scenarios.proposed(cast, "SAFE_CONTACT")
    scenarios.changed_type(cast, "SAFE_CONTACT", hangs_on="PROPERTY")
    scenarios.moved_out(cast, cast.customers[scenarios.LODGER])
    return Alert.objects.get(pk=alert.pk)


def _place_taken(cast: Cast) -> Alert:
    """It is to take the place of an alert whose conditions an appeal suspends."""
    before = scenarios.restricted(cast)
    alert = scenarios.more_proposed(cast, before)
    scenarios.appealed(cast, Alert.objects.get(pk=before.pk), stay=True)
    return Alert.objects.get(pk=alert.pk)


def _died(cast: Cast) -> Alert:
    alert = scenarios.proposed(cast)
    scenarios.dies(cast)
    return alert


def _officer_left(cast: Cast) -> Alert:
    """Its only condition leads to somebody who has left."""
    alert = scenarios.proposed(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{"kind": "NAMED_OFFICER"}])
    scenarios.leaves(cast.lead2)
    return alert


def _one_of_two(cast: Cast) -> Alert:
    """One of its two conditions leads to somebody who has left; the other can be imposed alone."""
    conditions = [scenarios.CONDITION, {"kind": "NAMED_OFFICER", "officer": cast.head2, "deputy": cast.lead2}]
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=conditions)
    scenarios.leaves(cast.lead2)
    return alert


def _changed_type(cast: Cast) -> Alert:
    alert = scenarios.proposed(cast, "SAFE_CONTACT")
    scenarios.retired(cast, alert.type.code)
    return Alert.objects.get(pk=alert.pk)


def _with_a_draft_letter(cast: Cast) -> Alert:
    alert = scenarios.active(cast)
    scenarios.drafted(cast, alert)
    return alert


def _no_address(cast: Cast) -> Alert:
    alert = scenarios.active(cast)
    scenarios.moved_out(cast, cast.customers[scenarios.LODGER])
    return alert


def _moved(cast: Cast) -> Letter:
    letter = scenarios.drafted(cast, scenarios.active(cast))
    scenarios.moved(cast, cast.customers[scenarios.LODGER])
    return letter


def _came_back(cast: Cast) -> Appeal:
    """A late appeal that is in time now: the letter came back, so the window has not begun."""
    appeal = scenarios.late(cast)
    scenarios.returned(cast, scenarios.letter_about(appeal.decision))
    return appeal


def _own_decision(cast: Cast) -> Appeal:
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    scenarios.nobody_decides_on_their_own(appeal.customer)
    return appeal


def _to_strengthen(cast: Cast) -> Alert:
    return scenarios.asked_for_more(cast, scenarios.active(cast))


def _had_two_files(cast: Cast) -> Customer:
    scenarios.second_file(cast)
    return scenarios.merged(cast).kept


def _worked_on_since(cast: Cast) -> Customer:
    scenarios.second_file(cast)
    alert = scenarios.active(cast, customer=scenarios.TWIN)
    kept = scenarios.merged(cast).kept
    scenarios.reviewed(cast, scenarios.under_review(cast, Alert.objects.get(pk=alert.pk)))
    return kept


def _overtaken(cast: Cast) -> Entry:
    alert = scenarios.active(cast)
    first = alert.entries.get()
    scenarios.ended(cast, alert)
    return first


def _confirmed(cast: Cast) -> Alert:
    alert = scenarios.active(cast)
    scenarios.confirmed(cast, alert)
    return alert


def _nobody_heads(cast: Cast) -> Alert:
    alert = scenarios.proposed(cast)
    scenarios.heads_no_longer(cast.head)
    return alert


FURTHER = {
    "an alert on a property that is not known": _nowhere_to_live,
    "an alert whose place is taken while an appeal is decided": _place_taken,
    "an alert on somebody who has died": _died,
    "an alert whose only condition leads to nobody": _officer_left,
    "an alert of a type that was retired": _changed_type,
    "an alert in an area that nobody heads": _nobody_heads,
    "an alert on third-party information alone": scenarios.proposed_on_third_party_information,
    "an alert at an address": scenarios.proposed_at_an_address,
    "an alert beside an action": scenarios.proposed_with_an_action,
    "an alert of the housing system": scenarios.carried_over,
    "an alert under review": lambda cast: scenarios.under_review(cast, scenarios.active(cast)).alert,
    "an alert with a draft letter": _with_a_draft_letter,
    "an alert on somebody whose address is not known": _no_address,
    "a draft that strengthens": _to_strengthen,
    "an investigation with all its answers": lambda cast: scenarios.drafted_alert(cast).investigation,
    "an investigation with actions": lambda cast: scenarios.recommended(
        cast, scenarios.with_actions(cast, "MEDIATION")
    ),
    "an investigation that was left behind": scenarios.left_behind,
    "an investigation without an alert": scenarios.considered,
    "a violent incident": lambda cast: scenarios.logged(cast, violent=True),
    "an incident of danger whose alert ended": scenarios.unprotected,
    "an incident with a marker": lambda cast: scenarios.marked(cast).incident,
    "an incident with nobody named": lambda cast: scenarios.logged_at_an_address(
        cast, service_area=cast.customers[scenarios.LODGER].service_area
    ),
    "a late appeal that is in time now": _came_back,
    "an appeal against one's own decision": _own_decision,
    "a letter to somebody who has moved": _moved,
    "a customer": lambda cast: cast.customers[scenarios.LODGER],
    "a customer for whom somebody acts": lambda cast: scenarios.represented(cast).customer,
    "a customer whose file is restricted": lambda cast: scenarios.restrict_file(cast),
    "a customer who may have two files": lambda cast: scenarios.second_file(cast),
    "a customer who had two files": _had_two_files,
    "a customer of whose two files one was worked on since": _worked_on_since,
    "an entry that waits": lambda cast: scenarios.active(cast).entries.get(),
    "an entry that was made": lambda cast: scenarios.entered(cast, scenarios.active(cast)),
    "an entry that was overtaken": _overtaken,
    "an alert that was confirmed": _confirmed,
}
"""Cases in which a step is refused, or is not, for more than its status."""
CASES = {
    **{
        f"{model._meta.model_name} {status}": walk
        for model, walks in WALKS.items()
        for status, walk in walks.items()
        if (model, status) != (Incident, "DRAFT")  # a draft has one page: that of the report itself
        if model
        not in (SubjectRequest, LegalHold, DisposalBatch, SharingRequest)  # roles of no case work on them: below
    },
    **FURTHER,
}


ASKED_BY = {case: [role for other, role in combined(CASES, ROLES) if other == case] for case in CASES}


@pytest.mark.same_on_both
@pytest.mark.parametrize("case", CASES)
def test_what_a_page_offers_the_service_does(cast, sign_in, monkeypatch, case):
    record = CASES[case](cast)
    broken = []
    for username in ASKED_BY[case]:
        client = sign_in(username)
        page = client.get(_own_page(record))
        if page.status_code == 200:
            offers = _offers(page)
            monkeypatch.setattr(step_pages, "render", _unless_blocked)
            for url in dict.fromkeys([*offers, *_pages(record)]):
                broken += [f"{username}: {said}" for said in _broken(client, url, url in offers, cast.today)]
            monkeypatch.undo()
    assert not broken, "\n".join(broken)


@pytest.mark.same_on_both
@pytest.mark.parametrize("status", WALKS[SubjectRequest])
def test_what_the_page_of_a_subject_access_request_offers_the_service_does(cast, sign_in, status):
    """Only the Data Protection Officer works on it. The page that makes the bundle leads nowhere: it gives a file."""
    record, client = WALKS[SubjectRequest][status](cast), sign_in("dpo")
    offers = _offers(client.get(reverse("privacy:request", args=[record.reference])))
    broken = [
        said
        for url in offers
        if "/bundle/" not in url
        for said in _broken(client, url, is_offered=True, today=cast.today)
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.same_on_both
@pytest.mark.parametrize("who", ["dpo", "head"])
@pytest.mark.parametrize("status", WALKS[SharingRequest])
def test_what_the_page_of_a_request_by_others_offers_the_service_does(cast, sign_in, status, who):
    record, client = WALKS[SharingRequest][status](cast), sign_in(who)
    offers = _offers(client.get(reverse("privacy:sharing_request", args=[record.reference])))
    broken = [said for url in offers for said in _broken(client, url, is_offered=True, today=cast.today)]
    assert len(offers) == (3 if status == "RECEIVED" else 0)
    assert not broken, "\n".join(broken)


@pytest.mark.same_on_both
@pytest.mark.parametrize("status", WALKS[LegalHold])
def test_what_the_page_of_a_legal_hold_offers_the_service_does(cast, sign_in, status):
    record, client = WALKS[LegalHold][status](cast), sign_in("dpo")
    offers = _offers(client.get(reverse("privacy:hold", args=[record.reference])))
    broken = [said for url in offers for said in _broken(client, url, is_offered=True, today=cast.today)]
    assert bool(offers) == (status == "IN_FORCE")
    assert not broken, "\n".join(broken)


@pytest.mark.same_on_both
@pytest.mark.parametrize("who", ["dpo", "head"])
@pytest.mark.parametrize("status", WALKS[DisposalBatch])
def test_what_the_page_of_a_disposal_offers_the_service_does(cast, sign_in, status, who):
    record, client = WALKS[DisposalBatch][status](cast), sign_in(who)
    offers = _offers(client.get(reverse("privacy:batch", args=[record.reference])))
    broken = [said for url in offers for said in _broken(client, url, is_offered=True, today=cast.today)]
    assert bool(offers) == (status == "PROPOSED" or (status == "CONFIRMED" and who == "dpo"))
    assert not broken, "\n".join(broken)


def _unless_blocked(request: Any, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """A page that is blocked promises nothing, so it is not drawn: that takes most of the time."""
    if context["blocked"]:
        page = HttpResponse()
        page.blocked = context["blocked"]  # type: ignore[attr-defined]
        return page
    page = render(request, template, context, status=status)
    page.undrawn = _undrawn(context["form"], page)  # type: ignore[attr-defined]
    return page


WHERE_LESS = ("kept_controls", "lifted", "ends")
"""What is drawn only where the alert could go on with less."""


def _undrawn(form: Any, page: HttpResponse) -> list[str]:
    """Return the fields of the form that stand nowhere on the page, so that nobody can answer them."""
    boxes = lxml.html.fromstring(page.content.decode()).cssselect("input, textarea, select")
    drawn = {box.get("name") for box in boxes}
    parts = ("", "_day", "_0")
    asked = [field for field in form if list(getattr(field.field, "choices", ["any"])) and field.name not in WHERE_LESS]
    return [field.name for field in asked if not drawn.intersection(f"{field.html_name}{part}" for part in parts)]


def _own_page(record: Any) -> str:
    return reverse(_address(record), args=[_named(record)])


def _address(record: Any) -> str:
    """Return the name of the address of the record's page."""
    app = "desk" if isinstance(record, Customer) else record._meta.app_label
    return f"{app}:{record._meta.model_name}"


def _named(record: Any) -> Any:
    """Return the part of its addresses that names the record."""
    return record.pk if isinstance(record, Entry) else record.reference


def _offers(page: HttpResponse) -> list[str]:
    """The addresses of steps to which buttons and links of the page lead, the refused ones left out."""
    main = lxml.html.fromstring(page.content.decode())
    return [
        *filter(
            _is_of_a_step, (link.get("href", "") for link in main.cssselect("main .govuk-button, main .govuk-link"))
        )
    ]


def _is_of_a_step(url: str) -> bool:
    """Whether the page at the address is there for its step alone."""
    if not url.startswith("/"):
        return False
    found = resolve(urlsplit(url).path)
    return found.view_name not in {*OPEN_TO_ALL, GIVES_A_FILE} and _takes_a_step(found.func)


@functools.cache
def _takes_a_step(view: Any) -> bool:
    return inspect.getsource(inspect.unwrap(view)).startswith("@page")


def _ticked(page: HttpResponse) -> dict[str, list[str]]:
    """Return the ticks that the page asks for where it doubts what was sent."""
    if page.status_code != 200:
        return {}
    boxes = lxml.html.fromstring(page.content.decode()).cssselect("input[type=checkbox][name=confirmed]")
    return {"confirmed": [box.get("value") for box in boxes]} if boxes else {}


def _broken(client: Client, url: str, is_offered: bool, today: date) -> Iterator[str]:
    """What is promised there and not kept."""
    page = client.get(url)
    if page.status_code != 200:
        if is_offered:
            yield f"{url} is offered, and leads to a {page.status_code}"
        return
    blocked = getattr(page, "blocked", None) or "; ".join(refusals(page))
    if blocked:
        if is_offered:
            yield f"{url} is offered, and leads to a page that refuses: {blocked}"
        return
    if not _has_form(page):
        return
    yield from (f"{url} asks for {name}, and does not draw it" for name in getattr(page, "undrawn", []))
    if "attach" in url:
        return  # files are sent, which tests/attachments does
    tried = [_sent(client, url, {**_answers(page, today), **answer}) for answer in _alternatives(page)]
    if ticks := _ticked(tried[0]):
        tried.append(_sent(client, url, {**_answers(page, today), **_alternatives(page)[0], **ticks}))
    if not any(response.status_code == 302 for response in tried):
        yield f"{url} is open, and the service refuses: {words(tried[0])[:600]}"


def _has_form(page: HttpResponse) -> bool:
    return len(lxml.html.fromstring(page.content.decode()).xpath("//main//form[@method='post']")) == 1


def _alternatives(page: HttpResponse) -> list[dict[str, str]]:
    return WITHHELD if b'name="informing"' in page.content else [{}]


def _sent(client: Client, url: str, answers: dict[str, Any]) -> HttpResponse:
    """What is answered to these answers. Nothing of it is kept."""
    with transaction.atomic():
        response = client.post(url, answers)
        transaction.set_rollback(True)
    return response


def _answers(page: HttpResponse, today: date) -> dict[str, Any]:
    """Good answers to everything that the page asks: what it holds, and where that is nothing, words or the first choice."""
    (form,) = lxml.html.fromstring(page.content.decode()).xpath("//main//form[@method='post']")
    held: dict[str, Any] = shown(page)
    for box in form.xpath(".//input | .//textarea | .//select"):
        name = box.get("name") or ""
        if not name or name in LATER or name.startswith(EMPTY) or name.endswith("_from"):
            continue
        if box.tag == "textarea" or name in EVERY or held.get(name, [""]) in ([""], ["on"]):  # lxml says "on" for ""
            held[name] = _answer(form, box, name, today)
    return {name: value for name, value in held.items() if value not in (None, [""], "")}


def _answer(form: Any, box: Any, name: str, today: date) -> Any:
    if box.tag == "textarea":
        return f"{TYPED} It is about {name}."
    if box.tag == "select":
        return next((option.get("value") for option in box.xpath(".//option") if option.get("value")), None)
    if box.get("type") in ("radio", "checkbox"):
        choices = [each.get("value") for each in form.xpath(".//input[@name=$name]", name=name)]
        if name in EVERY:
            return choices
        first = choices[-1] if name == "type" else choices[0]  # the first types are those that the cases have already
        return PREFERRED[name] if PREFERRED.get(name) in choices else first
    for end, value in (("_day", today.day), ("_month", today.month), ("_year", today.year)):
        if name.endswith(end):
            return value
    return PREFERRED.get(name) or ("5 of today" if box.get("type") in (None, "text") else None)


def test_a_page_that_offers_too_much_is_noticed(cast, sign_in, monkeypatch):
    """The walk above can fail: with a page that does not ask, what the service refuses is found."""
    alert = _nowhere_to_live(cast)
    take_step = step_pages.take_step
    monkeypatch.setattr("alerts.decisions.views.take_step", lambda *args, refusal, **given: take_step(*args, **given))
    client = sign_in("head")
    (said,) = _broken(client, reverse("alerts:alert_approve", args=[alert.reference]), False, cast.today)
    assert "where Lewis Lodger lives is not known" in said, said


def test_what_is_refused_for_the_case_has_no_button(cast, sign_in):
    """The Head of Service reads at once what no answer of theirs could mend."""
    page = sign_in("head").get(_own_page(_nowhere_to_live(cast)))
    assert offered(page) == ["Decline"]
    assert "lives is not known" in refusals(page)[0]


def test_what_the_decider_can_take_away_closes_no_page(cast, sign_in):
    """Of two conditions one leads to somebody who has left: the other can be imposed alone."""
    alert = _one_of_two(cast)
    assert offered(sign_in("head").get(_own_page(alert))) == ["Approve", "Decline"]


def test_what_the_decider_cannot_take_away_closes_it(cast, sign_in):
    """The only condition leads to somebody who has left, and the type needs one."""
    page = sign_in("head").get(_own_page(_officer_left(cast)))
    assert offered(page) == ["Decline"]
    assert "has left. Name somebody else, or take it out" in refusals(page)[0]
