"""The tables that hold something about a person, with their fields, and the reason for each field left out.

A test compares this with every table of the service: a new one, or a new field, fails until it stands here or the test
says why nothing of it is given.
"""

from django.db import models

from alerts.models import (
    Action,
    Alert,
    Condition,
    Confirmation,
    Difference,
    Discussion,
    Entry,
    Incident,
    Investigation,
    Marker,
    Review,
    Visit,
)
from appeals.models import Appeal
from housing_alerts.attachments.models import Attachment
from housing_alerts.customers.models import (
    Adjustment,
    Asset,
    Customer,
    EmergencyAccess,
    Membership,
    Merge,
    Pair,
    Representative,
    Tenancy,
    Vulnerability,
)
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.outbox.models import Message
from letters.models import IssuedPdf, Letter
from monitoring.models import Characteristic, Contact, HighContact, Strategy
from privacy.choices import Group
from privacy.models import DisposalItem, LegalHold, SharingRequest, SubjectRequest

from .table import Held as Held
from .table import Person as Person
from .table import held as _held

DECIDED = "decided_by decided_on decided_as absent_head absence_reason decision_reason became_known known_since procedure_version"


KEPT_TO_CHECK = "a fingerprint, by which we tell that nothing was changed"
OF_A_PAGE = "a technical number of the page on which it was typed"
WHICH_ROW = "points to the record beside which it stands here"
OF_A_PLACE = "starts ends confirmed_on came_known_at left_known_at"
OF_THEIRS = {"customer": WHICH_ROW}

HELD = (
    _held(
        Customer,
        Group.PERSON,
        "pk",
        "reference organisation service_area title forenames surname known_as former_names born died death_known_at telephone "
        "email format never_write never_message restricted restricted_because restricted_since merged_into",
        left_out={"readers": "colleagues who may read the file; the readings are given by role"},
    ),
    _held(Membership, Group.PERSON, "customer", f"kind {OF_A_PLACE} days_under tenancy", left_out=OF_THEIRS),
    _held(Tenancy, Group.PERSON, "memberships__customer", "reference group_name asset starts ends"),
    _held(Asset, Group.PERSON, "tenancies__memberships__customer", "reference address postcode uprn"),
    _held(Vulnerability, Group.KNOWN, "customer", "what told_by told_on", left_out=OF_THEIRS),
    _held(Adjustment, Group.KNOWN, "customer", "what at_the_door starts ends", left_out=OF_THEIRS),
    _held(
        Representative,
        Group.KNOWN,
        "customer",
        "name agency authority address copy_letters ends",
        left_out=OF_THEIRS | {"safe_at": "what was asked about the file of the one who acts"},
    ),
    _held(Characteristic, Group.PERSON, "customer", "protected group words", left_out=OF_THEIRS),
    _held(
        Contact,
        Group.CONTACTS,
        "customer",
        "at channel kind words done done_by source external_reference taken_back_by taken_back_on taken_back_reason",
        left_out=OF_THEIRS,
    ),
    _held(
        HighContact,
        Group.CONTACTS,
        "customer",
        "since contacts weeks more_than counted_on ended_on",
        left_out=OF_THEIRS,
    ),
    _held(
        Strategy,
        Group.CONTACTS,
        "customer",
        "reference status goal officer deputy channels times response_days began_on review_on reviews ended_by ended_on "
        "ended_reason",
        left_out=OF_THEIRS,
    ),
    _held(
        Incident,
        Group.REPORTS,
        "customer investigations__customer",
        "reference status about customer asset elsewhere service_area occurred_at channel behaviours examples factors "
        "circumstances account standing source_kind source notice source_reference steps reported_by affected "
        "others_affected violent weapon police_reference police_consent police_told_on police_consent_words known_at "
        "breach_of breach_said_at breach_said_by line_manager confirmed_at correction amendments triaged_by triaged_on "
        "triaged_under settlement referral_note no_marker_reason marker_asked_on "
        "danger_undecided danger_unmarked void_reason voided_by voided_on danger_from typed",
        of_others="source source_reference others_affected police_reference police_consent_words",
        words_in="account others_affected source",
        left_out={"page": OF_A_PAGE, "opening": OF_A_PAGE, "kept_times": OF_A_PAGE, "logged_as": KEPT_TO_CHECK},
        at_home=True,
    ),
    _held(
        Action,
        Group.REPORTS,
        "incident__customer investigation__customer",
        f"incident investigation kind words due_on consent_by consent_on taken_out_on agreed live_until outcome outcome_on "
        f"outcome_by set_aside_on {DECIDED}",
    ),
    _held(
        Marker,
        Group.REPORTS,
        "customer incident__customer",
        "incident customer asset controls placed_by placed_on lapses_on lifted_by lifted_on lifted_why changed_to",
    ),
    _held(
        Investigation,
        Group.INVESTIGATIONS,
        "customer",
        "reference status asset from_review service_area lead led_before former_leads incidents vulnerability "
        "vulnerability_told_by adjustments adjustment_clash support alternatives open_matter_kinds open_matters proportionality "
        "last_resort consulted_manager consulted_on alert_considered legal_action recommendation considered_at no_further_action "
        f"recommended_by recommended_on recommended_at question answer asked concluded_on withdrawn_reason {DECIDED}",
        left_out=OF_THEIRS,
    ),
    _held(
        Discussion,
        Group.INVESTIGATIONS,
        "investigation__customer",
        "investigation counterpart heard on what why_not side",
        words_in="what",
    ),
    _held(
        Alert,
        Group.ALERTS,
        "customer investigation__customer",
        "reference status type customer asset service_area investigation origin reason decided_upon replaces responsible_lead "
        "controls instruction recommended_terms proportionality taken_away imposed lifelines due_regard informing "
        "withhold_code informing_reason withheld_before effective_from approved_at first_period review_due_on varied_on "
        "ended_by ended_on ended_because end_reason ended_under amendments stayed_from stayed_to earlier_stays "
        f"{DECIDED}",
    ),
    _held(
        Condition,
        Group.ALERTS,
        "alert__customer",
        "alert kind words details representative officer deputy starts ends lifted_on declared_on declaration not_imposed",
    ),
    _held(
        Review,
        Group.ALERTS,
        "alert__customer",
        "reference status alert trigger evidence due_on outcome reason danger taken_away ends_sooner given_up informing "
        "withhold_code informing_reason completed_by completed_on next_due_on risk customers_side vulnerability "
        "procedure_version closed_reason",
    ),
    _held(
        Entry,
        Group.HANDLING,
        "incident__customer alert__customer difference__customer",
        "incident alert difference system task words since reference entered_by entered_on",
    ),
    _held(
        Confirmation,
        Group.HANDLING,
        "alert__customer investigation__customer incident__customer",
        "alert investigation incident on",
    ),
    _held(
        Difference,
        Group.HANDLING,
        "customer alert__customer",
        "side asset alert here there answer reason answered_by answered_on",
        left_out=OF_THEIRS
        | {
            "run": "which comparison it was; the day stands with the record",
            **dict.fromkeys(("number", "line"), "the place in a list or a file"),
            "why_unknown": "why nobody was known by the line",
            "sameness": KEPT_TO_CHECK,
        },
    ),
    _held(
        Visit,
        Group.HANDLING,
        "customer",
        "of typed",
        left_out=OF_THEIRS
        | {"position": "the line of the list", "asset": "a line names a person or a property", "told": KEPT_TO_CHECK},
    ),
    _held(
        Appeal,
        Group.APPEALS,
        "customer",
        "reference status service_area alert action review grounds channel representative other_sender authority_asked "
        "documents received_on reply_by in_time "
        "accepted_reason accepted_under acknowledge_due_on answer_due_on stay refused_reason evidence prepared_by "
        "prepared_before prepared_on prepared_at question asked decided_by decided_on absent_head absence_reason "
        "own_decision_reason outcome review_by taken_away ends_sooner given_up findings vulnerability danger "
        "procedure_version answered_on answered_by answered_how withdrawn_on withdrawn_words",
        left_out=OF_THEIRS,
    ),
    _held(
        Letter,
        Group.LETTERS,
        "customer",
        "reference status kind addressee address planned_method planned_on reply_by issued_by issued_at sent_method sent_on "
        "received_on returned_on put_right cancelled_reason organisation service_area grants_appeal facts answers confirmed "
        "signatory signatory_title contact replaces",
        left_out={
            "customer": WHICH_ROW,
            "wording": "which standing words the letter was made of; they stand in its text",
            "subject_type": "its title says what it is about",
            "subject_id": "its title says what it is about",
            "sha256": KEPT_TO_CHECK,
        },
    ),
    _held(
        IssuedPdf,
        Group.LETTERS,
        "letter__customer",
        "text",
        left_out={
            "letter": WHICH_ROW,
            "content": "given as a file beside the words",
            "text_sha256": KEPT_TO_CHECK,
        },
    ),
    _held(
        Attachment,
        Group.FILES,
        "",
        "reference name kind size taken_off_by taken_off_on taken_off_reason",
        left_out={
            "subject_type": "the record on which it hangs stands in its title",
            "subject_id": "the record on which it hangs stands in its title",
            "sha256": KEPT_TO_CHECK,
        },
    ),
    _held(
        EmergencyAccess,
        Group.HANDLING,
        "customer",
        "opened_at expires_at reason reviewed_at review_note",
        left_out={
            "customer": WHICH_ROW,
            "colleague": "who read the file is given by role",
            "reviewed_by": "who read the file is given by role",
        },
    ),
    _held(
        Merge,
        Group.HANDLING,
        "kept merged",
        "merged on reason undone_on undone_by undone_reason",
        left_out={
            "kept": WHICH_ROW,
            "moved": "numbers of the rows that moved, for the computer to move them back",
            "changed": "what the rows were before, for the computer to make them so again; they are given as they are",
        },
    ),
    _held(
        Pair,
        Group.HANDLING,
        "new known",
        "new known answer answered_on answered_by reason",
        of_others="new known reason",
    ),
    _held(
        SubjectRequest,
        Group.HANDLING,
        "customer",
        "reference kind status received_on acknowledged_on acknowledged_how due_on channel words made_by identity identity_words "
        "authority identified_on question asked_on clarified stopped_days extended_on extended_reason answered_by answered_on "
        "given_as given_how digest outcome outcome_reason refused_ground refused_reason withdrawn_on withdrawn_words",
        left_out={"customer": WHICH_ROW, "made_digest": KEPT_TO_CHECK},
    ),
    _held(
        SharingRequest,
        Group.HANDLING,
        "customer",
        "reference status asker asked_by received_on due_on urgent asks basis decided_by decided_on ground given given_how "
        "reason told",
        of_others="asked_by",
        left_out=OF_THEIRS | {"known_wrong": "codes of findings, for the computer; what they were told is given"},
    ),
    _held(
        LegalHold,
        Group.HANDLING,
        "customer",
        "reference status asset reason review_on reviews ended_by ended_on ended_reason",
        left_out=OF_THEIRS,
    ),
    _held(
        DisposalItem,
        Group.HANDLING,
        "customer",
        "batch asset keeping since due_on taken_out_on taken_out_reason left_out",
        left_out=OF_THEIRS,
    ),
    _held(
        Duty,
        Group.HANDLING,
        "customer",
        "opened_at kind reference words about role due_on",
        left_out={
            "subject_type": "the reference names the record",
            "subject_id": "the reference names the record",
            "customer": WHICH_ROW,
            "asset": "the property stands with the record",
            "colleague": "who had to do it is given by role",
            "area": "the service area stands with the record",
            "awaited_by": "a colleague who waited for it",
            "path": "an address within the service",
            "clause": "a number of the procedure",
            "shows_from": "when a list begins to show it",
            "shows_until": "until when a list shows it",
            "urgent": "its place in a list",
            "closed_at": "when it was done stands among who did what",
            **dict.fromkeys(("opened_by", "closed_by"), "the step stands among who did what"),
        },
    ),
    _held(
        Message,
        Group.HANDLING,
        "",
        "subject body written_at sent_at",
        left_out={
            "message_id": "a technical number of the mail",
            "colleague": "who was told is given by the words of the duty",
            **dict.fromkeys(("next_try_at", "tries", "claimed_until", "parked_at", "why"), "how the mail was sent"),
        },
    ),
    _held(
        AuditEvent,
        Group.TRAIL,
        "",
        "at action acting_as reference why",
        left_out={
            "position": "the place in the chain",
            "by": "who took a step is given by role; the record itself names who decided",
            "customer": WHICH_ROW,
            "request": "a technical number of the page",
            **dict.fromkeys(("salt", "content_digest", "digest"), KEPT_TO_CHECK),
        },
    ),
    _held(
        ReadEvent,
        Group.TRAIL,
        "",
        "at opened acting_as reference",
        left_out={
            "position": "the place in the chain",
            "by": "who read the file is given by role",
            "again": "whether it was the same visit",
            "request": "a technical number of the page",
            **dict.fromkeys(("salt", "content_digest", "digest"), KEPT_TO_CHECK),
        },
    ),
)
"""Each table with something about a person. A table without a way is found by the references of the others."""

BOOKKEEPING = {"id", "version", "created_at", "created_by", "changed_at", "changed_by", "search_text", "door"}
"""The fields of every row: the trail says who saved it and when. The words of a search are those of the names."""


def fields_of(model: type[models.Model]) -> set[str]:
    """Return the names of all fields that the table stores, those that join it to many rows included."""
    return {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]} - BOOKKEEPING
