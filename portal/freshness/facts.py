"""What an entry says, in short: for who has to tell whether it still is right."""

from django.db.models import BooleanField, DateField, ForeignKey, TextField
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst

from portal.models import Citation, Entry
from portal.versions.shapes import row_relations

LONGEST = 400  # characters of a text; the page of the entry has the rest
MOST_ROWS = 20
# What the portal orders entries by, or says of the entry itself instead of the world.
UNTOLD = {field.name for field in Entry._meta.get_fields()} | {"position", "id"}
# Rows that say how the portal works, not how the world is.
TECHNICAL = {"monitor.indicatorname"}


def facts_of(thing):
    """The fields of an entry or of one of its rows that say something; a list of (label, text)."""
    found = [(capfirst(field.verbose_name), text_of(thing, field)) for field in thing._meta.fields if is_told(field)]
    return [(label, text) for label, text in found if text]


def is_told(field):
    return field.name not in UNTOLD and not isinstance(field, (BooleanField, ForeignKey))


def text_of(thing, field):
    """The value of a field as text; empty when it has none."""
    value = getattr(thing, field.attname)
    if value in (None, "", []):
        return ""
    if field.choices:
        return getattr(thing, f"get_{field.name}_display")()
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(field, DateField):
        return date_format(value)
    return Truncator(value).chars(LONGEST) if isinstance(field, TextField) else str(value)


def rows_of(entry):
    """The rows that belong to an entry (contacts, calls, towns …): a list of (heading, lines)."""
    found = []
    for relation in row_relations(type(entry)):
        model = relation.related_model
        if not issubclass(model, Citation) and model._meta.label_lower not in TECHNICAL:
            rows = getattr(entry, relation.get_accessor_name()).all()[:MOST_ROWS]
            found.append((capfirst(model._meta.verbose_name_plural), [line_of(row) for row in rows]))
    return [(heading, lines) for heading, lines in found if lines]


def line_of(row):
    """A row in one line: its name, and what else it says."""
    name = str(row)
    said = [f"{label.lower()}: {' '.join(text.split())}" for label, text in facts_of(row) if text not in name]
    return f"{name} ({'; '.join(said)})" if said else name
