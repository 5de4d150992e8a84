"""The rows of made-up practices in the portal's tables, its search index included."""

from datetime import UTC, datetime

from partners.models import Partner
from portal.models import Domain, IndexedEntry, Municipality, Province, Source, Status, TargetGroup, Theme
from portal.search import index
from practices.models import Practice, PracticeCitation, PracticeMunicipality
from tests.bench.practices import Keys

SAVED_AT = datetime(2026, 11, 1, tzinfo=UTC)
FIRST_KEY = 10_000  # primary keys of made-up practices start after those of our own
MANY = ("themes", "domains", "target_groups", "provinces", "supported_by")
TERMS = {
    "themes": Theme.objects,
    "domains": Domain.objects,
    "target_groups": TargetGroup.objects,
    "municipalities": Municipality.objects.today().select_related("province"),
    "provinces": Province.objects,
    "sources": Source.objects,
    "supported_by": Partner.objects.published(),
}


class Choices:
    """All that a made-up practice can refer to: `terms` by relation and primary key, and `keys` alone."""

    def __init__(self):
        self.terms = {name: queryset.order_by("pk").in_bulk() for name, queryset in TERMS.items()}
        self.keys = Keys(**{name: list(terms) for name, terms in self.terms.items()})


class Rows:
    """The rows of practices, by table and columns."""

    def __init__(self, choices):
        self.choices = choices
        self.fields = Practice._meta.concrete_fields
        self.defaults = {field.attname: field.get_default() for field in self.fields}
        self.defaults |= {"status": Status.PUBLISHED, "created_at": SAVED_AT, "updated_at": SAVED_AT}
        self.index_columns = [field.column for field in IndexedEntry._meta.concrete_fields]
        self.tables = {}

    def add(self, model, row):
        """Adds one row, a dict of column to value, to the table of `model`."""
        self.tables.setdefault((model._meta.db_table, tuple(row)), []).append(tuple(row.values()))

    def add_practice(self, key, columns, relations):
        """Adds a practice with primary key `key`, what it refers to, and its row of the search index."""
        practice = Practice(**self.defaults | columns | {"id": key})
        related = {name: [self.choices.terms[name][other] for other in keys] for name, keys in relations.items()}
        localities = [PracticeMunicipality(practice=practice, municipality=each) for each in related["municipalities"]]
        citations = [
            PracticeCitation(entry=practice, source=source, reference=f"Hoofdstuk {source.pk}, p. {key % 200}")
            for source in related["sources"]
        ]
        # As prefetch_related leaves it, so that the portal's own code finds everything at hand.
        practice._prefetched_objects_cache = related | {"localities": localities, "citations": citations}
        for thing in (practice, *localities, *citations):
            self.add_object(thing)
        for name in MANY:
            self.add_links(name, key, relations[name])
        self.add(IndexedEntry, dict(zip(self.index_columns, index.row_of(practice), strict=True)))

    def add_object(self, thing):
        """Adds the row of an object; the database gives it a key when it has none."""
        fields = [field for field in thing._meta.concrete_fields if not (field.primary_key and thing.pk is None)]
        self.add(type(thing), {field.column: getattr(thing, field.attname) for field in fields})

    def add_links(self, name, key, others):
        """Adds the rows of relation `name` of the practice with primary key `key`."""
        field = Practice._meta.get_field(name)
        for other in others:
            self.add(field.remote_field.through, {field.m2m_column_name(): key, field.m2m_reverse_name(): other})

    def copy(self, cursor):
        """Writes the rows with COPY."""
        for (table, columns), rows in self.tables.items():
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
