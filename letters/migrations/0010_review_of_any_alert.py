"""Words for the outcome of a review that are so, too, where the housing system does not say what the customer was told."""

from django.db import migrations

OPENING = "We have looked again at the alert on your record. This letter tells you what we have decided and why."


def add(apps, schema_editor):
    wordings = apps.get_model("letters", "Wording").objects.filter(kind="REVIEW_OUTCOME")
    first = wordings.get(version=1)
    wordings.create(
        kind=first.kind, version=2, title=first.title, title_of_several="", opening=OPENING, closing=first.closing
    )


class Migration(migrations.Migration):
    dependencies = [("letters", "0009_text_fingerprint")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
