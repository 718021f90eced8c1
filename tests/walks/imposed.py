"""The machines of an alert and of its reviews, two more parts of the table: what is imposed, taken over and reviewed."""

from tests.procedure import oracle
from tests.walks.book import Answers, Book, Thing, lead_of_area, lead_of_case, leadership, step
from tests.walks.post import cancel_untrue, told_by_letter
from tests.walks.table import CONTROLS, active, conclude, opened, put_forward

TYPES = ("VISIT_IN_PAIRS", "WEAPONS")
"""What a Lead of the walks puts forward step by step."""
FURTHER = ("", "ASK_LEAD")
"""What is asked for besides, the last in any list of controls."""
YEAR, WITHHELD_MONTHS = 12, 6
INFORM = ("INFORM", "WITHHOLD")

# What is put forward (§5, §7)


def drafted(book: Book, file: Thing, code: str, period: int, replaces: Thing | None, conditions: int = 0) -> Thing:
    """P7b One alert of a type in a recommendation."""
    facts = {"file": file, "customer": file.customer, "area": file.area, "type": code, "period": period}
    facts |= {"replaces": replaces, "lead": "", "decided_by": "", "informing": "", "imported": False}
    alert = Thing("alert", "DRAFT", facts=facts | {"controls": CONTROLS[code], "conditions": conditions})
    book.things.append(alert)
    return alert


def _replaced(book: Book, file: Thing, answers: Answers) -> Thing | None:
    """P8b What a draft stands for, if its Lead says so: one of its type, or the alert that was reviewed."""
    if answers["instead"] == "REVIEWED":
        return file.review.alert if file.review else None
    return active(book, file.customer, answers["type"]) if answers["instead"] else None


def _draftable(book: Book, file: Thing, answers: Answers, by: str) -> bool | None:
    replaced = _replaced(book, file, answers)
    if answers["instead"] and not replaced:
        return None
    twice = any(alert.type == answers["type"] for alert in put_forward(book, file))
    over = replaced is not None and replaced.status != "ACTIVE"
    return not twice and not over and not active(book, file.customer, answers["type"], replaced)


@step(
    "investigation",
    "draft_alert",
    "OPEN",
    lead_of_case,
    _draftable,
    type=TYPES,
    period=(1, 6, 12),
    instead=("", "SAME", "REVIEWED"),
)
def draft_alert(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """P7b P6 With the controls of its type."""
    drafted(book, file, answers["type"], answers["period"], _replaced(book, file, answers))
    book.move(file, event="draft alert")


def _asked(alert: Thing, further: str) -> tuple[str, ...]:
    """P8b What the alert has, or its type where it has none, and what is asked for besides."""
    return alert.controls + ((further,) if further else ()) or CONTROLS[alert.type]


@step(
    "alert",
    "ask_for",
    "DRAFT",
    lead_of_case,
    lambda book, alert, answers, by: (
        alert.replaces is not None
        and alert.replaces.type == alert.type
        and answers["further"] not in alert.replaces.controls
    ),
    further=FURTHER,
)
def ask_for(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P8b Only what is to strengthen an alert of its type asks for more than the type has."""
    alert.facts["controls"] = _asked(alert.replaces, answers["further"])
    book.move(alert, event="ask for controls")


@step("alert", "withdraw", "DRAFT", lead_of_case)
def withdraw_alert(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """D3b Out of the recommendation."""
    book.move(alert, "WITHDRAWN")
    book.move(alert.file, event="withdraw alert")


# Alerts (§7, §8)


def stayed(alert: Thing) -> bool:
    """P9b Whether its conditions are suspended."""
    return bool(alert.days.get("stayed_from")) and not alert.days.get("stayed_to")


def _approvable(book: Book, alert: Thing, answers: Answers, by: str) -> bool:
    old = alert.replaces
    if old and old.status == "ACTIVE" and stayed(old):
        return False
    bound = alert.conditions and answers["inform"] == "WITHHOLD"
    return not bound and not active(book, alert.customer, alert.type, old)


def _months(months: int, inform: str) -> int:
    return min(months, WITHHELD_MONTHS) if inform == "WITHHOLD" else months


@step("alert", "approve", "PROPOSED", leadership, _approvable, inform=INFORM)
def approve(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P7a P8b From today, in the place of the one it replaces; the file concludes with its last decision."""
    period = _months(alert.period, answers["inform"])
    alert.facts |= {"period": period, "informing": answers["inform"], "decided_by": by, "lead": alert.file.lead}
    due = oracle.review_due(book.today, period)
    days = {"decided_on": book.today, "effective_from": book.today, "review_due_on": due}
    book.move(alert, "ACTIVE", "approve alert", **days)
    _to_enter(book, alert)
    if alert.replaces and alert.replaces.status == "ACTIVE":
        end(book, alert.replaces, {}, by)
        alert.replaces.facts["replaced_by"] = alert
        book.beside -= alert.replaces.type == alert.type  # there is one flag for both, which is changed
    cancel_untrue(book, alert.customer)
    conclude(book, alert.file)


@step("alert", "decline", "PROPOSED", leadership)
def decline(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P7a Not imposed."""
    book.move(alert, "DECLINED", "decline alert", decided_on=book.today)
    conclude(book, alert.file)


def _responsible(alert: Thing) -> tuple[str, ...]:
    return (alert.lead,) if alert.lead else lead_of_area(alert)


@step("alert", "end", "ACTIVE", _responsible)
def remove(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P8b Between reviews."""
    end(book, alert, answers, by)
    alert.facts["removed"] = True


def end(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P8b No letter that says otherwise goes out, and no review of it goes on."""
    book.move(alert, "ENDED", "end alert", ended_on=book.today)
    book.beside += 1  # what is to be entered in Cx
    cancel_untrue(book, alert.customer)
    for review in book.of("review", "OPEN", alert=alert):
        book.move(review, "CLOSED", "close review")


def lighter(alert: Thing) -> bool:
    """P8b Whether one control less still leaves something. A condition that stays keeps the control that repeats it."""
    return len(alert.controls) > 1


def vary(book: Book, alert: Thing) -> None:
    """P8b It goes on with one control less."""
    alert.facts["controls"] = alert.controls[:-1]
    book.move(alert, event="vary alert", varied_on=book.today)
    for review in book.of("review", "OPEN", alert=alert):
        book.move(review)
    _to_enter(book, alert)
    cancel_untrue(book, alert.customer)


def _to_enter(book: Book, alert: Thing) -> None:
    """P11a Something of it is to be entered in Cx, and waits there: nobody enters anything in a walk."""
    book.beside += 1
    alert.facts["waits"] = True


# What was in force in the housing system (Appendix F)


def carried_over(book: Book, customer: str, code: str, *, reviewed: bool) -> None:
    """F1 Since today, or reviewed today; whether the customer was told is not recorded."""
    facts = {"file": None, "customer": customer, "area": "Housing", "type": code, "period": YEAR, "replaces": None}
    facts |= {"lead": "", "decided_by": "", "informing": "NOT_RECORDED", "imported": True}
    days = {"effective_from": book.today, "review_due_on": oracle.review_due(book.today, YEAR)}
    alert = Thing("alert", "ACTIVE", facts=facts | {"controls": CONTROLS[code], "conditions": 0}, days=days)
    book.add(alert, "carry over alert")
    if reviewed:
        _reviewed_there(book, alert)
    cancel_untrue(book, customer)


def _reviewed_there(book: Book, alert: Thing) -> None:
    """F1 With neither outcome nor answer."""
    days = {"completed_on": book.today, "next_due_on": oracle.review_due(book.today, YEAR)}
    book.add(Thing("review", "COMPLETED", facts={"alert": alert, "outcome": ""}, days=days), "carry over review")


@step(
    "alert",
    "carry_over_review",
    "ACTIVE",
    lambda alert: ("admin",),
    lambda book, alert, answers, by: True if alert.imported and by == "admin" else None,
    shown="ACTIVE",
)
def carry_over_review(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """F1 What an import brings of an alert that came with one."""
    _reviewed_there(book, alert)
    book.move(alert, review_due_on=oracle.review_due(book.today, YEAR))


# Reviews (§8)


def _reviewers(alert: Thing) -> tuple[str, ...]:
    return _responsible(alert) + lead_of_area(alert)


@step(
    "alert",
    "open_review",
    "ACTIVE",
    _reviewers,
    lambda book, alert, answers, by: (
        not book.of("review", "OPEN", alert=alert)
        and (answers["trigger"] != "DUE" or book.today >= alert.days["review_due_on"])
    ),
    trigger=("DUE", "REQUEST"),
)
def open_review(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P8a Before it is due, something calls for it, and it is soon completed."""
    due = oracle.early_review_due(book.today, alert.days["review_due_on"])
    days = {"due_on": due} if book.today < alert.days["review_due_on"] else {}
    book.add(Thing("review", "OPEN", facts={"alert": alert, "outcome": ""}, days=days), "open review")


def _binds_untold(book: Book, alert: Thing, inform: str) -> bool:
    """P5 P7c Whether a condition would go on of which no letter told the customer, and none is to."""
    return bool(alert.conditions and inform == "WITHHOLD" and not told_by_letter(book, alert))


def _completable(book: Book, review: Thing, answers: Answers, by: str) -> bool:
    outcome = answers["outcome"]
    if outcome == "STEP_DOWN" and not lighter(review.alert):
        return False
    return outcome == "REMOVE" or not _binds_untold(book, review.alert, answers["inform"])


def _completed(book: Book, review: Thing, outcome: str, inform: str, months: int, by: str) -> None:
    """P8a P8b The alert takes over the next day and whether the customer is told."""
    alert, removed = review.alert, outcome == "REMOVE"
    due = None if removed else oracle.review_due(book.today, _months(months, inform))
    review.facts |= {"outcome": outcome, "informing": inform, "issued_before": book.of("letter", "ISSUED", "SENT")}
    book.move(review, "COMPLETED", "complete review", completed_on=book.today, next_due_on=due)
    if outcome == "STEP_DOWN":
        vary(book, alert)
    if inform == "INFORM" or alert.informing != "INFORM" or not told_by_letter(book, alert):
        alert.facts["informing"] = inform  # else they know of it already: only the letter of the review is kept back
    alert.facts["lead"] = alert.lead or by
    book.move(alert, review_due_on=due or alert.days["review_due_on"])
    cancel_untrue(book, alert.customer)
    if removed:
        end(book, alert, {}, by)
    elif not alert.facts.get("waits"):
        _to_enter(book, alert)  # the next day of its review


@step(
    "review",
    "complete",
    "OPEN",
    lambda review: _reviewers(review.alert),
    _completable,
    outcome=("KEEP", "STEP_DOWN", "REMOVE"),
    inform=INFORM,
    months=(1, 6, 12),
)
def complete(book: Book, review: Thing, answers: Answers, by: str) -> None:
    """P8b What the Lead decides alone."""
    _completed(book, review, answers["outcome"], answers["inform"], answers["months"], by)


def _referred_since(book: Book, review: Thing) -> list[Thing]:
    """P8b What was referred since the review before, or since the alert was imposed, and is in no file."""
    alert = review.alert
    before = [each for each in book.of("review", "COMPLETED", alert=alert) if each is not review]
    last = max(before, key=lambda each: (each.days["completed_on"], each.reference), default=None)
    day = last.days["completed_on"] if last else alert.days["effective_from"]
    there = not last.outcome if last else alert.imported  # known by its day alone: all of that day came after it
    new = [one for one in book.of("incident", "REFERRED") if one.known_on > day or (there and one.known_on == day)]
    taken_up = [one for file in book.of("investigation") if file.status != "WITHDRAWN" for one in file.incidents]
    return [one for one in new if one.customer == alert.customer and one not in taken_up]


def _asks(book: Book, review: Thing, code: str, controls: tuple[str, ...], period: int, by: str) -> None:
    """P8b A file that rests on what the alert rests on and on what came since, with a draft to take its place."""
    alert = review.alert
    behind = [incident for incident in alert.file.incidents if incident.status != "VOID"] if alert.file else []
    behind += _referred_since(book, review)
    file = opened(book, alert.customer, alert.area, by, behind, review)
    carried = alert.conditions if code == alert.type else 0
    drafted(book, file, code, period, alert, carried).facts["controls"] = controls
    book.events.append(("draft alert", file))
    book.beside += carried


def _waits(book: Book, alert: Thing) -> bool:
    """P8b Whether another alert already stands to take its place."""
    return bool(book.of("alert", "DRAFT", "PROPOSED", replaces=alert))


@step(
    "review",
    "strengthen",
    "OPEN",
    lambda review: _reviewers(review.alert),
    lambda book, review, answers, by: (
        answers["further"] not in review.alert.controls
        and not _waits(book, review.alert)
        and not _binds_untold(book, review.alert, answers["inform"])
    ),
    further=FURTHER,
    inform=INFORM,
)
def strengthen(book: Book, review: Thing, answers: Answers, by: str) -> None:
    """P8b The alert stays as it is; what is heavier, the Head of Service decides."""
    _completed(book, review, "STRENGTHEN", answers["inform"], review.alert.period, by)
    alert = review.alert
    _asks(book, review, alert.type, _asked(alert, answers["further"]), alert.period, by)


def _another(book: Book, review: Thing, answers: Answers, by: str) -> bool:
    alert = review.alert
    if _binds_untold(book, alert, answers["inform"]):
        return False
    return answers["type"] != alert.type and not (active(book, alert.customer, answers["type"]) or _waits(book, alert))


@step(
    "review",
    "change_type",
    "OPEN",
    lambda review: _reviewers(review.alert),
    _another,
    type=TYPES,
    inform=INFORM,
)
def change_type(book: Book, review: Thing, answers: Answers, by: str) -> None:
    """P8b Of one that the customer does not have yet, with what that type has."""
    _completed(book, review, "CHANGE_TYPE", answers["inform"], review.alert.period, by)
    _asks(book, review, answers["type"], CONTROLS[answers["type"]], YEAR, by)


@step("review", "close", "OPEN", lambda review: _reviewers(review.alert))
def close(book: Book, review: Thing, answers: Answers, by: str) -> None:
    """P8a Opened in error."""
    book.move(review, "CLOSED", "close review")
