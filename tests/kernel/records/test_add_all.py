"""Many records that are saved at once have their histories and their proofs, as each would have alone."""

from housing_alerts.kernel.audit.comparing import faults_of
from housing_alerts.kernel.audit.models import Proof
from housing_alerts.kernel.records import saving as records
from monitoring.models import Contact
from tests import scenarios


def test_each_row_and_its_history_are_proved(cast):
    scenarios.loaded(cast, [("T-1", 1), ("T-2", 2)])

    past = Contact.history.model
    assert past.objects.filter(version=1, history_type="+", history_change_reason="Loaded").count() == 2
    for model in (Contact, past):
        assert Proof.objects.filter(of_table=model._meta.db_table, key__gt=0).count() == 2
        assert list(faults_of(model)) == []
    Contact.objects.filter(external_reference="T-2").update(words="Nobody said so.")
    assert [fault.why for fault in faults_of(Contact)] != []


def test_nothing_to_save_is_no_step(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        records.add_all([], by=cast.lead, why="Loaded")
