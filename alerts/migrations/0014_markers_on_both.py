from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def as_the_incident_says(apps, schema_editor):
    """Each marker is the person's and the property's of its incident, as far as each is known."""
    incidents = apps.get_model("alerts", "Incident").objects.filter(pk=OuterRef("incident"))
    apps.get_model("alerts", "Marker").objects.update(
        customer=Subquery(incidents.values("customer")), asset=Subquery(incidents.values("asset"))
    )


class Migration(migrations.Migration):
    dependencies = [("alerts", "0013_draft_openings")]

    operations = [
        migrations.RemoveConstraint(model_name="marker", name="marker_on_a_person_or_a_property"),
        migrations.AddConstraint(
            model_name="marker",
            constraint=models.CheckConstraint(
                condition=Q(("customer__isnull", False)) | Q(("asset__isnull", False)),
                name="marker_on_a_person_or_a_property",
            ),
        ),
        migrations.RunPython(as_the_incident_says, migrations.RunPython.noop),
    ]
