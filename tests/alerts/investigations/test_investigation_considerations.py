"""Write down what was considered: vulnerability, alternatives, proportionality, the manager, the reasons."""

from datetime import timedelta

import pytest

from alerts.investigations import services as investigations_services
from alerts.investigations.forms import ConsiderationsForm
from alerts.models import Investigation
from housing_alerts.customers.services import record_adjustment, record_representative
from housing_alerts.kernel.refusals import NotAllowed, when
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from tests import scenarios
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.step import LEADERSHIP, NO_CASE, assert_kept, assert_not_found, assert_not_now, assert_only_reads, fill

WORDS = {
    "vulnerability": "None is known to us.",
    "vulnerability_told_by": "CUSTOMER",
    "adjustments": "A call before each visit.",
    "adjustment_clash": "He can still be called.",
    "support": "His sister helps him.",
    "alternatives": "A warning had no effect.",
    "open_matters": "A boiler repair.",
    "proportionality": "Visits go on.",
    "last_resort": "An agreement failed.",
    "recommendation": "A colleague was in fear.",
}


MATTERS = {"open_matter_kinds": ["REPAIRS", "COMPLAINTS"]}


@pytest.fixture
def file(cast):
    return scenarios.opened(cast)


@pytest.fixture
def answers(cast):
    return {
        **WORDS,
        **MATTERS,
        "consulted_manager": cast.manager.pk,
        **day("consulted_on", cast.today),
        "no_further_action": "on",
    }


def _url(file):
    return f"/investigations/{file.reference}/considerations/"


# It works


def test_the_lead_writes_them_down(cast, sign_in, file, answers):
    client = sign_in("lead")
    response = fill(client, _url(file), **answers)

    assert_done(client, response, f"/investigations/{file.reference}/", "Considerations recorded.")
    found = Investigation.objects.get()
    assert {name: getattr(found, name) for name in WORDS | MATTERS} == WORDS | MATTERS
    assert (found.consulted_manager, found.consulted_on, found.no_further_action) == (cast.manager, cast.today, True)


def test_they_can_be_written_over_several_days(sign_in, file, answers):
    client = sign_in("lead")
    fill(client, _url(file), alternatives="A warning had no effect.")
    assert_kept(client.get(_url(file)), alternatives="A warning had no effect.", vulnerability="")

    fill(client, _url(file), vulnerability="None is known to us.")
    found = Investigation.objects.get()
    assert (found.vulnerability, found.alternatives) == ("None is known to us.", "A warning had no effect.")
    assert "What was considered" in words(client.get(f"/investigations/{file.reference}/"))


def test_what_was_agreed_with_the_customer_and_who_acts_for_them_stand_beside_it(cast, sign_in, file):
    customer = {"customer": file.customer, "by": cast.lead}
    record_adjustment(**customer, what="Ring first.", starts=cast.ago(9), ends=None)
    record_adjustment(**customer, what="A taxi.", starts=cast.ago(9), ends=cast.ago(8))
    record_representative(**customer, details={"name": "Asha Reed", "agency": "Aid", "authority": "A form"})
    page = sign_in("lead").get(_url(file))
    said = words(page)
    assert f"Reasonable adjustment: Ring first. (since {cast.ago(9):%-d %B %Y})" in said
    assert "Representative: Asha Reed, Aid" in said
    assert "A taxi." not in said
    assert 'data-behaviour="exclusive"' in page.content.decode()


# It refuses the wrong person


@pytest.mark.parametrize("username", NO_CASE)
def test_who_sees_no_case_finds_no_page(sign_in, file, answers, username):
    assert_not_found(sign_in(username), _url(file), file, **answers)


@pytest.mark.parametrize("username", LEADERSHIP)
def test_who_does_not_lead_it_is_refused(sign_in, file, answers, username):
    assert_not_now(sign_in(username), _url(file), file, "Lena Ledger leads this investigation.", **answers)


# It refuses the wrong state


def test_a_file_that_was_recommended_stays_as_it_is(cast, sign_in, answers):
    file = scenarios.proposed(cast).investigation
    by_whom = f"Lena Ledger acted on {when(file)}"
    sentence = f"Investigation {file.reference} is recommended since {by_whom}, so its file stays as it is."
    assert_not_now(sign_in("lead"), _url(file), file, sentence, **answers)


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(sign_in, file, answers):
    client = sign_in("lead")
    fill(client, _url(file), alternatives="Mediation.")
    response = client.post(_url(file), {**answers, "version": file.version})
    assert response.status_code == 403
    assert "Read what changed, then decide. What you typed is still here." in words(response)
    assert_kept(response, **answers, version=file.version + 1)


# It refuses bad input


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"consulted_manager": ""}, "Give both the manager you consulted and the day"),
        (
            {"consulted_on_day": "", "consulted_on_month": "", "consulted_on_year": ""},
            "Give both the manager you consulted and the day",
        ),
        ({"consulted_on_month": "13"}, "The day you consulted the manager must be a real date, such as 5 4 2026"),
        ({"consulted_manager": "0"}, "Choose one of those that are shown"),
        ({"vulnerability_told_by": "NEIGHBOUR"}, "Choose one of those that are shown"),
        ({"open_matter_kinds": ["LIFELINES"]}, "Choose one of those that are shown"),
        ({"open_matter_kinds": ["NONE", "REPAIRS"]}, "Choose the matters that are open, or “None known” – not both"),
    ],
)
def test_each_error_has_its_own_words(sign_in, file, answers, changed, sentence):
    client = sign_in("lead")
    with nothing_changes():
        response = fill(client, _url(file), **answers | changed)
    typed = {name: value for name, value in WORDS.items() if name not in changed}
    assert_asks(response, sentence)
    assert_kept(response, **typed)


def test_the_manager_was_not_consulted_in_the_future(cast, sign_in, file, answers):
    tomorrow = day("consulted_on", cast.today + timedelta(days=1))
    response = fill(sign_in("lead"), _url(file), **answers | tomorrow)
    assert_asks(response, "The day you consulted the manager must be today or in the past")


@pytest.mark.clause("P7a", refuses=True)
@pytest.mark.parametrize("who", ["contractor", "lead2", "head"])
def test_nobody_but_a_line_manager_is_named_as_consulted(cast, sign_in, file, answers, who):
    client, named = sign_in("lead"), cast.people[who]
    with nothing_changes():
        response = fill(client, _url(file), **answers | {"consulted_manager": named.pk})
    assert_asks(response, "Choose one of those that are shown")

    step = {"investigation": file, "version": file.version, "by": cast.lead}
    with (
        nothing_changes(),
        pytest.raises(NotAllowed, match=f"{named} is no line manager. Name the departmental manager"),
    ):
        investigations_services.record_considerations(
            **step, considerations={"consulted_manager": named, "consulted_on": cast.today}
        )


def test_nor_is_one_who_has_left(cast, sign_in, file, answers):
    scenarios.leaves(cast.manager)
    response = fill(sign_in("lead"), _url(file), **answers)
    assert_asks(response, "Choose one of those that are shown")
    with pytest.raises(NotAllowed, match="is no line manager"):
        investigations_services.record_considerations(
            investigation=file,
            version=file.version,
            by=cast.lead,
            considerations={"consulted_manager": Colleague.objects.get(pk=cast.manager.pk)},
        )


@pytest.mark.clause("P7a")
def test_who_was_a_line_manager_when_consulted_stays_named(cast, sign_in, file, answers):
    client = sign_in("lead")
    fill(client, _url(file), **answers)
    scenarios.leaves(cast.manager)
    cast.manager.held.all().delete()

    assert_kept(client.get(_url(file)), consulted_manager=cast.manager.pk)
    assert fill(client, _url(file), support="Nobody else.").status_code == 302
    found = Investigation.objects.get()
    assert (found.consulted_manager, found.support) == (cast.manager, "Nobody else.")


@pytest.mark.clause("P7a", refuses=True)
def test_the_lead_is_not_their_own_departmental_manager(cast, sign_in):
    file = scenarios.drafted_alert(cast).investigation
    scenarios.promote(cast.lead, Role.LINE_MANAGER)
    client = sign_in("lead")
    file.refresh_from_db()
    form = ConsiderationsForm(version=file.version, investigation=file)
    assert list(form.fields["consulted_manager"].queryset) == [cast.manager]

    named = {"consulted_manager": cast.lead, "consulted_on": cast.today}
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations=named
    )
    sentence = "Lena Ledger leads this investigation and is named as the departmental manager. Consult another one."
    assert sentence in words(client.get(f"/investigations/{file.reference}/"))
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.recommended(cast, file)


@pytest.mark.clause("D3b", refuses=True)
def test_whoever_calls_records_nothing_else_of_the_file(cast, file):
    step = {"investigation": file, "version": file.version, "by": cast.lead}
    for name, value in {"lead": cast.lead2, "decided_by": cast.head, "question": ""}.items():
        with nothing_changes(), pytest.raises(NotAllowed, match="Only what was considered is recorded here. What else"):
            investigations_services.record_considerations(**step, considerations={"support": "None.", name: value})


def test_the_page_asks_for_all_that_is_considered():
    assert ConsiderationsForm.base_fields.keys() - {"version", "read_at"} == Investigation.CONSIDERED


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in, file):
    assert_only_reads(sign_in("lead"), _url(file))
