from django.db import migrations, models

TAKEN_OUT = ["Taken out of the draft", "Recommended, and not imposed"]


def fill(apps, schema_editor):
    """What was taken out of a draft, or at the decision, was never imposed: the history says so."""
    history = apps.get_model("alerts", "HistoricalCondition").objects.filter(history_change_reason__in=TAKEN_OUT)
    taken_out = apps.get_model("alerts", "Condition").objects.filter(pk__in=history.values("id"))
    taken_out.update(not_imposed=True)


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0008_known_by_who_agrees'),
    ]

    operations = [
        migrations.AddField(
            model_name='condition',
            name='not_imposed',
            field=models.BooleanField(default=False, verbose_name='taken out before it was imposed'),
        ),
        migrations.AddField(
            model_name='historicalcondition',
            name='not_imposed',
            field=models.BooleanField(default=False, verbose_name='taken out before it was imposed'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
