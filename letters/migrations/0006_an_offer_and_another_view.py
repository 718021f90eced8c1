"""The agreement is titled as an offer, and whoever sees a warning differently is told so in everyday words."""

from django.db import migrations

INSTEAD = [
    (
        "BEHAVIOUR_AGREEMENT",
        "title",
        "An agreement between you and us",
        "An agreement that we would like to make with you",
    ),
    ("WRITTEN_WARNING", "opening", "if you see it in another way", "if you see it differently"),
]


def add_version(apps, schema_editor):
    """Give each kind a further version where it still has these words; the letters of before keep theirs."""
    wording = apps.get_model("letters", "Wording")
    for kind, name, said, instead in INSTEAD:
        newest = wording.objects.filter(kind=kind).order_by("-version").first()
        words = getattr(newest, name, "")
        if said in words:
            setattr(newest, name, words.replace(said, instead))
            newest.pk, newest.version = None, newest.version + 1
            newest.save()


class Migration(migrations.Migration):
    dependencies = [("letters", "0005_promise_no_day_before_it_is_known")]
    operations = [migrations.RunPython(add_version, migrations.RunPython.noop)]
