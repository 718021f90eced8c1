"""The agreement asks nobody to make a copy: its letter says which pages to keep."""

from django.db import migrations

SAID = "Please keep a copy of this letter. "


def add_version(apps, schema_editor):
    """Give the kind a further version where it still has these words; the letters of before keep theirs."""
    wording = apps.get_model("letters", "Wording")
    newest = wording.objects.filter(kind="BEHAVIOUR_AGREEMENT").order_by("-version").first()
    if newest and SAID in newest.closing:
        newest.closing = newest.closing.replace(SAID, "")
        newest.pk, newest.version = None, newest.version + 1
        newest.save()


class Migration(migrations.Migration):
    dependencies = [("letters", "0006_an_offer_and_another_view")]
    operations = [migrations.RunPython(add_version, migrations.RunPython.noop)]
