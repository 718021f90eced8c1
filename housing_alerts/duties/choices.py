"""Every kind of duty, in the order in which a worklist names them."""

from collections.abc import Collection

from django.db import models

from housing_alerts.staff.choices import Role


class Kind(models.TextChoices):
    """A kind of duty. The value is stored with each duty; the words are for its colleague."""

    VISIT_CHANGED = "VISIT_CHANGED", "Changed where you go today"
    VISIT_UNSEEN = "VISIT_UNSEEN", "Changes that somebody on a visit has not seen"
    ON_DUTY = "ON_DUTY", "On duty: incidents with danger"
    TRIAGE = "TRIAGE", "Incidents to triage"
    ASK = "ASK", "Colleagues to ask how they are"
    FINISH = "FINISH", "Reports to finish"
    CHECK_REPORT = "CHECK_REPORT", "Reported for you: is it right?"
    MARKER_LAPSES = "MARKER_LAPSES", "Interim markers about to lapse"
    UNMARKED = "UNMARKED", "Danger that no marker tells of"
    STRUCK = "STRUCK", "Danger of which words were struck out"
    DECIDE = "DECIDE", "Recommendations to decide"
    DECIDE_APPEAL = "DECIDE_APPEAL", "Appeals to decide"
    DECIDE_LATE = "DECIDE_LATE", "Late appeals to accept or refuse"
    OVERDUE = "OVERDUE", "Reviews that the Lead has left overdue"
    UNREVIEWED = "UNREVIEWED", "Unreviewed alerts"
    UNKEPT = "UNKEPT", "Restricted files that nobody keeps"
    ACKNOWLEDGE = "ACKNOWLEDGE", "Appeals to acknowledge"
    ANSWER = "ANSWER", "Appeals to answer"
    HAPPENED = "HAPPENED", "Something happened under an alert"
    REVIEW = "REVIEW", "Reviews due"
    MARKER = "MARKER", "Interim markers"
    DEPARTED = "DEPARTED", "Alerts to ask about"
    WRITE = "WRITE", "Letters to write"
    CORRECT = "CORRECT", "Correcting letters to write"
    ASTRAY = "ASTRAY", "Letters to where they no longer live"
    SEND = "SEND", "Letters to issue or send"
    HIGH_CONTACT = "HIGH_CONTACT", "High levels of contact"
    STRATEGY = "STRATEGY", "Contact strategies to review"
    FOLLOW_UP = "FOLLOW_UP", "Actions to follow up"
    WHOSE = "WHOSE", "Reported of the wrong person: whose is it?"
    ONE_PERSON = "ONE_PERSON", "One person, two files?"
    REFERRED = "REFERRED", "Referred incidents"
    INVESTIGATE = "INVESTIGATE", "Your investigations"
    TAKE_OVER = "TAKE_OVER", "Investigations to take over"
    ENTER = "ENTER", "To enter in Cx and Assure"
    CONFIRM = "CONFIRM", "To confirm in Cx"
    CONFIRM_ROLE = "CONFIRM_ROLE", "Roles to confirm"
    CONFIRM_LETTERHEAD = "CONFIRM_LETTERHEAD", "Addresses for letters to confirm"
    CONFIRM_NO_MARKERS = "CONFIRM_NO_MARKERS", "Interim markers to switch off"
    CONFIRM_TYPE = "CONFIRM_TYPE", "Alert types to confirm"
    ROLE_ASKED = "ROLE_ASKED", "Roles asked for"
    LEAD_AWAY = "LEAD_AWAY", "Leads who are away without a deputy"
    CORRECTED = "CORRECTED", "Corrected since you decided"
    VOIDED = "VOIDED", "Reports of danger made void"
    LIFTED = "LIFTED", "Interim markers lifted by somebody else"
    DECLINED = "DECLINED", "Recommendations declined"
    OVERTURNED = "OVERTURNED", "Decisions changed on appeal"
    IN_PLACE = "IN_PLACE", "Decided in your place"
    REMOVED = "REMOVED", "Alerts removed"
    LESSENED = "LESSENED", "Alerts that ask colleagues for less"
    MISTAKEN = "MISTAKEN", "Alerts that were a mistake"
    BECAME = "BECAME", "What became of your report"
    ANSWERS = "ANSWERS", "Customers whom you answer"
    SUBJECT_ACCESS = "SUBJECT_ACCESS", "Subject requests to answer"
    HOLD = "HOLD", "Legal holds to review"
    SHARING = "SHARING", "Requests by others to decide"
    TELL_OTHERS = "TELL_OTHERS", "Others to tell that something was found wrong"
    DISPOSAL = "DISPOSAL", "Disposals of files"
    GLASS = "GLASS", "Broken glass to review"
    GLASS_BROKEN = "GLASS_BROKEN", "Glass broken on a file that you keep"
    MOVED_IN = "MOVED_IN", "Is the address of a restricted file still safe?"
    PARTED = "PARTED", "Left a home where abuse was reported"
    STANDSTILL = "STANDSTILL", "Messages that do not go out"
    TRAIL = "TRAIL", "The trail does not hold, or is not checked"


class Way(models.TextChoices):
    """The ways in which a colleague is told of a kind of duty."""

    DIGEST = "DIGEST", "In the morning"
    AT_ONCE = "AT_ONCE", "At once"
    OFF = "OFF", "Not by mail"


NEWS = [
    Kind.ROLE_ASKED,
    Kind.LEAD_AWAY,
    Kind.CORRECTED,
    Kind.VOIDED,
    Kind.LIFTED,
    Kind.DECLINED,
    Kind.OVERTURNED,
    Kind.IN_PLACE,
    Kind.REMOVED,
    Kind.LESSENED,
    Kind.MISTAKEN,
    Kind.BECAME,
    Kind.ANSWERS,
    Kind.GLASS_BROKEN,
]
"""The kinds that tell something for a while and ask for nothing."""
BY_ANOTHER = [
    Kind.TRIAGE,
    Kind.GLASS,
    Kind.ON_DUTY,
    Kind.ASK,
    Kind.CONFIRM_ROLE,
    Kind.CONFIRM_LETTERHEAD,
    Kind.CONFIRM_NO_MARKERS,
    Kind.CONFIRM_TYPE,
    Kind.DISPOSAL,
]
"""The kinds that the colleague who waits for them never does themselves.

P2 asks after that colleague; P6, P7b and P13a need the confirmation of a second person.
"""
PERSONAL = [Kind.VISIT_CHANGED, Kind.FINISH, Kind.CHECK_REPORT, *NEWS]
"""The kinds that no deputy does or is told of: the colleague's visits, a draft, a report made for the colleague, news."""
ALWAYS_URGENT = [
    Kind.VISIT_CHANGED,
    Kind.MARKER_LAPSES,
    Kind.UNMARKED,
    Kind.UNKEPT,
    Kind.GLASS,
    Kind.GLASS_BROKEN,
    Kind.MOVED_IN,
    Kind.PARTED,
    Kind.TRAIL,
]
"""The kinds that are told at once, whatever their colleague chose. Others are urgent after violence, a threat or a question."""
OF_A_CLOSED_FILE = [
    Kind.ON_DUTY,
    Kind.UNKEPT,
    Kind.GLASS,
    Kind.SUBJECT_ACCESS,
    Kind.SHARING,
    Kind.TELL_OTHERS,
    Kind.HOLD,
]
"""P11a The kinds that somebody must do about a restricted file that is closed to them.

They tell nothing of its contents. The duty manager alone reads which danger was reported.
"""
NAMES_A_COLLEAGUE = [Kind.CONFIRM_ROLE, Kind.ROLE_ASKED, Kind.LEAD_AWAY]
"""The kinds whose reference is a colleague's user name, so that no mail contains it."""
_LEAD, _HEAD, _MANAGER = Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE, Role.LINE_MANAGER
_DUTY, _TEAM = Role.DUTY_MANAGER, Role.LEADERSHIP
_DPO, _ADMINISTRATOR = Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR
HOLDERS: dict[Kind, tuple[Role, ...]] = {
    Kind.VISIT_CHANGED: (),
    Kind.VISIT_UNSEEN: (_MANAGER,),
    Kind.ON_DUTY: (_DUTY,),
    Kind.TRIAGE: (_MANAGER, _HEAD),
    Kind.ASK: (_MANAGER, _LEAD),
    Kind.FINISH: (),
    Kind.CHECK_REPORT: (),
    Kind.MARKER_LAPSES: (_MANAGER, _DUTY, _LEAD),
    Kind.UNMARKED: (_MANAGER, _LEAD, _HEAD),
    Kind.STRUCK: (_MANAGER, _LEAD),
    Kind.DECIDE: (_HEAD, _TEAM),
    Kind.DECIDE_APPEAL: (_HEAD, _TEAM),
    Kind.DECIDE_LATE: (_HEAD,),
    Kind.OVERDUE: (_HEAD,),
    Kind.UNREVIEWED: (_TEAM,),
    Kind.UNKEPT: (_LEAD, _HEAD, _TEAM),
    Kind.ACKNOWLEDGE: (_LEAD,),
    Kind.ANSWER: (_LEAD,),
    Kind.HAPPENED: (_LEAD,),
    Kind.REVIEW: (_LEAD,),
    Kind.MARKER: (_LEAD,),
    Kind.DEPARTED: (_LEAD,),
    Kind.WRITE: (_LEAD,),
    Kind.CORRECT: (_LEAD,),
    Kind.ASTRAY: (_LEAD,),
    Kind.SEND: (_LEAD,),
    Kind.HIGH_CONTACT: (_LEAD,),
    Kind.STRATEGY: (_LEAD,),
    Kind.FOLLOW_UP: (_LEAD,),
    Kind.REFERRED: (_LEAD,),
    Kind.INVESTIGATE: (_LEAD,),
    Kind.TAKE_OVER: (_LEAD,),
    Kind.ENTER: (Role.OFFICER, _MANAGER, _LEAD),
    Kind.CONFIRM: (_LEAD,),
    Kind.CONFIRM_ROLE: (_DPO, _ADMINISTRATOR),
    Kind.CONFIRM_LETTERHEAD: (_DPO, _ADMINISTRATOR),
    Kind.CONFIRM_NO_MARKERS: (_DPO, _ADMINISTRATOR),
    Kind.CONFIRM_TYPE: (_HEAD,),
    Kind.ROLE_ASKED: (_HEAD,),
    Kind.LEAD_AWAY: (_HEAD, _TEAM),
    Kind.CORRECTED: (_MANAGER, _LEAD, _HEAD),
    Kind.VOIDED: (),
    Kind.WHOSE: (_MANAGER, _LEAD),
    Kind.ONE_PERSON: (_LEAD,),
    Kind.LIFTED: (),
    Kind.DECLINED: (_LEAD,),
    Kind.OVERTURNED: (_HEAD, _LEAD),
    Kind.IN_PLACE: (_HEAD,),
    Kind.REMOVED: (_HEAD,),
    Kind.LESSENED: (_HEAD,),
    Kind.MISTAKEN: (),
    Kind.BECAME: (),
    Kind.ANSWERS: (),
    Kind.SUBJECT_ACCESS: (_DPO,),
    Kind.HOLD: (_DPO,),
    Kind.SHARING: (_DPO, _HEAD),
    Kind.TELL_OTHERS: (_DPO,),
    Kind.DISPOSAL: (_HEAD, _DPO),
    Kind.GLASS: (_DPO,),
    Kind.GLASS_BROKEN: (_LEAD, _HEAD),
    Kind.MOVED_IN: (_LEAD, _HEAD),
    Kind.PARTED: (_LEAD,),
    Kind.STANDSTILL: (_ADMINISTRATOR,),
    Kind.TRAIL: (_DPO, _ADMINISTRATOR),
}
"""The roles that hold each kind, so that a colleague chooses among their own. A kind without roles is open to everybody."""


def held_by(roles: Collection[str]) -> list[Kind]:
    """Return the kinds that a colleague with these roles can hold."""
    return [kind for kind, holders in HOLDERS.items() if not holders or set(holders) & set(roles)]


def chosen_by(roles: Collection[str]) -> list[Kind]:
    """Return the kinds for which a colleague with these roles chooses how they are told."""
    return [kind for kind in held_by(roles) if kind not in ALWAYS_URGENT]
