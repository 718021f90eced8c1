"""Whether the customer, when asked, gave their side. Of talks before this nobody said it, so no letter says it either."""

from django.db import migrations, models

CHOICES = [("GIVEN", "They gave their side"), ("REFUSED", "They did not want to give their side")]


def side():
    return models.CharField(
        blank=True, choices=CHOICES, default="", max_length=10, verbose_name="whether they gave their side"
    )


class Migration(migrations.Migration):
    dependencies = [("alerts", "0005_emergencies")]
    operations = [
        migrations.AddField("discussion", "side", side(), preserve_default=False),
        migrations.AddField("historicaldiscussion", "side", side(), preserve_default=False),
        migrations.AddConstraint(
            "discussion",
            models.CheckConstraint(
                condition=models.Q(
                    ("side", ""),
                    models.Q(("counterpart__in", ["CUSTOMER", "REPRESENTATIVE"]), models.Q(("what", ""), _negated=True)),
                    _connector="OR",
                ),
                name="side_of_a_customer_who_was_asked",
            ),
        ),
    ]
