"""Which parts each kind of letter has, and where what stands in them comes from: none of them is left empty."""

import pytest

from letters.models import Letter, Wording
from letters.policies import parts

OF_EVERY_LETTER = {
    "its title": "Our answer",
    "how it begins": "Thank you.",
    "how it ends": "Call us.",
    "in whose name it goes": "Helen Headley",
}
OF_AN_ANSWER = {"alert_name": "Weapons", "received_on": "1 June", "considered": "Both letters.", "basis": "It was so."}
APPEALED = {
    "what was appealed": "Weapons",
    "when we received the appeal": "1 June",
    "what was considered": "Both letters.",
    "why we decided this": "It was so.",
}
ALERT = {"name": "Weapons", "measure": "Two come.", "consequence": "It takes longer."}
NOTIFIED = {
    "what was reported": "A knife.",
    "why we decided this": "It was so.",
    "the alert": [ALERT],
    "the measure of Weapons": "Two come.",
    "what Weapons means for the customer": "It takes longer.",
    "from when it applies": "2 June",
    "when it is reviewed": "2 June 2027",
}
TOLD = {
    "incident": "A knife.",
    "reason": "It was so.",
    "alerts": [ALERT],
    "effective_from": "2 June",
    "review_by": "2 June 2027",
}
REVIEWED = {
    "the alert": "Weapons",
    "why we decided this": "It was calm.",
    "what this means for the customer": "One comes.",
}
OF_A_REVIEW = {"alert_name": "Weapons", "reason": "It was calm.", "consequence": "One comes."}
LESS = {"what no longer applies": ["The police"], "what still applies": ["Two come"]}
OF_LESS = {"ended": ["The police"], "stays": ["Two come"]}


@pytest.mark.parametrize(
    ("kind", "facts", "own"),
    [
        ("APPEAL_OUTCOME", OF_AN_ANSWER, APPEALED),
        ("APPEAL_OUTCOME", OF_AN_ANSWER | {"alert_name": "", "action_name": "Weapons"}, APPEALED),
        (
            "APPEAL_OUTCOME",
            OF_AN_ANSWER | OF_LESS | {"kept": True, "outcome": "PARTLY", "review_by": "June"},
            APPEALED | LESS | {"when it is reviewed": "June"},
        ),
        (
            "APPEAL_OUTCOME",
            OF_AN_ANSWER | {"kept": True, "outcome": "NOT_UPHELD"},
            APPEALED | {"when it is reviewed": None},
        ),
        ("APPEAL_OUTCOME", OF_AN_ANSWER | OF_LESS | {"outcome": "PARTLY"}, APPEALED),
        (
            "APPEAL_OUTCOME",
            OF_AN_ANSWER | {"outcome": "REFUSED", "last_day": "28 May"},
            {
                "what was appealed": "Weapons",
                "when we received the appeal": "1 June",
                "the last day to appeal": "28 May",
                "why we decided this": "It was so.",
            },
        ),
        (
            "APPEAL_ACKNOWLEDGEMENT",
            OF_AN_ANSWER | {"decides": "The Head of Service", "answer_by": "29 June"},
            {
                "what was appealed": "Weapons",
                "when we received the appeal": "1 June",
                "who decides": "The Head of Service",
                "by when we answer": "29 June",
            },
        ),
        ("NOTIFICATION", TOLD | {"removal": "Calm."}, NOTIFIED | {"what would lead to its removal": "Calm."}),
        (
            "NOTIFICATION",
            TOLD | {"alerts": [ALERT | {"effective_from": "3 June", "review_by": "3 June 2027"}], "removal": "Calm."},
            NOTIFIED
            | {
                "the alert": [ALERT | {"effective_from": "3 June", "review_by": "3 June 2027"}],
                "from when it applies": "3 June",
                "when it is reviewed": "3 June 2027",
                "what would lead to its removal": "Calm.",
            },
        ),
        (
            "NOTIFICATION",
            TOLD | {"actions": ["Mediation"], "follows": "We will meet."},
            NOTIFIED | {"what was agreed": "We will meet.", "what would lead to its removal": None},
        ),
        (
            "NOTIFICATION",
            {},
            {
                "what was reported": None,
                "why we decided this": None,
                "the alert": None,
                "what would lead to its removal": None,
            },
        ),
        (
            "NOTIFICATION",
            TOLD | {"side": "NOT_ASKED", "not_asked": "", "removal": "Calm."},
            NOTIFIED | {"why we did not hear their side": "", "what would lead to its removal": "Calm."},
        ),
        ("REVIEW_OUTCOME", OF_A_REVIEW | {"outcome": "REMOVE"}, REVIEWED),
        ("REVIEW_OUTCOME", OF_A_REVIEW | {"review_by": "June"}, REVIEWED | {"when it is reviewed": "June"}),
        (
            "REVIEW_OUTCOME",
            OF_A_REVIEW | OF_LESS | {"outcome": "STEP_DOWN"},
            REVIEWED | LESS | {"when it is reviewed": None},
        ),
        (
            "INVESTIGATION_OUTCOME",
            {
                "looked_into": "A quarrel.",
                "reason": "Both were calm.",
                "actions": ["Mediation"],
                "follows": "We will meet.",
            },
            {
                "what we looked into": "A quarrel.",
                "why we decided this": "Both were calm.",
                "what was agreed": "We will meet.",
            },
        ),
        ("INVESTIGATION_OUTCOME", {}, {"what we looked into": None, "why we decided this": None}),
        (
            "REMOVAL",
            OF_A_REVIEW | {"removed_on": "3 June"},
            REVIEWED | {"from when it is gone": "3 June"},
        ),
        (
            "WRITTEN_WARNING",
            {"incident": "A knife.", "reason": "It was so.", "asks": "No knife.", "live_until": "June 2027"},
            {
                "what was reported": "A knife.",
                "why we decided this": "It was so.",
                "what we ask of the customer": "No knife.",
                "until when it stands": "June 2027",
            },
        ),
        (
            "BEHAVIOUR_AGREEMENT",
            {
                "incident": "A knife.",
                "reason": "It was so.",
                "theirs": "No knife.",
                "ours": "A call.",
                "live_until": "June",
                "sign_by": "May",
            },
            {
                "what was reported": "A knife.",
                "why we decided this": "It was so.",
                "what the customer agrees to": "No knife.",
                "what we agree to": "A call.",
                "until when it stands": "June",
                "by when it is to be signed": "May",
            },
        ),
        (
            "AGREED_ACTION",
            {
                "looked_into": "A quarrel.",
                "reason": "It was so.",
                "not_asked": "He was away.",
                "action": "Mediation",
                "follows": "We will meet.",
            },
            {
                "what we looked into": "A quarrel.",
                "why we decided this": "It was so.",
                "why we did not hear their side": "He was away.",
                "what was agreed": "Mediation",
                "what this means for the customer": "We will meet.",
            },
        ),
    ],
)
def test_a_letter_has_these_parts(kind, facts, own):
    wording = Wording(title="Our answer", opening="Thank you.", closing="Call us.")
    letter = Letter(kind=kind, facts=facts, wording=wording, signatory="Helen Headley")
    assert dict(parts(letter)) == OF_EVERY_LETTER | own
