"""What names a person: a merge moves each of these rows, so each was thought about (decision 18)."""

from desk.merging.belongings import STAYS, relations
from housing_alerts.customers.models import Customer

MOVES = {
    "alerts.Alert.customer",
    "alerts.Difference.customer",
    "alerts.Incident.customer",
    "alerts.Investigation.customer",
    "alerts.Marker.customer",
    "appeals.Appeal.customer",
    "customers.Adjustment.customer",
    "customers.Customer.merged_into",
    "customers.Membership.customer",
    "customers.Representative.customer",
    "customers.Vulnerability.customer",
    "letters.Letter.customer",
    "monitoring.Contact.customer",
    "monitoring.HighContact.customer",
    "monitoring.Strategy.customer",
    "privacy.DisposalItem.customer",
    "privacy.LegalHold.customer",
    "privacy.SharingRequest.customer",
    "privacy.SubjectRequest.customer",
}
"""A new one fails here: may two people have one each where one person may not, and what does an undo make of it?"""


def test_whatever_names_a_person_moves_with_the_person():
    assert {f"{model._meta.label}.{field}" for model, field in relations()} == MOVES


def test_nothing_else_names_a_person_but_what_is_of_its_own_file():
    named = {relation.related_model for relation in Customer._meta.related_objects}
    assert named == {model for model, _ in relations()} | set(STAYS)
