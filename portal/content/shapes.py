"""Whether a record's fields have the shape that their model asks for: text, list, reference. No database here."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, TextField


def missing(description, fields):
    """The fields of `description` (a Kind or Children) that its model cannot do without; yields their names."""
    for name in (*description.plain, *description.choices, *description.one):
        field = description.model._meta.get_field(name)
        if not field.blank and not field.has_default() and fields.get(name) in (None, ""):
            yield name


def misshapen(description, fields):
    """What is not of the right shape; yields pairs of a field's name and a Dutch message."""
    for name, fits, shape in expected(description):
        value = fields.get(name)
        if value is not None and not fits(value):
            yield name, f"{name} is geen {shape}."


def expected(description):
    """For each field that has one, its shape: yields its name, a test of a value, and the shape in Dutch."""
    for name in description.plain:
        field = description.model._meta.get_field(name)
        if isinstance(field, ArrayField):
            yield name, are_texts, "lijst van teksten"
        elif isinstance(field, (CharField, TextField)):
            yield name, is_text, "tekst"
    for name in (*description.choices, *description.one):
        yield name, is_text, "tekst"
    for name in description.many:
        yield name, are_texts, "lijst van teksten"


def is_text(value):
    return isinstance(value, str)


def are_texts(value):
    return isinstance(value, list) and all(map(is_text, value))
