"""A colleague's telephone number, so that they can be rung when there was danger."""

from django.core.validators import RegexValidator
from django.db import migrations, models

NUMBER = RegexValidator(r"^\+?[0-9 ]{5,}$", "Enter a telephone number such as 01626 555 0123")


class Migration(migrations.Migration):
    dependencies = [("staff", "0006_must_change_password")]
    operations = [
        migrations.AddField(
            model_name=name,
            name="telephone",
            field=models.CharField(blank=True, max_length=40, validators=[NUMBER]),
        )
        for name in ("colleague", "historicalcolleague")
    ]
