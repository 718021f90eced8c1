from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0011_who_answers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='duty',
            name='role',
            field=models.CharField(blank=True, choices=[('OFFICER', 'Officer'), ('CONTRACTOR', 'Contractor'), ('LINE_MANAGER', 'Line manager'), ('DUTY_MANAGER', 'Duty manager'), ('OPERATIONAL_LEAD', 'Operational Lead'), ('HEAD_OF_SERVICE', 'Head of Service'), ('LEADERSHIP', 'Leadership Team'), ('DATA_PROTECTION_OFFICER', 'Data Protection Officer'), ('EQUALITY_OFFICER', 'Equality Officer'), ('ADMINISTRATOR', 'System administrator')], max_length=30),
        ),
    ]
