from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0005_subject_access_duty")]

    operations = [
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                fields=["role", "shows_from"],
                condition=models.Q(closed_at__isnull=True),
                name="open_duty_of_a_role_anywhere",
            ),
        ),
    ]
