"""The landlords as their letters show them: an administrator's own pages."""

import pytest
from django.utils import timezone

from alerts.welfare import selectors as welfare_selectors
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff import selectors, services
from housing_alerts.staff.models import Organisation
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_kept, fill, shown

URL = "/organisations/teign/"
ANSWERS = {
    "address": "Sandpiper House\nQuay Street\nTestmouth\nTQ99 1ZZ",
    "telephone": "01632 960123",
    "email": "appeals@teign.example",
    "website": "www.teign.example",
    "address_months": "12",
    "withheld_months": "6",
    "acknowledge_days": "5",
    "contact_weeks": "4",
    "contact_floor": "10",
    "contact_most": "5",
    "ico_contact": "telephone 0303 123 1113",
    "data_protection_name": "Ann Example, our Data Protection Officer",
    "data_protection_email": "data@teign.example",
    "privacy_notice": "www.teign.example/privacy",
    "police_name": "Sgt Pell, Testmouth",
    "police_telephone": "01632 960144",
}


def test_an_administrator_sets_what_the_letters_say(cast, sign_in):
    client = sign_in("admin")
    response = fill(client, URL, **ANSWERS)

    said = (
        "Teign Housing changed. Letters carry the new address and e-mail once another System administrator or a Data "
        "Protection Officer has confirmed them. Until then they carry the present ones."
    )
    assert_done(client, response, "/organisations/", said)
    found = Organisation.objects.get(code="teign")
    assert (found.asked_address.splitlines(), found.telephone) == (ANSWERS["address"].splitlines(), "01632 960123")
    assert "Quay Street" not in found.address
    event = AuditEvent.objects.get(action="change organisation")
    assert (event.reference, event.by) == ("teign", cast.people["admin"])
    assert found.history.first().history_user == cast.people["admin"]
    page = words(client.get("/organisations/"))
    assert "Quay Street" in page
    assert "Who answers for data protection Ann Example, our Data Protection Officer data@teign.example" in page
    assert "Post about data protection To the address above Privacy notice www.teign.example/privacy" in page


def test_an_administrator_says_whether_one_decides_on_ones_own_decision(sign_in):
    client, ticked, said = sign_in("admin"), None, "No"
    page = client.get(URL)
    assert shown(page)["own_appeals_allowed"] == ["on"]

    answers = {name: values[0] for name, values in shown(page).items()} | {"own_appeals_allowed": ticked}
    client.post(URL, {name: value for name, value in answers.items() if value is not None})

    assert Organisation.objects.get(code="teign").own_appeals_allowed is bool(ticked)
    assert f"May somebody decide an appeal against their own decision? {said}" in words(client.get("/organisations/"))


def test_an_administrator_sets_our_own_standards(sign_in):
    client = sign_in("admin")
    assert (shown(client.get(URL))["withheld_months"], shown(client.get(URL))["acknowledge_days"]) == (["6"], ["5"])
    assert shown(client.get(URL))["address_months"] == ["12"]
    fill(client, URL, withheld_months="1", acknowledge_days="2", address_months="1")

    found = Organisation.objects.get(code="teign")
    assert (found.withheld_months, found.acknowledge_days, found.address_months) == (1, 2, 1)
    page = words(client.get("/organisations/"))
    assert "Our own standard: an alert of which the customer is not told is reviewed within 1 month" in page
    assert "Our own standard: an appeal is acknowledged within 2 working days" in page
    assert "An address is confirmed again after 1 month" in page


def test_each_error_has_its_own_words_and_our_own_standards_are_no_harsher_than_the_procedure(sign_in):
    client = sign_in("admin")
    for typed, sentence in [
        ({"withheld_months": ""}, "Enter a number of months"),
        ({"withheld_months": "soon"}, "Enter a number of months, such as 6"),
        ({"withheld_months": "0"}, "Enter a number of months from 1 to 12"),
        ({"withheld_months": "13"}, "Enter a number of months from 1 to 12"),
        ({"contact_weeks": "27"}, "Enter a number of weeks from 1 to 26"),
        ({"contact_floor": ""}, "Enter a number of contacts from 1 to 500"),
        ({"contact_most": "0"}, "Enter a number of customers from 1 to 100"),
        ({"acknowledge_days": ""}, "Enter a number of working days"),
        ({"acknowledge_days": "soon"}, "Enter a number of working days, such as 5"),
        ({"acknowledge_days": "0"}, "Enter a number of working days from 1 to 5"),
        ({"acknowledge_days": "6"}, "Enter a number of working days from 1 to 5"),
        ({"address_months": ""}, "Enter a number of months"),
        ({"address_months": "a year"}, "Enter a number of months, such as 12"),
        ({"address_months": "0"}, "Enter a number of months from 1 to 120"),
        ({"address_months": "121"}, "Enter a number of months from 1 to 120"),
        ({"address": " "}, "Enter the address"),
        ({"telephone": ""}, "Enter the telephone number"),
        ({"telephone": "call us"}, "Enter a telephone number such as 01626 555 0123"),
        ({"email": ""}, "Enter the e-mail address"),
        ({"email": "nowhere"}, "Enter an e-mail address such as name@example.org"),
        ({"website": ""}, "Enter the website"),
        ({"website": "javascript:alert(1)"}, "Enter the website like www.example.org.uk"),
        ({"ico_contact": " "}, "Enter how customers reach the Information Commissioner’s Office"),
        ({"data_protection_name": " "}, "Enter who answers for data protection"),
        ({"data_protection_email": ""}, "Enter the e-mail address for data protection"),
        ({"privacy_notice": ""}, "Enter where the privacy notice is"),
        ({"ombudsman_name": ""}, "Give both which ombudsman it is and how to reach them, or neither"),
        ({"wellbeing_name": "Harbour"}, "Give both who looks after colleagues and how to reach them, or neither"),
    ]:
        with nothing_changes():
            assert_asks(fill(client, URL, **ANSWERS | typed), sentence)


def test_what_no_letter_has_room_for_and_what_leads_nowhere_is_refused(sign_in):
    client, room = sign_in("admin"), "The head of a letter has room for 8 lines and 300 letters"
    with nothing_changes():
        for answer, sentence in (
            ({"address": "\n".join("12345678 9")}, room),
            ({"address": "x" * 301}, room),
            ({"privacy_notice": "https://"}, "Enter the whole address"),
            ({"website": "https://"}, "Enter the whole address, such as https://www.example.org/help"),
            ({"wellbeing_name": "Well-being team", "wellbeing_contact": "https://"}, "Enter the whole address"),
            ({"lone_working_policy": "http://www."}, "Enter the whole address"),
            ({"ico_contact": "telephone 0303 123 1113\nhttps://"}, "Enter the whole address"),
        ):
            assert sentence in words(fill(client, URL, **ANSWERS | answer))
    eight = "\n".join(f"Line {number}" for number in range(1, 9))
    assert fill(client, URL, **ANSWERS | {"address": eight}).status_code == 302


def test_an_administrator_sets_where_colleagues_find_support(cast, sign_in):
    support = {
        "lone_working_policy": "https://intranet.example/lone",
        "health_and_safety_policy": "Blue folder, office",
    }
    support |= {"wellbeing_name": "Harbour helpline", "wellbeing_contact": "01632 960555"}
    fill(sign_in("admin"), URL, **ANSWERS, **support)
    incident = scenarios.logged(cast)

    page = sign_in("officer").get(f"/incidents/{incident.reference}/")
    assert "Lone Working Policy Health and Safety Policy: Blue folder, office Harbour helpline: 01632 960555" in words(
        page
    )
    for link in ("https://intranet.example/lone", "tel:01632960555"):
        assert f'href="{link}"' in page.content.decode()


def test_a_contractor_finds_the_support_of_the_customers_landlord(cast):
    Organisation.objects.filter(code="teign").update(wellbeing_name="Harbour", wellbeing_contact="help@harbour.example")
    known, unknown = scenarios.logged(cast), scenarios.logged_at_an_address(cast)

    told = welfare_selectors.support(cast.contractor, known)
    assert told[-1] == ("Harbour", "help@harbour.example", "mailto:help@harbour.example")
    assert [one.name for one in welfare_selectors.support(cast.contractor, unknown)] == [
        "Lone Working Policy",
        "Health and Safety Policy",
    ]


def test_an_administrator_says_where_a_complaint_goes_after_the_landlord(sign_in):
    client = sign_in("admin")
    for typed, shown_as in [
        (
            {
                "ombudsman_name": "the Property Ombudsman",
                "ombudsman_contact": "55 Milford Street\ntelephone 01722 333306",
            },
            "After us, a complaint goes to the Property Ombudsman 55 Milford Street telephone 01722 333306",
        ),
        (
            {"ombudsman_name": "", "ombudsman_contact": ""},
            "After us, a complaint goes to No ombudsman: letters name none",
        ),
    ]:
        fill(client, URL, **typed)
        assert shown_as in words(client.get("/organisations/"))


def test_the_service_too_refuses_them(cast):
    landlord = Organisation.objects.get(code="teign")
    with pytest.raises(NotAllowed, match="Only a System administrator"):
        services.change_organisation(
            organisation=landlord,
            seen=selectors.letterhead(landlord),
            by=cast.lead,
            values=ANSWERS,
            now=timezone.now(),
        )


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(sign_in):
    client = sign_in("admin")
    seen = selectors.letterhead(Organisation.objects.get(code="teign"))
    fill(client, URL, **ANSWERS)
    response = client.post(URL, ANSWERS | {"telephone": "01632 960999", "seen": seen})
    assert_refused(response, "Somebody changed Teign Housing after you opened the page.")
    assert_kept(response, telephone="01632 960999")
