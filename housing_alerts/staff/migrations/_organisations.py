"""The two organisations and the first service areas. Their addresses are invented until an administrator sets them.

Teign Housing is a registered provider, and so a member of the Housing Ombudsman's scheme. Of Templer HomeBuild an
administrator says whether it is: until then its letters name no ombudsman.
"""

OMBUDSMAN = {
    "ombudsman_name": "the Housing Ombudsman",
    "ombudsman_contact": "PO Box 1484, Unit D, Preston, PR2 0ET\ntelephone 0300 111 3000\nwww.housing-ombudsman.org.uk",
}
ICO = "Wycliffe House, Water Lane, Wilmslow, SK9 5AF\ntelephone 0303 123 1113\nico.org.uk"
ORGANISATIONS = [
    {
        "code": "teign",
        "name": "Teign Housing",
        "address": "Sample House\nExample Street\nTestmouth\nTQ99 1AA",
        "telephone": "01632 960100",
        "email": "contact-management@teign.example",
        "website": "www.teign.example",
        "data_protection_name": "our Data Protection Officer",
        "data_protection_email": "contact-management@teign.example",
        "privacy_notice": "www.teign.example",
        "colour": "#12495c",
        "ico_contact": ICO,
        **OMBUDSMAN,
    },
    {
        "code": "templer",
        "name": "Templer HomeBuild",
        "address": "Specimen Court\nExample Street\nTestmouth\nTQ99 1AB",
        "telephone": "01632 960200",
        "email": "contact-management@templer.example",
        "website": "www.templer.example",
        "data_protection_name": "our Data Protection Officer",
        "data_protection_email": "contact-management@templer.example",
        "privacy_notice": "www.templer.example",
        "colour": "#6b2f4a",
        "ico_contact": ICO,
    },
]
AREAS = ["Housing", "Property Services"]


def add(apps, schema_editor):
    for values in ORGANISATIONS:
        apps.get_model("staff", "Organisation").objects.get_or_create(code=values["code"], defaults=values)
    for name in AREAS:
        apps.get_model("staff", "ServiceArea").objects.get_or_create(name=name)
