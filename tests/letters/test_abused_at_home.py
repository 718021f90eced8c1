"""What a file says of abuse at home, or of post that somebody else opens, is asked about before a letter goes there (§7, §10)."""

import pytest

from alerts.writing import at_home
from housing_alerts.customers import services as customers
from housing_alerts.kernel.refusals import NotAllowed
from letters import dispatch
from tests import scenarios
from tests.letters.sending import KNOWN, issue, post
from tests.page import nothing_changes, words
from tests.scenarios import LODGER

from .samples import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
JORY = "D900009"
ABUSED = "Domestic abuse: her husband, who lives there, hits her and opens her letters."
OF_FILE = "the file reads as if somebody at home is a danger, or reads the customer’s post"
OF_SOMEBODY = "the file of somebody there asks for care with contact"
NOTED = "We have noted what you told us about your health"


def known(cast, what=ABUSED, of=LODGER, told_by="CUSTOMER", days=0):
    step = {"customer": cast.customers[of], "by": cast.lead, "told_on": cast.ago(days)}
    customers.record_vulnerability(what=what, told_by=told_by, **step)


def known_by_agency(cast):
    known(cast, told_by="AGENCY")


def agreed(cast):
    scenarios.adjusted(cast, "Send letters to her sister: her husband reads all her post.")


def known_of_the_partner(cast):
    known(cast, of=JORY)


TOLD = {known: OF_FILE, known_by_agency: OF_FILE, agreed: OF_FILE, known_of_the_partner: OF_SOMEBODY}


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.__name__)
@pytest.mark.clause("P7c", "P10a", refuses=True)
def test_what_is_recorded_while_a_draft_waits_is_asked_about_at_issue(cast, sign_in, told):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    told(cast)
    asked = f"Somebody else lives at the address, and {TOLD[told]}. Whoever opens the letter would know."
    with nothing_changes(), pytest.raises(NotAllowed, match="Say that the letter can go all the same"):
        issue(cast, letter, sure_of=["ADJUSTED"], words=KNOWN)
    draft = words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    assert "Every point is in order" not in draft
    assert asked in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    issued = issue(cast, letter, sure_of=[dispatch.SHARED, "ADJUSTED"], words=KNOWN)
    assert post(cast, issued).status == "SENT", "what was answered is not asked again"


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.__name__)
@pytest.mark.clause("P7c", "P10a", refuses=True)
def test_what_is_recorded_since_the_issue_stops_the_posting(cast, told):
    letter = scenarios.issued(cast, scenarios.active(cast))
    told(cast)
    with nothing_changes(), pytest.raises(NotAllowed, match=TOLD[told]):
        post(cast, letter)


@pytest.mark.clause("P7c", "P10a", refuses=True)
def test_the_letter_does_not_say_that_the_customer_told_us(cast):
    alert = scenarios.active(cast)
    known(cast, "She has epilepsy.")
    assert NOTED in said(scenarios.composed(cast, alert))
    known(cast)
    assert NOTED not in said(scenarios.composed(cast, alert))


@pytest.mark.clause("P7c", "P10a", refuses=True)
def test_a_draft_that_says_so_already_is_to_be_composed_again(cast):
    known(cast, "She has epilepsy.")
    letter = scenarios.drafted(cast, scenarios.active(cast))
    known(cast)
    anew = (
        "It says that the customer told us about their health. Cancel it and compose it again: then it leaves that out."
    )
    with nothing_changes(), pytest.raises(NotAllowed, match=anew):
        issue(cast, letter)


@pytest.mark.clause("P7c", "P10a")
@pytest.mark.parametrize("what", ["She has epilepsy.", "He cannot read letters without his glasses."])
def test_health_alone_asks_nothing(cast, what):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    known(cast, what)
    assert dispatch.SHARED not in [doubt.code for doubt in dispatch.asked(letter, on=cast.today)]


@pytest.mark.clause("P7c", "P10a")
@pytest.mark.parametrize(
    ("what", "unsafe"),
    [
        ("Her ex-partner is violent.", True),
        ("A survivor of domestic violence", True),
        ("Coercive control by his son", True),
        ("Her son controls her money.", True),
        ("She is afraid of her husband.", True),
        ("He hits her.", True),
        ("The case is at MARAC.", True),
        ("There is a safeguarding plan.", True),
        ("Cuckooed by drug dealers", True),
        ("Her partner opens the post.", True),
        ("Her husband goes through all of her mail.", True),
        ("Her letters are opened by somebody else.", True),
        ("Her post is intercepted.", True),
        ("Never write to her at home.", True),
        ("Do not tell him that she rang.", True),
        ("Alcohol abuse in the past", False),
        ("She controls her diabetes with insulin.", False),
        ("He needs large print, and his daughter helps him.", False),
        ("Panic attacks and depression", False),
        ("She is afraid of dogs.", False),
        ("He opens her letters.", True),
        ("She does not open her letters when she is ill.", False),
    ],
)
def test_the_words_of_a_file_are_read(what, unsafe):
    assert at_home.unsafe_at_home(what) is unsafe
