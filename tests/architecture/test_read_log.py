"""Every page with sensitive content is written to the read log; each that is not says here why."""

import pytest

from tests.architecture.addresses import addresses

STEP = "takes a step: shows the names that stood on the page it was opened from, and what is typed here"
SHOWS_NO_CASE = {
    "account_login": "signing in",
    "account_logout": "signing out",
    "account_reauthenticate": "one's own password",
    "health_live": "says that the process answers",
    "health_ready": "says that the database answers",
    "staff:organisations": "the landlords, no customer",
    "staff:organisation": "a landlord, no customer",
    "staff:colleagues": "colleagues, no customer",
    "staff:colleague": "a colleague, no customer",
    "staff:colleague_add": "a colleague, no customer",
    "staff:colleague_password": "a colleague, no customer",
    "desk:worklist": "names, references and days of what waits for the colleague; each is logged when it is opened",
    "alerts:look_up_suggestions": "names and addresses to choose from; it shows no alert",
    "alerts:incident_log": "what the reporter types; nothing that is on file",
    "alerts:incident_triage": "leads on to the page of the chosen stage",
    "alerts:incident_settle": STEP,
    "alerts:incident_refer": STEP,
    "alerts:incident_void": STEP,
    "alerts:investigation_discussions": STEP,
    "alerts:investigation_draft_alert": STEP,
    "alerts:investigation_actions": STEP,
    "alerts:investigation_withdraw": STEP,
    "alerts:investigation_send_back": STEP,
    "alerts:alert_withdraw": STEP,
    "alerts:alert_end": STEP,
    "alerts:alert_review": STEP,
    "alerts:review_close": STEP,
    "appeals:log": STEP,
    "appeals:appeal_accept": STEP,
    "appeals:appeal_refuse": STEP,
    "appeals:appeal_send_back": STEP,
    "appeals:appeal_withdraw": STEP,
    "letters:letter_posting": STEP,
    "letters:letter_receipt": STEP,
    "letters:letter_return": STEP,
    "letters:letter_cancel": STEP,
    "customers:vulnerability_record": STEP,
    "customers:adjustment_record": STEP,
    "customers:representative_record": STEP,
}


def _views():
    return {name: view for name, view in addresses().items() if not name.startswith("admin:")}


def test_every_page_is_in_the_read_log_or_says_why_not():
    unlogged = {name for name, view in _views().items() if not hasattr(view, "opens")}
    assert unlogged - set(SHOWS_NO_CASE) == set(), "bears @opens, or says here why it shows nothing sensitive"
    assert set(SHOWS_NO_CASE) - unlogged == set(), "is logged, or is gone"


@pytest.mark.parametrize("name", [name for name, view in _views().items() if hasattr(view, "opens")])
def test_what_is_opened_has_a_name(name):
    assert _views()[name].opens.strip()
