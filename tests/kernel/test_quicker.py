"""What the tests ask in a quicker way is what Django asks."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import F
from django.db.models.sql.compiler import SQLCompiler

from tests import quicker, scenarios

pytestmark = pytest.mark.usefixtures("cast")


def asked(model):
    """Queries of every form that the quicker ways look at."""
    rows = model._base_manager
    related = [field.name for field in model._meta.concrete_fields if field.is_relation and not field.null]
    pk = model._meta.pk.name
    yield rows.all()
    yield rows.order_by(f"-{pk}")
    yield rows.order_by(F(pk).desc())
    yield rows.select_related(*related).order_by(*(f"{name}__pk" for name in related))
    yield rows.annotate(once_more=F(pk)).order_by("once_more")
    yield rows.only(pk).distinct()
    yield rows.values(pk).order_by(pk)
    yield rows.filter(pk__in=rows.order_by(pk).values(pk)[:3])
    keys = rows.order_by().values_list(pk)
    yield keys.union(keys).order_by(pk)


def said(query):
    sql, values = query.query.get_compiler(connection=connection).as_sql()
    return sql, list(values), [one if not isinstance(one, models.Model) else one.__dict__ for one in query]


def without_state(answer):
    sql, values, rows = answer
    return (
        sql,
        values,
        [{k: v for k, v in row.items() if k != "_state"} if isinstance(row, dict) else row for row in rows],
    )


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_the_statements_and_the_values_are_the_same(cast, model):
    scenarios.active(cast)
    with pytest.MonkeyPatch.context() as patch:
        for (of, name), slow in quicker._slow.items():
            patch.setattr(of, name, slow)
        slowly = [without_state(said(query)) for query in asked(model)]
    with pytest.MonkeyPatch.context() as patch:
        quicker.quicken(patch)
        assert SQLCompiler.compile is not quicker._slow[SQLCompiler, "compile"]
        assert [without_state(said(query)) for query in asked(model)] == slowly
