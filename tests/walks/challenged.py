"""The machine of an appeal, another part of the table: what is challenged, in time or late, and what comes of it (§9)."""

from datetime import date, timedelta

from tests.procedure import oracle
from tests.walks.book import Answers, Book, Thing, head_of_area, lead_of_area, leadership, step
from tests.walks.imposed import end, lighter, stayed, vary
from tests.walks.post import OPEN, cancel_untrue
from tests.walks.table import stands

AGO = tuple(timedelta(days=days) for days in (0, 1, 20))


def appealed_review(book: Book, alert: Thing, answers: Answers) -> Thing | None:
    """P9a The newest review that kept the alert, where that is what is appealed; the housing system keeps no outcome."""
    kept = [review for review in book.of("review", "COMPLETED", alert=alert) if review.outcome not in ("", "REMOVE")]
    return kept[-1] if answers["review"] and kept else None


def _came_since(book: Book, decided_on: date, answers: Answers) -> bool:
    return bool(decided_on <= book.today - answers["ago"])


def _appealable(book: Book, alert: Thing, answers: Answers, by: str) -> bool | None:
    review = appealed_review(book, alert, answers)
    decided_on = review.days["completed_on"] if review else alert.days.get("effective_from")
    running = book.of("appeal", *OPEN, alert=alert)
    return _restricts(alert, answers) and not running and _came_since(book, decided_on, answers)


def _action_appealable(book: Book, file: Thing, answers: Answers, by: str) -> bool | None:
    if file.action is None:
        return None
    running = book.of("appeal", *OPEN, action=file.action)
    return stands(file) and not running and _came_since(book, file.action.days["decided_on"], answers)


def _granting(book: Book, appeal: Thing) -> list[Thing]:
    """P9a The letters that told of it; of an action its file's, or an alert's that was imposed beside it."""
    sent = book.of("letter", "SENT", grants=True)
    if appeal.alert:
        return [letter for letter in sent if letter.subject is (appeal.review or appeal.alert)]
    beside = [letter for letter in sent if letter.subject.kind == "alert" and letter.subject.file is appeal.file]
    return [letter for letter in sent if letter.subject is appeal.file or (letter in beside and letter.told)]


def _reckon(book: Book, appeal: Thing) -> bool:
    """P9a Whether it came in time, by the latest day that a letter gave which went out and granted an appeal."""
    last: date | None = max((letter.days["reply_by"] for letter in _granting(book, appeal)), default=None)
    appeal.facts["last_day"] = last
    return last is None or bool(appeal.days["received_on"] <= last)


def _accept(book: Book, appeal: Thing, *, stay: bool) -> None:
    alert = appeal.alert
    book.move(appeal, "ACCEPTED", "accept appeal", reply_by=appeal.last_day)
    if stay and alert and alert.status == "ACTIVE":
        book.move(alert, event="stay alert", stayed_from=book.today, stayed_to=None)
        cancel_untrue(book, appeal.customer)


def _lift_stay(book: Book, alert: Thing | None) -> None:
    if alert and stayed(alert):
        book.move(alert, event="lift stay of alert", stayed_to=book.today)


def _restricts(alert: Thing | None, answers: Answers) -> bool | None:
    """P9b What has no condition has nothing that could be suspended: there it is not asked."""
    return None if answers["stay"] and not (alert and alert.conditions) else True


def _logged(book: Book, appealed: Thing, answers: Answers, *, stay: bool, review: Thing | None = None) -> None:
    """P9a P9b In time it is accepted at once; in time or late, its days run from its receipt."""
    facts = {"customer": appealed.customer, "area": appealed.area, "outcome": "", "review": review}
    if appealed.kind == "alert":
        facts |= {"alert": appealed, "action": None, "file": appealed.file}
    else:
        facts |= {"alert": None, "action": appealed.action, "file": appealed}
    came = book.today - answers["ago"]
    days = {
        "received_on": came,
        "acknowledge_due_on": oracle.acknowledged(came),
        "answer_due_on": oracle.answer_due(came),
    }
    appeal = Thing("appeal", "RECEIVED", facts=facts, days=days)
    book.add(appeal, "log appeal")
    in_time = _reckon(book, appeal)
    appeal.days["reply_by"] = appeal.last_day
    if in_time:
        _accept(book, appeal, stay=stay)


@step("alert", "appeal", "ACTIVE ENDED", lead_of_area, _appealable, ago=AGO, stay=(False, True), review=(False, True))
def log_appeal(book: Book, alert: Thing, answers: Answers, by: str) -> None:
    """P9a Against an alert, or the review that kept it."""
    _logged(book, alert, answers, stay=answers["stay"], review=appealed_review(book, alert, answers))


@step("investigation", "appeal", "OPEN RECOMMENDED CONCLUDED WITHDRAWN", lead_of_area, _action_appealable, ago=AGO)
def log_appeal_against_action(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """P9a Against an agreed action, which nothing suspends."""
    _logged(book, file, answers, stay=False)


@step(
    "appeal",
    "accept",
    "RECEIVED",
    lead_of_area,
    lambda book, appeal, answers, by: _restricts(appeal.alert, answers),
    stay=(False, True),
)
def accept(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9a Late, with a reason."""
    _reckon(book, appeal)
    _accept(book, appeal, stay=answers["stay"])


def _explained(appeal: Thing, answers: Answers, by: str) -> bool:
    """P9b Whoever made the decision says why they decide its appeal."""
    return bool(answers["own"] or by != (appeal.alert or appeal.action).decided_by)


@step(
    "appeal",
    "refuse",
    "RECEIVED",
    head_of_area,
    lambda book, appeal, answers, by: _explained(appeal, answers, by) and not _reckon(book, appeal),
    own=(True, False),
)
def refuse(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9a By the relevant Head alone, and only because it is late."""
    book.move(appeal, "REFUSED", "refuse appeal", decided_on=book.today, reply_by=appeal.last_day)


def _replied(book: Book, appeal: Thing, answers: Answers, by: str) -> bool:
    """P9b What was asked is answered."""
    return bool(answers["answer"] or not appeal.facts.get("asked"))


@step("appeal", "prepare", "ACCEPTED", lead_of_area, _replied, answer=(True, False))
def prepare(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9b With its evidence."""
    appeal.facts["asked"] = False
    book.move(appeal, "PREPARED", "prepare appeal", prepared_on=book.today)


@step("appeal", "send_back", "PREPARED", leadership)
def send_back_appeal(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9b The 28 days go on."""
    appeal.facts["asked"] = True
    book.move(appeal, "ACCEPTED", "send back appeal")


def _determinable(book: Book, appeal: Thing, answers: Answers, by: str) -> bool:
    alert = appeal.alert
    if not _explained(appeal, answers, by):
        return False
    if answers["outcome"] != "PARTLY":
        return True
    return alert is not None and alert.status == "ACTIVE" and lighter(alert)


def _reviews_what_took_its_place(book: Book, alert: Thing) -> None:
    """P9b The active alert in its place, perhaps after others, is reviewed soon."""
    following = next(iter(book.of("alert", "ACTIVE", "ENDED", replaces=alert)), None)
    if following is None:
        return
    if following.status == "ENDED":
        _reviews_what_took_its_place(book, following)
    else:
        _reviews_soon(book, following)


def _reviews_the_rest_of_its_case(book: Book, alert: Thing) -> None:
    """P9b What the appeal found out about its reports is true of the other alerts of the case too."""
    for other in book.of("alert", "ACTIVE", file=alert.file) if alert.file else []:
        if other is not alert:
            _reviews_soon(book, other)


def _reviews_soon(book: Book, alert: Thing) -> None:
    if not book.of("review", "OPEN", alert=alert):
        due = oracle.early_review_due(book.today, alert.days["review_due_on"])
        facts = {"alert": alert, "outcome": ""}
        book.add(Thing("review", "OPEN", facts=facts, days={"due_on": due}), "open review")


@step(
    "appeal",
    "determine",
    "PREPARED",
    leadership,
    _determinable,
    outcome=("UPHELD", "PARTLY", "NOT_UPHELD"),
    own=(True, False),
)
def determine(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9b The outcome binds the alert or the action; an alert that ended meanwhile stays as it ended."""
    alert, upheld = appeal.alert, answers["outcome"] == "UPHELD"
    appeal.facts["outcome"] = answers["outcome"]
    book.move(appeal, "DETERMINED", "determine appeal", decided_on=book.today)
    _lift_stay(book, alert)
    if alert and alert.status == "ACTIVE" and upheld:
        end(book, alert, {}, by)
    elif alert and alert.status == "ACTIVE" and answers["outcome"] == "PARTLY":
        vary(book, alert)
    elif upheld and appeal.action:
        appeal.action.days |= {"set_aside_on": book.today, "live_until": None}
        book.beside += 1
        book.events.append(("set aside action", appeal.file))
    if upheld and alert:
        _reviews_what_took_its_place(book, alert)
        _reviews_the_rest_of_its_case(book, alert)
    cancel_untrue(book, appeal.customer)


@step("appeal", "withdraw", "RECEIVED ACCEPTED PREPARED", lead_of_area)
def withdraw_appeal(book: Book, appeal: Thing, answers: Answers, by: str) -> None:
    """P9b In the customer's words."""
    book.move(appeal, "WITHDRAWN", "withdraw appeal", withdrawn_on=book.today)
    _lift_stay(book, appeal.alert)
    cancel_untrue(book, appeal.customer)
