"""Where a complaint goes after the landlord: its ombudsman, if it is a member of a scheme, and the Information Commissioner.

Teign Housing is a registered provider, and so a member of the Housing Ombudsman's scheme. Of Templer HomeBuild an
administrator says whether it is: until then its letters name no ombudsman.
"""

from django.db import migrations, models

OMBUDSMAN = {
    "ombudsman_name": "the Housing Ombudsman",
    "ombudsman_contact": "PO Box 1484, Unit D, Preston, PR2 0ET\ntelephone 0300 111 3000\nwww.housing-ombudsman.org.uk",
}
ICO = "Wycliffe House, Water Lane, Wilmslow, SK9 5AF\ntelephone 0303 123 1113\nico.org.uk"


def add(apps, schema_editor):
    organisations = apps.get_model("staff", "Organisation").objects
    organisations.filter(code="teign").update(**OMBUDSMAN)
    organisations.update(ico_contact=ICO)


def fields():
    return {
        "ombudsman_name": models.CharField(
            "whose ombudsman scheme it is a member of", blank=True, default="", max_length=100
        ),
        "ombudsman_contact": models.TextField("how to reach the ombudsman", blank=True, default=""),
        "ico_contact": models.TextField("how to reach the Information Commissioner's Office", default=""),
    }


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_roles_wait_for_confirmation")]
    operations = [
        *(
            migrations.AddField(model, name, field, preserve_default=False)
            for model in ("organisation", "historicalorganisation")
            for name, field in fields().items()
        ),
        migrations.AddConstraint(
            "organisation",
            models.CheckConstraint(
                condition=models.Q(("ombudsman_contact", ""), ("ombudsman_name", ""))
                | models.Q(models.Q(("ombudsman_contact", ""), _negated=True), models.Q(("ombudsman_name", ""), _negated=True)),
                name="ombudsman_has_a_name_and_an_address",
            ),
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
