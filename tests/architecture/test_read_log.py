"""Every page with sensitive content is written to the read log; each that is not says here why."""

from tests.architecture.addresses import addresses

SHOWS_NO_CASE = {
    "account_login": "signing in",
    "account_logout": "signing out",
    "account_reauthenticate": "one's own password",
    "health_live": "says that the process answers",
    "health_ready": "says that the database answers",
    "health_worker": "says that the worker is alive",
    "guides:guide": "a guide, no case",
    "duties:told": "how one wants to be told, no case",
    "outbox:messages": "kinds of duty and references, no customer",
    "outbox:message": "a kind of duty and a reference, no customer",
    "outbox:retry_all": "how many messages are parked",
    "staff:organisations": "the landlords, no customer",
    "staff:organisation": "a landlord, no customer",
    "staff:organisation_confirm": "a landlord, no customer",
    "alerts:alert_types": "types of alert, no customer",
    "alerts:alert_type": "a type of alert, no customer",
    "alerts:alert_type_add": "a type of alert, no customer",
    "alerts:behaviours": "behaviours and examples, no customer",
    "alerts:behaviour": "a behaviour, no customer",
    "alerts:alert_type_confirm": "a type of alert, no customer",
    "alerts:behaviour_add": "a behaviour, no customer",
    "alerts:example": "an example, no customer",
    "alerts:example_add": "an example, no customer",
    "staff:colleagues": "colleagues, no customer",
    "staff:colleague": "a colleague, no customer",
    "staff:colleague_add": "a colleague, no customer",
    "staff:colleague_password": "a colleague, no customer",
    "staff:own_password": "one's own password",
    "staff:grants": "colleagues and their roles, no customer",
    "staff:grant_confirm": "a colleague and a role, no customer",
    "staff:grant_refuse": "a colleague and a role, no customer",
    "staff:absences": "colleagues who are away, no customer",
    "staff:absence_add": "colleagues, no customer",
    "staff:absence": "colleagues, no customer",
    "staff:absence_end": "a colleague, no customer",
    "staff:hand_over": "references of what is a colleague's, no customer",
    **dict.fromkeys(
        (
            "monitoring:equality",
            "monitoring:equality_publish",
            "monitoring:equality_table",
            "monitoring:equality_respond",
        ),
        "published totals, in which nobody can be found",
    ),
    **dict.fromkeys(
        ("monitoring:picture", "monitoring:picture_plot", "monitoring:picture_pdf"),
        "numbers alone, no customer",
    ),
    "monitoring:characteristics_find": "a reference that one types oneself, and totals",
    "monitoring:characteristics_load": "counts and numbers of lines, and nobody",
    "alerts:reconciliations": "counts and numbers of lines, and nobody",
    "monitoring:contact_loads": "counts and numbers of lines, and nobody",
    "privacy:request_log": "a reference that one types oneself, and no name",
    "privacy:rules_change": "a landlord's periods, no customer",
    "privacy:case_find": "a reference that one types oneself, and no name",
    **dict.fromkeys(
        ("privacy:register", "privacy:register_paper", "privacy:register_paper_pdf"),
        "what the service does, and nobody",
    ),
    "privacy:sharing_log": "a reference that one types oneself, and no name",
    "privacy:hold_place": "a reference that one types oneself, and no name",
    "desk:calendar": "one's own private address",
    "desk:calendar_make": "one's own private address",
    "desk:calendar_revoke": "one's own private address",
    "desk:calendar_feed": "references alone; the view writes one reading for each day",
    "alerts:look_up_suggestions": "one reading for each search, which the view writes; it shows no alert",
    "alerts:visits": "what one types oneself; where names and addresses are asked about, the view logs it",
    "alerts:visit_list_give_up": "deletes one's own list",
    "alerts:visit_list_changed": "says when one's own list changed",
    "alerts:visit_list_seen": "records that one's own list was seen",
    "alerts:without_connection": "says that there is no connection",
    "alerts:visits_unseen": "colleagues, no customer and no place",
    "alerts:incident_log": "names and addresses to choose from; the view logs the name that a link brings",
    "alerts:incident_draft": "keeps what one types oneself; answers the script",
    "alerts:incident_discard": "gives up what one typed oneself, or takes it back",
    "alerts:incident_triage": "leads on to the page of the chosen stage",
    "customers:break_glass": "the reference alone; the file is logged when it is opened",
}


def _views():
    return {name: view for name, view in addresses().items() if not name.startswith("admin:")}


def test_every_page_is_in_the_read_log_or_says_why_not():
    unlogged = {name for name, view in _views().items() if not hasattr(view, "opens")}
    assert unlogged - set(SHOWS_NO_CASE) == set(), "bears @opens, or says here why it shows nothing sensitive"
    assert set(SHOWS_NO_CASE) - unlogged == set(), "is logged, or is gone"


def test_what_is_opened_has_a_name():
    assert [name for name, view in _views().items() if not getattr(view, "opens", name).strip()] == []
