"""The steps of a subject access request: ``/subject-access/SA-…/identity/`` and those beside it.

Each is asked the same: it refuses the wrong state, bad input and what changed meanwhile; to open it changes nothing; it works.
"""

from datetime import date
from typing import Any, NamedTuple

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from privacy.models import SubjectRequest
from privacy.subject_access import services
from tests import scenarios, settling
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, send
from tests.step import assert_not_now, assert_only_reads

pytestmark = pytest.mark.usefixtures("wednesday")
TODAY = date(2026, 6, 10)
LONG = "There are four files and two hundred photographs."


def _ready(cast):
    return scenarios.made(cast, scenarios.decided(cast, scenarios.identified(cast)))


class Step(NamedTuple):
    """A step: from where, what is sent, the status that follows, what is said, and from where it is refused."""

    walk: Any
    sent: dict[str, Any]
    status: str
    says: str
    late: Any
    wants: str
    empty: dict[str, Any]
    asks: list[str]


STEPS = {
    "identity": Step(
        scenarios.asked_for_data,
        {"identity": "KNOWN", "words": "I spoke to him at his own home."} | day("on", TODAY),
        "ANSWERING",
        "Identity checked. The answer is due by 10 July 2026.",
        scenarios.identified,
        "received",
        {"identity": "", "words": "", "on_day": "", "on_month": "", "on_year": ""},
        ["Choose how we know who asks", "Say how you checked who asks", "Enter the day since which we know who asks"],
    ),
    "ask": Step(
        scenarios.identified,
        {"question": "Do you want what is older than 2020?"},
        "CLARIFYING",
        "stands still. Next: write to Lewis Lodger.",
        scenarios.clarifying,
        "being answered",
        {"question": " "},
        ["Write down what you ask the person to make clear"],
    ),
    "answer": Step(
        scenarios.clarifying,
        {"answer": "All of it."} | day("on", TODAY),
        "ANSWERING",
        "The clock goes on. The answer is due by 10 July 2026.",
        scenarios.identified,
        "clarification asked",
        {"answer": " ", "on_day": "", "on_month": "", "on_year": ""},
        ["Write down what the person answered", "Enter the day the answer reached us"],
    ),
    "extend": Step(
        scenarios.identified,
        {"reason": LONG},
        "ANSWERING",
        "The answer is due by 10 September 2026. Next: tell Lewis Lodger why",
        scenarios.refused_access,
        "being answered",
        {"reason": " "},
        ["Say why the request is complex, or which others the person made"],
    ),
    "release": Step(
        _ready,
        {"given_as": "PAPER", "way": "COLLECTED", "how": "By hand to him at our office."} | day("on", TODAY),
        "RELEASED",
        "is answered. What was kept back, and why, stands below.",
        scenarios.refused_access,
        "being answered",
        {"given_as": "", "way": "", "how": " ", "on_day": "", "on_month": "", "on_year": ""},
        [
            "Choose how the bundle is given",
            "Choose in which way the answer was given",
            "Say to whom the bundle was given, and how",
            "Enter the day it was given",
        ],
    ),
    "conclude": Step(
        scenarios.to_put_right,
        {
            "outcome": "NOT_DONE",
            "reason": "Nothing in the report is wrong.",
            "way": "COLLECTED",
            "how": "I told him at our office today.",
        }
        | day("on", TODAY),
        "CONCLUDED",
        "is decided, and Lewis Lodger was told.",
        scenarios.decided_in_words,
        "being answered",
        {"outcome": "", "reason": " ", "way": "", "how": " ", "on_day": "", "on_month": "", "on_year": ""},
        [
            "Say whether we do what they ask",
            "Say what was done, and why",
            "Choose in which way the answer was given",
            "Say who was told, and how",
            "Enter the day it was given",
        ],
    ),
    "refuse": Step(
        scenarios.asked_for_data,
        {"ground": "EXCESSIVE", "reason": "You asked for the same twice in this month."},
        "REFUSED",
        "refused. Next: tell Lewis Lodger why, and where to complain.",
        scenarios.no_longer_asked,
        "received or being answered or clarification asked",
        {"ground": "", "reason": " "},
        ["Choose the ground on which the law lets us refuse", "Say why the request is refused"],
    ),
    "withdraw": Step(
        scenarios.clarifying,
        {"words": "I found it myself."} | day("on", TODAY),
        "WITHDRAWN",
        "withdrawn.",
        scenarios.refused_access,
        "received or being answered or clarification asked",
        {"words": " ", "on_day": "", "on_month": "", "on_year": ""},
        ["Write down how the person withdrew the request", "Enter the day it was withdrawn"],
    ),
}


def _url(request, step):
    return f"/subject-access/{request.reference}/{step}/"


@pytest.mark.parametrize("step", STEPS)
def test_a_step_refuses_what_is_wrong_or_meanwhile_changed_and_then_works(sign_in, cast, step):
    request, client = STEPS[step].walk(cast), sign_in("dpo")
    url, sent = _url(request, step), STEPS[step].sent
    assert_only_reads(client, url)
    with nothing_changes():
        assert_asks(send(client, url, request, **sent | STEPS[step].empty), *STEPS[step].asks)
        response = client.post(url, {"version": request.version - 1} | sent)
    assert_refused(response, "changed this on 10 June 2026 at 10:30, after you opened the page.")

    response = send(client, url, request, **sent)

    assert_done(client, response, f"/subject-access/{request.reference}/", STEPS[step].says)
    assert SubjectRequest.objects.get(pk=request.pk).status == STEPS[step].status


@pytest.mark.parametrize("step", STEPS)
def test_it_is_refused_where_the_request_stands_elsewhere(sign_in, cast, step):
    request = STEPS[step].late(cast)
    assert_not_now(
        sign_in("dpo"), _url(request, step), request, f"needs it to be {STEPS[step].wants}.", **STEPS[step].sent
    )


# What the page cannot know


def _refused(cast, service, request, sentence, **facts):
    with pytest.raises(NotAllowed, match=sentence):
        service(request=request, version=request.version, by=cast.people["dpo"], **facts)


def test_whoever_asks_for_somebody_else_shows_by_which_authority(cast):
    request = scenarios.asked_for_data(cast, made_by="Sol Sample")
    known = {"identity": "KNOWN", "words": "He showed us his card and rang.", "on": cast.today, "today": cast.today}
    sentence = "Say what gives Sol Sample the authority to ask for Lewis Lodger"
    _refused(cast, services.check_identity, request, sentence, **known)
    _refused(cast, services.check_identity, request, "Say how we know who asks", **known | {"identity": "GUESS"})


def test_the_page_asks_for_the_authority_only_where_somebody_else_asks(sign_in, cast):
    own, theirs = scenarios.asked_for_data(cast), scenarios.asked_for_data(cast, scenarios.HONG, made_by="Sol Sample")
    client = sign_in("dpo")
    assert "What gives them the authority" not in client.get(_url(own, "identity")).content.decode()
    assert "What gives them the authority" in client.get(_url(theirs, "identity")).content.decode()


def test_no_day_lies_before_the_request_or_in_the_future(cast):
    for days in [2, -1]:
        with settling.undone():
            request = scenarios.asked_for_data(cast, days=1)
            on = {"on": cast.ago(days), "today": cast.today}
            known = {"identity": "KNOWN", "words": "He showed us his card and rang."}
            _refused(
                cast, services.check_identity, request, "Their identity is known since a day between", **known, **on
            )
            _refused(cast, services.withdraw_request, request, "It was withdrawn on a day between", words="No.", **on)
            ready = scenarios.made(cast, scenarios.decided(cast, scenarios.identified(cast, scenarios.HONG, days=1)))
            given = {"given_as": "PAPER", "way": "COLLECTED", "how": "By hand to her at our office."}
            _refused(cast, services.release_request, ready, "It was given on a day between", **given, **on)
            asked = scenarios.clarifying(cast, "D900004")
            answered = {"answer": "Yes.", **on}
            _refused(cast, services.record_answer, asked, "The answer came on a day between", **answered)


def test_words_are_never_only_spaces(cast):
    on = {"on": cast.today}
    request = scenarios.identified(cast)
    _refused(
        cast,
        services.ask_clarification,
        request,
        "Write down what you ask the person to make clear",
        question=" ",
        **on,
    )
    _refused(cast, services.extend_request, request, "Say why the request is complex", reason=" ", **on)
    _refused(
        cast,
        services.refuse_request,
        request,
        r"Say why the request is refused\. The person reads it",
        ground="EXCESSIVE",
        reason=" ",
        **on,
    )
    _refused(
        cast, services.refuse_request, request, "Choose the ground on which the law", ground="DULL", reason=LONG, **on
    )
    on |= {"today": cast.today}
    _refused(cast, services.withdraw_request, request, "Write down how the person withdrew", words=" ", **on)
    asked = scenarios.clarifying(cast, scenarios.HONG)
    _refused(cast, services.record_answer, asked, "Write down what the person answered", answer=" ", **on)
    known = {"identity": "KNOWN", "words": " ", **on}
    new = scenarios.asked_for_data(cast, "D900004")
    _refused(cast, services.check_identity, new, "Say how you checked who asks", **known)
