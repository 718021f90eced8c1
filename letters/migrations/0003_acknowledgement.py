"""The letter that acknowledges an appeal, with its standing words in their first version."""

from django.db import migrations, models

FORMATS = "Ask us if you would like this letter in large print, braille, audio or another language."

ACKNOWLEDGEMENT = {
    "kind": "APPEAL_ACKNOWLEDGEMENT",
    "title": "We have received your appeal",
    "opening": "Thank you for telling us why you do not agree with our decision. "
    "This letter tells you what happens with your appeal, and by when you will have our answer.",
    "closing": f"{FORMATS}\n\nThank you for taking the time to read this letter.",
}


def add(apps, schema_editor):
    apps.get_model("letters", "Wording").objects.create(version=1, **ACKNOWLEDGEMENT)


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0002_wording'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalletter',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal')], max_length=30),
        ),
        migrations.AlterField(
            model_name='historicalwording',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal')], max_length=30),
        ),
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal')], max_length=30),
        ),
        migrations.AlterField(
            model_name='wording',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal')], max_length=30),
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
