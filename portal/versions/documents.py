"""An entry with all that belongs to it as one document: a dict that JSON can hold.

    {"fields": {name: value}, "many": {name: [pk]}, "rows": {relation: [{"pk", "fields", "many", "rows"}]}}

A foreign key is the primary key of what it points at, a date is ISO text, a decimal number is text. Primary keys and
rows stand in the order of their keys, so that equal entries have equal documents.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from portal.versions.shapes import shape_of


def document_of(entry):
    """The document of `entry` as it stands in the database. Raises KeyError when it is not there."""
    return documents_of(type(entry), [entry.pk])[entry.pk]


def documents_of(model, keys):
    """The documents of the entries of `model` with primary keys `keys`; a dict by primary key.

    It costs the same number of queries for one entry and for many.
    """
    shape = shape_of(model)
    return {found.pop("pk"): found for found in read(shape, model._base_manager.filter(pk__in=keys))}


def read(shape, objects):
    """Documents of `objects`, a queryset, each with its "pk"; a list."""
    found = list(objects.order_by("pk").values("pk", *(field.attname for field in shape.fields)))
    keys = [values["pk"] for values in found]
    many = {field.name: related(field, keys) for field in shape.many}
    rows = {name: rows_of(below, keys) for name, below in shape.rows.items()}
    return [
        {
            "pk": values["pk"],
            "fields": {field.name: plain(values[field.attname]) for field in shape.fields},
            "many": {name: keys_of[values["pk"]] for name, keys_of in many.items()},
            "rows": {name: of[values["pk"]] for name, of in rows.items()},
        }
        for values in found
    ]


def rows_of(shape, keys):
    """The rows of each of the objects with primary keys `keys`; a dict of primary key to a list of documents."""
    objects = shape.model._base_manager.filter(**{f"{shape.parent.name}__in": keys})
    parents = dict(objects.values_list("pk", shape.parent.attname)) if keys else {}
    rows = defaultdict(list)
    for row in read(shape, objects) if parents else ():
        rows[parents[row["pk"]]].append(row)
    return rows


def related(field, keys):
    """What the objects with primary keys `keys` have in a relation to many; a dict of primary key to a list of keys."""
    near, far = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    pairs = field.remote_field.through._base_manager.filter(**{f"{near}__in": keys}).order_by(far)
    found = defaultdict(list)
    for pk, other in pairs.values_list(near, far) if keys else ():
        found[pk].append(other)
    return found


def plain(value):
    """A value of a field as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value
