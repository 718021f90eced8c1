"""Why an alert was kept from the customer before they were told of it, also where a review lifted that already."""

from django.db import migrations, models

FOR_HARM = {
    "HARM_TO_CUSTOMER": "Informing would raise the risk of harm to the customer",
    "HARM_TO_STAFF": "Informing would raise the risk of harm to staff",
}


def from_history(apps, schema_editor):
    """Fill in the latest reason for which what the customer is informed of by now was kept from them."""
    alert, history = apps.get_model("alerts", "Alert"), apps.get_model("alerts", "HistoricalAlert")
    kept = history.objects.filter(informing="WITHHOLD", withhold_code__in=FOR_HARM).order_by("history_date", "history_id")
    why = {row.id: f"{FOR_HARM[row.withhold_code]}: {row.informing_reason}" for row in kept}
    for found in alert.objects.filter(pk__in=why, informing="INFORM"):
        alert.objects.filter(pk=found.pk).update(withheld_before=why[found.pk])


class Migration(migrations.Migration):
    dependencies = [("alerts", "0012_welfare_checks")]
    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="withheld_before",
                field=models.TextField(blank=True, default="", verbose_name="why it was kept from the customer before they were told"),
                preserve_default=False,
            )
            for name in ("alert", "historicalalert")
        ),
        migrations.RunPython(from_history, migrations.RunPython.noop),
    ]
