"""The rules for what a letter could do at home: somebody there told us, is a danger, or may not read it (§4, §7)."""

import re
from typing import TYPE_CHECKING

from django.utils import timezone

from alerts.choices import About, AlertStatus, Channel, Circumstance, Informing, WithholdCode
from housing_alerts.customers.models import fold
from housing_alerts.kernel.refusals import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from alerts.alert.models import Alert
    from alerts.incidents.models import Incident
    from housing_alerts.customers.models import Customer

_CLOSE = "(?:ex-?)?(?:husband|hubby|wife|missus|partner|boyfriend|girlfriend|fianc[eé]e?)"
_KIN = "mum|mother|dad|father|son|daughter|brother|sister|nan|gran|grandmother|grandfather"
_SAYS = "rang|rings|wrote|writes|told|tells|called|calls|says|said|e-?mailed|came"
_FEARED = (
    "says|said|reckons|hits?|beats?|threat\\w+|waits|hears|finds|learns|knows|is going to"
    "|will (?:hit|stab|kill|hurt|find|do)|(?:has|has got|keeps) a (?:knife|gun|bat|hammer|machete|weapon)"
)
_CONFIDED = re.compile(
    rf"\b(?:his|her|their|\w+['’]s) {_CLOSE} (?:{_SAYS})\b|\b(?:my|our) (?:{_CLOSE}|{_KIN}) (?:{_FEARED})\b"
    rf"|\b(?:his|her|their|the tenant['’]?s) (?:{_KIN}) (?:rang|rings|wrote|writes|e-?mailed|told (?:us|me))\b"
    r"|\b(?:do not|don['’]?t|not to|never|must not|mustn['’]?t) (?:tell|let) (?:him|her)(?! (?:in|into|back|through)\b)"
    r"|\bsay nothing to (?:him|her|anybody|anyone|nobody)\b|\b(?:he|she|they) (?:would|will) know (?:that )?it was\b"
    r"|\b(?:he|she|they) (?:must not|mustn['’]?t) (?:know|learn|find out|hear)\b"
    r"|\bif (?:he|she|they) (?:ever )?(?:finds?|found) out\b|\bkeep (?:this|it|that) between us\b"
    r"|\blet on (?:that|it was|to (?:him|her))\b"
    r"|\bkeep (?:my|her|his|their) names? out\b|\bwhispered\b",
    re.IGNORECASE,
)
_TITLE = "(?:Mr|Mrs|Ms|Miss|Mx|Dr)"
_NAME = r"(?![a-z])[^\W\d_][\w'’-]{1,40}"
_OF = r"(?:,? (?:of|from|at) [^.:;]{1,40}?,?| ?\([^)]{1,40}\)|, [^.,:;]{1,40},)?"
_RANG = r"(?:has |had )?(?:rang|rung|phoned)\b(?! (?:him|her|them|off|back|round|out|999|the police)\b)"
_TOLD = r"(?:called in\b|(?:has |had )?(?:told|e-?mailed|texted|messaged|wrote to|written to) (?:us|me)\b)"
_BY_NAME = re.compile(rf"\b((?:{_TITLE}\.? )?{_NAME}(?: {_NAME})?){_OF} (?:{_RANG}|{_TOLD})")
_NO_NAMES = """
he she they we it who you somebody someone nobody tenant customer caller resident the an this that then today yesterday later
when after on at our monday tuesday wednesday thursday friday saturday sunday mr mrs ms miss mx dr
"""
_NO_HOME = """
police service services officer council team manager housing ambulance hospital clinic surgery nhs court association school
"""
_NOBODY, _AGENCIES = frozenset(_NO_NAMES.split()), frozenset(_NO_HOME.split())
_OF_A_WOMAN = {"mrs", "ms", "miss"}
_ABUSE = re.compile(
    r"(?<!alcohol )(?<!drug )(?<!drugs )(?<!substance )(?<!solvent )\babus|\bviolen(?:t|ce)\b|\bcoerci|\bMARAC\b|\bcuckoo"
    rf"|\bcontrolling (?:behaviour|relationship|{_CLOSE}|{_KIN})\b|\b(?:{_CLOSE}|{_KIN}) controls?\b"
    r"|\bhe controls? her\b|\bshe controls? (?:him|his)\b|\bexploit|\bsafeguarding\b|\bstalk(?:s|ed|er|ing)\b"
    r"|\b(?:hits?|beats?|kicks?|punche[ds]|slaps?|hurts?|attacks|strangle[ds]|rape[ds]|threaten(?:s|ed)|assault(?:s|ed))"
    r" (?:me|him|her|them|the customer|the tenant)\b|\bforced marriage\b|\bhonour[- ]based\b|\bperpetrator|\bnon-?molestation\b"
    rf"|\b(?:afraid|scared|frightened|fear|terrified) of (?:(?:his|her|their|my) )?(?:{_CLOSE}|{_KIN}|him|her|them)\b"
    r"|\b(?:fled|fleeing|flees)\b",
    re.IGNORECASE,
)
_MAIL = "(?:post|letters?|mail|e-?mails?|messages?|texts)"
_OPENS = (
    "(?:open|read|see|check|take|keep|hide|intercept|steal|get|collect|watch)(?:s|ed|ing)?|(?:goes|going|went) through"
)
_WHOSE = r"(?:(?:all|any|most|every) )?(?:of )?(?:(?:his|her|their|the|my|our|customer['’]s) )?(?:\w+ )?"
_INTERCEPTED = re.compile(
    rf"\b(?:{_CLOSE}|{_KIN}|abuser|carer|lodger|(?:somebody|someone) else)\b[^.;]{{0,60}}?\b(?:{_OPENS}) {_WHOSE}{_MAIL}\b"
    rf"|\bhe (?:{_OPENS}) (?:all )?her {_MAIL}\b|\bshe (?:{_OPENS}) (?:all )?his {_MAIL}\b|\bintercept"
    rf"|\b{_MAIL} (?:is|are|gets?) (?:opened|read|taken|hidden|seen|checked|watched)\b"
    rf"|\b(?:never|not) (?:be )?(?:safe|send|sent)\b[^.;]{{0,30}}\b(?:home|{_MAIL})\b"
    r"|\b(?:never|not) write to (?:him|her|them)\b",
    re.IGNORECASE,
)
CONFIDED = "a report reads as if somebody at home told us"
RELAYED = "what an agency told us reads as if somebody could be in danger once it is known who told them"
TOLD_FROM_AFAR = "a report tells of a risk, and somebody told us of it by telephone or in writing"
ON_FILE = "the file reads as if somebody at home is a danger, or reads the customer’s post"
TOLD_AT_HOME = "TOLD_AT_HOME"
"""P7c The code of the question whether a letter puts somebody at home in danger, who may have told us."""
FROM_AFAR = (Channel.TELEPHONE, Channel.EMAIL, Channel.LETTER, Channel.SOCIAL_MEDIA)


def confided(account: str) -> bool:
    """P4a P7c Return whether the words read as if somebody close to the customer told us. The list of words is our own."""
    return _CONFIDED.search(account) is not None


def unsafe_at_home(words: str) -> bool:
    """P7c P10a Return whether what a file says of somebody reads as abuse at home, or as post that somebody else opens.

    The list of words is our own: it raises a question, and decides nothing. It is for a file's own words alone: a report tells
    of a customer's own violence, and names abuse at home as a circumstance.
    """
    return any(found.search(words) for found in (_ABUSE, _INTERCEPTED, _CONFIDED))


def told_by_another(account: str, channel: str, customer: "Customer | None") -> bool:
    """P4a P7c Return whether, as the words read, somebody with another name than the customer rang us or wrote to us.

    The customer is who behaved so: who told us of it may be at home with them, or have fled from them.
    """
    named = [set(fold(name).split()) for name in _BY_NAME.findall(account)] if channel in FROM_AFAR else []
    return customer is not None and any(_is_another(name, customer) for name in named if not name & _AGENCIES)


def names_who_rang(account: str) -> bool:
    """P7c Return whether the words name somebody, the customer perhaps, who rang us or wrote to us."""
    named = (set(fold(name).split()) for name in _BY_NAME.findall(account))
    return any(name - _NOBODY and not name & _AGENCIES for name in named)


def _is_another(name: set[str], customer: "Customer") -> bool:
    if name - _NOBODY - set(fold(f"{customer.known_as} {customer.full_name}").split()):
        return True
    title = fold(customer.title)
    return (title == "mr" and bool(name & _OF_A_WOMAN)) or (title in _OF_A_WOMAN and "mr" in name)


def told_from_afar(about: str, channel: str) -> bool:
    """P4a P7c Return whether no colleague saw it: somebody told us of a risk, and that may have been somebody at home."""
    return about == About.RISK and channel in FROM_AFAR


AT_HOME = {
    Circumstance.DOMESTIC_ABUSE: "the reports speak of domestic abuse",
    Circumstance.SAFEGUARDING: "the reports speak of safeguarding concerns",
    Circumstance.EXPLOITATION: "the reports speak of exploitation",
}
"""P4a The circumstances in which somebody at home may be a danger to the customer, or in danger themselves."""


def _is_told_by_agency(alert: "Alert") -> bool:
    """P4b Return whether it is active and kept from the customer because it rests on what an agency told us."""
    withheld = alert.is_active and alert.informing == Informing.WITHHOLD
    return withheld and alert.withhold_code == WithholdCode.THIRD_PARTY


def reported_of_home(incidents: "Iterable[Incident]") -> list[str]:
    """P4a P7c List what the reports say of somebody at home, who may have told us."""
    told = list(incidents)
    named = {circumstance for incident in told for circumstance in incident.circumstances}
    found = [words for circumstance, words in AT_HOME.items() if circumstance in named]
    confided = {RELAYED if one.about == About.THIRD_PARTY else CONFIDED for one in told if _is_confided(one)}
    found = found or sorted(confided)
    return found or [TOLD_FROM_AFAR] * any(told_from_afar(incident.about, incident.channel) for incident in told)


def doubts_of_telling(incidents: "Iterable[Incident]") -> list[Doubt]:
    """P7c List what to ask before it is decided to tell the customer of these reports: each risk to somebody at home."""
    return [
        Doubt(
            TOLD_AT_HOME,
            f"{words[:1].upper()}{words[1:]}. A letter may tell the customer who spoke to us.",
            "somebody at home may have told us",
        )
        for words in reported_of_home(incidents)
    ]


def _is_confided(incident: "Incident") -> bool:
    account, channel = incident.account, incident.channel
    named = channel in FROM_AFAR and _BY_NAME.search(account)  # the customer is read only where it matters
    return confided(account) or bool(named and told_by_another(account, channel, incident.customer))


def risks_at_home(customer: "Customer | None", incidents: "Iterable[Incident]", *, on: "date") -> list[str]:
    """P4a P7c List why somebody else at the address should not read a letter, as far as the cases say so then."""
    found = reported_of_home(one for one in incidents if timezone.localdate(one.known_at) <= on)
    alerts = customer.alerts.all() if customer else []
    begun = [alert for alert in alerts if alert.effective_from and alert.effective_from <= on]
    if any(alert.is_kept_for_harm for alert in begun):
        found.append("another alert is kept from the customer because a letter could harm them or somebody at home")
    if any(_is_told_by_agency(alert) for alert in begun):
        found.append("an agency told us of a danger, and the customer is not to know of it")
    if any(alert.status in (AlertStatus.ACTIVE, AlertStatus.ENDED) and alert.withheld_before for alert in begun):
        found.append("an alert was kept from the customer before, because somebody could be harmed if they knew")
    return found
