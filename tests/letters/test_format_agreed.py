"""A letter in another format than the one that was agreed with the customer is asked about before it is issued."""

import pytest

from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Customer
from housing_alerts.customers.policies import formats_named
from housing_alerts.kernel.refusals import NotAllowed
from letters import beforehand, dispatch
from tests import scenarios
from tests.letters.sending import KNOWN, issue
from tests.page import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


def agreed(cast, what, *, starts=0, ends=None):
    customers.record_adjustment(
        customer=cast.customers[scenarios.LODGER],
        by=cast.lead,
        what=what,
        starts=cast.ago(starts),
        ends=None if ends is None else cast.ago(ends),
    )


def asked(cast, letter):
    return [each.sentence for each in dispatch.asked(letter, on=cast.today) if each.code == beforehand.FORMAT]


@pytest.mark.clause("P10b", refuses=True)
def test_an_adjustment_that_names_another_format_is_asked_about_until_somebody_says_that_it_can_go(cast, sign_in):
    agreed(cast, "We send all letters in large print.")
    letter = scenarios.drafted(cast, scenarios.active(cast))
    said = (
        "An adjustment was agreed: “We send all letters in large print.”. The format of this letter is standard print."
    )
    with pytest.raises(NotAllowed, match="Choose the format under “Change safe contact”"):
        issue(cast, letter)
    assert said in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    assert issue(cast, letter, sure_of=[beforehand.FORMAT], words=KNOWN).status == "ISSUED"


@pytest.mark.clause("P10b")
@pytest.mark.parametrize(
    ("what", "starts", "ends", "format"),
    [
        ("Letters in large print.", 0, None, "LARGE_PRINT"),
        ("Letters in large print or Braille.", 0, None, "BRAILLE"),
        ("Letters in large print.", -3, None, ""),
        ("Letters in large print.", 9, 1, ""),
        ("Knock loudly.", 0, None, ""),
    ],
)
def test_nothing_is_asked_where_the_letter_has_it_or_nothing_is_agreed_for_that_day(cast, what, starts, ends, format):
    agreed(cast, what, starts=starts, ends=ends)
    customer = Customer.objects.get(reference=scenarios.LODGER)
    customer.format = format
    letter = scenarios.composed(cast, scenarios.active(cast))
    letter.customer = customer
    assert asked(cast, letter) == []


@pytest.mark.clause("P10b", refuses=True)
def test_whether_the_letter_keeps_to_what_was_agreed_is_asked_before_it_goes(cast, sign_in):
    agreed(cast, "She reads no letters. We ring her.")
    letter = scenarios.drafted(cast, scenarios.active(cast))
    said = (
        "An adjustment was agreed: “She reads no letters. We ring her.”. Check that the customer can read this letter"
    )
    with pytest.raises(NotAllowed, match="Check that the customer can read this letter"):
        issue(cast, letter)
    assert said in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    assert issue(cast, letter, sure_of=[beforehand.ADJUSTED], words=KNOWN).status == "ISSUED"


@pytest.mark.clause("P10b")
def test_what_is_agreed_for_other_days_is_not_asked_about(cast):
    agreed(cast, "She reads no letters.", starts=9, ends=1)
    letter = scenarios.composed(cast, scenarios.active(cast))
    assert beforehand.ADJUSTED not in [each.code for each in dispatch.asked(letter, on=cast.today)]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Large-print, please", ["LARGE_PRINT"]),
        ("Easy Read", ["EASY_READ"]),
        ("An audio CD and braille", ["BRAILLE", "AUDIO"]),
        ("By e-mail", ["EMAIL"]),
        ("Ring before you come", []),
    ],
)
def test_a_format_is_known_by_its_words(said, named):
    assert formats_named(said) == named
