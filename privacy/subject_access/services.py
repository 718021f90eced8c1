"""Take each step of a subject request, by one function for each verb (§13)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from alerts.corrections import services as corrections
from alerts.models import Alert, Incident
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from privacy.bundle import policies as bundle_policies
from privacy.bundle import sealing
from privacy.choices import Amending, GivenAs, Outcome, RequestKind, Verdict, Way
from privacy.models import Disclosure, SubjectRequest

from . import policies, putting_right, selectors, steps
from .selectors import Reviewed


@records.step
def log_request(
    *,
    customer: Customer,
    by: Colleague,
    today: date,
    received_on: date,
    channel: str,
    words: str,
    made_by: str = "",
    kind: str = RequestKind.ACCESS,
) -> SubjectRequest:
    """P13b Log that a request came. If the person had two files, it is about the file that was kept.

    :param made_by: who asks, where that is not the customer.
    """
    customer = records.locked(customer.merged_into or customer)
    refuse_if(
        policies.why_kind_unknown(kind),
        steps.why_not_log(customer, kind, by, today),
        policies.why_channel_unknown(channel),
        policies.why_day_of_receipt_refused(received_on, today=today),
        policies.why_no_words(words),
    )
    request = SubjectRequest(
        customer=customer,
        kind=kind,
        received_on=received_on,
        due_on=procedure.subject_access_due_on(received_on),
        channel=channel,
        words=words,
        made_by=made_by.strip(),
    )
    records.save(request, by=by, why="Received")
    audit.record("log subject request", request, by=by)
    return request


@records.step
def acknowledge_complaint(
    *, request: SubjectRequest, version: int, by: Colleague, today: date, on: date, way: str, how: str
) -> SubjectRequest:
    """P13b Record that the person was told that we have their complaint."""
    request = records.locked(request)
    care = selectors.care(request, on=today)
    refuse_if(
        steps.why_not_acknowledge(request, by, today),
        records.seen(request, version),
        policies.why_way_refused(request, way, care),
        policies.why_day_of_answer_refused(request, on, today=today),
        policies.why_acknowledgement_unsaid(how),
    )
    request.acknowledge(how=f"{Way(way).label}. {how}", on=on)
    records.save(request, by=by, why=f"Acknowledged: {how}")
    audit.record("acknowledge data complaint", request, by=by, why=how)
    return request


@records.step
def check_identity(
    *,
    request: SubjectRequest,
    version: int,
    by: Colleague,
    today: date,
    on: date,
    identity: str,
    words: str,
    authority: str = "",
) -> SubjectRequest:
    """P13b Record how we know who asks. Where proof was asked for, the clock runs from the day on which it came."""
    request = records.locked(request)
    refuse_if(
        steps.why_not_check_identity(request, by, today),
        records.seen(request, version),
        policies.why_identity_unproved(
            request, identity=identity, words=words, authority=authority, on=on, today=today
        ),
    )
    request.check_identity(identity=identity, words=words, authority=authority.strip(), on=on)
    records.save(request, by=by, why="Identity checked")
    audit.record("check identity", request, by=by, why=words)
    return request


@records.step
def ask_clarification(
    *, request: SubjectRequest, version: int, by: Colleague, on: date, question: str
) -> SubjectRequest:
    """P13b Ask the person what they mean. The clock stands still until they answer."""
    request = records.locked(request)
    refuse_if(steps.why_not_ask(request, by, on), records.seen(request, version), policies.why_no_question(question))
    request.ask(question=question, on=on)
    records.save(request, by=by, why=f"Clarification asked: {question}")
    audit.record("ask for clarification", request, by=by, why=question)
    return request


@records.step
def record_answer(
    *, request: SubjectRequest, version: int, by: Colleague, today: date, on: date, answer: str
) -> SubjectRequest:
    """P13b Record what the person meant. The last day to answer is later by the days for which the clock stood still."""
    request = records.locked(request)
    refuse_if(
        steps.why_not_record_answer(request, by, today),
        records.seen(request, version),
        policies.why_answer_refused(request, answer=answer, on=on, today=today),
    )
    assert request.asked_on is not None  # its machine: the clock stands still since that day
    asked = [request.asked_on.isoformat(), request.question, on.isoformat()]
    request.record_answer(answer=answer, stopped=(on - request.asked_on).days, asked=asked)
    records.save(request, by=by, why=f"Clarified: {answer}")
    audit.record("record clarification", request, by=by, why=answer)
    return request


@records.step
def extend_request(*, request: SubjectRequest, version: int, by: Colleague, on: date, reason: str) -> SubjectRequest:
    """P13b Take two months more, for a reason that the person is told."""
    request = records.locked(request)
    refuse_if(
        steps.why_not_extend(request, by, on),
        records.seen(request, version),
        policies.why_no_reason_to_extend(reason),
    )
    request.extend(reason=reason, on=on)
    records.save(request, by=by, why=f"Extended: {reason}")
    audit.record("extend subject request", request, by=by, why=reason)
    return request


@records.step
def decide_item(
    *,
    request: SubjectRequest,
    reviewed: Reviewed,
    seen: str,
    version: int,
    by: Colleague,
    verdict: str,
    taken_out: Sequence[str] = (),
    exemption: str = "",
    reason: str = "",
) -> Disclosure:
    """P13b Decide on one item of the bundle. A later decision takes the place of an earlier one, which its history keeps.

    Words that nobody knew to be about somebody else may stand in other items. What was decided on these waits again.

    :param reviewed: the item as it stands now.
    :param seen: the fingerprint of the item as the page showed it.
    :param version: that of the earlier decision; 0 where there was none.
    """
    request = records.locked(request)
    item = reviewed.item
    disclosure = request.disclosures.filter(key=item.key).first() or Disclosure(request=request, key=item.key)
    taken_out = list(dict.fromkeys(words.strip() for words in taken_out if words.strip()))
    beside = selectors.reasons_beside(request, item.key)
    refuse_if(
        steps.why_not_decide(request, by),
        records.seen(disclosure, version),
        bundle_policies.why_item_changed(item.fingerprint, seen),
        bundle_policies.why_confided_item_unexplained(reviewed.lets_out(verdict, taken_out), reason, beside),
        bundle_policies.why_verdict_refused(
            text=item.text,
            verdict=verdict,
            taken_out=taken_out,
            exemption=exemption,
            reason=reason,
            others=[each.words for each in reviewed.found if each.suggested],
        ),
        bundle_policies.why_kept_item_unexplained(reviewed.kept.noun if reviewed.kept else "", reason, beside),
    )
    disclosure.verdict, disclosure.fingerprint, disclosure.reason = verdict, item.fingerprint, reason
    disclosure.taken_out = taken_out if verdict == Verdict.REDACT else []
    disclosure.exemption = "" if verdict == Verdict.RELEASE else exemption
    records.save(disclosure, by=by, why=(why := f"{item.title}: {disclosure.get_verdict_display()}"))
    audit.record("decide on item", disclosure, by=by, why=why)
    for other in selectors.standing_elsewhere(request, reviewed, disclosure.taken_out):
        other.fingerprint = ""
        records.save(other, by=by, why="It holds words that were taken out of another item")
    return disclosure


@records.step
def decide_clean_items(*, request: SubjectRequest, found: Sequence[Reviewed], seen: str, by: Colleague) -> int:
    """P13b Decide to release each of these items that waits and names nobody else. :returns: how many they were.

    :param seen: the fingerprint of the items that the page showed.
    """
    request = records.locked(request)
    refuse_if(
        steps.why_not_decide(request, by),
        records.seen_as("this part of the bundle", selectors.fingerprint(found), seen),
    )
    clean = [each for each in found if each.clean]
    for each in clean:
        decide_item(
            request=request,
            reviewed=each,
            seen=each.item.fingerprint,
            version=each.disclosure.version if each.disclosure else 0,
            by=by,
            verdict=Verdict.RELEASE,
        )
    return len(clean)


def make_bundle(*, request: SubjectRequest, by: Colleague, on: date, given_as: str, passphrase: str) -> bytes:
    """P13b Return the bundle as the person gets it. Its digest is kept, and neither it nor the passphrase.

    :raises CannotSeal: where it is too long, or a file in it is damaged.
    """
    refuse_if(
        steps.why_not_make_bundle(request, by, on),
        policies.why_form_of_release_unknown(given_as),
        policies.why_passphrase_refused(given_as, passphrase),
    )
    made = selectors.made(request)
    paper = given_as == GivenAs.PAPER
    content = sealing.on_paper(request, made) if paper else sealing.sealed(request, made, passphrase)
    _note_made(request, sealing.digest(request, made), given_as=given_as, by=by, on=on)
    return content


@records.step
def _note_made(request: SubjectRequest, digest: str, *, given_as: str, by: Colleague, on: date) -> None:
    """P13b Record which data a bundle was made of, and in which form, after it was printed without any lock."""
    locked = records.locked(request)
    refuse_if(steps.why_not_make_bundle(locked, by, on))
    locked.made_digest, locked.given_as = digest, given_as
    records.save(locked, by=by, why="Bundle made")
    audit.record("make bundle", locked, by=by, why=f"SHA-256 of the data: {digest}")


@records.step
def release_request(
    *,
    request: SubjectRequest,
    version: int,
    by: Colleague,
    today: date,
    on: date,
    given_as: str,
    way: str,
    how: str,
    sure_of: Collection[str] = (),
) -> SubjectRequest:
    """P13b Record that the person got the bundle that was made last in this form. Its digest is kept, and no copy of it."""
    request = records.locked(request)
    care, edition = selectors.care(request, on=today), selectors.edition(request, given_as)
    refuse_if(
        steps.why_not_release(request, by, today),
        records.seen(request, version),
        policies.why_way_refused(request, way, care),
        policies.why_day_of_answer_refused(request, on, today=today),
        policies.why_release_incomplete(edition, sure_of, given_as=given_as, how=how),
    )
    answered, digest = {"answered_by": by, "answered_on": on}, edition.digest
    request.release(answered=answered, given_as=given_as, given_how=f"{Way(way).label}. {how}", digest=digest)
    records.save(request, by=by, why=f"Released: {how}")
    audit.record("release bundle", request, by=by, why=f"{how} SHA-256 of the data: {digest}")
    return request


@records.step
def amend_report(
    *,
    request: SubjectRequest,
    incident: Incident,
    version: int,
    by: Colleague,
    now: datetime,
    amending: str,
    struck: str = "",
    words: str,
) -> Incident:
    """P13b Put a report about the person right, or put beside it what they say. The report keeps its own words.

    :param version: that of the report as the page showed it.
    :param struck: the wrong words, as they stand in the report; they count for a correction alone.
    """
    request = records.locked(request)
    refuse_if(steps.why_not_amend(request, by), policies.why_amending_unclear(amending, struck))
    wrong = struck if amending == Amending.CORRECTED else ""
    return corrections.amend_report(
        incident=incident, version=version, by=by, now=now, request=request.reference, struck=wrong, words=words
    )


@records.step
def amend_alert(
    *,
    request: SubjectRequest,
    alert: Alert,
    version: int,
    by: Colleague,
    now: datetime,
    amending: str,
    struck: str = "",
    words: str,
) -> Alert:
    """P13b Put an alert about the person right, or put beside it what they say, as :func:`amend_report` does a report."""
    request = records.locked(request)
    refuse_if(steps.why_not_amend_alert(request, alert, by), policies.why_amending_unclear(amending, struck))
    wrong = struck if amending == Amending.CORRECTED else ""
    return corrections.amend_alert(
        alert=alert, version=version, by=by, now=now, request=request.reference, struck=wrong, words=words
    )


@records.step
def conclude_request(
    *,
    request: SubjectRequest,
    version: int,
    by: Colleague,
    today: date,
    on: date,
    outcome: str,
    reason: str,
    way: str,
    how: str,
    sure_of: Collection[str] = (),
) -> SubjectRequest:
    """P13b Decide on what needs no bundle, and record that the person was told.

    :param sure_of: the codes of the questions (:func:`putting_right.doubts`) that were answered "yes".
    """
    request = records.locked(request)
    care = selectors.care(request, on=today)
    refuse_if(
        steps.why_not_conclude(request, by, today),
        records.seen(request, version),
        policies.why_outcome_incomplete(outcome=outcome, reason=reason, how=how),
        policies.why_way_refused(request, way, care),
        policies.why_day_of_answer_refused(request, on, today=today),
        policies.why_promise_unconfirmed(putting_right.doubts(request, outcome, reason), sure_of),
    )
    answered, given_how = {"answered_by": by, "answered_on": on}, f"{Way(way).label}. {how}"
    request.conclude(answered=answered, outcome=outcome, reason=reason, given_how=given_how)
    records.save(request, by=by, why=f"{Outcome(outcome).label}: {reason}")
    audit.record("conclude subject request", request, by=by, why=reason)
    return request


@records.step
def refuse_request(
    *, request: SubjectRequest, version: int, by: Colleague, on: date, ground: str, reason: str
) -> SubjectRequest:
    """P13b Refuse the request, with the right to complain."""
    request = records.locked(request)
    refuse_if(
        steps.why_not_refuse(request, by, on),
        records.seen(request, version),
        policies.why_refusal_incomplete(ground, reason),
    )
    request.refuse(answered={"answered_by": by, "answered_on": on}, ground=ground, reason=reason)
    records.save(request, by=by, why=f"Refused: {reason}")
    audit.record("refuse subject request", request, by=by, why=reason)
    return request


@records.step
def withdraw_request(
    *, request: SubjectRequest, version: int, by: Colleague, today: date, on: date, words: str
) -> SubjectRequest:
    """P13b Withdraw the request, because the person takes it back. Their words are kept."""
    request = records.locked(request)
    refuse_if(
        steps.why_not_withdraw(request, by, today),
        records.seen(request, version),
        policies.why_withdrawal_refused(request, words=words, on=on, today=today),
    )
    request.withdraw(words=words, on=on)
    records.save(request, by=by, why=f"Withdrawn: {words}")
    audit.record("withdraw subject request", request, by=by, why=words)
    return request
