"""Add the vocabulary. The words of every person and property are written anew after the migration: see models/indexing.py."""

from django.db import migrations, models


def empty(apps, schema_editor):
    for name in ("Asset", "Customer"):
        apps.get_model("customers", name).objects.update(search_text="")


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_representative_safe_at")]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60)),
                ("of_people", models.BooleanField(verbose_name="of people, not of properties")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("of_people", "word"), name="one_row_for_a_word")],
            },
        ),
        migrations.RunPython(empty, migrations.RunPython.noop, elidable=True),
    ]
