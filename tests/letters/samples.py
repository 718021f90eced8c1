"""Letters as staff would have composed them, not kept: what each kind tells, for either organisation."""

import re
from datetime import date
from typing import Any

from alerts.writing import measures
from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Organisation
from letters import services
from letters.choices import Kind
from letters.models import Letter, Wording
from letters.printing import rendering

IN_PAIRS = {
    "name": "Visit in Pairs",
    "measure": "Two of our staff or contractors will come together to every visit to your home.",
    "consequence": "We may need longer to arrange repairs and visits, because two people have to be free at the same time. "
    "We come to emergencies as soon as it is safe.",
    "conditions": [],
    "effective_from": "5 April 2026",
    "replaces": "",
    "review_by": "5 April 2027",
    "review_months": 12,
}
CONTACT = {
    "name": "Contact Management",
    "measure": "There are limits on how and when you can contact us. They are listed below.",
    "consequence": "We may not answer contact outside these limits, and an answer may take longer. "
    "We come to emergencies as soon as we can.",
    "conditions": [
        {
            "words": "Call us only on Mondays and Thursdays, from 10am to noon",
            "applies": "applies until 5 October 2026",
        },
        {"words": "Send us at most one e-mail a day", "applies": measures.APPLIES},
    ],
    "effective_from": "7 April 2026",
    "replaces": "Single Point of Contact",
    "review_by": "7 October 2026",
    "review_months": 6,
}
NOTIFICATION: dict[str, Any] = {
    "careful": True,
    "incident": "On 20 March 2026 one of our repairs operatives came to your home to mend the boiler. We were told that you "
    "shouted at him, stood in his way and raised your fist. He felt unsafe and had to leave.\n"
    "You told us that you had been without heating for three days. We have taken this into account.",
    "reason": "This was the second report of this kind since January. Talking with you after the first one did not help.",
    "alerts": [IN_PAIRS],
    "removal": "Calm visits between now and the review will count in your favour.",
    "invite_apology": True,
    "decided_by": "Helen Headley, Head of Service, Housing,",
    "actions": [],
    "follows": "",
}
REVIEW_OUTCOME: dict[str, Any] = {
    "careful": True,
    "alert_name": "Visit in Pairs",
    "outcome": "KEEP",
    "reason": "In October and again in January you shouted at our contractors. We remain concerned.",
    "consequence": "Two people will still come together to home visits, repairs and safety checks.",
    "review_by": "2 April 2027",
    "decided_on": "2 April 2026",
    "decided_by": "Priya Shah, Operational Lead, Housing,",
}
APPEAL_OUTCOME: dict[str, Any] = {
    "careful": True,
    "alert_name": "Visit in Pairs",
    "received_on": "20 April 2026",
    "outcome": "NOT_UPHELD",
    "decider": "Helen Headley, Head of Service, Housing, decided on your appeal.",
    "supported": True,
    "considered": "You sent us a letter from your doctor and the names of two neighbours. The Operational Lead gave us the "
    "operative’s report and the notes of the talk with you.",
    "basis": "Your neighbours heard shouting but did not see what happened. The operative’s report is clear and was made on the "
    "same day. We understand that the cold was hard to bear, but our staff must be safe.",
    "kept": True,
    "answered_on": "12 May 2026",
    "review_by": "5 April 2027",
}
APPEAL_ACKNOWLEDGEMENT: dict[str, Any] = {
    "careful": True,
    "alert_name": "Visit in Pairs",
    "received_on": "20 April 2026",
    "late": "",
    "by": "",
    "documents": "",
    "answer_by": "18 May 2026",
    "decides": "Head of Service for Housing",
    "own_allowed": True,
    "stayed": [],
    "kept": True,
    "review_by": "5 April 2027",
}
AGAINST_AN_ACTION: dict[str, Any] = {
    "alert_name": "",
    "action_name": "behaviour agreement",
    "decided_on": "2 April 2026",
    "live_until": "2 October 2026",
    "over": False,
    "review_by": "",
}
"""What a letter about an appeal says of an action in place of an alert."""
INVESTIGATION_OUTCOME: dict[str, Any] = {
    "looked_into": "We looked into a report that you shouted at one of our staff at your home on 20 March 2026.",
    "reason": "You told us that you had been without heating for three days. We believe that it will not happen again.",
    "side": "GIVEN",
    "nothing": False,
    "actions": ["Written warning, which stands until 2 October 2026"],
    "follows": "If you shout at our staff again, we may put an alert on your record.",
    "decided_on": "2 April 2026",
    "decided_by": "Helen Headley, Head of Service, Housing,",
}
REMOVAL: dict[str, Any] = {
    "alert_name": "Visit in Pairs",
    "because": "RISK_REDUCED",
    "removed_on": "2 October 2026",
    "decided_by": "Priya Shah, Operational Lead, Housing,",
    "reason": "Since April all visits to your home have been calm. Thank you for working with us.",
    "consequence": "Two people no longer have to come together to home visits, repairs and safety checks.",
}
WRITTEN_WARNING: dict[str, Any] = {
    "incident": "On 20 March 2026 you called our team about the boiler. We were told that you shouted and swore at two of our "
    "staff, and did not stop when they asked you to.",
    "reason": "Both of our staff told us the same. You had been asked before to speak calmly on the telephone.",
    "asks": "Please speak calmly with our staff, also when things go wrong. If you are upset, ask for a manager.",
    "decided_on": "2 April 2026",
    "decided_by": "Martin Mason, Housing Manager,",
    "live_until": "2 October 2026",
}
BEHAVIOUR_AGREEMENT: dict[str, Any] = {
    "incident": WRITTEN_WARNING["incident"],
    "reason": "This was the second call of this kind. We want to help you, and that needs calm on both sides.",
    "theirs": "I will speak calmly with your staff.\nI will not swear at them or stand in their way.",
    "ours": "We will treat you with respect and listen to what you say.\n"
    "We will tell you clearly what we can do, what we cannot do, and why.",
    "sign_by": "20 April 2026",
    "decided_on": "2 April 2026",
    "decided_by": "Helen Headley, Head of Service, Housing,",
    "live_until": "2 October 2026",
}
AGREED_ACTION: dict[str, Any] = {
    "looked_into": "We looked into a report that you shouted at one of our staff at your home on 20 March 2026.",
    "reason": "You and our staff see differently what happened. We think that talking about it helps more than a warning.",
    "action": "Mediation, by 20 April 2026. It is your choice whether you take part",
    "decided": "to offer you mediation, by 20 April 2026. It is your choice whether you take part",
    "follows": "A mediator who does not work for us will call you. They help you and us to talk about what went wrong.",
    "decided_on": "2 April 2026",
    "decided_by": "Helen Headley, Head of Service, Housing,",
    "live_until": "",
}
FACTS = {
    Kind.NOTIFICATION: NOTIFICATION,
    Kind.REVIEW_OUTCOME: REVIEW_OUTCOME,
    Kind.APPEAL_ACKNOWLEDGEMENT: APPEAL_ACKNOWLEDGEMENT,
    Kind.APPEAL_OUTCOME: APPEAL_OUTCOME,
    Kind.INVESTIGATION_OUTCOME: INVESTIGATION_OUTCOME,
    Kind.REMOVAL: REMOVAL,
    Kind.WRITTEN_WARNING: WRITTEN_WARNING,
    Kind.BEHAVIOUR_AGREEMENT: BEHAVIOUR_AGREEMENT,
    Kind.AGREED_ACTION: AGREED_ACTION,
}
APPEALABLE = (
    Kind.NOTIFICATION,
    Kind.REVIEW_OUTCOME,
    Kind.INVESTIGATION_OUTCOME,
    Kind.BEHAVIOUR_AGREEMENT,
    Kind.AGREED_ACTION,
)
"""What grants an appeal in these samples; the warning is one of the informal stage."""
SENT = {
    Kind.APPEAL_ACKNOWLEDGEMENT: date(2026, 4, 22),
    Kind.APPEAL_OUTCOME: date(2026, 5, 13),
    Kind.REMOVAL: date(2026, 10, 5),
}
"""The day of each letter: after what it tells of; 6 April 2026 where nothing is said."""
HEAD = {"signatory": "Helen Headley", "signatory_title": "Head of Service, Housing"}
"""In whose name the answer to an appeal goes."""


def letter(
    kind: str,
    *,
    code: str = "teign",
    large_print: bool = False,
    easy_read: bool = False,
    wording: Wording | None = None,
    **changed: Any,
) -> Letter:
    """A letter of that kind as it would stand at its issue. ``changed`` are its fields; ``facts`` are merged."""
    organisation = Organisation.objects.get(code=code)
    customer = Customer(
        organisation=organisation,
        title="Mr",
        forenames="Lewis",
        surname="Lodger",
        format="LARGE_PRINT" if large_print else "EASY_READ" if easy_read else "",
    )
    fields: dict[str, Any] = {
        "reference": "LT-2026-00012",
        "customer": customer,
        "organisation": organisation,
        "wording": wording or Wording.objects.filter(kind=kind).first(),
        "grants_appeal": kind in APPEALABLE,
        "reply_by": date(2026, 5, 6) if kind in APPEALABLE else None,
        "addressee": customer.addressee,
        "address": "14 Harbour View\nBishopsteignton\nTestmouth\nTQ99 2ZZ",
        "planned_method": "FIRST_CLASS",
        "planned_on": SENT.get(Kind(kind), date(2026, 4, 6)),
        "signatory": "Priya Shah",
        "signatory_title": "Operational Lead, Housing",
        "contact": "Priya Shah",
        "facts": FACTS[Kind(kind)],
    }
    fields |= (HEAD if kind == Kind.APPEAL_OUTCOME else {}) | changed
    fields["facts"] = {"limited": False} | FACTS[Kind(kind)] | changed.get("facts", {})
    return Letter(kind=kind, **fields)


SHEETS: list[tuple[str, str, dict[str, Any]]] = [
    *((kind, "", {}) for kind in Kind),
    (Kind.NOTIFICATION, "in large print", {"large_print": True}),
    (Kind.NOTIFICATION, "easy to read", {"easy_read": True}),
    (Kind.NOTIFICATION, "of several alerts", {"facts": {"alerts": [IN_PAIRS, CONTACT], "limited": True}}),
    (
        Kind.REVIEW_OUTCOME,
        "that removes the alert",
        {
            "facts": {
                "careful": False,
                "outcome": "REMOVE",
                "reason": "We have had no further concerns about your behaviour. Thank you for working with us.",
                "consequence": REMOVAL["consequence"],
                "review_by": "",
            },
            "grants_appeal": False,
            "reply_by": None,
        },
    ),
    (
        Kind.APPEAL_OUTCOME,
        "that is upheld",
        {
            "facts": {
                "careful": False,
                "outcome": "UPHELD",
                "basis": "Your neighbours saw what happened, and their account is clear.",
                "decider": "Lionel Prowse, Executive Director, decided on your appeal. The Head of Service for Housing made "
                "the decision that you appealed against, so somebody else decided this.",
                "consequence": "Two people no longer have to come together to home visits, repairs and safety checks.",
                "ended": [],
                "kept": False,
                "review_by": "",
            }
        },
    ),
    (
        Kind.APPEAL_OUTCOME,
        "that came too late",
        {
            "facts": {
                "outcome": "REFUSED",
                "received_on": "20 May 2026",
                "answered_on": "27 May 2026",
                "last_day": "6 May 2026",
                "decider": "Helen Headley, Head of Service, Housing, decided that we cannot look at your appeal.",
                "basis": "You told us of nothing that kept you from appealing in time.",
            },
            "planned_on": date(2026, 5, 28),
        },
    ),
]
"""What docs/letters.md shows: a kind of letter, how it differs from the one before it of that kind, and what is changed."""


def said(written: Letter) -> str:
    """The letter as text, without the lines below its headings."""
    text = services.as_text(rendering.source(written.template, written.context()))
    return " ".join(re.sub("-{3,}", "", text).split())


LESS = {
    "ended": ["Please contact us by letter only."],
    "stays": [{"words": "Please ring between ten and noon.", "applies": "applies until 5 October 2026"}],
}
SAID_OF_LESS = (
    "What no longer applies The “Visit in Pairs” alert no longer asks for this: “Please contact us by letter only.”",
    "What still applies Please ring between ten and noon. This applies until 5 October 2026.",
)
WITHIN = "Please ask us in a way that fits the limits on how you can contact us."
