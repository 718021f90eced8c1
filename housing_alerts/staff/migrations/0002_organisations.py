"""The two organisations and the first service areas. Their addresses are invented until an administrator sets them."""

from django.db import migrations

ORGANISATIONS = [
    {
        "code": "teign",
        "name": "Teign Housing",
        "address": "Sample House\nExample Street\nTestmouth\nTQ99 1AA",
        "telephone": "01632 960100",
        "email": "contact-management@teign.example",
        "website": "www.teign.example",
        "colour": "#12495c",
    },
    {
        "code": "templer",
        "name": "Templer HomeBuild",
        "address": "Specimen Court\nExample Street\nTestmouth\nTQ99 1AB",
        "telephone": "01632 960200",
        "email": "contact-management@templer.example",
        "website": "www.templer.example",
        "colour": "#6b2f4a",
    },
]
AREAS = ["Housing", "Property Services"]


def add(apps, schema_editor):
    for values in ORGANISATIONS:
        apps.get_model("staff", "Organisation").objects.get_or_create(code=values["code"], defaults=values)
    for name in AREAS:
        apps.get_model("staff", "ServiceArea").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
