"""The acknowledgement of an appeal promises no day at its start: where our answer is late, none follows."""

from django.db import migrations

SAID = "This letter tells you what happens with your appeal, and by when you will have our answer."
INSTEAD = "This letter tells you what happens with your appeal."


def add_version(apps, schema_editor):
    """Give the kind a further version; the letters of before keep the one they were made with."""
    wording = apps.get_model("letters", "Wording")
    newest = wording.objects.filter(kind="APPEAL_ACKNOWLEDGEMENT").order_by("-version").first()
    if newest and SAID in newest.opening:
        newest.opening = newest.opening.replace(SAID, INSTEAD)
        newest.pk, newest.version = None, newest.version + 1
        newest.save()


class Migration(migrations.Migration):
    dependencies = [("letters", "0004_what_is_to_be_put_right")]
    operations = [migrations.RunPython(add_version, migrations.RunPython.noop)]
