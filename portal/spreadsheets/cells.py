"""How a cell that somebody edited is read back: each reader writes its value in the document of an entry or row.

Documents are those of portal.versions.documents.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.dates import MONTHS
from django.utils.translation import override

from portal.exports.xlsx import CUT
from portal.spreadsheets.comparing import comparable, typed, written
from portal.spreadsheets.lookups import CellError
from portal.text import fold, printable

ERRORS = {"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#NAAM?", "#WAARDE!", "#VERW!"}
# Bytes of UTF-8 that were taken for those of Windows, and bytes of DOS that were.
GARBLED = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|\ufffd|[a-z][‚„†‡ˆ‰Š‹][a-z]")
EMPTY = "deze cel mag niet leeg zijn"
YES = {"ja", "j", "yes", "true", "waar", "1", "x"}
NO = {"nee", "n", "no", "false", "onwaar", "0", ""}
DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2}|[a-z]+)[/.\- ](\d{4}|\d{2})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})([ T].*)?")


def text_in(value):
    """The text in a cell. Raises CellError for what a program broke."""
    text = printable(written(typed(value))).replace("\r\n", "\n").replace("\r", "\n")
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    if text in ERRORS:
        raise CellError(f"deze cel bevat een fout van het rekenblad ({text})")
    if found := GARBLED.search(text):
        around = text[max(0, found.start() - 8) : found.end() + 8]
        raise CellError(f"deze cel heeft verkeerd gelezen letters (“{around}”). Bewaar het bestand als CSV UTF-8")
    if text.endswith(CUT.strip()):
        raise CellError("deze cel is ingekort, want een cel van Excel was vol. Wijzig deze tekst in het formulier")
    return text


@dataclass(frozen=True)
class Reader:
    """Base. `name` is that of the field or relation; `help` says in Dutch what the column takes, else `form`."""

    form = "Tekst."

    name: str
    help: str = ""

    @property
    def names(self):
        """The fields that it writes, for what is wrong with them."""
        return (self.name,)

    def comparable(self, value):
        """The value in a file, or in today's export, as text that can be compared."""
        return comparable(value)

    def write(self, row, value):
        """Puts `value` in the document of `row` (a portal.spreadsheets.rows.Draft); returns it as exports show it.

        Raises CellError.
        """
        raise NotImplementedError

    def allowed(self, kind, lookups):
        """The words that the column takes; a list of str, empty when any text will do."""
        return []


class Text(Reader):
    """A text; of one line when its field is."""

    def write(self, row, value):
        field, text = row.field(self.name), text_in(value)
        if field.get_internal_type() != "TextField":
            text = " ".join(text.split())
        if not text and not field.blank:
            raise CellError(EMPTY)
        if field.max_length and len(text) > field.max_length:
            raise CellError(f"deze cel telt {len(text)} tekens; hoogstens {field.max_length} mag")
        row.fields[self.name] = text
        return text


class Website(Reader):
    """A website, and the way to walk on it: "www.vvsg.be > onderwijs"."""

    form = "Een adres. De weg op die website mag erachter: www.vvsg.be > onderwijs."

    @property
    def names(self):
        return (self.name, f"{self.name}_path")

    def write(self, row, value):
        text = " ".join(text_in(value).split())
        site, _, path = text.partition(" > ")
        for name, part in zip(self.names, (site, path), strict=True):
            longest = row.field(name).max_length
            if len(part) > longest:
                raise CellError(f"deze cel telt {len(part)} tekens; hoogstens {longest} mag")
            row.fields[name] = part.strip()
        return text


@dataclass(frozen=True)
class Texts(Reader):
    """A list of texts, with `separator` between them (a newline, or a semicolon)."""

    separator: str = "; "

    def write(self, row, value):
        items = split(text_in(value), row.fields[self.name], self.separator)
        longest = row.field(self.name).base_field.max_length
        for item in items:
            if len(item) > longest:
                raise CellError(f"deze cel heeft een deel van {len(item)} tekens; hoogstens {longest} mag")
        row.fields[self.name] = items
        return self.separator.join(items)


def split(text, known, separator="; "):
    """The items of a list in a cell. An item of `known` is kept whole, also when the separator is in it."""
    mark = separator.strip() or "\n"
    parts = [" ".join(part.split()) for line in text.split("\n") for part in line.split(mark)]
    whole = {comparable(item) for item in known}
    items = []
    while parts:
        sizes = range(min(len(parts), 12), 1, -1) if separator.strip() else ()
        size = next((size for size in sizes if separator.join(parts[:size]) in whole), 1)
        items.append(separator.join(parts[:size]))
        del parts[:size]
    return list(filter(None, items))


class Choice(Reader):
    """One of the words of a field with choices."""

    form = "Eén woord."

    def write(self, row, value):
        field, text = row.field(self.name), fold(" ".join(text_in(value).split()))
        for key, label in field.choices:
            if text and text in (fold(label), fold(key)):
                row.fields[self.name] = key
                return label
        words = ", ".join(label for _, label in field.choices)
        raise CellError(f"{'deze cel heeft een woord dat we niet kennen' if text else EMPTY}. Kies: {words}")

    def allowed(self, kind, lookups):
        return [label for _, label in kind.model._meta.get_field(self.name).choices]


class YesNo(Reader):
    """Yes or no; an empty cell is no."""

    form = "“ja” of “nee”."

    def comparable(self, value):
        text = comparable(value).lower()
        return "ja" if text in YES else "nee" if text in NO else text

    def write(self, row, value):
        text = self.comparable(value)
        if text not in ("ja", "nee"):
            raise CellError("deze cel is geen “ja” of “nee”")
        row.fields[self.name] = text == "ja"
        return text


class Day(Reader):
    """A date."""

    form = "Een datum, zoals 22/11/2026."

    def comparable(self, value):
        try:
            return written(day_in(value))
        except CellError:
            return comparable(value)

    def write(self, row, value):
        day = day_in(value)
        if day is None and not row.field(self.name).null:
            raise CellError(EMPTY)
        row.fields[self.name] = day.isoformat() if day else None
        return written(day)


def day_in(value):
    """The date in a cell, None when it is empty. Raises CellError."""
    value = typed(value)
    if value is None or isinstance(value, date):
        return value
    text = " ".join(text_in(value).lower().split())
    if not text:
        return None
    iso, match = ISO_DAY.fullmatch(text), DAY.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if match:
            year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
            return date(year, month_in(match[2]), int(match[1]))
    except ValueError:
        pass
    raise CellError(f"deze cel heeft geen datum die we begrijpen: “{text[:40]}”. Schrijf 22/11/2026")


def month_in(text):
    """The number of a month, from its number or Dutch name. Raises ValueError."""
    if text.isdigit():
        return int(text)
    with override("nl"):
        names = {number: str(name).lower() for number, name in MONTHS.items()}
    return next((number for number, name in names.items() if len(text) > 2 and name.startswith(text)), 0)


class Number(Reader):
    """A number, as its field takes it."""

    form = "Een getal."

    def write(self, row, value):
        field, text = row.field(self.name), text_in(value).replace(" ", "").removesuffix("%")
        if not text:
            if not field.null:
                raise CellError(EMPTY)
            row.fields[self.name] = None
            return ""
        places = getattr(field, "decimal_places", 0)
        try:
            number = Decimal(text.replace(",", "."))
            if not number.is_finite() or number != round(number, places) or abs(number) >= 10**9:
                raise InvalidOperation
        except InvalidOperation:
            raise CellError(f"deze cel heeft geen getal dat we begrijpen: “{text[:40]}”") from None
        row.fields[self.name] = f"{number:.{places}f}" if places else int(number)
        return written(number)


@dataclass(frozen=True)
class One(Reader):
    """A relation to one row of `model`, by any of its names."""

    form = "Eén naam."

    model: type = None

    def write(self, row, value):
        text = " ".join(text_in(value).split())
        if not text:
            raise CellError(EMPTY)
        lookup = row.lookups.of(self.model)
        row.fields[self.name] = pk = lookup.find(text)
        return lookup.labels[pk]

    def allowed(self, kind, lookups):
        return sorted(lookups.of(self.model).labels.values())


@dataclass(frozen=True)
class Several(Reader):
    """A relation to many rows of `model`, by their names, with semicolons.

    `is_shown` is a condition (Q) for those that exports name: others stay related, whatever the cell says.
    """

    form = "Namen, met puntkomma's ertussen."

    model: type = None
    is_shown: object = None

    def write(self, row, value):
        lookup, today = row.lookups.of(self.model), row.many[self.name]
        hidden = []
        if self.is_shown:
            shown = set(self.model.objects.filter(self.is_shown, pk__in=today).values_list("pk", flat=True))
            hidden = [pk for pk in today if pk not in shown]
        labels = {lookup.labels[pk] for pk in today if pk in lookup.labels}
        found = [lookup.find(item) for item in split(text_in(value), labels | lookup.with_semicolon)]
        row.many[self.name] = sorted({*found, *hidden})
        return "; ".join(lookup.labels[pk] for pk in dict.fromkeys(found))

    def allowed(self, kind, lookups):
        return sorted(set(lookups.of(self.model).labels.values()))
