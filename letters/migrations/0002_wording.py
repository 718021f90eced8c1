"""The standing words of the three letters of Appendix E, in their first version."""

from django.db import migrations

FORMATS = "Ask us if you would like this letter in large print, braille, audio or another language."

WORDING = [
    {
        "kind": "NOTIFICATION",
        "title": "We have put an alert on your record",
        "opening": "We are writing to you about something that was reported to us. "
        "This letter tells you what we have decided, what will change for you, and what you can do if you disagree.",
        "closing": "Please keep this letter. If any part is not clear, call us and we will go through it with you. "
        f"{FORMATS}\n\nThank you for working with us.",
    },
    {
        "kind": "REVIEW_OUTCOME",
        "title": "Our review of the alert on your record",
        "opening": "We said that we would look again at the alert on your record. We have now done this. "
        "This letter tells you what we have decided and why.",
        "closing": f"{FORMATS}\n\nThank you for taking the time to read this letter.",
    },
    {
        "kind": "APPEAL_OUTCOME",
        "title": "Our answer to your appeal",
        "opening": "Thank you for telling us why you did not agree with our decision. We have looked at it again with care. "
        "This letter tells you what we have decided and why.",
        "closing": f"{FORMATS}\n\nThank you for taking the time to read this letter.",
    },
]


def add(apps, schema_editor):
    for values in WORDING:
        apps.get_model("letters", "Wording").objects.create(version=1, **values)


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
