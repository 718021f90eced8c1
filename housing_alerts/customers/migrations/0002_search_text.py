"""The words that customers and properties are found by, folded anew: Yıldız by "Yildiz", O’Connor by "O Connor".

The folding stands here as it was that day, so that no later change of the code changes what this did: whoever folds
otherwise adds a migration like this one. Rows of the history keep their words: nobody is looked up in them.
"""

import re

from anyascii import anyascii
from django.db import migrations

BATCH = 1000
_AS_IN_ENGLISH = str.maketrans("əƏ", "aA")
_LETTER_APART = re.compile(r"\b([a-z]) ([a-z]{2,})")


def _fold(text, apostrophe):
    plain = anyascii(text.translate(_AS_IN_ENGLISH)).casefold()
    return " ".join(re.findall("[a-z0-9]+", re.sub("['`]", apostrophe, plain)))


def _spellings(text):
    apart = _fold(text, " ")
    joined = [letter + name for letter, name in _LETTER_APART.findall(apart)]
    return "".join(f" {word}" for word in dict.fromkeys([*_fold(text, "").split(), *apart.split(), *joined]))


def _words_of_asset(asset):
    compact = asset.postcode.replace(" ", "")
    return f"{asset.reference} {asset.address} {asset.postcode} {compact}"


def _words_of_customer(customer):
    people = [customer, *customer.merged_from.all()]
    return " ".join(f"{each.reference} {each.forenames} {each.surname} {each.known_as}" for each in people)


def _rebuild(rows, words):
    """A batch at a time, so that it does not matter how many there are."""
    done, batch = 0, True
    while batch:
        batch = list(rows.filter(pk__gt=done).order_by("pk")[:BATCH])
        changed = []
        for row in batch:
            before, row.search_text = row.search_text, _spellings(words(row))
            changed += [row] * (row.search_text != before)
            done = row.pk
        rows.model.objects.bulk_update(changed, ["search_text"], batch_size=200)


def rebuild(apps, schema_editor):
    _rebuild(apps.get_model("customers", "Asset").objects.all(), _words_of_asset)
    _rebuild(apps.get_model("customers", "Customer").objects.prefetch_related("merged_from"), _words_of_customer)


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]
    operations = [migrations.RunPython(rebuild, migrations.RunPython.noop)]
