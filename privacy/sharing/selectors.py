"""Select sharing requests, for the Data Protection Officer and the Heads of Service."""

from datetime import date
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404

from housing_alerts.customers.models import Customer
from housing_alerts.customers.policies import whom_to_ask
from housing_alerts.customers.selectors import with_file
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from letters import dispatch
from privacy.bundle.untold import Untold, untold
from privacy.models import SharingRequest

from . import permissions
from .wrong import Wrong, found_wrong, to_tell

MOST = 50
"""The number of decided requests that are listed; the audit site has all."""
RESTRICTED, UNTOLD = "RESTRICTED", "UNTOLD"


class Care(NamedTuple):
    """P11a P7c The facts to mind before others get anything about the person, as far as the colleague may know them.

    :param restricted: whether the file is restricted.
    :param ask: the colleagues to ask, where the file is restricted and not the colleague's alone; else empty.
    :param wrong: the alerts and reports that were found wrong.
    :param kept: the alerts and reports of which the person was not told.
    :param never: what nobody may do, such as write to them.
    :param risks: why somebody else could read their post.
    """

    person: str
    restricted: bool
    ask: str
    wrong: list[Wrong]
    kept: list[Untold]
    never: list[str]
    risks: list[str]

    @property
    def warnings(self) -> list[str]:
        """Return a sentence for each thing to mind, those first that concern everything that is given."""
        wrong = [f"{one.finding}. Give nothing of it as if it stood." for one in self.wrong]
        kept = [f"{self.person} {one.said} Tell whoever gets it that the customer does not know." for one in self.kept]
        return [*self.of_everything, *wrong, *kept]

    @property
    def of_everything(self) -> list[str]:
        """Return the sentences about the file and the post. Each alert and report has its own question, with its tick."""
        found = [f"{self.person} must never be {each}. Tell whoever asks not to do so." for each in self.never]
        if self.restricted:
            ask = f"Ask {self.ask} before you give anything" if self.ask else "You are the only named reader"
            found.insert(
                0, f"The file of {self.person} is restricted, and their address is kept safe. {ask}. Give no address."
            )
        if self.risks:
            risks = " and ".join(self.risks)
            found.append(
                f"Post to the home of {self.person} is not safe: {risks}. Tell whoever asks to send none there."
            )
        return found

    @property
    def doubts(self) -> list[Doubt]:
        """P11a P7c P9b Return a question for the restricted file, for what was found wrong, and for what they were not told."""
        asked = [
            Doubt(
                one.code,
                f"{one.finding}. Nothing of it was given, or whoever got it knows that it {one.known}.",
                f"what was given of {one}, which {one.known}",
            )
            for one in self.wrong
        ]
        asked += [
            Doubt(
                f"{UNTOLD}-{one.record.reference}",
                f"{self.person} {one.said} Nothing of it was given, or whoever got it knows that they must not hear of it.",
                f"what was given of {one}",
            )
            for one in self.kept
        ]
        if self.restricted:
            asked_them = f"I asked {self.ask}, and what" if self.ask else "What"
            sentence = f"The file is restricted. {asked_them} was given puts nobody in danger."
            asked.insert(0, Doubt(RESTRICTED, sentence, "what was given of a restricted file"))
        return asked


class ToTell(NamedTuple):
    """P9b P11a The findings to tell to the recipient, as far as the colleague may know them.

    :param closed: whether the file is closed to the colleague.
    :param ask: the colleagues to ask, where it is.
    """

    wrong: list[Wrong]
    closed: bool
    ask: str

    @property
    def found_on(self) -> date:
        """Return the day of the last finding."""
        return max(one.on for one in self.wrong)

    @property
    def findings(self) -> list[str]:
        """Return a sentence for each thing that was found wrong. Of a closed file, say whom to ask."""
        if self.closed and self.wrong:
            return [f"Something in this restricted file was found wrong. Ask {self.ask} what they have to be told."]
        return [f"{one.finding}." for one in self.wrong]

    @property
    def doubts(self) -> list[Doubt]:
        """P9b P11a Return a question for each finding; of a closed file, one for all of them."""
        told = "They were told so, or nothing of it was given."
        if self.closed:
            sentence = f"I asked {self.ask} what was found wrong. {told}"
            found = tuple(one.code for one in self.wrong)
            return [Doubt(RESTRICTED, sentence, "what was found wrong in a restricted file", found)] if found else []
        return [Doubt(one.code, f"{one.finding}. {told}", f"{one}, which was found wrong") for one in self.wrong]


def requests(colleague: Colleague) -> tuple[list[SharingRequest], list[SharingRequest]]:
    """Return the open requests, the first due first, and the last that were decided.

    :raises Http404: for all but the Data Protection Officer and the Heads of Service.
    """
    if not permissions.may_see(colleague):
        raise Http404
    found = SharingRequest.objects.visible_to(colleague).select_related("customer", "decided_by")
    decided = found.exclude(pk__in=found.open().values("pk")).order_by("-decided_on", "-pk")
    return list(found.open()), list(decided[:MOST])


def tell_still(decided: list[SharingRequest]) -> set[str]:
    """P9b P11a Return the references of those whose recipient has not been told what was found wrong, by its duty."""
    owed = Duty.objects.open().filter(kind=Kind.TELL_OTHERS, reference__in=[one.reference for one in decided])
    return set(owed.values_list("reference", flat=True))


def request(colleague: Colleague, reference: str) -> SharingRequest:
    """Return one request. :raises Http404: for whoever does not see it."""
    visible = SharingRequest.objects.visible_to(colleague)
    related = visible.select_related("customer", "created_by", "changed_by", "decided_by")
    found = get_object_or_404(related, reference=reference)
    with_file(found.customer, "merged_from")
    return found


def customer(colleague: Colleague, reference: str) -> Customer | None:
    """Return the customer of that whole reference, if the colleague may ask about them."""
    found = Customer.objects.of_reference(reference.strip()).first()
    if found is None or colleague.holds(Role.DATA_PROTECTION_OFFICER):
        return found
    return Customer.objects.visible_to(colleague).filter(pk=found.pk).first()


def care(request: SharingRequest, colleague: Colleague, *, on: date) -> Care:
    """P11a P7c Return the facts to mind before others get anything about the person.

    Of a restricted file that is closed to the colleague, they are told that it is restricted, whom to ask, and what nobody may
    do: that is for everybody, without its reason.
    """
    person = request.customer
    barred = {"written to": person.never_write, "left a message": person.never_message}
    never = [what for what, said in barred.items() if said]
    if not person.is_open_to(colleague):
        return Care(person.reference, True, whom_to_ask(person, by=colleague), [], [], never, [])
    ask = whom_to_ask(person, by=colleague) if person.restricted else ""
    risks = dispatch.risks_at_home(person, on=on)
    return Care(person.reference, person.restricted, ask, found_wrong(person), untold(person), never, risks)


def telling(request: SharingRequest, colleague: Colleague) -> ToTell:
    """P9b P11a Select what was found wrong since it was given, and whoever got it does not know."""
    closed = not request.customer.is_open_to(colleague)
    ask = whom_to_ask(request.customer, by=colleague) if closed else ""
    return ToTell(to_tell(request), closed, ask)
