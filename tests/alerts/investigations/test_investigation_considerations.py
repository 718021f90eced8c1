"""Write down what was considered: vulnerability, alternatives, proportionality, the manager, the reasons."""

from datetime import timedelta

import pytest

from alerts.investigations import gates, policies
from alerts.investigations import services as investigations_services
from alerts.investigations.forms import ConsiderationsForm
from alerts.models import AlertType, Investigation
from housing_alerts.customers.services import record_adjustment, record_representative
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from tests import scenarios
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.step import assert_kept, fill
from tools import demo

WORDS = {
    "vulnerability": "He was asked, and told us of nothing.",
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


# It refuses the wrong state


def test_what_was_saved_in_between_stands_on_the_page_and_is_not_saved_over(cast, sign_in, file, answers):
    """In empty boxes and, where something else was typed, beside it."""
    client = sign_in("lead")
    other = {**answers, "alternatives": "Mediation was thought of."}
    fill(client, _url(file), **other)
    response = client.post(_url(file), {"version": file.version, "alternatives": "A warning."})

    assert response.status_code == 403
    written = {name: said for name, said in WORDS.items() if name != "alternatives"}
    assert_kept(response, **written, alternatives="A warning.", version=file.version + 1)
    shown = words(response)
    assert "This was saved after you opened the page: “Mediation was thought of.”" in shown
    assert f"This was saved after you opened the page: “{show_date(cast.today)}”" in shown
    assert "This was saved after you opened the page: “Repairs and hazards, Complaints”" in shown
    assert f"This was saved after you opened the page: “{cast.manager}”" in shown


# It refuses bad input


def test_each_error_has_its_own_words(cast, sign_in, file, answers):
    client = sign_in("lead")
    for changed, sentence in [
        ({"consulted_manager": ""}, "Give both the manager you consulted and the day"),
        (
            {"consulted_on_day": "", "consulted_on_month": "", "consulted_on_year": ""},
            "Give both the manager you consulted and the day",
        ),
        ({"consulted_on_month": "13"}, "The day you consulted the manager must be a real date, such as 5 4 2026"),
        (
            day("consulted_on", cast.today + timedelta(days=1)),
            "The day you consulted the manager must be today or in the past",
        ),
        ({"consulted_manager": "0"}, "Choose one of those that are shown"),
        ({"vulnerability_told_by": "NEIGHBOUR"}, "Choose one of those that are shown"),
        ({"open_matter_kinds": ["LIFELINES"]}, "Choose one of those that are shown"),
        ({"open_matter_kinds": ["NONE", "REPAIRS"]}, "Choose the matters that are open, or “None known” – not both"),
    ]:
        with nothing_changes():
            response = fill(client, _url(file), **answers | changed)
        typed = {name: value for name, value in WORDS.items() if name not in changed}
        assert_asks(response, sentence)
        assert_kept(response, **typed)


@pytest.mark.clause("P7a", refuses=True)
def test_nobody_but_a_line_manager_who_is_here_is_named_as_consulted(cast, sign_in, file, answers):
    client, step = sign_in("lead"), {"investigation": file, "version": file.version, "by": cast.lead}
    scenarios.leaves(cast.manager)
    for key in (cast.head.pk, cast.manager.pk):
        named = Colleague.objects.get(pk=key)
        with nothing_changes():
            response = fill(client, _url(file), **answers | {"consulted_manager": named.pk})
        assert_asks(response, "Choose one of those that are shown")
        said = {"consulted_manager": named, "consulted_on": cast.today}
        sentence = f"{named} is no line manager. Name the departmental manager"
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            investigations_services.record_considerations(**step, considerations=said)


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
    assert ConsiderationsForm.base_fields.keys() - {"version", "read_at", "meant", "read"} == Investigation.CONSIDERED


# It asks what the case needs


def _asked(client, file):
    """Which questions stand on the page."""
    page = client.get(_url(file)).content.decode()
    return {name for name in Investigation.CONSIDERED if f'name="{name}' in page}


OF_ALL = {"vulnerability", "vulnerability_told_by", "recommendation", "proportionality"}
OF_A_PERSON = {"adjustments", "support", "alternatives", "open_matter_kinds", "open_matters"}
CONSULTED = {"consulted_manager", "consulted_on"}


@pytest.mark.clause("P5")
@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("DANGEROUS_DOGS", OF_ALL | CONSULTED),
        ("CONTACT_MANAGEMENT", OF_ALL | OF_A_PERSON | CONSULTED | {"last_resort"}),
    ],
)
def test_what_is_asked_follows_from_what_is_recommended(cast, sign_in, file, code, asked):
    client = sign_in("lead")
    assert _asked(client, file) == OF_ALL | OF_A_PERSON | {"no_further_action"}
    demo.draft(cast, file, code)
    assert _asked(client, file) == asked
    names = {gate.name for gate in gates.gates(Investigation.objects.get())}
    assert ("Ask who supports the customer" in names) == ("support" in asked)


@pytest.mark.clause("P4b")
def test_what_an_agency_told_us_goes_the_short_way(cast, sign_in):
    alert = scenarios.proposed_on_third_party_information(cast)
    file = alert.investigation
    assert [gate.name for gate in gates.gates(file)] == [
        "Consider vulnerability",
        "Choose an alert, an action or neither",
        "Consult the departmental manager",
    ]


@pytest.mark.clause("P5")
def test_of_several_alerts_each_says_why_less_would_not_do(cast, sign_in):
    alert = scenarios.drafted_alert(cast)
    file = alert.investigation
    step = {"investigation": file, "by": cast.lead, "reason": "He had a knife with him."}
    file.refresh_from_db()
    weapons_type = AlertType.objects.get(code="WEAPONS")
    other = investigations_services.draft_alert(**step, version=file.version, type=weapons_type)
    file.refresh_from_db()
    with pytest.raises(
        NotAllowed, match="Say of each alert by itself why it is proportionate, and why less than it would"
    ):
        investigations_services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)
    client = sign_in("lead")
    assert_kept(client.get(_url(file)), **{f"less_{alert.pk}": demo.CONSIDERED["proportionality"]})
    pairs, weapons = "One officer alone could not leave the hall.", "A knife is met by nothing less than this."
    fill(client, _url(file), **{f"less_{alert.pk}": pairs, f"less_{other.pk}": weapons})
    assert f"Why less than Weapons would not do {weapons}" in words(client.get(f"/investigations/{file.reference}/"))
    file.refresh_from_db()
    scenarios.recommended(cast, file)
    page = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert f"Why less would not do {pairs}" in page
    assert f"Why less would not do {weapons}" not in page
    assert demo.CONSIDERED["proportionality"] not in page


@pytest.mark.clause("P5")
def test_of_an_alert_that_was_withdrawn_it_is_not_said_why_less_would_not_do(cast):
    gone = scenarios.drafted_alert(cast)
    file = gone.investigation
    step = {"by": cast.lead, "type": AlertType.objects.get(code="WEAPONS"), "reason": "He had a knife with him."}
    said = {"proportionality": "A knife is met by nothing less than this."}
    file.refresh_from_db()
    investigations_services.draft_alert(investigation=file, version=file.version, **step, **said)
    assert [name for name, _ in policies.reasons_less_would_not_do(file)] == [
        "Why less than Weapons would not do",
        "Why less than Visit in Pairs would not do",
    ]
    investigations_services.withdraw_alert(alert=gone, version=gone.version, by=cast.lead)
    file.refresh_from_db()
    assert policies.reasons_less_would_not_do(file) == [("Why less than Weapons would not do", said["proportionality"])]


def test_a_further_alert_is_asked_why_less_would_not_do_when_it_is_drafted(cast, sign_in):
    file, client = scenarios.drafted_alert(cast).investigation, sign_in("lead")
    page = f"/investigations/{file.reference}/draft-alert/"
    answers = {"type": AlertType.objects.get(code="WEAPONS").pk, "reason": "He had a knife with him."}
    assert_asks(fill(client, page, **answers), "Say why less than this would not do")
    assert fill(client, page, **answers, proportionality=demo.NOTHING_LESS).status_code == 302
    assert file.alerts.get(type__code="WEAPONS").proportionality == demo.NOTHING_LESS
    file.refresh_from_db()
    assert scenarios.recommended(cast, file).status == "RECOMMENDED", "what the file says is of the first one"


@pytest.mark.clause("D3b", refuses=True)
def test_an_answer_under_ten_characters_leaves_its_gate_open(cast, file):
    file = scenarios.investigated(cast, scenarios.HONG)
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"alternatives": "A warning"}
    )
    sentence = "Say what else was tried or considered."
    assert sentence in [str(gate.refusal) for gate in gates.gates(file)]
