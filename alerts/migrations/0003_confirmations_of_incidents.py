import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """P11c What was settled informally is confirmed each year too."""

    dependencies = [
        ('alerts', '0002_reference_data'),
    ]

    operations = [
        migrations.AddField(
            model_name='confirmation',
            name='incident',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='alerts.incident'),
        ),
        migrations.AddField(
            model_name='historicalconfirmation',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='alerts.incident'),
        ),
        migrations.RemoveConstraint(
            model_name='confirmation',
            name='confirmation_of_an_alert_or_an_investigation',
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('alert__isnull', False), ('incident__isnull', True), ('investigation__isnull', True)), models.Q(('alert__isnull', True), ('incident__isnull', True), ('investigation__isnull', False)), models.Q(('alert__isnull', True), ('incident__isnull', False), ('investigation__isnull', True)), _connector='OR'), name='confirmation_of_one_case'),
        ),
    ]
