"""The title of a letter that tells of several alerts."""

from django.db import migrations, models

FIELD = {
    "blank": True,
    "default": "",
    "help_text": "Empty: the title fits both.",
    "max_length": 200,
    "verbose_name": "title where it tells of several alerts",
}


def add(apps, schema_editor):
    standing = apps.get_model("letters", "Wording").objects.filter(kind="NOTIFICATION", version=1)
    standing.update(title_of_several="We have put alerts on your record")


class Migration(migrations.Migration):
    dependencies = [("letters", "0007_confirmed")]
    operations = [
        *(
            migrations.AddField(model, "title_of_several", models.CharField(**FIELD), preserve_default=False)
            for model in ("wording", "historicalwording")
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
