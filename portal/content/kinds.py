"""What a record of each kind may hold, and on which model it lands. No database here.

A kind names its fields by what they are; checking and loading both follow that one description.
"""

from dataclasses import dataclass, field
from importlib import import_module
from typing import ClassVar

from django.utils.module_loading import autodiscover_modules

registry = {}


def discover():
    """All kinds of all apps by name, in the order in which they can be loaded; a dict of str to Kind class."""
    import_module("portal.content.shared")
    autodiscover_modules("content")
    return dict(sorted(registry.items(), key=lambda item: item[1].order))


@dataclass(frozen=True)
class Children:
    """Rows that belong to a record, such as its contacts; loading replaces them whole.

    But a row with the same `key` (names of fields) as before stays the same object, so that it can be referred to.
    And rows of which `others` (a lookup) holds are not the files' and stay; a row in the same place as one of those,
    by the attributes `place`, is left out.

    `parent` is the foreign key that points back. `plain`, `choices`, `one` and `many` are as in Kind.
    `prepare` turns a row as written into a dict of those fields; with `from_text` a row may be a text instead of a
    mapping. With `positioned` the model has a `position`.
    """

    model: type
    parent: str
    plain: tuple = ()
    choices: dict = field(default_factory=dict)
    one: dict = field(default_factory=dict)
    many: dict = field(default_factory=dict)
    prepare: callable = dict
    from_text: bool = False
    positioned: bool = False
    key: tuple = ()
    others: dict = field(default_factory=dict)
    place: tuple = ()

    def references(self, row, kind):
        """The values by which a row, as written, refers to records of `kind`; a list."""
        fields = self.prepare(row)
        single = [fields.get(name) for name, other in self.one.items() if other == kind]
        several = [value for name, other in self.many.items() if other == kind for value in fields.get(name) or []]
        return [value for value in [*single, *several] if value]

    def take(self, objects, fields):
        """Removes from the list `objects`, and returns, the one with the key of `fields`; None when there is none."""
        for candidate in objects:
            if self.key and all(getattr(candidate, name) == fields.get(name) for name in self.key):
                objects.remove(candidate)
                return candidate
        return None

    def place_of(self, child):
        """Where a row stands; a tuple that tells it from the others of its record."""
        return tuple(getattr(child, name) for name in self.place)


class Kind:
    """One kind of record. Subclasses with a `name` are registered."""

    name = ""
    model = None
    order = 0  # kinds with a lower order are loaded first
    key = ("slug",)
    required = ("slug",)
    plain: ClassVar[tuple] = ()  # copied as they are
    choices: ClassVar[dict] = {}  # field: TextChoices, written as the member's name in lower case
    one: ClassVar[dict] = {}  # field: kind to which it refers
    many: ClassVar[dict] = {}  # field: kind to which each of its values refers
    children: ClassVar[dict] = {}  # field: Children

    def __init_subclass__(cls):
        if cls.name:
            registry[cls.name] = cls

    @classmethod
    def key_of(cls, fields):
        """The natural key of a record, as text."""
        return " · ".join(str(fields.get(name, "")) for name in cls.key)

    @classmethod
    def prepare(cls, fields, position):
        """The record's fields under the names of the model; a new dict."""
        return dict(fields)

    @classmethod
    def known_fields(cls):
        """Names that a prepared record may hold."""
        return {*cls.plain, *cls.choices, *cls.one, *cls.many, *cls.children}


class EntryKind(Kind):
    """What every entry has; see portal.models.Entry."""

    required = ("slug", "title", "summary", "sources")
    entry_plain = ("slug", "title", "summary", "checked_on", "check_again_by")

    @classmethod
    def prepare(cls, fields, position):
        return dict(fields)


def citations(model):
    """The sources of an entry whose Citation model is `model`."""
    return Children(model, parent="entry", plain=("reference", "note"), one={"source": "source"})
