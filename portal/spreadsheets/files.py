"""The files that somebody edits: an export of what they may change, and an empty one to start from."""

from dataclasses import dataclass
from functools import partial

from portal.exports.fetch import in_order, keys_of
from portal.exports.table import Table
from portal.spreadsheets.lookups import Lookups

MOST_WORDS = 400


def export_of(kind, user):
    """The Table of all rows of a Kind that `user` may change, drafts too."""
    rows = kind.workable(user)
    return Table(
        name=kind.name,
        title=f"{kind.name.capitalize()}, om te bewerken",
        columns=kind.all_columns,
        filters=[],
        address="",
        entries=lambda: in_order(kind.fetch(rows), keys_of(rows)),
    )


@dataclass(frozen=True)
class Blank(Table):
    """A Table without rows, whose second sheet says what goes in which column."""

    explained: callable = None

    def about(self, count):
        return self.explained()

    def file_name(self, extension):
        return f"kapstok-leeg-werkblad-{self.name}.{extension}"


def blank_of(kind, user):
    """The empty Table of a Kind, with what each column takes."""
    return Blank(
        name=kind.name,
        title=f"Leeg werkblad: {kind.name}",
        columns=[column for column in kind.all_columns if column.key in {*kind.readers, kind.key, kind.entry}],
        filters=[],
        address="",
        entries=list,
        explained=partial(explained, kind, user),
    )


def explained(kind, user):
    """What each column takes; a list of (heading, Dutch text)."""
    lookups = Lookups(user)
    lines = [("Kolom", f"Wat erin komt. Eén rij is één {kind.one}. Lege rijen tellen niet.")]
    lines.append((kind.label(kind.key), f"Laat leeg voor een nieuwe {kind.one}. Anders: welke {kind.one} dit is."))
    if kind.entry:
        model = kind.entry_model._meta.verbose_name
        lines.append((kind.label(kind.entry), f"Bij welke {model} hoort dit? Verplicht voor een nieuwe rij."))
    for key, reader in kind.readers.items():
        words = reader.allowed(kind, lookups)
        texts = ["Verplicht." if needed(kind, reader) else "", reader.help or reader.form]
        if 0 < len(words) <= MOST_WORDS:
            texts.append("\n".join(["Kies uit:", *words]))
        lines.append((kind.label(key), " ".join(filter(None, texts))))
    return lines


def needed(kind, reader):
    """Whether a new row cannot do without the column."""
    options = kind.model._meta
    names = {field.name for field in options.concrete_fields if not field.blank and not field.has_default()}
    return reader.name in names
