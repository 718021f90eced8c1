import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """P9b Keep how an appeal was answered where no letter may be made. Of the appeals that stand, none was answered so."""

    dependencies = [
        ("appeals", "0002_prepared_at"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        operation
        for model, colleague in (
            (
                "appeal",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "historicalappeal",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        )
        for operation in (
            migrations.AddField(
                model,
                "answered_on",
                models.DateField(blank=True, null=True, verbose_name="when it was answered without a letter"),
            ),
            migrations.AddField(model, "answered_by", colleague),
            migrations.AddField(
                model,
                "answered_how",
                models.TextField(blank=True, default="", verbose_name="how it was answered without a letter"),
                preserve_default=False,
            ),
        )
    ]
