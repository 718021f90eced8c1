"""Add the words of people together with those of their homes. They are written after the migration: see models/homes.py."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0006_whole_in_the_index")]

    operations = [
        migrations.CreateModel(
            name="AtHome",
            fields=[
                (
                    "id",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="the key of the membership"),
                ),
                ("search_text", models.TextField()),
            ],
        ),
    ]
