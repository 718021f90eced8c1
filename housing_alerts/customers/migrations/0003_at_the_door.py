"""What to do at the door because of an adjustment: empty until a Lead says it, so that no old reason is shown to all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_search_text")]
    operations = [
        migrations.AddField(
            model_name=name,
            name="at_the_door",
            field=models.TextField(blank=True, verbose_name="what to do at the door"),
        )
        for name in ("adjustment", "historicaladjustment")
    ]
