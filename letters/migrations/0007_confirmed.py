"""What the Lead confirmed to be meant before a letter was kept."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0006_answers_and_text'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalletter',
            name='confirmed',
            field=models.JSONField(blank=True, default=list, verbose_name='what the Lead confirmed to be meant'),
        ),
        migrations.AddField(
            model_name='letter',
            name='confirmed',
            field=models.JSONField(blank=True, default=list, verbose_name='what the Lead confirmed to be meant'),
        ),
    ]
