from django.db import migrations, models


class Migration(migrations.Migration):
    """Each opening that is kept already is shown by itself, as it was."""

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='readevent',
            name='again',
            field=models.BooleanField(default=False, verbose_name='in the same visit as an opening before'),
        ),
    ]
