from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_legal_holds_and_retention_periods")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="made_digest",
            field=models.CharField(
                blank=True,
                default="",
                max_length=64,
                verbose_name="SHA-256 of the data when the bundle was made last",
            ),
            preserve_default=False,
        )
        for model in ("subjectrequest", "historicalsubjectrequest")
    ]
