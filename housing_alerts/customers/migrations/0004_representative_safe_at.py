from django.db import migrations, models

SAFE_AT = models.DateTimeField(editable=False, null=True, verbose_name="when their own address was said to be safe here")


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_what_became_known")]
    operations = [
        migrations.AddField(model_name="historicalrepresentative", name="safe_at", field=SAFE_AT),
        migrations.AddField(model_name="representative", name="safe_at", field=SAFE_AT),
    ]
