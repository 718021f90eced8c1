"""A Head of Service confirms a type of alert, or a change of one, before it is used. The types there are stay in use."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _person(model):
    if model == "alerttype":
        return models.ForeignKey(
            blank=True,
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to=settings.AUTH_USER_MODEL,
        )
    return models.ForeignKey(
        blank=True,
        db_constraint=False,
        null=True,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


FIELDS = {
    "unconfirmed": lambda model: models.BooleanField(default=False, verbose_name="new, and not confirmed yet"),
    "waiting": lambda model: models.JSONField(
        blank=True, default=dict, verbose_name="what a Head of Service has to confirm before it is used"
    ),
    "asked_by": lambda model: _person(model),
    "confirmed_by": lambda model: _person(model),
    "confirmed_on": lambda model: models.DateField(blank=True, null=True),
}


class Migration(migrations.Migration):
    dependencies = [("alerts", "0008_danger"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField(model_name=model, name=name, field=field(model))
        for model in ("alerttype", "historicalalerttype")
        for name, field in FIELDS.items()
    ]
