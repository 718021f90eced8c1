"""An absence is changed, ended, and seen by those whom it concerns (§6)."""

import pytest

from housing_alerts.kernel.refusals import NotAllowed, when
from housing_alerts.staff import selectors
from housing_alerts.staff.absences import services
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, day, words
from tests.step import assert_not_now, fill, shown

pytestmark = pytest.mark.usefixtures("wednesday")
LIST = "/absences/"


@pytest.fixture
def absence(cast):
    return scenarios.away(cast)


def url(absence, step: str = "") -> str:
    return f"{LIST}{absence.pk}/{step}"


def test_whom_it_concerns_sees_it(sign_in, absence):
    for who in ("officer", "contractor", "manager", "admin"):
        assert "Oliver Fisk" in words(sign_in(who).get(LIST)), who
    for who in ("lead", "head", "leadership", "dpo"):
        assert "Nobody whom you would see here is away." in words(sign_in(who).get(LIST)), who


def test_other_days_and_another_deputy(cast, sign_in, absence):
    client = sign_in("officer")
    response = fill(client, url(absence), **day("ends", cast.ago(-2)), deputy=cast.lead.pk)
    assert_done(client, response, LIST, "Oliver Fisk is away from 10 June 2026 to 12 June 2026.")
    absence.refresh_from_db()
    assert (absence.ends, absence.deputy) == (cast.ago(-2), cast.lead)


def test_the_deputy_reads_it_and_does_neither(cast, sign_in, absence):
    assert url(absence) not in sign_in("contractor").get(LIST).content.decode()
    assert url(absence) in sign_in("officer").get(LIST).content.decode()
    sent = day("starts", cast.today) | day("ends", cast.today) | {"deputy": cast.lead.pk}
    sentence = "Oliver Fisk, Morwenna Manning or a System administrator says when Oliver Fisk is away."
    for step in ("", "end/"):
        assert_not_now(sign_in("contractor"), url(absence, step), absence, sentence, **sent)
        stale = sign_in("officer").post(url(absence, step), sent | {"version": absence.version - 1})
        assert_refused(stale, f"Oliver Fisk changed this on {when(absence)}, after you opened the page.")


def test_what_is_over_stays_as_it_was(cast, sign_in, absence, wednesday):
    wednesday.move_to("2026-06-18 09:30+00:00")
    sent = day("starts", cast.today) | day("ends", cast.ago(-20)) | {"deputy": cast.lead.pk}
    sentence = "Oliver Fisk is back since 18 June 2026: nothing is left to change."
    for step in ["", "end/"]:
        assert_not_now(sign_in("officer"), url(absence, step), absence, sentence, **sent)


def test_the_rules_of_a_new_one_hold(cast, absence):
    changes = {"deputy": cast.officer, "starts": cast.today, "ends": cast.today}
    with pytest.raises(NotAllowed, match="Nobody is their own deputy"):
        services.change_absence(absence=absence, version=absence.version, by=cast.officer, on=cast.today, **changes)


def test_bad_days_are_asked_for_again(cast, sign_in, absence):
    response = fill(sign_in("officer"), url(absence), **day("ends", cast.ago(1)))
    assert_asks(response, "The last day away must be the first day or later")
    assert sign_in("officer").post(url(absence, "end/"), {"version": "x"}).status_code == 200
    absence.refresh_from_db()
    assert absence.back_on is None


def test_who_is_back_needs_no_deputy(cast, sign_in, absence, wednesday):
    wednesday.move_to("2026-06-12 09:30+00:00")
    client = sign_in("officer")
    response = fill(client, url(absence, "end/"))
    assert_done(client, response, LIST, "Oliver Fisk is here. What waits for them shows with them alone.")
    assert selectors.deputies_on(cast.ago(-1)) == {cast.officer.pk: cast.contractor}
    assert selectors.deputies_on(cast.ago(-2)) == {}
    absence.refresh_from_db()
    assert absence.last_day == cast.ago(-1)


def test_an_absence_is_taken_back_before_it_begins(cast, sign_in):
    absence = scenarios.away(cast, starts=3)
    client = sign_in("officer")
    assert "Take the absence back" in words(client.get(url(absence, "end/")))
    fill(client, url(absence, "end/"))
    assert selectors.deputies_on(cast.ago(-4)) == {}
    assert not Absence.objects.get().counts
    sent = day("starts", cast.today) | day("ends", cast.ago(-20)) | {"deputy": cast.lead.pk}
    absence.refresh_from_db()
    assert_not_now(client, url(absence), absence, "Oliver Fisk is back since 10 June 2026", **sent)
    scenarios.away(cast, starts=3)


def test_a_report_goes_to_the_deputy_of_a_line_manager_who_is_away(cast, sign_in):
    scenarios.promote(cast.lead2, Role.LINE_MANAGER)
    scenarios.away(cast, cast.manager, cast.lead2)
    page = sign_in("officer").get("/incidents/log/").content.decode()
    assert "Morwenna Manning is away. Chosen in their place is Liam Leduc." in page
    assert f'<option value="{cast.lead2.pk}" selected>' in page


def test_nobody_is_offered_their_own_report_as_a_deputy(cast, sign_in):
    scenarios.promote(cast.officer, Role.LINE_MANAGER)
    scenarios.away(cast, cast.manager, cast.officer)
    page = sign_in("officer").get("/incidents/log/")
    assert shown(page)["line_manager"] == [""]
    assert "Morwenna Manning is away. Choose somebody else." in words(page)


@pytest.mark.clause("P6")
def test_a_deputy_whose_account_is_closed_is_the_deputy_no_more(cast, sign_in):
    over = scenarios.away(cast)
    Absence.objects.filter(pk=over.pk).update(starts=cast.ago(9), ends=cast.ago(3))
    now = scenarios.away(cast)
    scenarios.change_account(cast, cast.contractor, active=False)
    assert selectors.deputies_on(cast.today) == {cast.officer.pk: None}
    for absence, deputy in ((now, None), (over, cast.contractor)):
        absence.refresh_from_db()
        assert absence.deputy == deputy
    assert "Nobody" in words(sign_in("admin").get(LIST))
