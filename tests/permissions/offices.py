"""The pages of the officer for data protection and of the administrator, and their records."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from housing_alerts.staff import selectors as staff
from housing_alerts.staff.choices import Role
from housing_alerts.staff.selectors import DEMO_PASSWORD as PASSWORD
from privacy.bundle import sealing
from privacy.case_bundle import selectors as case_bundles
from privacy.choices import Group
from privacy.disposal import selectors as disposals
from privacy.models import SharingRequest
from privacy.retention import selectors as retention_selectors
from privacy.retention.policies import MONTHS
from privacy.subject_access import selectors
from tests import scenarios
from tests.permissions.sent import LONG, LONG_PASSWORD, TYPED, Page, day, days
from tests.scenarios import Cast
from tests.scenarios.retention import STILL_NEEDED


def _items(cast: Cast) -> Page:
    request = scenarios.identified(cast)
    url = reverse("privacy:request_items", args=[request.reference, Group.PERSON])
    return Page(url, {"seen": selectors.fingerprint(selectors.reviewed(request, Group.PERSON))})


def _item(cast: Cast, section: str, name: str) -> Page:
    """An item of a bundle; in the section of files, a photo of an incident."""
    scenarios.with_photo(cast, scenarios.logged(cast))
    request = scenarios.identified(cast)
    found = selectors.reviewed(request, section)[0]
    sent = {"version": 0, "seen": found.item.fingerprint, "verdict": "RELEASE", "reason": TYPED}
    return Page(reverse(f"privacy:{name}", args=[request.reference, found.item.key]), sent)


def _to_put_right(cast: Cast) -> Page:
    incident = scenarios.logged(cast)
    request = scenarios.to_put_right(cast)
    url = reverse("privacy:request_report", args=[request.reference, incident.reference])
    return Page(url, {"version": incident.version, "amending": "DISPUTED", "struck": "", "words": LONG})


def _alert_to_put_right(cast: Cast) -> Page:
    alert = scenarios.active(cast)
    url = reverse("privacy:request_alert", args=[scenarios.to_put_right(cast).reference, alert.reference])
    return Page(url, {"version": alert.version, "amending": "DISPUTED", "struck": "", "words": LONG})


def _to_tell(cast: Cast) -> tuple[SharingRequest, dict[str, Any]]:
    request = scenarios.shared_then_wrong(cast)
    known = {"sure_of": scenarios.knowing(cast, request)}
    return request, scenarios.TOLD_WRONG | known | day("told_on", cast.today)


def _case_bundle(cast: Cast) -> Page:
    file = scenarios.active(cast).file
    return Page(
        reverse("privacy:case_bundle", args=[file.reference]),
        {"seen": case_bundles.case(file).fingerprint, "asked": "202612345", "named": [], "further": "", "chosen": []},
    )


def _account(cast: Cast) -> dict[str, Any]:
    who = {"first_name": "Oliver", "last_name": "Fisk", "job_title": "Officer", "employer": "Teign Housing"}
    area = cast.customers[scenarios.LODGER].service_area.pk
    return who | {"line_manager": cast.manager.pk, "roles": ["OFFICER"], "areas": [area]}


def _to_propose(cast: Cast) -> Page:
    scenarios.due_for_disposal(cast)
    return Page("/retention/disposals/propose/", {"seen": disposals.fingerprint(disposals.due(on=cast.today))})


def _to_take_out(cast: Cast) -> Page:
    item = scenarios.disposal_proposed(cast).items.get()
    return Page(f"/retention/disposals/{item.batch}/files/{item.pk}/", {"version": item.version, "reason": LONG})


OFFICES: dict[str, Callable[[Cast], Any]] = {
    "privacy:requests": lambda cast: {},
    "privacy:request_log": lambda cast: (
        {"customer": scenarios.LODGER, "kind": "ACCESS", "words": TYPED, "channel": "EMAIL"}
        | day("received_on", cast.today)
    ),
    "privacy:request": lambda cast: (scenarios.identified(cast), {}),
    "privacy:request_letter": lambda cast: (scenarios.identified(cast), {}),
    "privacy:request_acknowledge": lambda cast: (
        scenarios.asked_for_data(cast, kind="COMPLAINT"),
        {"way": "COLLECTED", "how": LONG} | day("on", cast.today),
    ),
    "privacy:request_identity": lambda cast: (
        scenarios.asked_for_data(cast),
        {"identity": "KNOWN", "words": TYPED} | day("on", cast.today),
    ),
    "privacy:request_ask": lambda cast: (scenarios.identified(cast), {"question": TYPED}),
    "privacy:request_answer": lambda cast: (
        scenarios.clarifying(cast),
        {"answer": TYPED} | day("on", cast.today),
    ),
    "privacy:request_extend": lambda cast: (scenarios.identified(cast), {"reason": TYPED}),
    "privacy:request_items": _items,
    "privacy:request_item": lambda cast: _item(cast, Group.PERSON, "request_item"),
    "privacy:request_file": lambda cast: _item(cast, Group.FILES, "request_file"),
    "privacy:request_bundle": lambda cast: (
        scenarios.decided(cast, scenarios.identified(cast)),
        {"passphrase": sealing.passphrase(), "given_as": "PAPER"},
    ),
    "privacy:request_release": lambda cast: (
        scenarios.made(cast, scenarios.decided(cast, scenarios.identified(cast))),
        {"given_as": "PAPER", "way": "COLLECTED", "how": TYPED} | day("on", cast.today),
    ),
    "privacy:request_conclude": lambda cast: (
        scenarios.objecting(cast),
        {"outcome": "NOT_DONE", "reason": LONG, "way": "COLLECTED", "how": LONG} | day("on", cast.today),
    ),
    "privacy:request_report": _to_put_right,
    "privacy:request_alert": _alert_to_put_right,
    "privacy:request_refuse": lambda cast: (
        scenarios.identified(cast),
        {"ground": "EXCESSIVE", "reason": TYPED},
    ),
    "privacy:request_withdraw": lambda cast: (
        scenarios.identified(cast),
        {"words": TYPED} | day("on", cast.today),
    ),
    "privacy:sharing": lambda cast: {},
    "privacy:sharing_log": lambda cast: (
        scenarios.BY_THE_POLICE
        | {"customer": scenarios.LODGER}
        | day("received_on", cast.today)
        | day("due_on", cast.today)
    ),
    "privacy:sharing_request": lambda cast: (scenarios.asked_by_others(cast), {}),
    "privacy:sharing_share": lambda cast: (scenarios.asked_by_others(cast), {"ground": "CRIME"} | scenarios.TOLD),
    "privacy:sharing_tell": _to_tell,
    "privacy:sharing_refuse": lambda cast: (scenarios.asked_by_others(cast), {"reason": STILL_NEEDED}),
    "privacy:sharing_withdraw": lambda cast: (scenarios.asked_by_others(cast), {"reason": STILL_NEEDED}),
    "privacy:case_find": lambda cast: {"case": scenarios.opened(cast).reference},
    "privacy:case_bundle": _case_bundle,
    "privacy:register": lambda cast: {},
    "privacy:register_paper": lambda cast: Page("/register/teign/record-of-processing/", {}),
    "privacy:register_paper_pdf": lambda cast: Page("/register/teign/privacy-notice/pdf/", {}),
    "privacy:trail": lambda cast: {},
    "privacy:retention": lambda cast: {},
    "privacy:rules": lambda cast: {},
    "privacy:rules_change": lambda cast: Page(
        "/retention/periods/teign/",
        {**MONTHS, "SANCTION": 36, "seen": retention_selectors.fingerprint(MONTHS), "reason": LONG},
    ),
    "privacy:batches": lambda cast: {},
    "privacy:batch_propose": _to_propose,
    "privacy:batch": lambda cast: (scenarios.disposal_proposed(cast), {}),
    "privacy:batch_take_out": _to_take_out,
    "privacy:batch_confirm": lambda cast: (scenarios.disposal_proposed(cast), {}),
    "privacy:batch_decline": lambda cast: (scenarios.disposal_proposed(cast), {"reason": STILL_NEEDED}),
    "privacy:batch_withdraw": lambda cast: (scenarios.disposal_proposed(cast), {"reason": STILL_NEEDED}),
    "privacy:batch_certificate": lambda cast: (scenarios.disposed_of(cast), {}),
    "privacy:holds": lambda cast: {},
    "privacy:hold_place": lambda cast: {"file": scenarios.LODGER, "reason": LONG} | day("review_on", cast.ago(-90)),
    "privacy:hold": lambda cast: (scenarios.held(cast), {}),
    "privacy:hold_review": lambda cast: (scenarios.held(cast), {"reason": LONG} | day("review_on", cast.ago(-90))),
    "privacy:hold_end": lambda cast: (scenarios.held(cast), {"reason": LONG}),
    "staff:own_password": lambda cast: {"present_password": PASSWORD, "password": LONG_PASSWORD},
    "staff:organisations": lambda cast: {},
    "staff:organisation": lambda cast: Page(
        "/organisations/teign/",
        {"address": TYPED, "telephone": "01632 960123", "email": "us@teign.example", "website": "teign.example"}
        | {
            "address_months": 12,
            "withheld_months": 6,
            "acknowledge_days": 5,
            "contact_weeks": 4,
            "contact_floor": 10,
            "contact_most": 5,
            "ico_contact": TYPED,
        }
        | {
            "data_protection_name": TYPED,
            "data_protection_email": "us@teign.example",
            "privacy_notice": "teign.example",
            "police_name": TYPED,
            "police_telephone": "01632 960144",
        }
        | {"seen": staff.letterhead(staff.organisation("teign"))},
    ),
    "staff:organisation_confirm": lambda cast: Page(
        "/organisations/teign/confirm/",
        {"seen": staff.letterhead(scenarios.letterhead_asked(cast)), "address": "CONFIRM"},
    ),
    "staff:colleagues": lambda cast: {},
    "staff:colleague": lambda cast: (
        cast.officer,
        _account(cast) | {"seen": staff.fingerprint(staff.colleague(cast.officer.pk)), "is_active": "on"},
    ),
    "staff:colleague_add": lambda cast: _account(cast) | {"username": "newcomer", "password": LONG_PASSWORD},
    "staff:colleague_password": lambda cast: (cast.officer, {"password": LONG_PASSWORD}),
    "staff:absences": lambda cast: {},
    "staff:absence_add": lambda cast: days(cast) | {"colleague": cast.officer.pk, "deputy": cast.contractor.pk},
    "staff:absence": lambda cast: (scenarios.away(cast), days(cast) | {"deputy": cast.lead.pk}),
    "staff:absence_end": lambda cast: (scenarios.away(cast), {}),
    "staff:hand_over": lambda cast: Page(
        reverse("staff:hand_over", args=[cast.manager.pk]),
        {f"incident-{scenarios.logged(cast).pk}": cast.lead.pk, "reason": TYPED},
    ),
    "staff:grants": lambda cast: {},
    "staff:grant_confirm": lambda cast: (scenarios.ask_for(cast, cast.manager, Role.LEADERSHIP), {}),
    "staff:grant_refuse": lambda cast: (scenarios.ask_for(cast, cast.manager, Role.LEADERSHIP), {"answer": TYPED}),
}
