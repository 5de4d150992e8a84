"""Values of a document as an editor reads them: labels, names, Belgian dates; rows as lines."""

from collections import defaultdict
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db.models import BooleanField, DateField
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.timezone import localtime

from portal import roles
from portal.accounts import names
from portal.models import Entry
from portal.versions.writing import gather


class Wording:
    """Words for documents of the shape `shape`; asks the names of all that they refer to at once.

    With a `user`, an entry that they may not see has no name but its number.
    """

    def __init__(self, shape, *documents, user=None):
        wanted = defaultdict(set)
        for document in filter(None, documents):
            gather(shape, document, wanted)
        self.names = {model: self.names_of(model, keys, user) for model, keys in wanted.items()}

    @staticmethod
    def names_of(model, keys, user):
        """What the objects of `model` with primary keys `keys` are called; a dict by primary key."""
        things = model._base_manager.filter(pk__in=keys)
        names = {thing.pk: name_of(thing) for thing in things}
        if user and issubclass(model, Entry):
            seen = set(roles.visible(user, model.objects.filter(pk__in=keys)).values_list("pk", flat=True))
            hidden = f"{model._meta.verbose_name} nr."
            names |= {pk: f"{hidden} {pk} (die u niet mag zien)" for pk in names if pk not in seen}
        return names

    def name(self, model, pk):
        """What an object is called; one that is gone by its number."""
        return self.names[model].get(pk) or f"{model._meta.verbose_name} nr. {pk} (verwijderd)"

    def value(self, field, value):
        """One value of `field`; "" for none. A list has a line for each of its values."""
        if value is None or value == "":
            return ""
        if isinstance(value, list):
            return "\n".join(map(str, value))
        if field.is_relation:
            return self.name(field.related_model, value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return in_belgian(field, value)

    def relation(self, field, keys):
        """What a relation to many has: a line for each, in the order of their names."""
        return "\n".join(sorted(self.name(field.related_model, key) for key in keys))

    def row(self, shape, row):
        """A row as one line: "Contactpunt: Agentschap; regio: Gent; stappen: …"."""
        # What a row must have is what one knows it by.
        fields = sorted(shape.fields, key=lambda field: (field.name == "position", not is_needed(field)))
        said = [(field.verbose_name, self.said(field, row["fields"].get(field.name))) for field in fields]
        said += [
            (field.verbose_name, self.relation(field, row["many"].get(field.name, ())).replace("\n", ", "))
            for field in shape.many
        ]
        for name, below in shape.rows.items():
            rows = [self.row(below, each) for each in in_order(below, row.get("rows", {}).get(name, ()))]
            said.append((below.model._meta.verbose_name_plural, " / ".join(rows)))
        (_, first), *others = [(label, text) for label, text in said if text] or [("", "leeg")]
        rest = "".join(f"; {label}: {text}" for label, text in others)
        return f"{capfirst(shape.model._meta.verbose_name)}: {first}{rest}"

    def said(self, field, value):
        """A value within a line: on one line, and nothing where there is nothing to say."""
        if value is False or (value == field.get_default() and field.name != "position"):
            return ""
        return " ".join(self.value(field, value).split())


def is_needed(field):
    """Whether a row is nothing without it; a yes or no always has a value."""
    return not (field.blank or isinstance(field, BooleanField))


def in_order(shape, rows):
    """Rows as pages show them: those with a position by that, else as they were made."""
    return sorted(rows, key=lambda row: (row["fields"].get("position") or 0, row.get("pk") is None, row.get("pk") or 0))


def in_belgian(field, value):
    """A date, a number, yes or no, or a text, as Belgians write it."""
    if isinstance(field, BooleanField):
        return "ja" if value else "nee"
    if isinstance(field, DateField):
        value = field.to_python(value)
        return in_words(value)
    if isinstance(value, int):
        return str(value)
    value = field.to_python(value)
    return value if isinstance(value, str) else number_format(value)


def in_words(moment):
    """A date, or a moment in Belgian time, in words."""
    if isinstance(moment, datetime):
        return date_format(localtime(moment), "DATETIME_FORMAT")
    return date_format(moment, "DATE_FORMAT") if isinstance(moment, date) else str(moment)


def name_of(thing):
    """What an editor calls an object."""
    if isinstance(thing, get_user_model()):
        return names.name_of(thing)
    return str(thing)
