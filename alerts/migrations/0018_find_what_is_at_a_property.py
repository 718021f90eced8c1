"""Find the few alerts, incidents and markers that are at a property: a look-up asks for those of a person or of a property."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0017_words_told_to_the_customer'),
        ('customers', '0006_plain_names'),
        ('staff', '0013_letterheads_are_confirmed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(condition=models.Q(('asset__isnull', False)), fields=['asset'], name='alert_at_a_property'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('asset__isnull', False)), fields=['asset'], name='incident_at_a_property'),
        ),
        migrations.AddIndex(
            model_name='marker',
            index=models.Index(condition=models.Q(('asset__isnull', False)), fields=['asset'], name='marker_at_a_property'),
        ),
    ]
