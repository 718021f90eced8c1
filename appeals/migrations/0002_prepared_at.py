from django.db import migrations, models


class Migration(migrations.Migration):
    """P9b What is reported is compared with the moment of the evidence. Of what was prepared before only the day is known."""

    dependencies = [
        ('appeals', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='appeal',
            name='prepared_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='when it was put before the Head of Service'),
        ),
        migrations.AddField(
            model_name='historicalappeal',
            name='prepared_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='when it was put before the Head of Service'),
        ),
    ]
