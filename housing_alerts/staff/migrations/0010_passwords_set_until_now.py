"""Who set a password until now is in the history."""

from django.db import migrations, models

SET = ("Account added", "Password set")


def as_the_history_says(apps, schema_editor):
    colleagues = apps.get_model("staff", "Colleague").objects
    saved = apps.get_model("staff", "HistoricalColleague").objects.filter(
        history_change_reason__in=SET, history_user__isnull=False
    )
    for row in saved.exclude(history_user=models.F("id")).order_by("history_date", "history_id"):
        colleagues.filter(pk=row.id).update(password_set_by=row.history_user_id, password_set_at=row.history_date)


class Migration(migrations.Migration):
    dependencies = [("staff", "0009_who_set_a_password")]
    operations = [migrations.RunPython(as_the_history_says, migrations.RunPython.noop)]
