"""A limit that ends sooner has one end in the letter."""

from datetime import date

import pytest

from tests import scenarios


@pytest.mark.clause("E3", "P9b")
def test_a_partly_upheld_single_point_of_contact_gives_one_end(wednesday, cast):
    officer = {
        "kind": "NAMED_OFFICER",
        "words": "Please contact Helen only.",
        "officer": cast.lead,
        "deputy": cast.head,
    }
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{**officer, "ends": None}])
    scenarios.posted(cast, alert)
    (limit,) = alert.conditions.all()
    less = {"controls": alert.controls, "ends": {limit.pk: date(2026, 7, 3)}}
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert), "PARTLY", **less)
    stays = scenarios.composed(cast, appeal).facts["stays"]
    assert [(each["words"], each["applies"]) for each in stays] == [
        ("Please contact Helen only.", "now ends sooner, on 3 July 2026")
    ]
