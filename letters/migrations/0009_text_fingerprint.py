"""A fingerprint of its own for the text of an issued letter; what was issued before keeps none, for its row is never changed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0008_title_of_several'),
    ]

    operations = [
        migrations.AddField(
            model_name='issuedpdf',
            name='text_sha256',
            field=models.CharField(blank=True, default='', max_length=64),
            preserve_default=False,
        ),
    ]
