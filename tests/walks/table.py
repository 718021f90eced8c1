"""The six machines as the procedure has them: who may take which step when, and all that follows from it.

Written from the clauses, and from :mod:`tests.procedure.oracle` for the days. A new step, day or event of the product is
a line here; until it is, the walks say that it is unexpected.
"""

from datetime import timedelta
from typing import Any

from tests.procedure import oracle
from tests.walks.book import DECIDERS, HEAD, LEAD, MANAGER, Answers, Book, Thing, step
from tests.walks.post import cancel_untrue

CUSTOMERS = ("D900001", "D900003")
"""Of Housing, whose Lead is "lead" and whose Head is "head"; "lead2" and "head2" are of another area."""
TYPES = {"VISIT_IN_PAIRS": 1, "WEAPONS": 3}
"""What a Lead of the walks puts forward step by step, with how many controls the type has."""
RESTRICTING = "CONTACT_MANAGEMENT"
"""What comes with one control and one condition, and with a whole file (:meth:`.test_walks.Walk._restrict`)."""
WITHHELD_MONTHS = 3

# Incidents (§6, D3.1)


def reported(book: Book, customer: str) -> Thing:
    """P2 P11a A report: drafted and logged at once; Assure and Cx are still to be told."""
    book.beside += 2
    return book.add(Thing("incident", "LOGGED", rows=2, facts={"customer": customer}), "log incident")


@step("incident", "settle", "LOGGED", MANAGER, action=("VERBAL_WARNING", ""))
def settle(book: Book, incident: Thing, answers: Answers, by: str) -> None:
    """D3a With or without a warning."""
    book.beside += bool(answers["action"])
    book.move(incident, "SETTLED", "settle incident", triaged_on=book.today)


@step("incident", "refer", "LOGGED SETTLED", MANAGER)
def refer(book: Book, incident: Thing, answers: Answers, by: str) -> None:
    """D3b To the Lead of its area."""
    book.move(incident, "REFERRED", "refer incident", triaged_on=book.today)


def _relied_on(book: Book, incident: Thing, *statuses: str) -> bool:
    return any(incident in file.incidents for file in book.of("investigation", *statuses))


@step(
    "incident",
    "void",
    "LOGGED SETTLED REFERRED",
    MANAGER,
    lambda book, incident, *_: not _relied_on(book, incident, "RECOMMENDED", "CONCLUDED"),
)
def void(book: Book, incident: Thing, answers: Answers, by: str) -> None:
    """P11a Made in error."""
    book.move(incident, "VOID", "void incident")


# Investigations (D3.2)


@step(
    "incident",
    "open",
    "REFERRED",
    LEAD,
    lambda book, incident, *_: not _relied_on(book, incident, "OPEN", "RECOMMENDED", "CONCLUDED"),
)
def open_file(book: Book, incident: Thing, answers: Answers, by: str) -> None:
    """D3b A file of which no gate is answered yet."""
    facts = {"customer": incident.customer, "incidents": [incident], "answered": False, "nothing": False}
    book.add(Thing("investigation", "OPEN", facts=facts), "open investigation")


def put_forward(book: Book, file: Thing) -> list[Thing]:
    """What waits for a recommendation or a decision."""
    return book.of("alert", "DRAFT", "PROPOSED", file=file)


def drafted(book: Book, file: Thing, code: str, period: int, *, controls: int, conditions: int) -> Thing:
    """P7b One alert of a type in a recommendation."""
    facts = {"file": file, "customer": file.customer, "type": code, "period": period, "informing": ""}
    alert = Thing("alert", "DRAFT", facts=facts | {"controls": controls, "conditions": conditions})
    book.things.append(alert)
    return alert


def _not_twice(book: Book, file: Thing, answers: Answers, by: str) -> bool | None:
    """Beside an active alert of the type it is not tried: what then happens, the walks do not say."""
    same = [alert for alert in book.of("alert") if (alert.customer, alert.type) == (file.customer, answers["type"])]
    if any(alert.status == "ACTIVE" for alert in same):
        return None
    return not any(alert in same for alert in put_forward(book, file))


@step("investigation", "draft_alert", "OPEN", LEAD, _not_twice, type=tuple(TYPES), period=(1, 6, 12))
def draft_alert(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """P7b With the controls of its type."""
    drafted(book, file, answers["type"], answers["period"], controls=TYPES[answers["type"]], conditions=0)
    book.move(file, event="draft alert")


@step("investigation", "nothing_further", "OPEN", LEAD)
def nothing_further(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b The Lead says that nothing further is needed."""
    file.facts["nothing"] = True
    book.move(file, event="record considerations")


def _gates_answered(book: Book, file: Thing, answers: Answers, by: str) -> bool:
    standing = any(incident.status != "VOID" for incident in file.incidents)
    return file.answered and standing and bool(put_forward(book, file) or file.nothing)


@step("investigation", "recommend", "OPEN", LEAD, _gates_answered)
def recommend(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b Each drafted alert is proposed with it."""
    for alert in put_forward(book, file):
        book.move(alert, "PROPOSED", "propose alert")
    book.move(file, "RECOMMENDED", "recommend", recommended_on=book.today)


@step("investigation", "send_back", "RECOMMENDED", DECIDERS)
def send_back(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b What was decided stays decided."""
    for alert in put_forward(book, file):
        book.move(alert, "DRAFT")
    book.move(file, "OPEN", "send back investigation")


@step("investigation", "agree", "RECOMMENDED", DECIDERS, lambda book, file, *_: not put_forward(book, file))
def agree(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b That nothing further is done."""
    book.events.append(("agree investigation", file))
    file.days["decided_on"] = book.today
    _conclude(book, file)


def _conclude(book: Book, file: Thing) -> None:
    if not put_forward(book, file):
        book.move(file, "CONCLUDED", "conclude investigation", concluded_on=book.today)


@step("investigation", "withdraw", "OPEN", LEAD)
def withdraw_file(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b With its drafts; its incidents stay referred."""
    for alert in put_forward(book, file):
        book.move(alert, "WITHDRAWN")
    book.move(file, "WITHDRAWN", "withdraw investigation")


# Alerts (§7, §8)


@step("alert", "withdraw", "DRAFT", LEAD)
def withdraw_alert(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """D3b Out of the recommendation."""
    book.move(alert, "WITHDRAWN")
    book.move(alert.file, event="withdraw alert")


def _no_rival(book: Book, alert: Thing, answers: Answers, by: str) -> bool:
    rivals = book.of("alert", "ACTIVE")
    return all((rival.customer, rival.type) != (alert.customer, alert.type) for rival in rivals)


INFORM = ("INFORM", "WITHHOLD")


def _months(months: int, inform: str) -> int:
    return min(months, WITHHELD_MONTHS) if inform == "WITHHOLD" else months


@step("alert", "approve", "PROPOSED", DECIDERS, _no_rival, inform=INFORM)
def approve(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P7a From today; the file concludes with its last decision."""
    period = _months(alert.period, answers["inform"])
    alert.facts |= {"period": period, "informing": answers["inform"], "decided_by": by}
    due = oracle.review_due(book.today, period)
    days = {"decided_on": book.today, "effective_from": book.today, "review_due_on": due}
    book.move(alert, "ACTIVE", "approve alert", **days)
    book.beside += 1  # what is to be entered in Cx
    _conclude(book, alert.file)


@step("alert", "decline", "PROPOSED", DECIDERS)
def decline(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P7a Not imposed."""
    book.move(alert, "DECLINED", "decline alert", decided_on=book.today)
    _conclude(book, alert.file)


@step("alert", "end", "ACTIVE", LEAD)
def end(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P8b No letter that says otherwise goes out, and no review of it goes on."""
    book.move(alert, "ENDED", "end alert", ended_on=book.today)
    book.beside += 1  # what is to be entered in Cx
    cancel_untrue(book, alert.customer)
    for review in book.of("review", "OPEN", alert=alert):
        book.move(review, "CLOSED", "close review")


def lighter(alert: Thing) -> bool:
    """P8b Whether one control less still leaves something."""
    return alert.controls >= 1 and alert.controls + alert.conditions >= 2


def vary(book: Book, alert: Thing) -> None:
    """P8b It goes on with one control less."""
    alert.facts["controls"] -= 1
    book.move(alert, event="vary alert")
    book.beside += 1  # what is to be entered in Cx
    cancel_untrue(book, alert.customer)


# Reviews (§8)


@step(
    "alert",
    "open_review",
    "ACTIVE",
    LEAD,
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


@step(
    "review",
    "complete",
    "OPEN",
    LEAD,
    lambda book, review, answers, by: answers["outcome"] != "STEP_DOWN" or lighter(review.alert),
    outcome=("KEEP", "STEP_DOWN", "REMOVE"),
    inform=INFORM,
    months=(1, 6, 12),
)
def complete(book: Book, review: Thing, answers: Answers, by: str) -> None:
    """P8a P8b The alert takes over the next day and whether the customer is told."""
    alert, outcome = review.alert, answers["outcome"]
    due = oracle.review_due(book.today, _months(answers["months"], answers["inform"]))
    due = None if outcome == "REMOVE" else due
    review.facts["outcome"] = outcome
    book.move(review, "COMPLETED", "complete review", completed_on=book.today, next_due_on=due)
    if outcome == "STEP_DOWN":
        vary(book, alert)
    alert.facts["informing"] = answers["inform"]
    book.move(alert, review_due_on=due or alert.days["review_due_on"])
    cancel_untrue(book, alert.customer)
    if outcome == "REMOVE":
        end(book, alert, {}, by)


@step("review", "close", "OPEN", LEAD)
def close(book: Book, review: Thing, answers: Answers, by: str) -> None:
    """P8a Opened in error."""
    book.move(review, "CLOSED", "close review")


# Appeals (§9)


def appealed_review(book: Book, alert: Thing, answers: Answers) -> Thing | None:
    """P9a The newest review that kept the alert, where that is what is appealed."""
    kept = [review for review in book.of("review", "COMPLETED", alert=alert) if review.outcome != "REMOVE"]
    return kept[-1] if answers["review"] and kept else None


def _decided_on(book: Book, alert: Thing, answers: Answers) -> Any:
    review = appealed_review(book, alert, answers)
    return review.days["completed_on"] if review else alert.days.get("effective_from")


def _appealable(book: Book, alert: Thing, answers: Answers, by: str) -> bool | None:
    decided_on = _decided_on(book, alert, answers)
    running = book.of("appeal", "RECEIVED", "ACCEPTED", "PREPARED", alert=alert)
    return _restricts(alert, answers) and not running and decided_on <= book.today - answers["ago"]


def _reckon(book: Book, appeal: Thing) -> bool:
    """P9a Whether it came in time, by the newest letter that went out and granted an appeal."""
    sent = book.of("letter", "SENT", subject=appeal.review or appeal.alert, grants=True)
    newest = sorted(sent, key=lambda letter: letter.days["sent_on"] or book.today)[-1:]  # of one day, the later made
    appeal.facts["last_day"] = newest[0].days["reply_by"] if newest else None
    return not newest or appeal.days["received_on"] <= newest[0].days["reply_by"]


def _accept(book: Book, appeal: Thing, *, stay: bool) -> None:
    came = appeal.days["received_on"]
    days = {"acknowledge_due_on": oracle.acknowledged(came), "answer_due_on": oracle.answer_due(came)}
    book.move(appeal, "ACCEPTED", "accept appeal", reply_by=appeal.last_day, **days)
    if stay and appeal.alert.status == "ACTIVE":
        book.move(appeal.alert, event="stay alert", stayed_from=book.today, stayed_to=None)
        cancel_untrue(book, appeal.customer)


def _lift_stay(book: Book, alert: Thing) -> None:
    if alert.days.get("stayed_from") and not alert.days.get("stayed_to"):
        book.move(alert, event="lift stay of alert", stayed_to=book.today)


def _restricts(alert: Thing, answers: Answers) -> bool | None:
    """P9b What has no condition has nothing that could be suspended: there it is not asked."""
    return None if answers["stay"] and not alert.conditions else True


AGO = tuple(timedelta(days=days) for days in (0, 1, 20))


@step("alert", "appeal", "ACTIVE ENDED", LEAD, _appealable, ago=AGO, stay=(False, True), review=(False, True))
def log_appeal(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P9a In time it is accepted at once."""
    facts = {"alert": alert, "customer": alert.customer, "review": appealed_review(book, alert, answers), "outcome": ""}
    appeal = Thing("appeal", "RECEIVED", facts=facts, days={"received_on": book.today - answers["ago"]})
    book.add(appeal, "log appeal")
    in_time = _reckon(book, appeal)
    appeal.days["reply_by"] = appeal.last_day
    if in_time:
        _accept(book, appeal, stay=answers["stay"])


@step(
    "appeal",
    "accept",
    "RECEIVED",
    LEAD,
    lambda book, appeal, answers, by: _restricts(appeal.alert, answers),
    stay=(False, True),
)
def accept(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9a Late, with a reason."""
    _reckon(book, appeal)
    _accept(book, appeal, stay=answers["stay"])


@step("appeal", "refuse", "RECEIVED", HEAD, lambda book, appeal, *_: not _reckon(book, appeal))
def refuse(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9a By the relevant Head alone, and only because it is late."""
    book.move(appeal, "REFUSED", "refuse appeal", decided_on=book.today, reply_by=appeal.last_day)


@step("appeal", "prepare", "ACCEPTED", LEAD)
def prepare(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9b With its evidence."""
    book.move(appeal, "PREPARED", "prepare appeal", prepared_on=book.today)


@step("appeal", "send_back", "PREPARED", DECIDERS)
def send_back_appeal(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9b The 28 days go on."""
    book.move(appeal, "ACCEPTED", "send back appeal")


def _determinable(book: Book, appeal: Thing, answers: Answers, by: str) -> bool:
    alert = appeal.alert
    if by == alert.decided_by and not answers["own"]:
        return False
    return answers["outcome"] != "PARTLY" or alert.status != "ACTIVE" or lighter(alert)


@step(
    "appeal",
    "determine",
    "PREPARED",
    DECIDERS,
    _determinable,
    outcome=("UPHELD", "PARTLY", "NOT_UPHELD"),
    own=(True, False),
)
def determine(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9b The outcome binds the alert; one that ended meanwhile stays as it ended."""
    alert = appeal.alert
    appeal.facts["outcome"] = answers["outcome"]
    book.move(appeal, "DETERMINED", "determine appeal", decided_on=book.today)
    _lift_stay(book, alert)
    if alert.status == "ACTIVE" and answers["outcome"] == "UPHELD":
        end(book, alert, {}, by)
    elif alert.status == "ACTIVE" and answers["outcome"] == "PARTLY":
        vary(book, alert)
    cancel_untrue(book, alert.customer)


@step("appeal", "withdraw", "RECEIVED ACCEPTED PREPARED", LEAD)
def withdraw_appeal(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9b In the customer's words."""
    book.move(appeal, "WITHDRAWN", "withdraw appeal", withdrawn_on=book.today)
    _lift_stay(book, appeal.alert)
    cancel_untrue(book, appeal.customer)
