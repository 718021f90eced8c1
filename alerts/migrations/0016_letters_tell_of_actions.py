"""The letters of earlier versions that told of actions, kept as what they tell of beside their subject."""

from django.db import migrations

TELLING = ["NOTIFICATION", "INVESTIGATION_OUTCOME"]


def add(apps, schema_editor):
    also = apps.get_model("letters", "AlsoAbout")
    action = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="alerts", model="action")[0]
    kept = set(apps.get_model("alerts", "Action").objects.values_list("pk", flat=True))
    for letter in apps.get_model("letters", "Letter").objects.filter(kind__in=TELLING):
        for pk in kept.intersection(letter.facts.get("terms", {}).get("actions", [])):
            also.objects.create(letter=letter, subject_type=action, subject_id=pk)


class Migration(migrations.Migration):
    dependencies = [("alerts", "0015_words_when_entered"), ("letters", "0005_further_letters")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
