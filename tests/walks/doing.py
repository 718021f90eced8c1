"""How a colleague takes each step of the table: through the services, with everything that is asked answered."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from alerts.actions import services as actions_services
from alerts.alert import services as alert_services
from alerts.carrying_over import services as carrying_over_services
from alerts.corrections import services as corrections_services
from alerts.decisions import answers as answers_given
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Authority, InformAnswer
from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.models import Action, Alert, AlertType, Incident, Investigation, Review
from alerts.reviews import services as reviews_services
from appeals import services as appeals
from appeals.models import Appeal
from housing_alerts.kernel.records.models import Referenced
from housing_alerts.staff.models import ServiceArea
from letters import copying, dispatch
from letters import services as letters
from letters.models import Letter
from tests import scenarios
from tests.walks.book import AREAS, Answers
from tools.demo import CONSIDERED, Cast

MODELS: dict[str, type[Referenced]] = {
    "incident": Incident,
    "investigation": Investigation,
    "alert": Alert,
    "review": Review,
    "appeal": Appeal,
    "letter": Letter,
}
FORTNIGHT = timedelta(days=14)
TYPED = "It was weighed up, and this is why."
Do = Callable[..., Any]
HOW: dict[tuple[str, str], Do] = {}


def how(kind: str, name: str) -> Callable[[Do], Do]:
    """The step of that name on a record of that kind."""

    def known(do: Do) -> Do:
        HOW[kind, name] = do
        return do

    return known


class Doer:
    """One colleague with one record open, as the page showed it."""

    def __init__(self, cast: Cast, by: str, record: Any, version: int) -> None:
        self.cast, self.record = cast, record
        self.by = cast.people[by]
        self.behind = record.version - version
        noun = type(record).__name__.lower()
        self.step = {noun: record, "version": version, "by": self.by}

    @property
    def authority(self) -> Authority:
        """The relevant Head's own or, where that one is absent, named."""
        head = self.cast.people[AREAS[self.record.service_area.name][1]]
        return Authority() if self.by == head else Authority(head, "On leave until Monday.")

    @property
    def dated(self) -> dict[str, Any]:
        """What a step that has a day is given."""
        return self.step | {"on": self.cast.today}

    @property
    def decided(self) -> dict[str, Any]:
        """What a decision that has a day is given."""
        return self.dated | {"authority": self.authority}


def _inform(answer: str) -> InformAnswer:
    return scenarios.WITHHOLD if answer == "WITHHOLD" else scenarios.INFORM


def _sure(doer: Doer) -> dict[str, Any]:
    """What is asked of a letter before it goes out, answered."""
    doubts = dispatch.asked(doer.record, on=doer.cast.today)
    return {"sure_of": [doubt.code for doubt in doubts], "words": TYPED}


def _less(alert: Alert) -> dict[str, Any]:
    return {"controls": list(alert.controls)[:-1], "lifted": []}


@how("incident", "confirm")
def _(doer: Doer, answers: Answers) -> None:
    corrections_services.confirm_report(**doer.dated, right=answers["right"], correction=TYPED)


@how("incident", "settle")
def _(doer: Doer, answers: Answers) -> None:
    incidents_services.settle_incident(
        **doer.dated,
        actions=[answers["action"]] if answers["action"] else [],
        settlement=TYPED,
    )


@how("incident", "refer")
def _(doer: Doer, answers: Answers) -> None:
    incidents_services.refer_incident(**doer.dated, note=TYPED)


@how("incident", "void")
def _(doer: Doer, answers: Answers) -> None:
    incidents_services.void_incident(**doer.dated, reason=TYPED)


@how("incident", "open")
def _(doer: Doer, answers: Answers) -> Investigation:
    return investigations_services.open_investigation(incidents=[doer.record], by=doer.by)


@how("investigation", "draft_alert")
def _(doer: Doer, answers: Answers) -> Alert:
    return investigations_services.draft_alert(
        **doer.step,
        type=AlertType.objects.get(code=answers["type"]),
        reason=TYPED,
        proportionality=TYPED,
        first_period=answers["period"],
        replaces=_replaced(doer.record, answers),
    )


def _replaced(file: Investigation, answers: Answers) -> Alert | None:
    if answers["instead"] == "REVIEWED":
        return file.from_review.alert if file.from_review else None
    same = Alert.objects.active().filter(type__code=answers["type"], customer=file.customer)
    return same.first() if answers["instead"] else None


@how("investigation", "answer")
def _(doer: Doer, answers: Answers) -> None:
    file, by, seen = doer.record, doer.by, doer.step["version"]
    for known, counterpart in enumerate(("STAFF", "CUSTOMER", "HEAD")):
        said = {
            "counterpart": counterpart,
            "on": doer.cast.today,
            "what": TYPED,
            "why_not": "",
            "side": "GIVEN" if counterpart == "CUSTOMER" else "",
            "heard": file.employees().first(),
            "today": doer.cast.today,
        }
        investigations_services.add_discussion(investigation=file, version=seen + known, by=by, **said)
    considered = CONSIDERED | {"consulted_manager": doer.cast.manager, "consulted_on": doer.cast.today}
    investigations_services.record_considerations(
        investigation=file, version=seen + 3, by=by, considerations=considered
    )


@how("investigation", "move")
def _(doer: Doer, answers: Answers) -> None:
    investigations_services.change_service_area(
        **doer.step, area=ServiceArea.objects.get(name=answers["area"]), reason=TYPED
    )


@how("investigation", "recommend_action")
def _(doer: Doer, answers: Answers) -> None:
    actions_services.add_action(**doer.dated, kind=answers["type"], words=TYPED, due_on=doer.cast.today + FORTNIGHT)


@how("investigation", "withdraw_action")
def _(doer: Doer, answers: Answers) -> None:
    step = {"version": doer.step["version"], "by": doer.by, "on": doer.cast.today}
    actions_services.withdraw_action(action=_action(doer), **step)


@how("investigation", "follow_up")
def _(doer: Doer, answers: Answers) -> None:
    action, today = _action(doer), doer.cast.today
    seen = action.version - doer.behind
    step = {"action": action, "version": seen, "by": doer.by, "on": today, "happened_on": today}
    actions_services.record_outcome(**step, words=TYPED, signed=True)


def _action(doer: Doer) -> Action:
    action: Action = doer.record.actions.get()
    return action


@how("investigation", "nothing_further")
def _(doer: Doer, answers: Answers) -> None:
    investigations_services.record_considerations(**doer.step, considerations={"no_further_action": True})


@how("investigation", "recommend")
def _(doer: Doer, answers: Answers) -> None:
    investigations_services.recommend(**doer.dated, no_marker_reason=TYPED)


@how("investigation", "send_back")
def _(doer: Doer, answers: Answers) -> None:
    decisions_services.send_back_investigation(**doer.step, question=TYPED, authority=doer.authority)


@how("investigation", "reply")
def _(doer: Doer, answers: Answers) -> None:
    investigations_services.record_considerations(**doer.step, considerations={"answer": TYPED})


@how("investigation", "agree")
def _(doer: Doer, answers: Answers) -> None:
    declined = {action.pk for action in doer.record.open_actions()} if answers["decline"] else frozenset()
    decisions_services.agree_investigation(**doer.decided, reason=TYPED, declined=declined, **_known(doer.record))


@how("investigation", "withdraw")
def _(doer: Doer, answers: Answers) -> None:
    investigations_services.withdraw_investigation(**doer.step, reason=TYPED)


@how("alert", "withdraw")
def _(doer: Doer, answers: Answers) -> None:
    investigations_services.withdraw_alert(**doer.step)


@how("alert", "approve")
def _(doer: Doer, answers: Answers) -> None:
    decisions_services.approve_alert(
        lifelines=scenarios.LIFELINES,
        due_regard=scenarios.DUE_REGARD,
        **doer.decided,
        reason=TYPED,
        unneeded=TYPED,
        inform=_inform(answers["inform"]),
        **_known(doer.record),
    )


def _known(case: Alert | Investigation) -> dict[str, Any]:
    """P10a What became known since the recommendation is read, and answered."""
    listed = [each.key for each in case.known_now()]
    return {"known": answers_given.KnownAnswer(TYPED, listed)} if listed else {}


@how("alert", "decline")
def _(doer: Doer, answers: Answers) -> None:
    decisions_services.decline_alert(**doer.decided, reason=TYPED, **_known(doer.record))


@how("alert", "end")
def _(doer: Doer, answers: Answers) -> None:
    said = {"because": "CIRCUMSTANCES", "reason": TYPED, "danger": TYPED, "seen": scenarios.seen(doer.record)}
    alert_services.end_alert(**doer.dated, **said)


@how("alert", "open_review")
def _(doer: Doer, answers: Answers) -> Review:
    return reviews_services.open_review(
        **doer.dated, trigger=answers["trigger"], evidence=TYPED, nothing_to_report=True
    )


@how("review", "complete")
def _(doer: Doer, answers: Answers) -> None:
    less = _less(doer.record.alert) if answers["outcome"] == "STEP_DOWN" else {}
    reviews_services.complete_review(
        **doer.dated,
        outcome=answers["outcome"],
        reason=TYPED,
        inform=_inform(answers["inform"]),
        months=answers["months"],
        seen=scenarios.seen(doer.record.alert),
        **less,
    )


@how("alert", "ask_for")
def _(doer: Doer, answers: Answers) -> None:
    noun = {"draft": doer.record, "version": doer.step["version"], "by": doer.by}
    reviews_services.ask_for_controls(**noun, further=list(filter(None, [answers["further"]])))


@how("alert", "carry_over_review")
def _(doer: Doer, answers: Answers) -> Review:
    return carrying_over_services.carry_over_review(
        alert=doer.record, period=doer.record.first_period, reviewed_on=doer.cast.today, by=doer.by, why="Imported"
    )


@how("review", "strengthen")
def _(doer: Doer, answers: Answers) -> None:
    more = {"outcome": "STRENGTHEN", "further": list(filter(None, [answers["further"]]))}
    more["seen"] = scenarios.seen(doer.record.alert)
    reviews_services.complete_review(**doer.dated, reason=TYPED, inform=_inform(answers["inform"]), **more)


@how("review", "change_type")
def _(doer: Doer, answers: Answers) -> None:
    more = {"outcome": "CHANGE_TYPE", "type": AlertType.objects.get(code=answers["type"])}
    more["seen"] = scenarios.seen(doer.record.alert)
    reviews_services.complete_review(**doer.dated, reason=TYPED, inform=_inform(answers["inform"]), **more)


@how("review", "close")
def _(doer: Doer, answers: Answers) -> None:
    reviews_services.close_review(**doer.step, reason=TYPED)


@how("alert", "appeal")
def _(doer: Doer, answers: Answers) -> Appeal:
    review = Review.objects.filter(reference=answers["reviewed"]).first()
    return _appeal(doer, doer.record, answers, review=review, stay=answers["stay"])


@how("investigation", "appeal")
def _(doer: Doer, answers: Answers) -> Appeal:
    return _appeal(doer, _action(doer), answers)


def _appeal(doer: Doer, decision: Alert | Action, answers: Answers, **more: Any) -> Appeal:
    came = doer.cast.today - answers["ago"]
    how_it_came = {"grounds": TYPED, "channel": "LETTER", "received_on": came}
    return appeals.log_appeal(decision=decision, by=doer.by, today=doer.cast.today, **how_it_came, **more)


@how("appeal", "accept")
def _(doer: Doer, answers: Answers) -> None:
    appeals.accept_appeal(**doer.dated, reason=TYPED, stay=answers["stay"])


@how("appeal", "refuse")
def _(doer: Doer, answers: Answers) -> None:
    appeals.refuse_appeal(**doer.dated, reason=TYPED, own_decision_reason=TYPED if answers["own"] else "")


@how("appeal", "prepare")
def _(doer: Doer, answers: Answers) -> None:
    appeals.prepare_appeal(**doer.dated, evidence=TYPED, answer=TYPED if answers["answer"] else "")


@how("appeal", "send_back")
def _(doer: Doer, answers: Answers) -> None:
    appeals.send_back_appeal(**doer.step, question=TYPED, authority=doer.authority)


@how("appeal", "determine")
def _(doer: Doer, answers: Answers) -> None:
    appeals.determine_appeal(
        **doer.decided,
        outcome=answers["outcome"],
        vulnerability=TYPED,
        findings=TYPED,
        own_decision_reason=TYPED if answers["own"] else "",
        danger=TYPED,
        seen=scenarios.seen(doer.record.decision),
        **(_less(doer.record.alert) if answers["outcome"] == "PARTLY" and doer.record.alert else {}),
    )


@how("appeal", "withdraw")
def _(doer: Doer, answers: Answers) -> None:
    appeals.withdraw_appeal(**doer.dated, today=doer.cast.today, words=TYPED)


def _write(doer: Doer, answers: Answers) -> Letter:
    composed = scenarios.composed(doer.cast, doer.record, method=answers["method"])
    return letters.draft_letter(letter=composed, by=doer.by, today=doer.cast.today)


for _kind in ("alert", "review", "appeal", "investigation"):
    HOW[_kind, "write"] = _write
for _kind, _name in (("appeal", "acknowledge"), ("alert", "write_removal")):
    HOW[_kind, _name] = _write


@how("investigation", "write_action")
@how("incident", "write_warning")
def _(doer: Doer, answers: Answers) -> Letter:
    composed = scenarios.composed(doer.cast, _action(doer), method=answers["method"])
    return letters.draft_letter(letter=composed, by=doer.by, today=doer.cast.today)


@how("letter", "issue")
def _(doer: Doer, answers: Answers) -> None:
    letters.issue_letter(**doer.step, **_sure(doer), now=timezone.now())


@how("letter", "post")
def _(doer: Doer, answers: Answers) -> None:
    names = [copy["name"] for copy in doer.record.copies]
    sent = {"method": answers["method"], "today": doer.cast.today, "copies": copying.CopiesSent(names)}
    letters.record_posting(**doer.dated, **_sure(doer), **sent)


@how("letter", "receive")
def _(doer: Doer, answers: Answers) -> None:
    letters.record_receipt(**doer.dated, today=doer.cast.today)


@how("letter", "return")
def _(doer: Doer, answers: Answers) -> None:
    letters.record_return(**doer.dated, today=doer.cast.today)


@how("letter", "cancel")
def _(doer: Doer, answers: Answers) -> None:
    letters.cancel_letter(**doer.step, reason=TYPED)
