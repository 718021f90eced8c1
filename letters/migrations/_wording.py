"""The standing words of each letter, in their first version."""

FORMATS = "Ask us if you would like this letter in large print, braille, audio or another language."
CLOSING = f"{FORMATS}\n\nThank you for taking the time to read this letter."
NOT_CLEAR = "If any part is not clear, ask us and we will go through it with you."

WORDING = [
    {
        "kind": "NOTIFICATION",
        "title": "We have put an alert on your record",
        "title_of_several": "We have put alerts on your record",
        "opening": "We are writing to you about something that was reported to us. "
        "This letter tells you what we have decided, what will change for you, and what you can do if you disagree.",
        "closing": f"Please keep this letter. {NOT_CLEAR} {CLOSING}",
    },
    {
        "kind": "REVIEW_OUTCOME",
        "title": "Our review of the alert on your record",
        "opening": "We have looked again at the alert on your record. This letter tells you what we have decided and why.",
        "closing": CLOSING,
    },
    {
        "kind": "APPEAL_OUTCOME",
        "title": "Our answer to your appeal",
        "opening": "Thank you for telling us why you did not agree with our decision. We have looked at it again with care. "
        "This letter tells you what we have decided and why.",
        "closing": CLOSING,
    },
    {
        "kind": "APPEAL_ACKNOWLEDGEMENT",
        "title": "We have received your appeal",
        "opening": "Thank you for telling us why you do not agree with our decision. "
        "This letter tells you what happens with your appeal.",
        "closing": CLOSING,
    },
    {
        "kind": "INVESTIGATION_OUTCOME",
        "title": "What we decided about a report to us",
        "opening": "We have looked into something that was reported to us. "
        "This letter tells you what we have decided, and what happens next.",
        "closing": CLOSING,
    },
    {
        "kind": "REMOVAL",
        "title": "We have removed the alert from your record",
        "opening": "We have good news about the alert on your record. "
        "This letter tells you what we have decided, why, and what it means for you.",
        "closing": CLOSING,
    },
    {
        "kind": "WRITTEN_WARNING",
        "title": "A written warning",
        "opening": "We are writing to you about something that was reported to us. "
        "This letter is a warning. It tells you what we ask of you, and what you can do if you see it differently.",
        "closing": f"Please keep this letter. {NOT_CLEAR} {CLOSING}",
    },
    {
        "kind": "BEHAVIOUR_AGREEMENT",
        "title": "An agreement that we would like to make with you",
        "opening": "We would like to agree with you how we treat each other from now on. "
        "This letter says what we ask of you, and what you can expect from us.",
        "closing": f"{NOT_CLEAR} {CLOSING}",
    },
    {
        "kind": "AGREED_ACTION",
        "title": "What we decided about a report to us",
        "opening": "We have looked into something that was reported to us. "
        "This letter tells you what we have decided, and what happens next.",
        "closing": CLOSING,
    },
]


def add(apps, schema_editor):
    for values in WORDING:
        apps.get_model("letters", "Wording").objects.create(version=1, **values)
