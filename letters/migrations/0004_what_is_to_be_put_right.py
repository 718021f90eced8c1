"""What in a letter was not so when it was sent. Until now such a posting was refused, so no letter of before has any."""

from django.db import migrations, models


def field():
    return models.TextField(
        "what in it was not so when it was sent", blank=True, default="", editable=False
    )


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_words_that_are_so")]
    operations = [
        migrations.AddField("letter", "put_right", field(), preserve_default=False),
        migrations.AddField("historicalletter", "put_right", field(), preserve_default=False),
    ]
