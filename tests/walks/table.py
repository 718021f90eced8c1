"""The six machines as the procedure has them: who may take which step when, and all that follows from it.

Written from the clauses, and from :mod:`tests.procedure.oracle` for the days. A new step, day or event of the product is
a line here; until it is, the walks say that it is unexpected. Reports and files are here, alerts and reviews in
:mod:`.imposed`, appeals in :mod:`.challenged`, letters in :mod:`.post`.
"""

from datetime import timedelta

from tests.procedure import oracle
from tests.walks.book import AREAS, Answers, Book, Thing, lead_of_area, lead_of_case, leadership, manager, step

RESTRICTING = "CONTACT_MANAGEMENT"
"""What comes with one condition, and with a whole file (:meth:`.test_walks.Walk._restrict`)."""
CONTROLS = {
    "VISIT_IN_PAIRS": ("AT_LEAST_TWO",),
    "WEAPONS": ("AT_LEAST_TWO", "POLICE_ADVICE", "NO_FORCED_ENTRY"),
    RESTRICTING: ("AGREED_CONTACT",),
}
"""What each type of alert has: each control is a matter of its own."""
NOT_AT_THE_DOOR = ("AGREED_CONTACT",)
"""What tells nobody how to visit."""
CUSTOMERS = ("D900001", "D900003")
"""Of Housing, whose Lead is "lead" and whose Head is "head"; "lead2" and "head2" are of another area."""
WARNED = "WRITTEN_WARNING"
TOLD = ("AGREEMENT", WARNED)
"""What the customer has to know."""
ACTIONS = (*TOLD, "INJUNCTION")
FORTNIGHT = timedelta(days=14)

# Incidents (§6, D3.1)


def reported(book: Book, customer: str, *, by: str = "officer") -> Thing:
    """P2 P11a A report of what the officer met: drafted and logged at once; Assure and Cx are still to be told."""
    book.beside += 2
    facts = {"customer": customer, "area": "Housing", "typed_by": by, "confirmed": False, "known_on": book.today}
    return book.add(Thing("incident", "LOGGED", rows=2, facts=facts), "log incident")


def typed_for(incident: Thing) -> tuple[str, ...]:
    """P2 On whose behalf somebody else reported it."""
    return ("officer",) if incident.typed_by != "officer" else ()


@step(
    "incident",
    "confirm",
    "LOGGED SETTLED REFERRED",
    typed_for,
    lambda book, incident, *_: not incident.confirmed,
    right=(True, False),
)
def confirm(book: Book, incident: Thing, answers: Answers, by: str) -> None:
    """P2 Right or not, the report stays as it was typed."""
    incident.facts["confirmed"] = True
    book.move(incident, event="confirm report")


def _may_be_written(book: Book, incident: Thing, answers: Answers, by: str) -> bool:
    """P7c A warning in writing is chosen only where its letter may go."""
    in_force = [alert for alert in book.of("alert", "ACTIVE") if alert.customer == incident.customer]
    return answers["action"] != WARNED or not any(alert.informing == "WITHHOLD" for alert in in_force)


@step("incident", "settle", "LOGGED", manager, _may_be_written, action=("VERBAL_WARNING", WARNED, ""))
def settle(book: Book, incident: Thing, answers: Answers, by: str) -> None:
    """D3a With or without a warning."""
    book.beside += bool(answers["action"])
    incident.facts["settled_with"] = bool(answers["action"])
    if answers["action"] == WARNED:
        incident.facts["warned_until"] = oracle.warning_ends(book.today)
    book.move(incident, "SETTLED", "settle incident", triaged_on=book.today)


@step("incident", "refer", "LOGGED SETTLED", manager)
def refer(book: Book, incident: Thing, answers: Answers, by: str) -> None:
    """D3b To the Lead of its area."""
    book.move(incident, "REFERRED", "refer incident", triaged_on=book.today)


def relied_on(book: Book, incident: Thing, *statuses: str) -> bool:
    """Whether a file that stands so, or of which something was imposed or agreed, rests on it."""
    files = [file for file in book.of("investigation") if incident in file.incidents]
    return any(file.status in statuses or decided(book, file, "ACTIVE", "ENDED", "AGREED") for file in files)


def decided(book: Book, file: Thing, *statuses: str) -> bool:
    """Whether an alert or an action of the file was decided so."""
    action = file.action is not None and file.action.status in statuses
    return action or bool(book.of("alert", *statuses, file=file))


# Investigations (D3.2)


def opened(book: Book, customer: str, area: str, lead: str, incidents: list[Thing], review: Thing | None) -> Thing:
    """D3b A file of which no gate is answered yet; after a review it may rest on no incident."""
    facts = {"customer": customer, "area": area, "lead": lead, "incidents": incidents, "review": review}
    facts |= {"answered": False, "nothing": False, "action": None, "asked": False}
    return book.add(Thing("investigation", "OPEN", facts=facts), "open investigation")


@step(
    "incident",
    "open",
    "REFERRED",
    lead_of_area,
    lambda book, incident, *_: not relied_on(book, incident, "OPEN", "RECOMMENDED", "CONCLUDED"),
)
def open_file(book: Book, incident: Thing, answers: Answers, by: str) -> None:
    """D3b On what was referred, once."""
    opened(book, incident.customer, incident.area, by, [incident], None)


@step("investigation", "answer", "OPEN", lead_of_case, lambda book, file, *_: None if file.answered else True)
def answer(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b P10a P10b Three discussions, the customer's among them, and every consideration."""
    for _ in range(3):
        book.beside += 1
        book.move(file, event="record discussion")
    file.facts["answered"] = True
    book.move(file, event="record considerations", consulted_on=book.today)


@step(
    "investigation",
    "move",
    "OPEN",
    lead_of_case,
    lambda book, file, answers, by: answers["area"] != file.area,
    area=tuple(AREAS),
)
def move(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """P7a With what it puts forward, to the area whose Head decides it; its Lead stays."""
    for alert in put_forward(book, file):
        alert.facts["area"] = answers["area"]
        book.move(alert)
    file.facts["area"] = answers["area"]
    book.move(file, event="change service area of investigation")


def put_forward(book: Book, file: Thing) -> list[Thing]:
    """The alerts that wait for a recommendation or a decision."""
    return book.of("alert", "DRAFT", "PROPOSED", file=file)


def active(book: Book, customer: str, code: str, besides: Thing | None = None) -> Thing | None:
    """P6 The one of the type that is in force."""
    found = [alert for alert in book.of("alert", "ACTIVE") if (alert.customer, alert.type) == (customer, code)]
    return next((alert for alert in found if alert is not besides), None)


def undecided(file: Thing) -> Thing | None:
    """The action that waits for a decision."""
    action: Thing | None = file.action
    return action if action and action.status == "RECOMMENDED" else None


def stands(file: Thing | None) -> bool:
    """Whether an action was agreed, and no appeal set it aside."""
    return bool(file and file.action and file.action.status == "AGREED" and "set_aside_on" not in file.action.days)


def told(file: Thing | None) -> bool:
    """D3b Whether the customer has to know of it."""
    return file is not None and stands(file) and file.action.type in TOLD


@step(
    "investigation",
    "recommend_action",
    "OPEN",
    lead_of_case,
    lambda book, file, *_: None if file.action else True,
    type=ACTIONS,
)
def recommend_action(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """P5 One to a file."""
    days = {"due_on": book.today + FORTNIGHT}
    file.facts["action"] = Thing("action", "RECOMMENDED", facts={"type": answers["type"]}, days=days)
    book.beside += 1
    book.move(file, event="recommend action")


@step(
    "investigation",
    "withdraw_action",
    "OPEN RECOMMENDED CONCLUDED WITHDRAWN",
    lead_of_case,
    lambda book, file, *_: file.status == "OPEN" and undecided(file) is not None if file.action else None,
)
def withdraw_action(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """P5 It is no longer recommended."""
    file.action.status = "TAKEN_OUT"
    book.beside += 1
    book.move(file, event="take out action")


@step("investigation", "nothing_further", "OPEN", lead_of_case)
def nothing_further(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b The Lead says that nothing further is needed."""
    file.facts["nothing"] = True
    book.move(file, event="record considerations")


def _gates_answered(book: Book, file: Thing, answers: Answers, by: str) -> bool:
    standing = bool(file.review) or any(incident.status != "VOID" for incident in file.incidents)
    rivals = [active(book, alert.customer, alert.type, alert.replaces) for alert in put_forward(book, file)]
    return (
        file.answered
        and not file.asked
        and standing
        and not any(rivals)
        and bool(put_forward(book, file) or undecided(file) or file.nothing)
    )


@step("investigation", "recommend", "OPEN", lead_of_case, _gates_answered)
def recommend(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b D4 Each drafted alert is proposed with it. Where nothing asks for its controls yet, no marker is needed."""
    asked = {
        control for alert in put_forward(book, file) for control in alert.controls if control not in NOT_AT_THE_DOOR
    }
    there = [alert for alert in book.of("alert", "ACTIVE") if alert.customer == file.customer]
    there_asked = {control for alert in there for control in alert.controls} - {*NOT_AT_THE_DOOR}
    there_asked |= {"ASK_LEAD"} if there_asked else set()
    standing = [incident for incident in file.incidents if incident.status != "VOID"]
    answered = any(incident.facts.get("no_marker") for incident in standing)
    for incident in standing if asked - there_asked and not answered else []:
        incident.facts["no_marker"] = True
        book.move(incident, event="need no marker")
    for alert in put_forward(book, file):
        book.move(alert, "PROPOSED", "propose alert")
    book.move(file, "RECOMMENDED", "recommend", recommended_on=book.today)


@step("investigation", "send_back", "RECOMMENDED", leadership)
def send_back(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b What was decided stays decided."""
    for alert in put_forward(book, file):
        book.move(alert, "DRAFT")
    for alert in book.of("alert", "ACTIVE", "ENDED", "DECLINED", file=file):
        if not alert.facts.get("basis_kept"):
            alert.facts["basis_kept"] = True
            book.move(alert)
    file.facts["asked"] = True
    book.move(file, "OPEN", "send back investigation")


@step("investigation", "reply", "OPEN", lead_of_case, lambda book, file, *_: True if file.asked else None)
def reply(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b The Lead answers what the Head of Service asked."""
    file.facts["asked"] = False
    book.move(file, event="record considerations")


def _agreeable(book: Book, file: Thing, answers: Answers, by: str) -> bool | None:
    """An action or, where nothing else waits, that nothing further is done."""
    if undecided(file):
        return True
    return None if answers["decline"] else not put_forward(book, file)


@step("investigation", "agree", "RECOMMENDED", leadership, _agreeable, decline=(False, True))
def agree(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b P5 The action, from today; a warning or an agreement lives for its months. Alerts are decided each by itself."""
    action = undecided(file)
    if action:
        action.status = "DECLINED" if answers["decline"] else "AGREED"
        action.facts["decided_by"] = by
        action.days["decided_on"] = book.today
        if told(file):
            action.days["live_until"] = oracle.warning_ends(book.today)
        book.beside += 1
    else:
        file.days["decided_on"] = book.today
    book.events.append(("agree investigation", file))
    if not conclude(book, file):
        book.move(file)


def conclude(book: Book, file: Thing) -> bool:
    """D3b With the last decision."""
    if put_forward(book, file) or undecided(file):
        return False
    book.move(file, "CONCLUDED", "conclude investigation", concluded_on=book.today)
    return True


@step(
    "investigation",
    "withdraw",
    "OPEN",
    lead_of_case,
    lambda book, file, *_: not decided(book, file, "ACTIVE", "ENDED", "AGREED"),
)
def withdraw_file(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """D3b With its drafts; its incidents stay referred."""
    for alert in put_forward(book, file):
        book.move(alert, "WITHDRAWN")
    book.move(file, "WITHDRAWN", "withdraw investigation")


@step(
    "investigation",
    "follow_up",
    "OPEN RECOMMENDED CONCLUDED WITHDRAWN",
    lambda file: lead_of_case(file) + lead_of_area(file),
    lambda book, file, *_: stands(file) and "outcome_on" not in file.action.days if file.action else None,
)
def follow_up(book: Book, file: Thing, answers: Answers, by: str) -> None:
    """P5 What became of the action, once; the file itself stays as it was."""
    file.action.days["outcome_on"] = book.today
    book.beside += 1
    book.events.append(("record outcome of action", file))
