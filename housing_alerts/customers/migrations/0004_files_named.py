"""A colleague's page shows of how many restricted files they are the last named reader."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("customers", "0003_at_the_door"),
    ]
    operations = [
        migrations.AlterField(
            model_name="customer",
            name="readers",
            field=models.ManyToManyField(
                blank=True, related_name="files_named", to=settings.AUTH_USER_MODEL, verbose_name="named readers"
            ),
        )
    ]
