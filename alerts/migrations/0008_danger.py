"""A weapon can be reported, and a behaviour says whether it is a threat of violence."""

from django.db import migrations, models

THREAT = "THREAT_OF_VIOLENCE"


def say_which_threatens(apps, schema_editor):
    apps.get_model("alerts", "Behaviour").objects.filter(code=THREAT).update(threatens=True)


class Migration(migrations.Migration):
    dependencies = [("alerts", "0007_reports_for_another_are_confirmed")]
    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="threatens",
                field=models.BooleanField(default=False, verbose_name="is a threat of violence"),
            )
            for name in ("behaviour", "historicalbehaviour")
        ),
        *(
            migrations.AddField(
                model_name=name,
                name="weapon",
                field=models.BooleanField(default=False, verbose_name="a weapon was used, shown or at hand"),
            )
            for name in ("incident", "historicalincident")
        ),
        migrations.RunPython(say_which_threatens, migrations.RunPython.noop),
    ]
