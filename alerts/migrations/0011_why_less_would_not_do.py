from django.db import migrations, models


class Migration(migrations.Migration):
    """P5 Where several alerts were recommended before, their investigation says for all of them why less would not do."""

    dependencies = [
        ('alerts', '0010_vulnerability_considered'),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='proportionality',
            field=models.TextField(blank=True, verbose_name='why less than this would not do'),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='proportionality',
            field=models.TextField(blank=True, verbose_name='why less than this would not do'),
        ),
    ]
