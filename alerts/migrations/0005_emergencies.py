"""What the letters say of emergencies: as fast as is safe. That nothing ever delays them, nobody can promise."""

from django.db import migrations

PROMISED = "Emergencies are never delayed."
INSTEAD = "We come to emergencies as fast as we can do so safely."
TOLD = ("measure", "consequence", "consequence_kept", "consequence_removed")


def say_what_is_so(apps, schema_editor):
    for type in apps.get_model("alerts", "AlertType").objects.all():
        for name in TOLD:
            setattr(type, name, getattr(type, name).replace(PROMISED, INSTEAD))
        type.save()


class Migration(migrations.Migration):
    dependencies = [("alerts", "0004_lifelines_confirmed")]
    operations = [migrations.RunPython(say_what_is_so, migrations.RunPython.noop)]
