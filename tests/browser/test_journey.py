"""One case through the whole procedure, in the browser, each step as the colleague whose step it is.

Given are the demo's colleagues and the customers of an export, and nothing else: no test here asks the database.
"""

import re

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from housing_alerts.kernel import procedure
from tests.deep import DEEP

from .people import Office, Person

WIDTHS = [1280, 390] if DEEP else [390] if connection.vendor == "sqlite" else [1280]
"""The pages are the same on both databases: on one the case is taken on a phone, on the other at a desk."""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", WIDTHS)
def test_from_an_incident_to_a_determined_appeal(office: Office):
    incident = the_officer_logs_an_incident(office.officer)
    the_manager_refers_it(office.manager, incident)
    the_lead_investigates(office.lead, incident)
    for alert in ("Visit in Pairs", "Dangerous Dogs", "Weapons"):
        the_lead_recommends_an_alert(office.lead, alert)
    the_lead_restricts_contact(office.lead, "Visit in Pairs")
    the_lead_answers_what_is_asked(office.lead, "Visit in Pairs")
    the_lead_puts_it_to_the_head(office.lead)

    the_other_head_is_refused_until_the_absent_head_is_named(office.head2, "Dangerous Dogs")
    the_head_approves(office.head, "Visit in Pairs")
    the_head_withholds(office.head, "Weapons")

    the_lead_writes_to_the_customer(office.lead, "Visit in Pairs", beside="Dangerous Dogs")
    no_letter_can_be_written_about(office.lead, "Weapons")
    the_contractor_sees_what_to_do_and_no_reason(office.contractor)

    the_lead_logs_and_prepares_an_appeal(office.lead, "Visit in Pairs")
    the_head_upholds_it(office.head)
    the_lead_writes_the_outcome(office.lead)
    the_alert_has_ended(office.lead, "Visit in Pairs")

    the_lead_keeps_an_alert_at_its_review(office.lead, "Dangerous Dogs")
    the_data_protection_officer_reads_who_did_what(office.dpo)


def the_officer_logs_an_incident(officer: Person) -> str:
    officer.goes_to("/")
    officer.presses("Log an incident")
    officer.chooses("What do you want to report?", "Something happened")
    officer.picks("Who is it about?", "Jia Baker")
    officer.presses("Just now")
    officer.chooses("How were you in contact?", "Home visit")
    officer.types("What happened?", "Their dog ran at me, and they shouted that they had a knife in the kitchen.")
    officer.chooses("Which behaviours did you meet?", "Aggressive", "Threat of violence")
    officer.chooses("Was there any of this?", "Violence was threatened", "There was a dangerous dog")
    officer.chooses("Who does the danger come from?", "The person named, or their dog")
    officer.chooses("What did you do at the time?", "Warned that the call or visit would end", "Left the place")
    officer.chooses("Who was affected?", "I was")
    officer.presses("Log the incident")
    officer.reads("Morwenna Manning has it to look at.", "Jia Baker")
    return officer.path


def the_manager_refers_it(manager: Person, incident: str) -> None:
    manager.takes_up("Incidents to triage", "Jia Baker")
    assert manager.path == incident
    manager.has_chosen("Formal stage")
    manager.presses("Continue")
    manager.types("Why is no interim marker needed?", "Nobody goes there before the decision.")
    manager.presses("Refer")
    manager.reads("referred to the Operational Lead for Housing")


def the_lead_investigates(lead: Person, incident: str) -> None:
    lead.takes_up("Referred incidents", "Jia Baker")
    assert lead.path == incident
    lead.presses("Open an investigation")
    lead.presses("Open the investigation")
    lead.cannot_press("Recommend", because="Record the discussion with the member of staff")
    for counterpart, words in {
        "The member of staff": "The officer confirms the account and would not go back alone.",
        "The customer": "They are sorry. They say the dog was startled.",
        "The Head of Service": "Agreed that nobody goes alone before the review.",
    }.items():
        lead.presses("Record a discussion")
        lead.chooses("With whom?", counterpart)
        lead.dates("On which day?", timezone.localdate())
        lead.types("What was said?", words)
        if counterpart == "The customer":
            lead.chooses("Did the customer, or who represents them, give their side?", "They gave their side")
        lead.presses("Record")


def the_lead_recommends_an_alert(lead: Person, type: str) -> None:
    lead.presses("Recommend an alert")
    lead.chooses("Which alert?", type)
    lead.types("Why this alert?", "So that nobody faces this alone.")
    if lead.is_asked("Why would less than this not do?"):
        lead.types("Why would less than this not do?", f"Without {type} somebody could be hurt.")
    lead.presses("Add to the recommendation")
    lead.reads(type)


def the_lead_answers_what_is_asked(lead: Person, first: str) -> None:
    """The questions follow from what is recommended; of several alerts each says why less would not do."""
    lead.presses("Write it down")
    lead.types("How was the customer's vulnerability considered?", "We asked, and they told us of none.")
    lead.chooses("Who told us?", "The customer")
    lead.types("Which reasonable adjustments were considered?", "We asked, and the customer needs none.")
    lead.types("Who acts for the customer or supports them?", "Nobody acts for them, as they told us.")
    lead.chooses("Which matters are open with the customer?", "None known")
    lead.types("What else was tried or considered?", "A warning at the door had no effect.")
    lead.types(f"{first}: why is it proportionate, and why would less not do?", "Visits go on, with two people.")
    lead.types("Why is it the last resort?", "A warning and an agreement were tried first.")
    lead.picks("Which departmental manager did you consult?", "Morwenna Manning")
    lead.dates("When did you consult them?", timezone.localdate())
    lead.types("What are the reasons for your recommendation?", "A colleague was put in fear on a lone visit.")
    lead.presses("Save")
    lead.reads("We asked, and they told us of none.")


def the_lead_restricts_contact(lead: Person, type: str) -> None:
    card = lead.page.locator(".govuk-summary-card", has_text=type)
    card.get_by_role("link", name=re.compile("^Say what it restricts")).click()
    lead.chooses("What does it restrict?", "By appointment only")
    lead.presses("Continue")
    lead.types("How does the customer make an appointment?", "Call us to make one.")
    lead.presses("Add the condition")
    lead.reads("We will meet you by appointment only. Call us to make one.", "Until the review.")
    lead.presses("Back to the investigation")


def the_lead_puts_it_to_the_head(lead: Person) -> None:
    lead.presses("Recommend")
    lead.reads("This goes to the Head of Service for Housing.")
    if lead.is_asked("Why is no interim marker needed until it is decided?"):
        lead.types("Why is no interim marker needed until it is decided?", "Nobody goes there before the decision.")
    lead.presses("Recommend")
    lead.reads("Recommended")


def the_other_head_is_refused_until_the_absent_head_is_named(head2: Person, type: str) -> None:
    head2.takes_up("Recommendations to decide", "Jia Baker")
    head2.follows(type)
    head2.presses("Approve")
    head2.types(
        "How did you weigh equality, and a disability or health condition?", "He was asked, and told us of nothing."
    )
    head2.types("Why do you approve it?", "The dog is known to us.")
    head2.chooses("Is the customer informed of the alert?", "Yes, we write to the customer")
    head2.types(
        "How did you assess whether informing them would raise the risk of harm?", "Nobody else reads their post."
    )
    head2.presses("Approve the alert")
    head2.reads("In their absence, name them and say why they are absent.")
    head2.page.get_by_label("Which Head of Service is absent?").select_option(label="Helen Headley")
    head2.types("Why are they absent?", "On leave until Monday.")
    head2.presses("Approve the alert")
    head2.reads("approved. Next: Lena Ledger writes to Jia Baker.", "Helen Headley: On leave until Monday.")


def the_head_approves(head: Person, type: str) -> None:
    head.takes_up("Recommendations to decide", "Jia Baker")
    head.follows(type)
    head.presses("Approve")
    head.types(
        "How did you weigh equality, and a disability or health condition?", "He was asked, and told us of nothing."
    )
    head.types("Why do you approve it?", "It is proportionate to the risk.")
    head.chooses("Is the customer informed of the alert?", "Yes, we write to the customer")
    head.types(
        "How did you assess whether informing them would raise the risk of harm?", "Nobody else reads their post."
    )
    for lifeline in procedure.LIFELINES:
        head.ticks(f"{lifeline.name[:1].upper()}{lifeline.name[1:]}")
    head.presses("Approve the alert")
    head.reads("Next: Lena Ledger writes to Jia Baker.", "Attend in pairs. Do not go alone.")


def the_head_withholds(head: Person, type: str) -> None:
    head.takes_up("Recommendations to decide", "Jia Baker")
    head.follows(type)
    head.presses("Approve")
    head.types(
        "How did you weigh equality, and a disability or health condition?", "He was asked, and told us of nothing."
    )
    head.types("Why do you approve it?", "The knife was seen before.")
    head.chooses("Is the customer informed of the alert?", "No, we do not write to them")
    head.chooses("Why not?", "Informing would raise the risk of harm to the customer, or to somebody else at home")
    head.types(
        "How did you assess whether informing them would raise the risk of harm?",
        "The police advise against it for now.",
    )
    head.presses("Approve the alert")
    head.reads("no letter is sent")


def the_lead_writes_to_the_customer(lead: Person, type: str, *, beside: str) -> None:
    the_lead_opens(lead, type)
    lead.presses("Write the decision letter")
    lead.has_chosen(beside)
    lead.types("What was reported?", "It was reported to us that your dog ran at our officer, and that you shouted.")
    lead.types(
        "Why did we decide this?", "Our officer could not do their work safely. Talking with you has not changed that."
    )
    lead.types("What would lead to the alert being removed?", "Calm visits until the review will count in your favour.")
    the_lead_previews_issues_and_posts(lead)
    lead.reads("The customer may appeal until")
    the_lead_opens(lead, beside)
    lead.reads("Write the letter again")


def the_lead_previews_issues_and_posts(lead: Person) -> None:
    lead.reads("as it would be printed.")
    lead.presses("Keep as a draft")
    lead.presses("Issue")
    lead.reads("Check before you issue", "Jia Baker")
    if lead.is_asked("Yes, it can."):
        lead.presses("Issue the letter")
        lead.reads("Check the address, and tick what is right")
        lead.page.get_by_label("Yes, it can.").check()
        lead.types("How do you know?", "She told us on the telephone that she lives alone.")
    lead.presses("Issue the letter")
    lead.reads("issued. Next: print it, send it, and record the posting.")
    the_letter_is_a_pdf(lead)
    lead.presses("Record the posting")
    lead.presses("Record the posting")
    lead.reads("Posting of letter")


def the_letter_is_a_pdf(lead: Person) -> None:
    answer = lead.page.request.get(lead.path + "pdf/")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def no_letter_can_be_written_about(lead: Person, type: str) -> None:
    the_lead_opens(lead, type)
    lead.cannot_press("Write the decision letter", because="It was decided not to inform the customer")
    lead.goes_to(lead.path + "letter/")
    lead.cannot_press("Write the letter", because="No letter can be made.")


def the_contractor_sees_what_to_do_and_no_reason(contractor: Person) -> None:
    contractor.goes_to("/")
    contractor.presses("Look up before you go")
    contractor.types("Address, postcode or reference", "68 Ferny Crescent")
    contractor.presses("Look up")
    contractor.reads("Attend in pairs. Do not go alone.", "Have the dog secured before you enter.")
    contractor.reads_nothing_of("knife", "nobody faces this alone", "Jia Baker", "Weapons")


def the_lead_logs_and_prepares_an_appeal(lead: Person, type: str) -> None:
    the_lead_opens(lead, type)
    lead.presses("Log an appeal")
    lead.types("What reasons does the customer give?", "I was frightened too. I have apologised.")
    lead.chooses("Who makes the appeal?", "The customer")
    lead.chooses("How did it reach us?", "Letter")
    lead.dates("When did we receive it?", timezone.localdate())
    lead.chooses("Are the alert's conditions suspended until the appeal is decided?", "No, they go on")
    lead.presses("Log the appeal")
    lead.reads("It is in time. The answer is due by")
    lead.presses("Prepare for the Head of Service")
    lead.types("What is the evidence?", "The apology was received, and two visits since were calm.")
    lead.presses("Pass to the Head of Service")
    lead.reads("is with the Head of Service for Housing.")


def the_head_upholds_it(head: Person) -> None:
    head.takes_up("Appeals to decide", "Jia Baker")
    head.presses("Determine")
    head.reads("I was frightened too.", "two visits since were calm")
    head.chooses("What do you decide?", "Upheld: the alert is removed")
    head.types("What becomes of the danger that was reported?", "Nobody was hurt, and two visits since were calm.")
    head.types("How did you consider vulnerability, health or a disability?", "He was asked, and told us of nothing.")
    head.types("What are your findings?", "The risk has gone down: they apologised, and visits are calm.")
    head.types("Why do you decide an appeal against your own decision?", "The Leadership Team asked me to.")
    head.presses("Determine the appeal")
    head.reads("Next: the Operational Lead writes to Jia Baker.")


def the_lead_writes_the_outcome(lead: Person) -> None:
    lead.takes_up("Letters to write", "Jia Baker")
    lead.types("Which information and evidence was considered?", "Your letter, and how two visits went.")
    lead.types("What is the basis for the decision?", "The risk has gone down. You apologised, and visits are calm.")
    lead.types("Why did the same person decide on the appeal?", "The other Head of Service was on leave that week.")
    the_lead_previews_issues_and_posts(lead)


def the_alert_has_ended(lead: Person, type: str) -> None:
    lead.goes_to("/look-up/?q=Jia+Baker")
    lead.reads("Have the dog secured before you enter.")
    lead.presses("Open the file of Jia Baker")
    lead.reads("Earlier alerts", f"{type} ended")


def the_lead_keeps_an_alert_at_its_review(lead: Person, type: str) -> None:
    the_lead_opens(lead, type)
    lead.page.get_by_role("link", name=re.compile("^RV-")).first.click()
    lead.reads("which rests on the same reports, was upheld")
    lead.presses("Complete the review")
    lead.chooses("What becomes of the alert?", "Keep the alert")
    lead.types("What is the reason for the decision?", "The dog still lives there.")
    lead.chooses("Is the customer informed of the alert?", "Yes, we write to the customer")
    lead.types(
        "How did you assess whether informing them would raise the risk of harm?", "Nobody else reads their post."
    )
    lead.types("Months to the next review", "6")
    lead.presses("Complete the review")
    lead.reads("Next review due")
    lead.presses("Write the outcome letter")
    lead.types("What is the reason for the decision?", "The dog still lives in your home.")
    the_lead_previews_issues_and_posts(lead)


def the_data_protection_officer_reads_who_did_what(dpo: Person) -> None:
    for noun, said in {
        "Incidents": ["Oliver Fisk", "Morwenna Manning", "Referred"],
        "Investigations": ["Lena Ledger", "Recommended"],
        "Alerts": ["Helen Headley", "Approved"],
        "Letters": ["Lena Ledger", "Issued"],
        "Appeals": ["Helen Headley", "Determined"],
        "Reviews": ["Helen Headley", "which rests on the same reports, was upheld"],
    }.items():
        dpo.goes_to("/admin/")
        dpo.page.locator("#content").get_by_role("link", name=noun, exact=True).last.click()
        dpo.page.locator("#result_list tbody").get_by_role("link").first.click()
        expect(dpo.page.get_by_role("button", name=re.compile("Save|Delete"))).to_have_count(0)
        dpo.presses("History")
        dpo.reads(*said)


def the_lead_opens(lead: Person, type: str) -> None:
    """The alert of this type, by way of the customer's file."""
    lead.goes_to("/look-up/?q=Jia+Baker")
    lead.presses("Open the file of Jia Baker")
    lead.reads("What to do", type)
    lead.page.locator("#main-content li", has_text=type).get_by_role(
        "link", name=re.compile("^Alert CM-")
    ).first.click()
    lead.reads(type)
