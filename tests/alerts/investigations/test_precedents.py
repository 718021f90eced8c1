"""Similar past cases, for who recommends and who decides (§6)."""

import pytest

from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Lighter
from alerts.investigations import services as investigations_services
from alerts.investigations.precedents import precedents
from alerts.models import Investigation
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.page import words

OTHERS = ["D900002", "D900004", "D900005", "D900006"]


def _found(alert):
    return precedents(Investigation.objects.get(pk=alert.investigation.pk), alert)


def _weapons(cast, customer, **answers):
    alert = scenarios.proposed(cast, "WEAPONS", customer)
    return decisions_services.approve_alert(
        lifelines=scenarios.LIFELINES,
        due_regard=scenarios.DUE_REGARD,
        alert=alert,
        version=alert.version,
        by=cast.head,
        on=cast.today,
        reason="He showed us a knife.",
        inform=scenarios.INFORM,
        **answers,
    )


def test_it_says_what_was_decided_and_how_reviews_and_appeals_ended(cast):
    past = _weapons(cast, scenarios.LODGER, less=Lighter(["AT_LEAST_TWO"], months=6))
    scenarios.reviewed(cast, scenarios.under_review(cast, past))
    past.refresh_from_db()
    scenarios.determined(cast, scenarios.prepared(cast, past))
    scenarios.declined(cast, scenarios.proposed(cast, "VISIT_IN_PAIRS", "D900002"))
    alert = scenarios.proposed(cast, "WEAPONS", "D900005")

    assert _found(alert) == [
        (
            "Weapons, Aggressive",
            [
                "; ".join(
                    [
                        "Weapons: imposed with less than was recommended, first review after 6 months",
                        "review: keep the alert",
                        "appeal: not upheld",
                    ]
                )
            ],
            cast.today.year,
        ),
        ("Aggressive", ["Visit in Pairs: declined"], cast.today.year),
    ]


def test_cases_without_an_alert_count_and_only_shared_behaviours_are_named(cast):
    scenarios.agreed_action(cast)
    file = scenarios.recommended(cast, scenarios.nothing_further(cast))
    decisions_services.agree_investigation(
        investigation=file, version=file.version, by=cast.head, on=cast.today, reason="He has apologised to all three."
    )
    other = scenarios.proposed_on(cast, scenarios.logged(cast, "D900002", behaviour="VEXATIOUS"))
    alert = scenarios.proposed(cast, "WEAPONS", "D900005")

    assert [(one.alike, one.decided) for one in _found(alert)] == [
        ("Aggressive", ["No further action"]),
        ("Aggressive", ["Behaviour agreement: agreed"]),
    ]
    assert _found(other) == []


def test_the_closest_come_first_and_five_are_enough(cast):
    for customer in OTHERS[:3]:
        scenarios.active(cast, "VISIT_IN_PAIRS", customer)
        scenarios.active(cast, "WEAPONS", customer)
    alert = scenarios.proposed(cast, "WEAPONS")

    assert [one.alike for one in _found(alert)] == ["Weapons, Aggressive"] * 3 + ["Aggressive"] * 2


def test_what_was_imposed_makes_a_case_close_not_what_its_type_has(cast):
    _weapons(cast, "D900002")
    _weapons(cast, "D900004", less=Lighter(["AT_LEAST_TWO"], months=6))

    whole, less = _found(scenarios.proposed(cast, "WEAPONS"))

    assert whole.decided == ["Weapons: imposed, first review after 12 months"]
    assert less.decided == ["Weapons: imposed with less than was recommended, first review after 6 months"]


def test_nothing_of_the_customers_own_of_restricted_files_or_of_what_is_not_concluded(cast):
    scenarios.active(cast, "VISIT_IN_PAIRS")
    scenarios.active(cast, "WEAPONS", "D900002")
    scenarios.restrict_file(cast, "D900002")
    scenarios.proposed(cast, "WEAPONS", "D900005")
    scenarios.carried_over(cast, customer=scenarios.HONG, code="WEAPONS")

    assert _found(scenarios.proposed(cast, "WEAPONS")) == []


def test_a_mistaken_report_makes_no_case_alike(cast):
    scenarios.active(cast, "VISIT_IN_PAIRS", "D900002")
    mistaken = scenarios.referred(cast, days=3)
    file = scenarios.investigated(cast, behaviour="VEXATIOUS")
    investigations_services.add_incidents(investigation=file, version=file.version, by=cast.lead, incidents=[mistaken])
    assert len(precedents(Investigation.objects.get(pk=file.pk))) == 1
    mistaken.refresh_from_db()
    make_void(cast, mistaken)

    assert precedents(Investigation.objects.get(pk=file.pk)) == []


def test_at_an_address_the_cases_of_other_places_and_people_count(cast):
    scenarios.on_a_property(cast)
    scenarios.active(cast, "DANGEROUS_DOGS", "D900002")

    housing = cast.customers[scenarios.LODGER].service_area
    alert = scenarios.proposed_on(cast, scenarios.logged_at_an_address(cast, service_area=housing), "WEAPONS")

    assert [one.alike for one in _found(alert)] == ["Aggressive"]


@pytest.mark.same_on_both
def test_lead_and_head_see_them_without_a_name(cast, sign_in):
    scenarios.active(cast, "WEAPONS", "D900002")
    alert = scenarios.proposed(cast, "WEAPONS")
    file = f"/investigations/{alert.investigation.reference}/"
    said = "Weapons: imposed, first review after 12 months"
    for who, url in [
        ("lead", file),
        ("head", f"/alerts/{alert.reference}/approve/"),
        ("head", f"/alerts/{alert.reference}/decline/"),
    ]:
        page = words(sign_in(who).get(url))
        assert "Similar past cases (1)" in page
        assert said in page
        assert "D900002" not in page
        assert cast.customers["D900002"].surname not in page

    scenarios.approved(cast, alert)
    assert "Similar past cases" not in words(sign_in("lead").get(file))


def test_they_cost_the_same_however_many_there_are(cast, sign_in, queries_of):
    scenarios.active(cast, "WEAPONS", "D900002")
    alert = scenarios.proposed(cast, "WEAPONS")
    pages = [f"/investigations/{alert.investigation.reference}/", f"/alerts/{alert.reference}/approve/"]
    head = sign_in("head")
    once = [queries_of(head, url) for url in pages]
    for customer in OTHERS[1:3]:
        scenarios.active(cast, "WEAPONS", customer)
    assert [queries_of(head, url) for url in pages] == once
