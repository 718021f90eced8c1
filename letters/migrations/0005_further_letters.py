"""What a letter tells of beside its subject, whom the customer can ask, and the words of four further letters."""

import django.db.models.deletion
from django.db import migrations, models

FORMATS = "Ask us if you would like this letter in large print, braille, audio or another language."
CLOSING = f"{FORMATS}\n\nThank you for taking the time to read this letter."
WORDING = [
    {
        "kind": "REMOVAL",
        "title": "We have removed the alert from your record",
        "opening": "We have good news about the alert on your record. "
        "This letter tells you what we have decided, why, and what it means for you.",
        "closing": CLOSING,
    },
    {
        "kind": "WRITTEN_WARNING",
        "title": "A written warning",
        "opening": "We are writing to you about something that was reported to us. "
        "This letter is a warning. It tells you what we ask of you, and what you can do if you see it in another way.",
        "closing": "Please keep this letter. If any part is not clear, call us and we will go through it with you. "
        f"{FORMATS}\n\nThank you for working with us.",
    },
    {
        "kind": "BEHAVIOUR_AGREEMENT",
        "title": "An agreement between you and us",
        "opening": "We would like to agree with you how we treat each other from now on. "
        "This letter says what we ask of you, and what you can expect from us.",
        "closing": "Please keep a copy of this letter. If any part is not clear, call us and we will go through it with you. "
        f"{FORMATS}\n\nThank you for working with us.",
    },
    {
        "kind": "AGREED_ACTION",
        "title": "What we decided about a report to us",
        "opening": "We have looked into something that was reported to us. "
        "This letter tells you what we have decided, and what happens next.",
        "closing": CLOSING,
    },
]


def add(apps, schema_editor):
    for values in WORDING:
        apps.get_model("letters", "Wording").objects.create(version=1, **values)


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('letters', '0004_investigation_outcome'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalletter',
            name='contact',
            field=models.CharField(blank=True, max_length=200, verbose_name='whom the customer can ask'),
        ),
        migrations.AddField(
            model_name='letter',
            name='contact',
            field=models.CharField(blank=True, max_length=200, verbose_name='whom the customer can ask'),
        ),
        migrations.AlterField(
            model_name='historicalletter',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal'), ('INVESTIGATION_OUTCOME', 'Outcome of an investigation'), ('REMOVAL', 'Removal of an alert'), ('WRITTEN_WARNING', 'Written warning'), ('BEHAVIOUR_AGREEMENT', 'Behaviour agreement'), ('AGREED_ACTION', 'Notice of an agreed action')], max_length=30),
        ),
        migrations.AlterField(
            model_name='historicalwording',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal'), ('INVESTIGATION_OUTCOME', 'Outcome of an investigation'), ('REMOVAL', 'Removal of an alert'), ('WRITTEN_WARNING', 'Written warning'), ('BEHAVIOUR_AGREEMENT', 'Behaviour agreement'), ('AGREED_ACTION', 'Notice of an agreed action')], max_length=30),
        ),
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal'), ('INVESTIGATION_OUTCOME', 'Outcome of an investigation'), ('REMOVAL', 'Removal of an alert'), ('WRITTEN_WARNING', 'Written warning'), ('BEHAVIOUR_AGREEMENT', 'Behaviour agreement'), ('AGREED_ACTION', 'Notice of an agreed action')], max_length=30),
        ),
        migrations.AlterField(
            model_name='wording',
            name='kind',
            field=models.CharField(choices=[('NOTIFICATION', 'Notification of an alert'), ('REVIEW_OUTCOME', 'Outcome of a review'), ('APPEAL_ACKNOWLEDGEMENT', 'Acknowledgement of an appeal'), ('APPEAL_OUTCOME', 'Outcome of an appeal'), ('INVESTIGATION_OUTCOME', 'Outcome of an investigation'), ('REMOVAL', 'Removal of an alert'), ('WRITTEN_WARNING', 'Written warning'), ('BEHAVIOUR_AGREEMENT', 'Behaviour agreement'), ('AGREED_ACTION', 'Notice of an agreed action')], max_length=30),
        ),
        migrations.CreateModel(
            name='AlsoAbout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_id', models.PositiveBigIntegerField()),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='also', to='letters.letter')),
                ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='letters_als_subject_c9832f_idx')],
                'constraints': [models.UniqueConstraint(fields=('letter', 'subject_type', 'subject_id'), name='letter_tells_of_each_thing_once')],
            },
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
