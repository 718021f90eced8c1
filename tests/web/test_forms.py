"""What our forms share."""

import pytest
from django import forms

from housing_alerts.web.forms import StepForm, field_of


def test_a_field_is_given_with_its_kind():
    form = StepForm(version=3)
    assert field_of(form, "version", forms.IntegerField) is form.fields["version"]


def test_a_field_of_another_kind_is_refused():
    with pytest.raises(TypeError, match="version is no ChoiceField"):
        field_of(StepForm(version=3), "version", forms.ChoiceField)
