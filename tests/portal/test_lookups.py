"""Queries that are worked out once give what they would give each time."""

from weakref import WeakKeyDictionary

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Partner
from portal import queries
from portal.queries import Lookup, Prepared, planned_once
from tests.factories import make_contact_point, make_domain, make_partner, make_sector


@pytest.fixture
def by_slug(db):
    found = Partner.objects.published().with_card().select_related("sector").prefetch_related("domains")
    return Lookup(lambda slug: found.filter(slug=slug), "")


def test_lookup_gives_what_its_queryset_gives(by_slug, django_assert_num_queries):
    make_partner()
    partner = make_partner(sector=make_sector(), domains=[make_domain()], services=["Tolken", "100 % gratis"])
    make_contact_point(partner=partner)

    (found,) = by_slug(partner.slug)

    expected = Partner.objects.with_card().get(pk=partner.pk)
    names = [field.attname for field in Partner._meta.concrete_fields]
    assert [getattr(found, name) for name in names] == [getattr(expected, name) for name in names]
    assert found.stored_card == expected.stored_card
    with django_assert_num_queries(0):
        assert found.sector == partner.sector
    assert list(found.domains.all()) == list(partner.domains.all())


def test_lookup_keeps_to_its_queryset(by_slug):
    assert by_slug(make_partner(status="draft").slug) == []


@pytest.mark.parametrize("slug", ["", "'; DROP TABLE partners_partner; --", "%s", "é" * 500])
def test_lookup_of_a_value_that_nothing_has(by_slug, slug):
    make_partner()

    assert by_slug(slug) == []


def test_statement_is_prepared_once_for_a_connection(db):
    first, again = (Prepared.from_django("SELECT %s::int + %s, '100 %%'") for _ in range(2))
    with CaptureQueriesContext(connection) as captured:
        assert first.rows(1, 2) == again.rows(1, 2) == [(3, "100 %")]

    assert sum(query["sql"].startswith("PREPARE") for query in captured) == 1


def test_statement_is_prepared_anew_for_a_new_connection(django_db_setup, django_db_blocker):
    statement = Prepared("SELECT 'Kapstok'", 0)
    with django_db_blocker.unblock():
        answers = []
        for _ in range(2):
            answers.append(statement.rows())
            connection.close()

    assert answers == [[("Kapstok",)]] * 2


def test_a_connection_keeps_the_plans_that_were_used_last(db, monkeypatch):
    monkeypatch.setattr(queries, "MOST_KEPT", 2)
    monkeypatch.setattr(queries, "kept", WeakKeyDictionary())
    asked = [f"SELECT $1::int - {number}" for number in (1, 2, 1, 3)]

    assert [planned_once(sql, [3]) for sql in asked] == [[(2,)], [(1,)], [(2,)], [(0,)]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, split_part(statement, ' AS ', 2) FROM pg_prepared_statements")
        found = {name: sql for name, sql in cursor.fetchall() if sql in asked}
        for name in found:
            cursor.execute(f"DEALLOCATE {name}")
    assert sorted(found.values()) == ["SELECT $1::int - 1", "SELECT $1::int - 3"]
