"""Within how many months an alert is reviewed of which the customer is not told: the landlord's own standard, six months."""

from django.db import migrations, models


def months():
    return models.PositiveSmallIntegerField(
        "months to the review of an alert of which the customer is not told, at most", default=6
    )


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_where_complaints_go")]
    operations = [
        migrations.AddField("organisation", "withheld_months", months()),
        migrations.AddField("historicalorganisation", "withheld_months", months()),
        migrations.AddConstraint(
            "organisation",
            models.CheckConstraint(
                condition=models.Q(("withheld_months__gte", 1), ("withheld_months__lte", 12)),
                name="withheld_alert_is_reviewed_in_12_months_or_sooner",
            ),
        ),
    ]
