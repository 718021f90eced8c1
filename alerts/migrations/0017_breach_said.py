import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0016_letters_tell_of_actions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalincident',
            name='breach_said_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when it was last said which alert it breaches'),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='breach_said_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incident',
            name='breach_said_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when it was last said which alert it breaches'),
        ),
        migrations.AddField(
            model_name='incident',
            name='breach_said_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
