from django.db import migrations, models


class Migration(migrations.Migration):
    """P5 D2 Of what was imposed before, nobody was asked to confirm it."""

    dependencies = [
        ('alerts', '0003_confirmations_of_incidents'),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='lifelines',
            field=models.JSONField(blank=True, default=list, verbose_name='confirmed to stay open'),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='lifelines',
            field=models.JSONField(blank=True, default=list, verbose_name='confirmed to stay open'),
        ),
    ]
