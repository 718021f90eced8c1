"""The history of each noun in words: who, when, why, and what changed from what to what."""

import pytest
from django.utils import timezone

from housing_alerts.kernel.audit import reading
from housing_alerts.staff.models import ServiceArea
from letters import services as letters
from tests import scenarios
from tests.page import nothing_changes


def _told(record):
    """Each entry as "who: why", and each change as "field from … to …"."""
    told = []
    for entry in reading.history(record):
        told.append(f"{entry.by}: {entry.why}")
        told += [f"{change.field} from {change.before} to {change.after}" for change in entry.changes]
    return told


def _appeal(cast):
    return scenarios.prepared(cast, scenarios.active(cast))


def _letter(cast):
    return scenarios.notified(cast, scenarios.active(cast, days=1), days=1)


def _review(cast):
    alert = scenarios.active(cast)
    return scenarios.reviewed(cast, scenarios.under_review(cast, alert))


def _agreed(cast):
    return scenarios.agreed_action(cast)


NOUNS = {
    "incident": (
        scenarios.referred,
        [
            "Oliver Fisk: Logged",
            "Status from Draft to Logged",
            "Morwenna Manning: Referred to the formal stage",
            "Status from Logged to Referred",
            "Triaged by from nothing to Morwenna Manning",
            "Triaged on from nothing to 10 June 2026",
            "What the Operational Lead is told with the referral from nothing to It felt unsafe to be there.",
        ],
    ),
    "investigation": (
        lambda cast: scenarios.active(cast).investigation,
        [
            "Lena Ledger: Opened",
            "Lena Ledger: Discussion with the customer",
            "How vulnerability was considered from nothing to None is known to us. The customer was asked and told us of none.",
            "Status from Open to Recommended",
            "Recommended by from nothing to Lena Ledger",
            "Helen Headley: Concluded",
            "Status from Recommended to Concluded",
        ],
    ),
    "alert": (
        scenarios.active,
        [
            "Lena Ledger: Drafted",
            "Lena Ledger: Proposed",
            "Status from Draft to Proposed",
            "Helen Headley: Approved: The recommendation is proportionate to the risk.",
            "Status from Proposed to Active",
            "Informing from nothing to Inform the customer",
            "Decided as from nothing to Head of Service",
            "Controls from nothing to Go with at least one other colleague",
        ],
    ),
    "review": (
        _review,
        [
            "Lena Ledger: Opened: the customer asked",
            "Lena Ledger: Completed: keep the alert",
            "Status from Open to Completed",
            "Outcome from nothing to Keep the alert",
        ],
    ),
    "appeal": (_appeal, ["Status from Accepted to Prepared"]),
    "letter": (
        _letter,
        [
            "Status from Draft to Issued",
            "Issued at from nothing to 9 June 2026 at 10:30am",
            "Status from Issued to Sent",
            "Sent on from nothing to 9 June 2026",
        ],
    ),
    "action": (_agreed, ["Lena Ledger: Recommended", "Helen Headley: Agreed", "Agreed from nothing to yes"]),
    "customer": (
        scenarios.never_write,
        [
            "a command: Demo",
            "Lena Ledger: Safe contact: The former partner opens the post.",
            "Never write from no to yes",
        ],
    ),
}


@pytest.mark.parametrize("noun", NOUNS)
def test_the_history_says_who_did_what_and_why(wednesday, cast, sign_in, noun):
    walk, expected = NOUNS[noun]
    record = walk(cast)
    told = _told(record)
    assert [line for line in expected if line not in told] == [], told

    page = sign_in("dpo").get(f"/admin/{record._meta.app_label}/{noun}/{record.pk}/history/")
    said = " ".join(page.content.decode().split())
    assert "<strong>Status</strong> from" in said or noun in ("action", "customer")
    for entry in reading.history(record):
        assert f"{entry.by}</h2>" in said


def test_it_says_when_newest_first(cast):
    entries = reading.history(scenarios.active(cast))
    assert [entry.why for entry in entries] == [
        "Approved: The recommendation is proportionate to the risk.",
        "Proposed",
        "Drafted",
    ]
    assert [entry.first for entry in entries] == [False, False, True]
    moments = [entry.at for entry in entries]
    assert moments == sorted(moments, reverse=True)


def test_the_page_shows_the_moment_to_the_second(cast, sign_in):
    incident = scenarios.logged(cast)
    page = sign_in("dpo").get(f"/admin/alerts/incident/{incident.pk}/history/").content.decode()
    moment = timezone.localtime(incident.changed_at)
    assert f"{moment.day} {moment:%B %Y, %H:%M:%S}: Oliver Fisk" in page
    assert "Made this record. Drafted" in page


def test_bookkeeping_is_left_out(cast):
    told = " ".join(_told(scenarios.referred(cast)))
    assert "Version" not in told
    assert "Changed" not in told


def test_the_areas_of_a_colleague_are_named(cast, sign_in):
    property_services = ServiceArea.objects.get(name="Property Services")
    cast.lead.areas.set([*cast.lead.areas.all(), property_services])
    assert "Areas from Housing to Housing, Property Services" in _told(cast.lead)

    page = sign_in("dpo").get(f"/admin/staff/colleague/{cast.lead.pk}/history/").content.decode()
    assert "<strong>Areas</strong> from Housing to Housing, Property Services" in page


def test_to_sign_in_is_no_change_of_the_colleague(cast, sign_in):
    before = _told(cast.lead)
    sign_in("lead")
    assert _told(cast.lead) == before


def test_what_was_taken_away_reads_as_nothing(cast):
    scenarios.never_write(cast)
    customer = cast.customers["D900001"]
    customer.refresh_from_db()
    letters.set_safe_contact(
        customer=customer,
        version=customer.version,
        by=cast.lead,
        format="LARGE_PRINT",
        never_write=False,
        never_message=True,
        why="He lives alone now.",
    )
    assert "Preferred format from nothing to Large print" in _told(customer)
    assert "Never write from yes to no" in _told(customer)


def test_a_record_without_history_is_not_found(cast, sign_in):
    assert sign_in("dpo").get("/admin/alerts/incident/999/history/").status_code == 404


def test_to_read_a_history_changes_nothing(cast, sign_in):
    incident = scenarios.logged(cast)
    client = sign_in("dpo")
    with nothing_changes():
        client.get(f"/admin/alerts/incident/{incident.pk}/history/")


def test_codes_in_plain_data_are_said_in_words(cast):
    assert "Which kinds of matters are open from nothing to None known" in _told(scenarios.investigated(cast))
