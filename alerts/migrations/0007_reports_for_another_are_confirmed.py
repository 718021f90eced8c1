"""P2 A colleague confirms what somebody else reported for them. Who typed it was always kept: ``created_by``."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0006_side_of_the_customer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalincident',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='when the colleague for whom it was reported confirmed it'),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='correction',
            field=models.TextField(blank=True, verbose_name='what that colleague corrects or adds'),
        ),
        migrations.AddField(
            model_name='incident',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='when the colleague for whom it was reported confirmed it'),
        ),
        migrations.AddField(
            model_name='incident',
            name='correction',
            field=models.TextField(blank=True, verbose_name='what that colleague corrects or adds'),
        ),
        migrations.AlterField(
            model_name='historicalincident',
            name='reported_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='whose report it is'),
        ),
        migrations.AlterField(
            model_name='incident',
            name='reported_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to=settings.AUTH_USER_MODEL, verbose_name='whose report it is'),
        ),
    ]
