from django.conf import settings
from django.db import migrations, models


def every_password_was_given(apps, schema_editor):
    """Nobody could choose a password of their own until now: an administrator chose each, but for those of the demo."""
    if not settings.DEMO:
        apps.get_model('staff', 'Colleague').objects.update(must_change_password=True)


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0005_our_own_standards'),
    ]

    operations = [
        migrations.AddField(
            model_name='colleague',
            name='must_change_password',
            field=models.BooleanField(default=False, editable=False, help_text='Somebody else knows the password. Nothing else opens until it is changed.'),
        ),
        migrations.AddField(
            model_name='historicalcolleague',
            name='must_change_password',
            field=models.BooleanField(default=False, editable=False, help_text='Somebody else knows the password. Nothing else opens until it is changed.'),
        ),
        migrations.RunPython(every_password_was_given, migrations.RunPython.noop),
    ]
