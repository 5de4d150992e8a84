"""Checking the content files without a database: every reference resolves and every field fits its model."""

from collections import defaultdict

from portal.content.gazetteer import Gazetteer
from portal.content.kinds import EntryKind, discover
from portal.content.problems import faults, long_sentences, texts
from portal.content.shapes import misshapen, missing


class Checked:
    """The records of the files, prepared and indexed by kind and key, with what is wrong with them.

    `errors` must be mended before loading; `warnings` are for the reviewer. Both are lists of Dutch lines.
    """

    def __init__(self, records):
        self.kinds = discover()
        self.records = defaultdict(dict)
        self.errors = []
        self.warnings = []
        for record in records:
            self.admit(record)
        self.places = Gazetteer(record for entries in self.records.values() for record, _ in entries.values())
        for name, entries in self.records.items():
            for key, (record, fields) in entries.items():
                self.check(self.kinds[name], record.where(key), fields)

    def admit(self, record):
        """Prepares a record and files it under its key, or says why not."""
        kind = self.kinds.get(record.kind)
        if kind is None:
            self.errors.append(f"{record.path.name}: de soort '{record.kind}' bestaat niet.")
            return
        key = kind.key_of(record.fields)
        if key in self.records[record.kind]:
            self.errors.append(f"{record.where(key)}: deze sleutel komt al eerder voor.")
            return
        missing = [name for name in kind.required if not record.fields.get(name)]
        if missing:
            self.errors.append(f"{record.where(key)}: {', '.join(missing)} ontbreekt.")
            return
        try:
            prepared = kind.prepare(record.fields, record.position)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            self.errors.append(f"{record.where(key)}: {error}")
            return
        self.records[record.kind][key] = (record, prepared)

    def check(self, kind, where, fields):
        """Adds what is wrong with one prepared record."""
        complain = lambda message: self.errors.append(f"{where}: {message}")  # noqa: E731 a name for five calls
        for name in sorted(set(fields) - kind.known_fields()):
            complain(f"het veld '{name}' bestaat niet.")
        self.check_fields(kind, fields, complain)
        for name, children in kind.children.items():
            rows = fields.get(name) or []
            if not isinstance(rows, list):
                complain(f"{name} is geen lijst.")
                continue
            for row in rows:
                self.check_row(children, row, lambda message, name=name: complain(f"{name}: {message}"))
        for message in faults(fields):
            complain(f"{message}.")
        if issubclass(kind, EntryKind):
            self.warnings += [
                f"{where}: lange zin: {sentence}" for text in texts(fields) for sentence in long_sentences(text)
            ]

    def check_row(self, children, row, complain):
        """Checks one row of a record's children."""
        if not isinstance(row, dict) and not (children.from_text and isinstance(row, str)):
            complain("een rij is geen reeks velden.")
            return
        try:
            prepared = children.prepare(row)
        except KeyError as error:
            complain(f"{error.args[0]} ontbreekt.")
            return
        except (ValueError, TypeError, AttributeError) as error:
            complain(str(error))
            return
        known = {*children.plain, *children.choices, *children.one, *children.many}
        for unknown in sorted(set(prepared) - known):
            complain(f"het veld '{unknown}' bestaat niet.")
        for name in missing(children, prepared):
            complain(f"{name} ontbreekt.")
        self.check_fields(children, prepared, complain)

    def check_fields(self, description, fields, complain):
        """Checks shapes, lengths, choices and references of a record or a row."""
        wrong = dict(misshapen(description, fields))
        for message in wrong.values():
            complain(message)
        fields = {name: value for name, value in fields.items() if name not in wrong}
        for name in description.plain:
            value = fields.get(name)
            longest = getattr(description.model._meta.get_field(name), "max_length", None)
            if isinstance(value, str) and longest and len(value) > longest:
                complain(f"{name} telt {len(value)} tekens, hoogstens {longest} mag.")
        for name, choices in description.choices.items():
            if fields.get(name) and fields[name].upper() not in choices.__members__:
                complain(f"{name}: '{fields[name]}' is geen keuze.")
        for name, kind in description.one.items():
            if fields.get(name):
                self.check_reference(kind, fields[name], lambda message, name=name: complain(f"{name}: {message}"))
        for name, kind in description.many.items():
            for value in fields.get(name) or []:
                self.check_reference(kind, value, lambda message, name=name: complain(f"{name}: {message}"))

    def check_reference(self, kind, value, complain):
        """Complains when `value` is not the key of a record of `kind`."""
        try:
            self.resolve(kind, value)
        except LookupError as error:
            complain(str(error.args[0]))

    def resolve(self, kind, value):
        """The key to which a reference leads: for a municipality its NIS code of today, else the value itself.

        Raises LookupError, with a Dutch message, when it leads nowhere or to several places.
        """
        known = self.records.get(kind, {})
        if kind == "municipality" and value not in known:
            found = self.places.find(value)
            if len(found) != 1:
                reason = "is geen gemeente die we kennen" if not found else f"kan elk van {sorted(found)} zijn"
                raise LookupError(f"'{value}' {reason}.")
            return next(iter(found))
        if value not in known:
            raise LookupError(f"'{value}' bestaat niet als {kind}.")
        return value
