"""The door of each property: its address and postcode, folded, which properties of two references can share.

The folding stands here as it was that day, like that of the words in 0002.
"""

import re

from anyascii import anyascii
from django.db import migrations, models

BATCH = 1000
_AS_IN_ENGLISH = str.maketrans("əƏ", "aA")


def _fold(text):
    plain = anyascii(text.translate(_AS_IN_ENGLISH)).casefold()
    return " ".join(re.findall("[a-z0-9]+", re.sub("['`]", "", plain)))


def _door(asset):
    plain = _fold(asset.address)
    return f"{plain}, {_fold(asset.postcode).replace(' ', '')}" if plain else ""


def fill(apps, schema_editor):
    """Write the doors, a batch at a time, so that it does not matter how many there are."""
    model = apps.get_model("customers", "Asset")
    done, batch = 0, True
    while batch:
        batch = list(model.objects.filter(pk__gt=done).order_by("pk")[:BATCH])
        for row in batch:
            row.door, done = _door(row), row.pk
        model.objects.bulk_update(batch, ["door"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("customers", "0009_former_names")]
    operations = [
        migrations.AddField(
            model_name="asset",
            name="door",
            field=models.TextField(
                blank=True, default="", editable=False, verbose_name="address and postcode, folded"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="historicalasset",
            name="door",
            field=models.TextField(
                blank=True, default="", editable=False, verbose_name="address and postcode, folded"
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(model_name="asset", index=models.Index(fields=["door"], name="property_by_its_door")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
