"""Keep with an appeal the earlier day of review that its answer promised; so far only the history of the alert had it."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """Read the day from the version of the alert that the decision saved."""
    versions = apps.get_model("alerts", "HistoricalAlert").objects.filter(
        history_change_reason__startswith="To be reviewed by "
    )
    for version in versions.order_by("history_date"):
        reference = version.history_change_reason.rpartition("Appeal ")[2]
        apps.get_model("appeals", "Appeal").objects.filter(reference=reference).update(review_by=version.review_due_on)


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0009_rows_of_the_report'),
        ('appeals', '0002_who_appeals_and_vulnerability'),
    ]

    operations = [
        migrations.AddField(
            model_name='appeal',
            name='review_by',
            field=models.DateField(blank=True, null=True, verbose_name='the earlier day by which the alert is reviewed'),
        ),
        migrations.AddField(
            model_name='historicalappeal',
            name='review_by',
            field=models.DateField(blank=True, null=True, verbose_name='the earlier day by which the alert is reviewed'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
