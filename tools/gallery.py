"""The pictures of the gallery: the nine steps of a case in the demo, each by the colleague who takes it."""

from collections.abc import Callable
from typing import Any, NamedTuple


class Picture(NamedTuple):
    """One page of the gallery.

    :param path: its address; ``{CM_D900005}`` stands for the first alert of that customer in the demo, and so on.
    :param act: the steps taken on the page first, with Playwright's page.
    """

    step: str
    role: str
    name: str
    path: str
    sentence: str
    act: Callable[[Any], None] | None = None


def _report(page: Any) -> None:
    page.get_by_label("Something happened", exact=True).check()
    page.get_by_label("Who is it about?").press_sequentially("vosper", delay=20)
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Just now").click()
    page.get_by_label("Home visit").check()
    page.get_by_label("What happened?").fill(
        "She threw a cup towards me when I asked about the garden, and told me to get out."
    )
    page.get_by_label("Aggressive", exact=True).check()
    page.get_by_label("There was actual physical violence").check()
    page.get_by_label("The person named, or their dog").check()
    page.get_by_label("Left the place").check()
    page.get_by_label("I was", exact=True).check()


def _recommend(page: Any) -> None:
    page.get_by_label("Contact Management", exact=True).check()
    page.get_by_label("Why this alert?").fill(
        "Calls to the whole team, up to forty a week, kept others from being heard."
    )


def _restrict(page: Any) -> None:
    _recommend(page)
    page.get_by_role("button", name="Add to the recommendation").click()
    page.get_by_label("Contact by certain means only").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("By e-mail").check()
    page.get_by_label("By letter").check()
    page.get_by_role("button", name="Add the condition").click()


def _plots_drawn(page: Any) -> None:
    """A plot is drawn when it comes into view: here all of them are, the page being taken whole."""
    for image in page.locator("img[loading=lazy]").all():
        image.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")


def _approve_alone(page: Any) -> None:
    for lifeline in page.locator("[name=lifelines]").all():
        lifeline.check()
    page.get_by_label("How did you weigh equality").fill("Nothing known explains it.")
    page.get_by_label("Why do you approve it?").fill("The recommendation is proportionate to the risk.")
    page.get_by_label("Yes, we write to the customer").check()
    page.get_by_label("How did you assess").fill("They live alone, and nobody else opens their post.")
    page.get_by_role("button", name="Approve the alert").click()


def _preview(page: Any) -> None:
    """Fill in the letter, and wait until its picture has changed."""
    _drawn(page)
    before = page.locator(".app-preview__page").first.get_attribute("src")
    page.get_by_label("What was reported?").fill(
        "It was reported to us that your dog ran out at our officer while you stood at the door."
    )
    page.locator(f'[data-preview]:not(:has(img[src="{before}"]))').wait_for()


def _drawn(page: Any) -> None:
    page.get_by_text("as it would be printed.").wait_for()


def _review(page: Any) -> None:
    page.get_by_role("button", name="Open the review").click()
    page.get_by_role("button", name="Complete the review").click()
    page.get_by_label("Keep the alert").check()


def _hand_over(page: Any) -> None:
    page.get_by_role("button", name="Hand over what is yours").click()


def _ask_after(page: Any) -> None:
    page.get_by_role("link", name="How is Oliver Fisk?").click()


AROUND = "Around a case"
PICTURES = [
    Picture("Signing in", "", "sign-in", "/sign-in/", "In the demo the page lists who one can be."),
    Picture(
        "1. An officer logs an incident", "officer", "worklist", "/",
        "The worklist of an officer opens with what an officer does most: look up, and report.",
    ),
    Picture(
        "1. An officer logs an incident", "officer", "log", "/incidents/log/",
        "The report can be made at the door: a name is found while it is typed, and “Just now” fills in the time.", _report,
    ),
    Picture(
        "2. A line manager triages it", "manager", "triage", "/incidents/{IN_D900008}/",
        "The account comes first, then the question. The stage that Appendix D proposes is chosen already.",
    ),
    Picture(
        "2. A line manager triages it", "manager", "settle", "/incidents/{IN_D900008}/settle/",
        "What was done is chosen, with a note. The other stage than the proposed one needs no reason.",
    ),
    Picture(
        "3. The Operational Lead investigates and recommends", "lead", "investigation", "/investigations/{IV_D900004}/",
        "The list shows what has to be asked, heard and weighed before a recommendation can go forward.",
    ),
    Picture(
        "3. The Operational Lead investigates and recommends", "lead", "recommend",
        "/investigations/{IV_D900004}/draft-alert/",
        "Each alert says what colleagues will have to do.", _recommend,
    ),
    Picture(
        "3. The Operational Lead investigates and recommends", "lead", "restrict",
        "/investigations/{IV_D900004}/draft-alert/",
        "What an alert restricts has a page of its own. Its words follow from the answers, and nothing there touches a lifeline.",
        _restrict,
    ),
    Picture(
        "3. The Operational Lead investigates and recommends", "lead", "considered", "/investigations/{IV_D900009}/letter/",
        "“Considered, no alert” is an outcome with its letter. An agreed warning stands in it, with the right to appeal.", _drawn,
    ),
    Picture(
        "4. The Head of Service decides", "head", "head-worklist", "/",
        "What waits for a decision stands in the Head's worklist.",
    ),
    Picture(
        "4. The Head of Service decides", "head", "decide", "/investigations/{IV_D900003}/",
        "The recommendation, its reasons, and how the customer was heard.",
    ),
    Picture(
        "4. The Head of Service decides", "head", "approve", "/alerts/{CM_D900003}/approve/",
        "“Inform the customer” or “withhold” is a question of its own, and nothing is chosen beforehand.",
    ),
    Picture(
        "4. The Head of Service decides", "head2", "absent", "/alerts/{CM_D900003}/approve/",
        "The Head of another service area is refused until they name who is absent, and why. What they typed is kept.",
        _approve_alone,
    ),
    Picture(
        "5. The Lead writes to the customer", "lead", "compose", "/alerts/{CM_D900005}/letter/",
        "The letter is drawn beside the form as it is written.", _preview,
    ),
    Picture(
        "5. The Lead writes to the customer", "lead", "letter", "/letters/{LT_D900001}/",
        "An issued letter with its dates. The last day to appeal is the one that is printed in it.",
    ),
    Picture(
        "5. The Lead writes to the customer", "lead", "withheld", "/alerts/{CM_D900006}/letter/",
        "Where the customer is not informed, no letter can be made, and the page says why.",
    ),
    Picture(
        "6. Before a visit", "contractor", "look-up", "/look-up/?q=sandpiper",
        "A contractor sees what to do at the address, and no reason.",
    ),
    Picture(
        "6. Before a visit", "contractor", "unconfirmed", "/look-up/?q=D900008",
        "An interim marker after violence: what to do until somebody has decided, and until when.",
    ),
    Picture(
        "6. Before a visit", "officer", "look-up-officer", "/look-up/?q=lodger",
        "The landlord's own staff find a person by name, and who else lives there.",
    ),
    Picture(
        "6. Before a visit", "lead", "customer", "/customers/D900001/",
        "The customer's page opens with what to do; what is known and what happened come after it.",
    ),
    Picture(
        "7. The customer appeals", "lead", "appeal-log", "/appeals/log/?alert={CM_D900005}",
        "Whatever way an appeal came, it is written down here, and the page works out whether it is in time.",
    ),
    Picture(
        "7. The customer appeals", "lead", "appeal", "/appeals/{AP_D900001}/",
        "The clock of the appeal. Steps that are not the Lead's are shown with the reason.",
    ),
    Picture(
        "7. The customer appeals", "head", "determine", "/appeals/{AP_D900001}/determine/",
        "Whoever imposed the alert is reminded of it, and says why they decide all the same.",
    ),
    Picture(
        "8. The alert is reviewed", "lead", "review", "/alerts/{CM_D900005}/review/",
        "Everything since the last review, and what becomes of the alert.", _review,
    ),
    Picture(
        "8. The alert is reviewed", "lead", "confirmations", "/confirmations/",
        "Once a year each case is confirmed to stand in the housing system too.",
    ),
    Picture(
        "9. The Data Protection Officer reads who did what", "dpo", "all-alerts", "/reports/all-alerts/",
        "The All Alerts report of any day.",
    ),
    Picture(
        "9. The Data Protection Officer reads who did what", "dpo", "history", "/admin/alerts/alert/1/history/",
        "Each record's history in words: who, when, why, and what changed.",
    ),
    Picture(
        AROUND, "manager", "marker", "/incidents/{IN_D900002}/marker/",
        "After danger a marker warns colleagues at once, for ten working days at most.",
    ),
    Picture(
        AROUND, "manager", "welfare", "/incidents/{IN_D900005}/",
        "A colleague who met danger is asked how they are.", _ask_after,
    ),
    Picture(
        AROUND, "lead", "considerations", "/investigations/{IV_D900004}/considerations/",
        "The Lead writes down what was considered. What is asked follows from what is recommended.",
    ),
    Picture(
        AROUND, "lead", "restrict-file", "/customers/D900001/restrict/",
        "A file that only its named readers open. Everybody else still sees what to do at the door.",
    ),
    Picture(
        AROUND, "lead", "enter", "/entries/",
        "What has to stand in the housing system too, with the words to copy.",
    ),
    Picture(
        AROUND, "lead", "hand-over", "/absences/",
        "Whoever goes gives each record to somebody who can go on with it at once.", _hand_over,
    ),
    Picture(
        AROUND, "lead", "told", "/what-you-are-told/",
        "Everybody chooses what they are told at once, in the morning or not at all.",
    ),
    Picture(
        AROUND, "officer", "log-request", "/subject-access/log/",
        "Whoever is asked what we hold about a person logs it the same day.",
    ),
    Picture(
        AROUND, "admin", "colleague", "/colleagues/add/",
        "A colleague with their roles and service areas. A role that decides waits for a second person.",
    ),
    Picture(
        AROUND, "admin", "alert-type", "/alert-types/VISIT_IN_PAIRS/",
        "A type of alert: its instruction, its controls and its words for the letter.",
    ),
    Picture(
        AROUND, "admin", "organisation", "/organisations/teign/",
        "Each landlord has its own name, address and standards.",
    ),
    Picture(
        AROUND, "leadership", "picture", "/reports/",
        "The picture of alerts, incidents and our own work. Each number has its table.", _plots_drawn,
    ),
    Picture(
        AROUND, "lead", "compare", "/reconciliations/",
        "An export of the housing system is laid beside the alerts here, and each difference answered.",
    ),
]  # fmt: skip
