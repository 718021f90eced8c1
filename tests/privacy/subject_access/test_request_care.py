"""A subject access request of somebody who is not to know of an alert, or whose post somebody else could read."""

from datetime import timedelta

import pytest

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records import saving as records
from privacy.subject_access import selectors, services
from tests import scenarios, settling
from tests.page import assert_refused, day, send, words
from tests.step import chosen, fill, shown
from tools import demo

pytestmark = pytest.mark.usefixtures("wednesday")
UNSAFE = "Post to their home is not safe: an"
OWN_REASON = "Her former partner lives there and reads whatever she gets."


def _url(request, verb=""):
    return f"/subject-access/{request.reference}/{verb}"


def _item(request, kept):
    """The item of the alert itself."""
    return next(each for each in selectors.reviewed(request) if each.item.key == f"alerts.alert.{kept.pk}")


@pytest.fixture
def alert(cast):
    return scenarios.active(cast, inform=scenarios.WITHHOLD)


@pytest.mark.long
@pytest.mark.clause("P13b", "P7c")
def test_every_page_says_that_the_person_does_not_know(sign_in, cast, alert):
    asked, client = scenarios.asked_for_data(cast), sign_in("dpo")
    harm = "informing would raise the risk of harm to the customer, or to somebody else at home"
    said = f"has not been told of alert {alert.reference}: {harm}. Do not"
    for verb in ("", "identity/"):
        page = words(client.get(_url(asked, verb)))
        assert said in page
        assert UNSAFE in page

    request = scenarios.made(cast, scenarios.decided(cast, _known(cast, asked)))
    item = _item(request, alert)
    for verb in ("", "sections/ALERTS/", f"items/{item.item.key}/", "bundle/", "release/", "ask/", "refuse/"):
        assert said in words(client.get(_url(request, verb))), verb


def _known(cast, request):
    return services.check_identity(
        request=request,
        version=request.version,
        by=cast.people["dpo"],
        today=cast.today,
        on=cast.today,
        identity="KNOWN",
        words="The officer spoke to her at our office.",
    )


@pytest.mark.clause("P13b", "P7c")
def test_to_withhold_it_is_suggested_with_its_ground_and_no_button_releases_it(sign_in, cast, alert):
    request, client = scenarios.identified(cast), sign_in("dpo")
    page = client.get(_url(request, f"items/alerts.alert.{alert.pk}/"))

    assert chosen(page, "verdict") == ["WITHHOLD"]
    assert shown(page)["exemption"] == ["SERIOUS_HARM"]
    assert f"This item speaks of alert {alert.reference}, of which the customer has not been told." in words(page)
    section = words(client.get(_url(request, "sections/ALERTS/")))
    assert "An alert that they do not know of" in section
    assert "in which nobody else is found" not in section
    assert not _item(request, alert).clean


@pytest.mark.clause("P13b", "P7c", refuses=True)
def test_to_withhold_what_somebody_at_home_told_us_is_suggested_and_to_let_it_out_needs_a_reason(sign_in, cast):
    incident = scenarios.logged(cast, circumstances=["DOMESTIC_ABUSE"])
    request, client = scenarios.identified(cast), sign_in("dpo")
    url = _url(request, f"items/alerts.incident.{incident.pk}/")
    page = client.get(url)
    assert (chosen(page, "verdict"), shown(page)["exemption"]) == (["WITHHOLD"], ["SERIOUS_HARM"])
    refused = fill(client, url, verdict="RELEASE", exemption="", reason="ok")
    assert_refused(refused, "Withhold it, or say for this item alone why")


@pytest.mark.long
@pytest.mark.clause("P13b", "P7c", refuses=True)
def test_no_other_record_says_that_somebody_at_home_told_us(sign_in, cast, wednesday):
    incident = scenarios.logged(cast, circumstances=["DOMESTIC_ABUSE"])
    file = demo.investigate(cast, incident, 0)
    settling.settled()
    wednesday.shift(timedelta(minutes=5))
    request, client = scenarios.identified(cast), sign_in("dpo")
    about = {each.item.key: each for each in selectors.reviewed(request) if each.telling}
    assert {"duties.duty", "audit.auditevent", f"alerts.investigation.{file.pk}"} <= set(about)
    url = _url(request, "items/audit.auditevent/")
    page = client.get(url)
    further = shown(page)["further"][0]
    assert (chosen(page, "verdict"), shown(page)["exemption"]) == (["REDACT"], ["SERIOUS_HARM"])
    assert incident.reference in further and not about["duties.duty"].clean
    left = {"verdict": "REDACT", "exemption": "SERIOUS_HARM", "further": further.splitlines()[0], "reason": "ok"}
    assert further.count("\n")
    assert_refused(fill(client, url, **left), "Withhold it, or say for this item alone why")
    assert_refused(fill(client, url, verdict="RELEASE", exemption="", reason="ok"), "say for this item alone why")
    assert fill(client, url, **left | {"further": further, "reason": "It would say that she rang."}).status_code == 302


@pytest.mark.clause("P7c", refuses=True)
def test_it_is_decided_for_a_reason_of_its_own(sign_in, cast, alert):
    request, client = scenarios.identified(cast), sign_in("dpo")
    url = _url(request, f"items/alerts.alert.{alert.pk}/")

    for verdict in ("RELEASE", "WITHHOLD"):
        response = fill(client, url, verdict=verdict, exemption="SERIOUS_HARM", reason="Fine.")
        assert response.status_code == 403
    assert_refused(
        fill(client, url, verdict="RELEASE", exemption="", reason=" "),
        "The customer has not been told of this alert. Say for this item alone why it is released or kept back.",
    )
    other = next(
        each for each in selectors.reviewed(request) if each.kept and each.item.key != f"alerts.alert.{alert.pk}"
    )
    answers = {"verdict": "WITHHOLD", "exemption": "SERIOUS_HARM", "reason": OWN_REASON}
    assert fill(client, _url(request, f"items/{other.item.key}/"), **answers).status_code == 302
    assert_refused(fill(client, url, **answers), "The same reason stands at another item.")
    assert fill(client, url, **answers | {"reason": f"{OWN_REASON} The alert tells of him."}).status_code == 302


@pytest.mark.clause("P7c", refuses=True)
def test_post_to_a_home_where_somebody_else_could_read_it_is_refused(sign_in, cast, alert):
    request, client = scenarios.made(cast, scenarios.decided(cast, scenarios.identified(cast))), sign_in("dpo")
    answers = {"given_as": "PAPER", "way": "TO_HOME", "how": "Posted first class to their home."} | day(
        "on", cast.today
    )

    assert_refused(send(client, _url(request, "release/"), request, **answers), UNSAFE)
    assert send(client, _url(request, "release/"), request, **answers | {"way": "COLLECTED"}).status_code == 302
    request.refresh_from_db()
    assert request.given_how == "Collected or handed over in person. Posted first class to their home."


@pytest.mark.clause("P7c", refuses=True)
def test_who_must_never_be_written_to_is_not_written_to(cast):
    for made_by, way, goes in [
        ("", "TO_HOME", False),
        ("", "EMAIL", False),
        ("", "COLLECTED", True),
        ("Sol Sample", "TO_HOME", False),
        ("Sol Sample", "EMAIL", True),
        ("Sol Sample", "ELSEWHERE", True),
    ]:
        with settling.undone():
            scenarios.never_write(cast)
            request = scenarios.identified(cast, made_by=made_by)
            care = selectors.care(request, on=cast.today)
            why = services.policies.why_way_refused(request, way, care)

            assert [
                words
                for words in care.warnings(request.customer)
                if "must never be written to. Agree a safe way" in words
            ]
            assert (why is None) is goes
            assert (
                goes
                or "must never be written to. Agree a safe way, or let them collect the answer in person." in str(why)
            )


@pytest.mark.clause("P7c", "P13b", refuses=True)
def test_e_mail_that_somebody_else_reads_is_refused(cast):
    for because in ["no message may be left for the customer", "somebody else has the same e-mail address"]:
        with settling.undone():
            lodger = scenarios.has_email(cast)
            if because.startswith("no message"):
                Customer.objects.filter(pk=lodger.pk).update(never_message=True)
            else:
                Customer.objects.filter(reference=scenarios.HONG).update(email=lodger.email.upper())
            request = scenarios.identified(cast)
            care = selectors.care(request, on=cast.today)
            said = f"E-mail to them is not safe: {because}. Agree a safe way"

            assert [words for words in care.warnings(request.customer) if words.startswith(said)]
            assert str(services.policies.why_way_refused(request, "EMAIL", care)).startswith(said)
            assert services.policies.why_way_refused(request, "COLLECTED", care) is None


@pytest.mark.clause("P13b", refuses=True)
def test_a_bundle_that_nobody_made_was_given_to_nobody(sign_in, cast):
    request, client = scenarios.decided(cast, scenarios.identified(cast)), sign_in("dpo")
    answers = {"given_as": "PAPER", "way": "COLLECTED", "how": "By hand to him at our office."} | day("on", cast.today)
    sentence = "No bundle was made yet, so none can have been given. Make the bundle first."

    assert_refused(send(client, _url(request, "release/"), request, **answers), sentence)


@pytest.mark.clause("P13b", "P10a")
def test_whoever_asks_for_the_data_of_a_child_is_minded_and_each_item_opened(cast):
    customer = cast.customers[scenarios.LODGER]
    customer.born = cast.ago(14 * 365)
    records.save(customer, by=None, why="Imported")
    request = scenarios.identified(cast)
    said = "is a child, and Leroy Banks asks. The data are the child's own"
    for made_by, asked in (("", False), ("Leroy Banks", True)):
        request.made_by = made_by
        assert (said in " ".join(selectors.care(request, on=cast.today).warnings(request.customer))) is asked
        assert any(each.clean for each in selectors.reviewed(request)) is not asked
