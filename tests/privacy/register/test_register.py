"""The register: ``/register/`` and its papers. It says what the service does, or a test fails."""

import pytest
from django.apps import apps

from alerts.models import AlertType
from housing_alerts.staff.models import Organisation
from letters.printing import pictures
from privacy.bundle.held import HELD
from privacy.choices import Keeping, Paper
from privacy.register.activities import ACTIVITIES, basis_of
from tests import scenarios
from tests.page import nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday")
ABOUT_NOBODY = {
    *("ContentType", "Permission", "Group", "ReferenceSeries", "Count", "Pulse", "DailyRun", "DBTaskResult"),
}
"""The tables of the library and the machine, which tell of nobody."""
NAMED = [name for each in ACTIVITIES for name in each.tables.split()]


def _tables():
    return {
        model.__name__: model
        for model in apps.get_models()
        if not hasattr(model, "instance_type") and model._meta.app_label != "tools"
    }


@pytest.mark.clause("P13a")
def test_each_table_is_kept_by_one_activity():
    assert sorted(NAMED) == sorted(set(_tables()) - ABOUT_NOBODY)


def test_each_table_with_something_about_a_person_is_among_them():
    assert {each.model.__name__ for each in HELD} <= set(NAMED)


def test_each_period_is_named():
    assert {keeping for each in ACTIVITIES for keeping in each.keepings} == set(Keeping)
    assert all(each.keepings or each.kept for each in ACTIVITIES)


def test_each_activity_has_a_basis_a_condition_and_recipients():
    for activity in ACTIVITIES:
        assert all([activity.purpose, activity.people, activity.basis, activity.conditions, activity.recipients])


@pytest.mark.clause("P13a")
def test_the_record_names_each_table_type_and_period_of_the_landlord(sign_in, cast):
    landlord = Organisation.objects.get(code="teign")
    scenarios.kept_for(cast, MAIL=5)

    said = words(sign_in("dpo").get("/register/teign/record-of-processing/"))

    for model in {each.model for each in HELD}:
        name = str(model._meta.verbose_name_plural)
        assert name[:1].upper() + name[1:] in said, name
    for type in AlertType.objects.all():
        assert str(type) in said
        assert set(basis_of(type).basis) <= {line for each in ACTIVITIES for line in each.basis}
    assert "Mail to colleagues: 5 months" in said
    assert f"By e-mail: {landlord.data_protection_email}" in said


def test_the_notice_tells_how_long_which_rights_and_where_to_complain(sign_in, cast):
    landlord = Organisation.objects.get(code="teign")
    said = words(sign_in("dpo").get("/register/teign/privacy-notice/"))
    for each in (
        *("You can ask what we hold about you", "You can object", "We put it right", "A file with a sanction"),
        *(landlord.name, landlord.ico_contact.splitlines()[0]),
    ):
        assert each in said


def test_the_assessment_says_how_the_switch_for_postcodes_stands(sign_in, cast, settings):
    for kept, says in [(False, "are not kept here: the switch is off"), (True, "are kept here")]:
        settings.HOME_POSTCODES = kept
        said = words(sign_in("dpo").get("/register/teign/impact-assessment/"))
        assert says in said
        assert "signs of curiosity" in said
        assert "Signed by, and on which day" in said


@pytest.mark.long
@pytest.mark.parametrize("which", Paper)
@pytest.mark.on_paper
def test_each_paper_is_a_page_and_a_pdf(sign_in, cast, which):
    client = sign_in("dpo")
    assert which.label in words(client.get("/register/"))
    with nothing_changes():
        page = client.get(f"/register/templer/{which.value}/")
        pdf = client.get(f"/register/templer/{which.value}/pdf/")
    assert which.label in words(page)
    assert which.label in pictures.text(pdf.content)
    assert pdf["Content-Type"] == "application/pdf"


def test_what_there_is_not_is_not_found(sign_in, cast):
    for url in ["/register/nobody/record-of-processing/", "/register/teign/nothing/"]:
        assert sign_in("dpo").get(url).status_code == 404
