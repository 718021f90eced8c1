"""The types say why a visit takes longer, how fast we come, and what a customer does, in words that are so and clear."""

from django.db import migrations

FAST = "We come to emergencies as fast as we can do so safely."
SAFE = "We come to emergencies as soon as it is safe."
TWO = "We may need longer to arrange repairs and visits, because two people have to be free at the same time."
ALONE = "We may need longer to arrange repairs and visits, because not everybody can come to you on their own."
FEWER = "We may need longer to arrange repairs and visits, because fewer people can come."
BOOK_AGAIN = "If the dog is not secured we will leave, and you will have to book the visit again, which takes longer."
OUTSIDE = "We may not answer contact outside these limits, and an answer may take longer."
PASSED_ON = "Other colleagues will pass you to that officer, so an answer may take longer."

CONSEQUENCES = [
    ("VISIT_IN_PAIRS", TWO, TWO),
    ("WEAPONS", TWO, TWO),
    ("NO_LONE_FEMALES", TWO, ALONE),
    ("NO_LONE_MALES", TWO, ALONE),
    ("NO_FEMALE_VISITORS", FEWER, FEWER),
    ("NO_MALE_VISITORS", FEWER, FEWER),
    ("DANGEROUS_DOGS", BOOK_AGAIN, BOOK_AGAIN),
    ("CONTACT_MANAGEMENT", OUTSIDE, OUTSIDE),
    ("SINGLE_POINT_OF_CONTACT", PASSED_ON, PASSED_ON),
]
INSTEAD = [
    *((code, "consequence", f"{said} {FAST}", f"{instead} {SAFE}") for code, said, instead in CONSEQUENCES),
    (
        "DANGEROUS_DOGS",
        "consequence_removed",
        "We no longer ask you to secure your dog before each visit under this alert.",
        "You no longer have to shut your dog away before we come.",
    ),
]


def say_it_anew(apps, schema_editor):
    """Change a type only where it still has the words that it came with."""
    types = apps.get_model("alerts", "AlertType").objects
    for code, name, said, instead in INSTEAD:
        types.filter(**{"code": code, name: said}).update(**{name: instead})


class Migration(migrations.Migration):
    dependencies = [("alerts", "0016_plain_names")]
    operations = [migrations.RunPython(say_it_anew, migrations.RunPython.noop)]
