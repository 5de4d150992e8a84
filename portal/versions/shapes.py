"""What belongs to an entry: its own fields, its relations to many, and the rows that are edited as its parts.

What derives from the rest is no part of it: Django's `editable=False`, which auto_now implies. Nor are rows that stand
on their own, such as figures (see Entry.rows_apart).
"""

from dataclasses import dataclass
from functools import cache

from django.db.models import CASCADE, Field

from portal.models import Entry


@dataclass(frozen=True)
class Shape:
    """What belongs to an object of `model`.

    `fields` are its own, `many` its relations to many without a model between; `rows` maps the name of a relation to
    the Shape of its rows, of which `parent` is the foreign key that points back.
    """

    model: type
    fields: tuple[Field, ...]
    many: tuple[Field, ...]
    rows: dict[str, "Shape"]
    parent: Field | None = None


@cache
def shape_of(model, parent=None):
    """The Shape of a kind of entry; with `parent`, a foreign key of `model`, of the rows that point by it."""
    options = model._meta
    return Shape(
        model,
        tuple(field for field in options.concrete_fields if field.editable and field not in (options.pk, parent)),
        tuple(field for field in options.many_to_many if field.remote_field.through._meta.auto_created),
        {relation.name: shape_of(relation.related_model, relation.field) for relation in row_relations(model)},
        parent,
    )


def record_shapes(model):
    """The Shape of the rows of each relation that stand on their own, by its name; a dict."""
    apart = getattr(model, "rows_apart", ())
    relations = [relation for relation in dependent_relations(model) if relation.name in apart]
    return {relation.name: shape_of(relation.related_model, relation.field) for relation in relations}


def pointing_relations(model):
    """The relations to many by which other entries point at one of `model`; a list."""
    return [relation for relation in model._meta.related_objects if relation.many_to_many]


def row_relations(model):
    """The relations to rows that go when the object goes, but for those that stand on their own; a list."""
    apart = getattr(model, "rows_apart", ())
    return [relation for relation in dependent_relations(model) if relation.name not in apart]


def dependent_relations(model):
    """The relations by which rows point at an object of `model` that cannot do without it; a list."""
    return [
        relation
        for relation in model._meta.related_objects
        if relation.one_to_many and relation.on_delete is CASCADE and not issubclass(relation.related_model, Entry)
    ]
