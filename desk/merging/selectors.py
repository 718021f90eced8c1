"""Select the rows of the pages about two files of one person, as far as the colleague may read them."""

from collections import Counter
from datetime import date

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from housing_alerts.customers import selectors as customers
from housing_alerts.customers.duplicates import Likeness, likely_same
from housing_alerts.customers.models import Adjustment, Customer, Merge, Pair, Representative, Vulnerability
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from .belongings import belongings, is_case, named

SHOWN = 5
FACTS = (Vulnerability, Adjustment, Representative)
"""P11a The facts about a person that are recorded here, and not in the housing system."""


def may_be_the_same(colleague: Colleague, customer: Customer) -> list[Likeness]:
    """P11a List the files open to the colleague that may be about the same person, without answered pairs."""
    likely = [each for each in likely_same(customer) if not (each.pair and each.pair.answer)]
    if not likely:
        return []
    visible = Customer.objects.visible_to(colleague).filter(pk__in=[each.customer.pk for each in likely])
    shown = set(visible.values_list("pk", flat=True))
    return [each for each in likely if each.customer.pk in shown][:SHOWN]


def standing_merges(customer: Customer) -> QuerySet[Merge]:
    """Return the standing merges into this file, the latest first."""
    return customer.merges.standing().select_related("merged", "created_by")


def other_file(colleague: Colleague, typed: str) -> Customer | None:
    """Return the file of that reference, or none where it is not open to the colleague."""
    visible = Customer.objects.visible_to(colleague).select_related("service_area")
    found = visible.filter(reference__iexact=typed.strip()).first()
    return customers.with_file(found) if found else None


def where_it_is_kept(colleague: Colleague, reference: str) -> str:
    """Return the reference of the file into which the given one was merged.

    The result is empty where it was not merged, or that file is closed to the colleague.
    """
    merged = (
        Customer.objects.filter(reference=reference).exclude(merged_into=None).select_related("merged_into").first()
    )
    if merged is None or merged.merged_into is None:
        return ""
    kept = merged.merged_into
    shown = customers.in_scope(colleague, kept) and kept.is_open_to(colleague)
    return kept.reference if shown or customers.behind_glass(colleague, kept.reference) else ""


def merge(colleague: Colleague, reference: str) -> Merge:
    """Return the latest merge of the file of this reference.

    :raises Http404: where the colleague may not open the file that now holds it or, after an undo, either file.
    """
    found = Merge.objects.select_related(
        "kept__service_area", "kept__merged_into", "merged__service_area", "changed_by"
    )
    last = found.filter(merged__reference=reference).first()
    if last is None:
        raise Http404
    for file in (_where_it_stands(last.kept), *([last.merged] if last.undone_on else [])):
        customers.customer(colleague, file.reference)
    return last


def pair(colleague: Colleague, pk: int) -> Pair:
    """P11a Return the pair of files. Whoever has one of them in scope sees it, and a named reader of both.

    :raises Http404: where the colleague may open neither, or one of them is restricted and closed to them.
    """
    related = "new__service_area", "new__organisation", "known__service_area", "known__organisation"
    found = get_object_or_404(Pair.objects.select_related(*related, "new__merged_into", "known__merged_into"), pk=pk)
    if not (found.new_file.restricted and found.new_file.is_named(colleague)):
        theirs = found.new_file if customers.in_scope(colleague, found.new_file) else found.known_file
        customers.customer(colleague, theirs.reference)
    if not all(file.is_open_to(colleague) for file in (found.new_file, found.known_file)):
        raise Http404
    return found


def _where_it_stands(file: Customer) -> Customer:
    while file.merged_into:
        file = file.merged_into
    return file


def records_to_move(kept: Customer, other: Customer) -> list[tuple[str, int]]:
    """List the kinds of records that move, each with their number, such as ("incidents", 3)."""
    shared = {place.tenancy_id for place in kept.memberships.all()}
    rows = [row for _, row in belongings(other) if getattr(row, "tenancy_id", None) not in shared]
    return [(_called(model, number), number) for model, number in Counter(type(row) for row in rows).items()]


def recorded_since(merge: Merge) -> list[str]:
    """P11a List the cases and facts that were recorded on the kept file after the merge. An undo leaves them there."""
    rows = [row for _, row in belongings(merge.kept) if is_case(row) or isinstance(row, FACTS)]
    since = [row for row in rows if row.created_at > merge.created_at and row.pk not in merge.moved_of(type(row))]
    return [f"{show_date(row.created_at)}: {named(row)}" for row in sorted(since, key=lambda row: row.created_at)]


def _called(model: type[Model], number: int) -> str:
    words = {"customer": ("file that was merged into it", "files that were merged into it")}
    one, many = words.get(str(model._meta.model_name), (model._meta.verbose_name, model._meta.verbose_name_plural))
    return str(one if number == 1 else many)


def compared(kept: Customer, other: Customer, *, on: date) -> list[tuple[str, str, str]]:
    """List the facts about the person in each of two files, side by side."""
    homes = [file.home(on=on) for file in (kept, other)]
    rows = [
        ("Reference", kept.reference, other.reference),
        ("Name", kept.addressee, other.addressee),
        ("Known as", kept.known_as, other.known_as),
        ("Born", show_date(kept.born) if kept.born else "", show_date(other.born) if other.born else ""),
        ("Home", str(homes[0] or "No current address"), str(homes[1] or "No current address")),
        ("Telephone", kept.telephone, other.telephone),
        ("E-mail", kept.email, other.email),
        ("Service area", str(kept.service_area), str(other.service_area)),
        ("Safe contact", *(", ".join(_never(file)) for file in (kept, other))),
        ("Restricted", *("Yes" if file.restricted else "" for file in (kept, other))),
    ]
    return [(name, ours or "–", theirs or "–") for name, ours, theirs in rows if ours or theirs]


def _never(file: Customer) -> list[str]:
    said = [("died", "has died"), ("never_write", "never write"), ("never_message", "leave no message")]
    return [words for name, words in said if getattr(file, name)]
