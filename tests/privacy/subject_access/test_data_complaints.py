"""A complaint about how we use somebody's data: acknowledged within 30 days, answered, and never refused (§13)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from privacy.models import SubjectRequest
from privacy.subject_access import services
from tests import scenarios
from tests.page import assert_done, day, send, words

pytestmark = pytest.mark.usefixtures("wednesday")
TODAY = date(2026, 6, 10)
SAID = "By e-mail to him, with our reference and who answers."
DECIDED = {"outcome": "PARTLY", "reason": "The officer should not have read it. We spoke to them.", "how": SAID}


def complained(cast, **facts):
    words = "Your officer read my file and told my neighbour."
    return scenarios.asked_for_data(cast, **{"kind": "COMPLAINT", "words": words, **facts})


def _page(request, step=""):
    return f"/subject-access/{request.reference}/{f'{step}/' if step else ''}"


def _duty(request):
    duty = Duty.objects.get(kind=Kind.SUBJECT_ACCESS, closed_at=None)
    assert duty.reference == request.reference
    return duty.words, duty.due_on


@pytest.mark.clause("P13b")
def test_it_is_acknowledged_first_and_then_answered(sign_in, cast):
    request, client = complained(cast), sign_in("dpo")
    assert _duty(request) == ("Tell them that we have their complaint", date(2026, 7, 9))
    page = words(client.get(_page(request)))
    assert "Data protection complaint" in page
    assert "Acknowledged To be acknowledged by 9 July 2026" in page
    assert "29 days left" in page
    assert "Refuse" not in page
    assert "9 July 2026" in words(client.get("/subject-access/"))

    response = send(client, _page(request, "acknowledge"), request, way="EMAIL", how=SAID, **day("on", TODAY))
    assert_done(client, response, _page(request), "acknowledged. The answer is due by 10 July 2026.")
    request.refresh_from_db()
    assert _duty(request) == ("Check who asks, and answer it", date(2026, 7, 10))
    assert f"Acknowledged 10 June 2026: By e-mail. {SAID}" in words(client.get(_page(request)))
    assert AuditEvent.objects.get(action="acknowledge data complaint").why == SAID

    send(
        client,
        _page(request, "identity"),
        request,
        identity="KNOWN",
        words="She has rung us before, from her own number.",
        **day("on", TODAY),
    )
    request.refresh_from_db()
    send(client, _page(request, "conclude"), request, way="EMAIL", **DECIDED, **day("on", TODAY))
    request.refresh_from_db()
    assert request.status == "CONCLUDED"
    assert not Duty.objects.filter(kind=Kind.SUBJECT_ACCESS, closed_at=None)


@pytest.mark.clause("P13b", refuses=True)
def test_nothing_comes_before_the_acknowledgement_and_nobody_refuses_it(cast):
    request = complained(cast)
    seen = {"request": request, "version": request.version, "by": cast.people["dpo"]}
    told = {"today": cast.today, "on": cast.today, "way": "EMAIL", "how": SAID}
    with pytest.raises(NotAllowed, match="Acknowledge the complaint first, by 9 July 2026: the law gives us 30 days"):
        services.check_identity(
            **seen,
            today=cast.today,
            on=cast.today,
            identity="KNOWN",
            words="She has rung us before, from her own number.",
        )
    with pytest.raises(NotAllowed, match="A complaint is not refused: answer it, and say why where we do not agree"):
        services.refuse_request(**seen, on=cast.today, ground="UNFOUNDED", reason="There is nothing in it at all.")
    with pytest.raises(NotAllowed, match="Say who was told, and how"):
        services.acknowledge_complaint(**seen, **told | {"how": " "})
    request = services.acknowledge_complaint(**seen, **told)
    with pytest.raises(NotAllowed, match="It is acknowledged already."):
        services.acknowledge_complaint(**seen | {"request": request, "version": request.version}, **told)
    objection = scenarios.asked_for_data(cast, kind="OBJECTION")
    with pytest.raises(NotAllowed, match="Only a complaint is acknowledged by itself"):
        services.acknowledge_complaint(**seen | {"request": objection, "version": objection.version}, **told)


@pytest.mark.parametrize(
    "wrong", [{"status": "REFUSED", "refused_ground": "EXCESSIVE", "refused_reason": "x"}, {"status": "ANSWERING"}]
)
def test_the_database_keeps_it_too(cast, wrong):
    request = complained(cast)
    with pytest.raises(IntegrityError, match="complaint_is_acknowledged_and_never_refused"), transaction.atomic():
        SubjectRequest.objects.filter(pk=request.pk).update(**wrong)


def test_the_day_of_receipt_is_the_first_of_thirty():
    for received, last in [(date(2026, 6, 1), date(2026, 6, 30)), (date(2026, 1, 31), date(2026, 3, 1))]:
        assert procedure.data_complaint_acknowledge_by(received) == last
