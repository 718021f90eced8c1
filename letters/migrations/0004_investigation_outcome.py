"""The letter that tells how an investigation ended that imposed nothing, with its standing words."""

from django.db import migrations, models

WORDING = {
    "kind": "INVESTIGATION_OUTCOME",
    "version": 1,
    "title": "What we decided about a report to us",
    "opening": "We have looked into something that was reported to us. "
    "This letter tells you what we have decided, and what happens next.",
    "closing": "Ask us if you would like this letter in large print, braille, audio or another language.\n\n"
    "Thank you for taking the time to read this letter.",
}


def add(apps, schema_editor):
    apps.get_model("letters", "Wording").objects.create(**WORDING)


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0003_acknowledgement'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalletter',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal'), ('INVESTIGATION_OUTCOME', 'Outcome of an investigation')], max_length=30),
        ),
        migrations.AlterField(
            model_name='historicalwording',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal'), ('INVESTIGATION_OUTCOME', 'Outcome of an investigation')], max_length=30),
        ),
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal'), ('INVESTIGATION_OUTCOME', 'Outcome of an investigation')], max_length=30),
        ),
        migrations.AlterField(
            model_name='wording',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal'), ('INVESTIGATION_OUTCOME', 'Outcome of an investigation')], max_length=30),
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
