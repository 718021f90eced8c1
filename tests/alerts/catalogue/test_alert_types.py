"""The types of alert: an administrator's own pages."""

import pytest

from alerts.catalogue import selectors as catalogue_selectors
from alerts.catalogue import services as catalogue_services
from alerts.investigations import services as investigations_services
from alerts.models import Alert, AlertType
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_kept, fill, shown

URL, ADD = "/alert-types/", "/alert-types/add/"
SAFE, PAIRS = "/alert-types/SAFE_CONTACT/", "/alert-types/VISIT_IN_PAIRS/"
LETTER = {
    "letter_required": "on",
    "measure": "We ring you before we come.",
    "consequence": "A visit may take longer to arrange.",
    "consequence_kept": "We still ring you first.",
    "consequence_removed": "We no longer ring you first.",
}
ANSWERS = {
    "name": "Ring first",
    "controls": ["ASK_LEAD"],
    "instruction": "Ring before you go.",
    "hangs_on": "PERSON",
    "period": 6,
    "ukhds": "1",
    **LETTER,
}


def _type(code="SAFE_CONTACT"):
    return AlertType.objects.get(code=code)


def _change(type, by, cast, *, offered=True, **values):
    return catalogue_services.change_alert_type(
        type=type, seen=catalogue_selectors.type_shown(type), by=by, on=cast.today, values=values, offered=offered
    )


@pytest.mark.long
def test_an_administrator_adds_a_type_and_a_lead_recommends_it(cast, sign_in):
    client = sign_in("admin")
    response = fill(client, ADD, **ANSWERS)
    assert_done(client, response, URL, "Ring first added. A Head of Service confirms it before it is used.")

    added = _type("RING_FIRST")
    assert (added.controls, added.instruction, added.period) == (["ASK_LEAD"], "Ring before you go.", 6)
    assert (added.letter_required, added.needs_conditions, added.hangs_on, added.ukhds) == (True, False, "PERSON", "1")
    assert AlertType.objects.last() == added
    event = AuditEvent.objects.get(action="add alert type")
    assert (event.reference, event.by, event.why) == ("RING_FIRST", cast.people["admin"], "Ring first")
    assert added.history.get().history_user == cast.people["admin"]

    scenarios.confirmed_type(cast, added)
    alert = scenarios.active(cast, "RING_FIRST")
    (told,) = scenarios.composed(cast, alert).facts["alerts"]
    assert told["measure"] == "We ring you before we come."


def test_a_type_is_changed(cast, sign_in):
    client = sign_in("admin")
    response = fill(client, SAFE, name="Safe contact only", instruction="Ask first.")
    waits = "Active alerts stay as they are. A Head of Service confirms what is new before it is used."
    assert_done(client, response, URL, f"Safe contact saved. {waits}")
    assert "To confirm" in words(client.get(URL))
    assert (_type().name, _type().instruction == "Ask first.") == ("Safe contact", False)
    assert_kept(client.get(SAFE), name="Safe contact only", instruction="Ask first.")

    found = scenarios.confirmed_type(cast, _type())
    assert (found.name, found.instruction, found.ukhds, found.retired_on) == (
        "Safe contact only",
        "Ask first.",
        "20-70",
        None,
    )
    assert AuditEvent.objects.get(action="change alert type").reference == "SAFE_CONTACT"


@pytest.mark.long
def test_a_retired_type_is_no_longer_offered_and_can_be_offered_again(cast, sign_in):
    client = sign_in("admin")
    held = shown(client.get(SAFE))
    del held["offered"]
    assert_done(client, client.post(SAFE, held), URL, "Safe contact retired. Active alerts stay as they are.")
    assert _type().retired_on == cast.today
    assert "Retired" in words(client.get(URL))
    assert f"Retired on {cast.today.day} " in words(client.get(SAFE))

    file = scenarios.investigated(cast)
    assert "Safe contact" not in words(sign_in("lead").get(f"/investigations/{file.reference}/draft-alert/"))
    step = {
        "investigation": file,
        "version": file.version,
        "by": cast.lead,
        "reason": "So that nobody faces this alone.",
    }
    with pytest.raises(NotAllowed, match="Safe contact is not offered for new alerts. Choose another type"):
        investigations_services.draft_alert(**step, type=_type())

    fill(sign_in("admin"), SAFE, offered="on")
    assert _type().retired_on is None
    assert investigations_services.draft_alert(**step, type=_type()).type.code == "SAFE_CONTACT"
    steps = AuditEvent.objects.filter(reference="SAFE_CONTACT").order_by("pk").values_list("action", flat=True)
    assert list(steps) == ["retire alert type", "offer alert type"]


def test_it_stays_retired_since_the_day_it_was(cast):
    admin = cast.people["admin"]
    _change(_type(), admin, cast, offered=False)
    since = cast.ago(9)
    AlertType.objects.filter(code="SAFE_CONTACT").update(retired_on=since)
    assert _change(_type(), admin, cast, offered=False, instruction="Ask first.").retired_on == since


def test_of_the_nine_what_the_procedure_fixes_is_not_asked(cast, sign_in):
    client = sign_in("admin")
    page = client.get(PAIRS)
    fixed = {"name", "letter_required", "needs_conditions", "affects_service", "hangs_on", "offered"}
    assert not fixed & shown(page).keys()
    assert "This is one of the nine types of §7" in words(page)
    fill(client, PAIRS, instruction="Two go.", period=6)
    found = scenarios.confirmed_type(cast, _type("VISIT_IN_PAIRS"))
    assert (found.name, found.letter_required, found.instruction, found.period) == (
        "Visit in Pairs",
        True,
        "Two go.",
        6,
    )
    assert (found.ukhds, found.ukhds_draft) == ("10", "RISK2.01, RISK2.04")


@pytest.mark.long
def test_what_hangs_on_a_property_takes_the_customers_home_and_needs_one(cast):
    type = scenarios.changed_type(cast, "SAFE_CONTACT", hangs_on="PROPERTY")
    alert = scenarios.active(cast, type.code)
    assert alert.asset == cast.customers[scenarios.LODGER].home(on=cast.today)

    assert scenarios.proposed_to_replace(cast, alert).replaces == alert

    homeless = scenarios.proposed(cast, type.code, scenarios.HONG)
    scenarios.moved_out(cast, homeless.customer)
    homeless = Alert.objects.get(pk=homeless.pk)
    with pytest.raises(
        NotAllowed, match="Safe contact is about a property, and where Nguyễn Thị Hồng lives is not known"
    ):
        scenarios.approved(cast, homeless)


@pytest.mark.long
def test_a_type_may_have_conditions_alone(cast, sign_in):
    fill(sign_in("admin"), ADD, **ANSWERS | {"controls": [], "needs_conditions": "on"})
    scenarios.confirmed_type(cast, _type("RING_FIRST"))
    alert = scenarios.proposed(cast, "RING_FIRST", conditions=[scenarios.CONDITION])
    client = sign_in("head")
    url = f"/alerts/{alert.reference}/approve/"
    assert "Which controls stay?" not in words(client.get(url))
    decided = {
        "reason": "He calls us without end.",
        "informing": "INFORM",
        "informing_reason": "A letter puts nobody at risk.",
        "due_regard": scenarios.DUE_REGARD,
        "imposed": "LESS",
        "months": 3,
        "lifelines": scenarios.LIFELINES,
    }
    assert fill(client, url, **decided).status_code == 302
    alert.refresh_from_db()
    assert (alert.controls, alert.instruction, alert.first_period) == ([], "Ring before you go.", 3)


def test_the_service_too_refuses_them(cast):
    with pytest.raises(NotAllowed, match="The types of alert are kept by a System administrator"):
        _change(_type(), cast.head, cast)
    with pytest.raises(NotAllowed, match="The types of alert are kept by a System administrator"):
        catalogue_services.add_alert_type(by=cast.head, values={"name": "Ring first"})


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(cast, sign_in):
    client = sign_in("admin")
    held = shown(client.get(SAFE))
    _change(_type(), cast.people["admin"], cast, instruction="Ask first.")
    with nothing_changes():
        response = client.post(SAFE, held | {"instruction": "Never ring."})
    assert_refused(response, "Somebody changed the type Safe contact after you opened the page.")
    assert_kept(response, instruction="Never ring.")


@pytest.mark.same_on_both
def test_each_error_has_its_own_words(sign_in):
    client = sign_in("admin")
    for changed, sentence in [
        ({"name": ""}, "Enter the name of the type"),
        ({"instruction": " "}, "Say what colleagues do"),
        ({"controls": []}, "Choose at least one control, or say that each alert needs a condition"),
        ({"controls": ["FLY"]}, "Choose one of those that are shown"),
        ({"hangs_on": ""}, "Choose what it hangs on"),
        ({"period": ""}, "Enter the months to the review"),
        ({"period": 13}, "An alert is reviewed within 12 months. Enter 12 or fewer"),
        ({"period": 0}, "Enter 1 month or more"),
        ({"period": "six"}, "Enter the months as a number, such as 6"),
        ({"measure": " "}, "Write what the customer reads of the measure"),
        ({"consequence_removed": ""}, "Write what it means when it is removed"),
        ({"ukhds": "x" * 41}, "Use 40 characters or fewer: these are 41"),
    ]:
        with nothing_changes():
            response = client.post(ADD, ANSWERS | changed)
        assert sentence in words(response)
        assert response.status_code == 200
    with nothing_changes():
        assert_asks(fill(client, PAIRS, measure=" "), "Write what the customer reads of the measure")


def test_a_name_that_cannot_be_told_from_another_is_refused(sign_in):
    client = sign_in("admin")
    for name in ["visit in pairs", "Visit in – Pairs!", "三"]:
        with nothing_changes():
            response = client.post(ADD, ANSWERS | {"name": name})
        assert_refused(response, f"A type called {name} cannot be told from another. Choose another name.")


def test_the_service_refuses_as_the_page_does(cast):
    for code, values, sentence in [
        ("SAFE_CONTACT", {"period": 13}, "An alert is reviewed within 12 months. Choose a shorter period"),
        ("SAFE_CONTACT", {"controls": []}, "makes colleagues do: choose at least one control"),
        (
            "SAFE_CONTACT",
            {"letter_required": True},
            "A letter tells of Safe contact. Write all that the customer reads",
        ),
        (
            "SAFE_CONTACT",
            LETTER | {"letter_required": True, "consequence_kept": " "},
            "A letter tells of Safe contact. Write all that the customer reads",
        ),
        ("SAFE_CONTACT", {"name": "Weapons"}, "A type called Weapons cannot be told from another"),
    ]:
        with pytest.raises(NotAllowed, match=sentence):
            _change(_type(code), cast.people["admin"], cast, **values)


def test_what_the_import_needs_is_not_retired(cast, sign_in):
    page = sign_in("admin").get("/alert-types/TO_BE_CONFIRMED/")
    assert "offered" not in shown(page)
    with pytest.raises(NotAllowed, match="is what the import needs, so it is never retired"):
        _change(_type("TO_BE_CONFIRMED"), cast.people["admin"], cast, offered=False)
