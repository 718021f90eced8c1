"""Who set a colleague's password last, and when: the two do not count as two people."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KNEW = "Who knew the password before the colleague chose one, so that the two may have been one person since."


class Migration(migrations.Migration):
    dependencies = [("staff", "0008_duty_manager")]
    operations = [
        migrations.AddField(
            model_name="colleague",
            name="password_set_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text=KNEW,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalcolleague",
            name="password_set_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                help_text=KNEW,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        *(
            migrations.AddField(
                model_name=name,
                name="password_set_at",
                field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="password set on"),
            )
            for name in ("colleague", "historicalcolleague")
        ),
        migrations.AddConstraint(
            model_name="colleague",
            constraint=models.CheckConstraint(
                condition=models.Q(password_set_by__isnull=True, password_set_at__isnull=True)
                | models.Q(password_set_by__isnull=False, password_set_at__isnull=False),
                name="password_set_by_and_at",
            ),
        ),
    ]
