"""A customer who has not been told of an alert: every page by which a colleague may meet them says so."""

import pytest

from alerts.choices import NOT_TO_OTHERS, THEY_ALONE_KNOW
from alerts.entries.models import Entry
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from tests import scenarios, settling
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
NOT_TOLD = "The customer has not been told: do not mention it, to them or to anybody else there."
NOBODY_TOLD = "Whoever lives there has not been told: do not mention it"
NOT_RECORDED = "It is not recorded whether the customer was told: do not mention it"
NOT_TOLD_YET = "No letter has told the customer of this yet: do not mention it, to them or to anybody else there."
LOOK_UP = "/look-up/?q=D900001"
AT_THE_DOOR = [
    *((who, LOOK_UP) for who in ("officer", "contractor")),
    ("lead", "/customers/D900001/"),
]
REVIEW_IT = "No letter may tell the customer any more: review it"


@pytest.fixture
def withheld(cast):
    return scenarios.active(cast, inform=scenarios.WITHHOLD)


@pytest.mark.clause("P7c")
def test_whoever_looks_it_up_reads_it_in_the_answer(cast, sign_in, withheld):
    for who in ("officer", "contractor", "lead", "head2"):
        assert f"Do not go alone. Warning: {NOT_TOLD}" in words(sign_in(who).get(LOOK_UP))
    with settling.undone():
        scenarios.restrict(cast, readers=[cast.lead])
        assert NOT_TOLD in words(sign_in("officer").get("/look-up/?q=12 Sandpiper"))

    scenarios.active(cast, "NO_LONE_FEMALES", scenarios.HONG)
    here, there = cast.customers[scenarios.LODGER], cast.customers[scenarios.HONG]
    membership = there.memberships.get()
    membership.tenancy = here.memberships.get().tenancy
    membership.save()
    page = words(sign_in("officer").get(LOOK_UP))
    assert page.count(NOT_TOLD) == 2
    assert f"Do not go alone. Warning: {NOT_TOLD}" in page.partition("Who lives here")[2], "beside whom it is about"


@pytest.mark.long
def test_every_page_of_the_case_says_it(cast, sign_in, withheld):
    review = scenarios.under_review(cast, withheld)
    (entry,) = withheld.entries.all()
    pages = [
        "/customers/D900001/",
        f"/alerts/{withheld.reference}/",
        f"/reviews/{review.reference}/",
        f"/entries/{entry.pk}/",
        f"/investigations/{withheld.investigation.reference}/",
    ]

    assert [page for page in pages if NOT_TOLD not in words(sign_in("lead").get(page))] == []
    assert NOT_TOLD in entry.to_copy


@pytest.mark.long
def test_it_goes_on_once_the_alert_has_ended(cast, sign_in, withheld):
    scenarios.ended(cast, withheld)

    for page in ("/customers/D900001/", f"/alerts/{withheld.reference}/"):
        assert NOT_TOLD in words(sign_in("lead").get(page))
    assert NOT_TOLD not in words(sign_in("lead").get(LOOK_UP))


def test_where_nobody_is_known_it_says_who(cast, sign_in):
    alert = scenarios.on_a_property(cast)

    assert NOBODY_TOLD in words(sign_in("contractor").get("/look-up/?q=12 Sandpiper"))
    assert NOBODY_TOLD in words(sign_in("lead").get(f"/alerts/{alert.reference}/"))


def test_of_what_the_housing_system_had_in_force_it_is_not_known(cast, sign_in):
    scenarios.carried_over(cast)

    assert NOT_RECORDED in words(sign_in("contractor").get(LOOK_UP))


def test_a_marker_on_what_an_agency_told_us_says_it_too(cast, sign_in):
    marker = scenarios.marked(cast, violent=False, about="THIRD_PARTY", source="Devon and Cornwall Police")

    for who, page in [
        ("contractor", LOOK_UP),
        ("lead", "/customers/D900001/"),
        ("manager", f"/incidents/{marker.incident.reference}/"),
    ]:
        assert NOT_TOLD in words(sign_in(who).get(page))


def test_who_was_told_is_spoken_to_as_anybody(cast, sign_in):
    alert = scenarios.told(cast)
    scenarios.marked(cast)

    for who, page in [("officer", LOOK_UP), ("lead", "/customers/D900001/"), ("lead", f"/alerts/{alert.reference}/")]:
        assert "do not mention it" not in words(sign_in(who).get(page))
    assert "do not mention it" not in alert.entries.get().to_copy
    scenarios.never_write(cast)
    assert "do not mention it" not in words(sign_in("contractor").get(LOOK_UP))
    assert not Duty.objects.open().filter(kind=Kind.DEPARTED)


@pytest.mark.clause("P7c")
def test_until_the_letter_has_gone_whoever_may_meet_them_reads_that_they_do_not_know(cast, sign_in):
    alert = scenarios.active(cast)
    incident = scenarios.logged(cast)
    pages = [*AT_THE_DOOR, ("lead", f"/alerts/{alert.reference}/")]
    for who, page in [*pages, ("manager", f"/incidents/{incident.reference}/settle/")]:
        assert NOT_TOLD_YET in words(sign_in(who).get(page)), (who, page)
    assert "do not mention it" not in alert.entries.get().to_copy, "what is keyed once would be untrue soon"
    with settling.undone():
        scenarios.dies(cast)
        assert NOT_TOLD_YET in words(sign_in("contractor").get(LOOK_UP)), "whoever lives there never heard of it"
    with settling.undone():
        scenarios.drafted(cast, alert)
        assert NOT_TOLD_YET in words(sign_in("contractor").get(LOOK_UP))
    scenarios.issued(cast, alert)
    for who, page in pages:
        assert NOT_TOLD_YET in words(sign_in(who).get(page)), (who, page)

    scenarios.never_write(cast)

    for who, page in pages:
        assert NOT_TOLD in words(sign_in(who).get(page)), (who, page)
    assert NOT_TOLD in Entry.objects.get(alert=alert).to_copy


def test_a_letter_that_came_back_told_nobody(cast, sign_in):
    alert = scenarios.active(cast)
    letter = scenarios.posted(cast, alert)
    assert NOT_TOLD_YET not in words(sign_in("contractor").get(LOOK_UP))

    scenarios.returned(cast, letter)

    assert NOT_TOLD_YET in words(sign_in("contractor").get(LOOK_UP))


@pytest.mark.long
def test_a_letter_about_a_review_tells_them_too(cast, sign_in):
    alert = scenarios.carried_over(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert NOT_TOLD_YET in words(sign_in("contractor").get(LOOK_UP))

    scenarios.posted(cast, review)

    assert "do not mention it" not in words(sign_in("contractor").get(LOOK_UP))


# They may never be written to, once it was decided to inform them


@pytest.mark.long
@pytest.mark.clause("P7c")
def test_the_lead_is_asked_to_review_it_until_it_is_decided_anew(cast, sign_in):
    alert = scenarios.active(cast)
    scenarios.never_write(cast)
    client = sign_in("lead")
    assert REVIEW_IT in words(client.get("/"))
    assert Duty.objects.open().get(kind=Kind.DEPARTED).path == f"/alerts/{alert.reference}/review/"
    refused = words(client.get(f"/alerts/{alert.reference}/letter/"))
    assert "could fall into the wrong hands. At a review, decide anew whether they are informed." in refused

    assert "must never be written to, and no letter had told them" in words(
        client.get(f"/alerts/{alert.reference}/review/")
    )
    alert.refresh_from_db()
    review = scenarios.under_review(cast, alert)
    assert Duty.objects.open().get(kind=Kind.DEPARTED).path == f"/reviews/{review.reference}/"
    scenarios.reviewed(cast, review, inform=scenarios.WITHHOLD)

    assert REVIEW_IT not in words(client.get("/"))
    assert NOT_TOLD in words(sign_in("contractor").get(LOOK_UP))


@pytest.mark.clause("P7c")
def test_nobody_says_that_the_customer_knows_of_safe_contact_before_its_letter_has_gone(cast):
    alert = scenarios.active(cast)
    alert.controls = ["SAFE_CONTACT"]
    assert (alert.not_told, alert.not_told_yet) == (NOT_TO_OTHERS, NOT_TOLD_YET)
    alert.was_told = True
    assert alert.not_told_yet == alert.not_told


@pytest.mark.clause("P7c", "P9a")
def test_after_an_appeal_each_page_says_the_same(cast, sign_in, withheld):
    """Also the appeal that somebody else made for them since."""
    first = scenarios.appealed(cast, withheld)
    for who, page in [
        *AT_THE_DOOR,
        ("lead", f"/appeals/{first.reference}/"),
        ("lead", f"/alerts/{withheld.reference}/"),
    ]:
        said = words(sign_in(who).get(page))
        assert THEY_ALONE_KNOW in said
        assert "to them or to anybody else" not in said
    first = scenarios.taken_back(cast, first)
    second = scenarios.appealed(cast, withheld, representative=scenarios.represented(cast))
    review, lead = scenarios.under_review(cast, withheld), sign_in("lead")
    for page in [
        LOOK_UP,
        "/customers/D900001/",
        f"/alerts/{withheld.reference}/",
        f"/reviews/{review.reference}/",
        f"/appeals/{first.reference}/",
        f"/appeals/{second.reference}/",
        f"/investigations/{withheld.investigation.reference}/",
        f"/incidents/{withheld.investigation.incidents.get().reference}/",
    ]:
        said = words(lead.get(page))
        assert THEY_ALONE_KNOW in said, page
        assert "to them or to anybody else" not in said, page


@pytest.mark.clause("P7c", "P9a")
def test_before_its_letter_has_gone_each_page_says_so_where_somebody_else_appealed(cast, sign_in):
    alert = scenarios.active(cast)
    appeal = scenarios.appealed(cast, alert, representative=scenarios.represented(cast))
    review, lead = scenarios.under_review(cast, alert), sign_in("lead")
    for page in [LOOK_UP, *(f"/{one}/" for one in (f"alerts/{alert.reference}", f"reviews/{review.reference}"))]:
        assert NOT_TOLD_YET in words(lead.get(page)), page
    assert NOT_TOLD_YET in words(lead.get(f"/appeals/{appeal.reference}/"))


@pytest.mark.clause("P7c", "P9a", refuses=True)
def test_where_somebody_acts_for_them_nobody_says_that_they_know(cast, sign_in, withheld):
    appeal = scenarios.appealed(cast, withheld, representative=scenarios.represented(cast))
    for who, page in [("contractor", LOOK_UP), ("lead", f"/appeals/{appeal.reference}/")]:
        assert NOT_TOLD in words(sign_in(who).get(page))


@pytest.mark.clause("P5", "P7c")
def test_until_the_letter_has_gone_a_limit_on_contact_is_not_kept_to(cast, sign_in):
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    as_usual = "Until they know of the limit, answer them as usual, however they contact us"
    assert as_usual in words(sign_in("officer").get(LOOK_UP))

    scenarios.notified(cast, alert)

    assert as_usual not in words(sign_in("officer").get(LOOK_UP))
