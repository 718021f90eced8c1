"""Whom a customer asks about their data, and where the privacy notice is.

Until an administrator says otherwise it is what the letters said before: the landlord's own e-mail, address and website.
"""

from django.db import migrations, models
from django.db.models import F


def add(apps, schema_editor):
    for model in ("Organisation", "HistoricalOrganisation"):
        apps.get_model("staff", model).objects.update(
            data_protection_name="our Data Protection Officer",
            data_protection_email=F("email"),
            privacy_notice=F("website"),
        )


def fields():
    return {
        "data_protection_name": models.CharField(
            "who answers for data protection, as it stands in a sentence", default="", max_length=100
        ),
        "data_protection_email": models.EmailField("e-mail for data protection", default="", max_length=254),
        "data_protection_address": models.TextField(
            "where post about data protection goes; empty where it is the address of the letterhead", blank=True, default=""
        ),
        "privacy_notice": models.CharField("where the privacy notice is", default="", max_length=200),
    }


class Migration(migrations.Migration):
    dependencies = [("staff", "0015_former_names")]
    operations = [
        *(
            migrations.AddField(model, name, field, preserve_default=False)
            for model in ("organisation", "historicalorganisation")
            for name, field in fields().items()
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
