"""Questions to the database that nearly every page asks: worked out once, not anew each time.

Django makes the SQL of a queryset each time that it is used, and PostgreSQL a plan for it; together that takes longer
than finding a row.
"""

import hashlib
import re
from itertools import count
from weakref import WeakKeyDictionary

from cachetools import LRUCache
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import prefetch_related_objects
from django.db.models.query import get_related_populators

MOST_KEPT = 60  # plans of a connection, at most some 0.4 MB each; the one used last stays longest
kept = WeakKeyDictionary()  # the names of the statements that each connection knows


class Prepared:
    """A statement that PostgreSQL plans once for each connection; `sql` has $1, $2 … for its `number` of parameters.

    By PREPARE and EXECUTE, because Django and psycopg prepare none themselves unless all are.
    """

    def __init__(self, sql, number):
        self.sql = sql
        self.name = f"kapstok_{hashlib.sha256(sql.encode()).hexdigest()[:16]}"
        places = ", ".join(["%s"] * number)
        self.execute = f"EXECUTE {self.name} ({places})" if places else f"EXECUTE {self.name}"

    @classmethod
    def from_django(cls, sql):
        """One from SQL that has %s where its parameters stand, as Django makes it."""
        numbers = count(1)
        numbered = re.sub("%([s%])", lambda sign: f"${next(numbers)}" if sign[1] == "s" else "%", sql)
        return cls(numbered, next(numbers) - 1)

    def rows(self, *parameters):
        """What it finds; a list of tuples."""
        with connection.cursor() as cursor:
            known = kept.setdefault(connection.connection, LRUCache(MOST_KEPT))
            if self.name not in known:
                if len(known) == known.maxsize:
                    cursor.execute(f"DEALLOCATE {known.popitem()[0]}")
                cursor.execute(f"PREPARE {self.name} AS {self.sql}")
            known[self.name] = True
            cursor.execute(self.execute, parameters)
            return cursor.fetchall()


def planned_once(sql, parameters):
    """What a statement finds of which the text differs from visit to visit, though often only in its `parameters` ($1,
    $2 …); a list of tuples. PostgreSQL makes one plan for all parameters."""
    return Prepared(sql, len(parameters)).rows(*parameters)


def planned_anew(sql, parameters):
    """The same, with a plan that PostgreSQL makes for these parameters."""
    named = re.sub(r"\$(\d+)", r"%(\1)s", sql)
    with connection.cursor() as cursor:
        cursor.execute(named, {str(number): value for number, value in enumerate(parameters, start=1)})
        return cursor.fetchall()


class Lookup:
    """The objects of a queryset that differs in its last parameter alone.

    `make` returns the queryset for a value of that parameter; `example` is such a value, for its type.
    """

    def __init__(self, make, example):
        queryset = make(example)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        self.statement, self.parameters = Prepared.from_django(sql), parameters[:-1]
        self.prefetched = queryset._prefetch_related_lookups
        # From here on as in Django's ModelIterable.
        shape, select = compiler.klass_info, compiler.select
        self.model, self.columns = shape["model"], slice(shape["select_fields"][0], shape["select_fields"][-1] + 1)
        self.names = [column[0].target.attname for column in select[self.columns]]
        self.populators = get_related_populators(shape, select, DEFAULT_DB_ALIAS)
        self.annotations = compiler.annotation_col_map
        self.compiler, self.converters = compiler, compiler.get_converters([column[0] for column in select])

    def __call__(self, value):
        """The objects for that value; a list."""
        rows = self.statement.rows(*self.parameters, value)
        rows = self.compiler.apply_converters(rows, self.converters) if self.converters else rows
        found = [self.object_of(row) for row in rows]
        prefetch_related_objects(found, *self.prefetched)
        return found

    def object_of(self, row):
        """The object that a row stands for, with what select_related() and annotate() add."""
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
        for populator in self.populators:
            populator.populate(row, made)
        for name, column in self.annotations.items():
            setattr(made, name, row[column])
        return made
