import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('customers', '0003_at_the_door'),
        ('staff', '0008_duty_manager'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ON_DUTY', 'On duty: incidents with danger'), ('TRIAGE', 'Incidents to triage'), ('ASK', 'Colleagues to ask how they are'), ('FINISH', 'Reports to finish'), ('CHECK_REPORT', 'Reported for you: is it right?'), ('MARKER_LAPSES', 'Interim markers about to lapse'), ('DECIDE', 'Recommendations to decide'), ('DECIDE_APPEAL', 'Appeals to decide'), ('DECIDE_LATE', 'Late appeals to accept or refuse'), ('OVERDUE', 'Reviews that the Lead has left overdue'), ('UNREVIEWED', 'Unreviewed alerts'), ('UNKEPT', 'Restricted files that nobody keeps'), ('ACKNOWLEDGE', 'Appeals to acknowledge'), ('ANSWER', 'Appeals to answer'), ('HAPPENED', 'Something happened under an alert'), ('REVIEW', 'Reviews due'), ('MARKER', 'Interim markers'), ('DEPARTED', 'Alerts to ask about'), ('WRITE', 'Letters to write'), ('CORRECT', 'Correcting letters to write'), ('SEND', 'Letters to issue or send'), ('FOLLOW_UP', 'Actions to follow up'), ('REFERRED', 'Referred incidents'), ('INVESTIGATE', 'Your investigations'), ('TAKE_OVER', 'Investigations to take over'), ('ENTER', 'To enter in Cx and Assure'), ('CONFIRM', 'To confirm in Cx'), ('CONFIRM_ROLE', 'Roles to confirm'), ('CONFIRM_TYPE', 'Alert types to confirm'), ('ROLE_ASKED', 'Roles asked for'), ('DECLINED', 'Recommendations declined'), ('OVERTURNED', 'Decisions changed on appeal'), ('REMOVED', 'Alerts removed')], max_length=20)),
                ('subject_id', models.PositiveBigIntegerField()),
                ('reference', models.CharField(max_length=40)),
                ('role', models.CharField(blank=True, choices=[('OFFICER', 'Officer'), ('CONTRACTOR', 'Contractor'), ('LINE_MANAGER', 'Line manager'), ('DUTY_MANAGER', 'Duty manager'), ('OPERATIONAL_LEAD', 'Operational Lead'), ('HEAD_OF_SERVICE', 'Head of Service'), ('LEADERSHIP', 'Leadership Team'), ('DATA_PROTECTION_OFFICER', 'Data Protection Officer'), ('ADMINISTRATOR', 'System administrator')], max_length=30)),
                ('words', models.CharField(max_length=200)),
                ('about', models.CharField(blank=True, max_length=120)),
                ('path', models.CharField(max_length=200)),
                ('clause', models.CharField(max_length=5)),
                ('shows_from', models.DateField(null=True)),
                ('shows_until', models.DateField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('urgent', models.BooleanField(default=False)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.CharField(max_length=60, verbose_name='the step that opened it')),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.CharField(blank=True, max_length=60, verbose_name='the step that closed it')),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.servicearea')),
                ('asset', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.asset')),
                ('awaited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('colleague', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
                ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name_plural': 'duties',
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['colleague', 'due_on', 'id'], name='open_duty_of_a_colleague'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['role', 'area', 'due_on', 'id'], name='open_duty_of_a_role'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['awaited_by'], name='open_duty_that_is_awaited'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['customer'], name='open_duty_about_a_customer'), models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['asset'], name='open_duty_at_a_property'), models.Index(fields=['subject_type', 'subject_id'], name='duty_of_a_record')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True), ('colleague__isnull', False)), fields=('subject_type', 'subject_id', 'kind', 'colleague'), name='one_open_duty_of_a_colleague'), models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True), ('area__isnull', False), ('colleague__isnull', True)), fields=('subject_type', 'subject_id', 'kind', 'role', 'area'), name='one_open_duty_of_a_role_in_an_area'), models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True), ('area__isnull', True), ('colleague__isnull', True)), fields=('subject_type', 'subject_id', 'kind', 'role'), name='one_open_duty_of_a_role'), models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', True), ('colleague__isnull', False), ('role', '')), models.Q(('colleague__isnull', True), models.Q(('role', ''), _negated=True)), _connector='OR'), name='duty_of_a_colleague_or_a_role')],
            },
        ),
    ]
