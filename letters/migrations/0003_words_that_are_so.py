"""The standing words name no way of contact, which an alert may have closed, and thank nobody for what they did not do."""

from django.db import migrations

INSTEAD = {
    "call us and we will go through it with you": "ask us and we will go through it with you",
    "Thank you for working with us.": "Thank you for taking the time to read this letter.",
}


def add_version(apps, schema_editor):
    """Give each kind whose newest words hold one of these a further version; its letters keep the one they were made with."""
    wording = apps.get_model("letters", "Wording")
    for kind in wording.objects.order_by("kind").values_list("kind", flat=True).distinct():
        newest = wording.objects.filter(kind=kind).order_by("-version").first()
        closing = newest.closing
        for said, instead in INSTEAD.items():
            closing = closing.replace(said, instead)
        if closing != newest.closing:
            newest.pk, newest.version, newest.closing = None, newest.version + 1, closing
            newest.save()


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_wording")]
    operations = [migrations.RunPython(add_version, migrations.RunPython.noop)]
