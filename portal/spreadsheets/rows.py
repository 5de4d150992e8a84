"""What a row of a file becomes: the document that readers write in, and cells that hold rows of an entry."""

import re
from collections import defaultdict
from dataclasses import dataclass

from portal.models import Municipality, Source
from portal.spreadsheets.cells import Reader, day_in, split, text_in
from portal.spreadsheets.comparing import comparable, written
from portal.spreadsheets.lookups import CellError
from portal.versions.documents import plain
from portal.versions.shapes import shape_of

IN_BRACKETS = re.compile(r"(?P<source>.+) \((?P<name>[^()]+)\)")
# A step of a call: "Infosessie: 1/03/2026 – 15/03/2026"; a question mark stands for a day that nobody knows.
STEP = re.compile(r"(?P<title>.+): (?P<starts>[^:]+?) [–-] (?P<ends>[^:]+)")


class Draft:
    """A row under construction: its document, for readers to write in."""

    def __init__(self, model, document, lookups):
        self.model = model
        self.document = document
        self.lookups = lookups
        self.fields, self.many, self.rows = document["fields"], document["many"], document["rows"]

    def field(self, name):
        return self.model._meta.get_field(name)


def blank(model, **fields):
    """The document of a new object of `model` with nothing filled in but `fields`."""
    shape = shape_of(model)
    return empty(shape) | {"fields": values_of(shape, model(**fields))}


def empty(shape):
    return {"pk": None, "many": {each.name: [] for each in shape.many}, "rows": {name: [] for name in shape.rows}}


def values_of(shape, thing):
    """The own fields of `thing` as its document has them."""
    return {field.name: plain(getattr(thing, field.attname)) for field in shape.fields}


@dataclass(frozen=True)
class Parts(Reader):
    """Rows of an entry in one cell, named by their labels. A label that was there is that same row, kept whole.

    `name` is that of the relation. What no label says (a remark, for example) stays with its row.
    """

    def label(self, fields, lookups):
        """How exports write a row, from the fields of its document."""
        raise NotImplementedError

    def parse(self, item, lookups):
        """The fields that an item stands for; a dict. Raises CellError."""
        raise NotImplementedError

    def same(self, old, new):
        """Whether fields `new` are those of a row with fields `old`, changed."""
        raise NotImplementedError

    def items(self, row, text, labels):
        """The items in the text of a cell; a list of str."""
        return split(text, labels)

    def write(self, row, value):
        related = next(each for each in row.model._meta.related_objects if each.name == self.name)
        kept, left = [], defaultdict(list)
        for old in row.rows[self.name]:
            left[comparable(self.label(old["fields"], row.lookups))].append(old)
        wanted = [
            (item, left[comparable(item)].pop(0) if left.get(comparable(item)) else None)
            for item in self.items(row, text_in(value), set(left))
        ]
        spare = [old for rows in left.values() for old in rows]
        for item, old in wanted:
            kept.append(old or self.changed(row, item, spare, shape_of(related.related_model, related.field)))
        kept.sort(key=lambda each: (each["pk"] is None, each["pk"]))
        row.rows[self.name] = kept
        return "; ".join(self.label(each["fields"], row.lookups) for each in kept)

    def changed(self, row, item, spare, shape):
        """The document of a row for an item that is not there today: one of `spare` with other words, or new."""
        fields = self.parse(item, row.lookups)
        old = next((each for each in spare if self.same(each["fields"], fields)), None)
        if old:
            spare.remove(old)
            return old | {"fields": old["fields"] | fields}
        return empty(shape) | {"fields": values_of(shape, shape.model()) | fields}


@dataclass(frozen=True)
class Localities(Parts):
    """Municipalities of a practice: "Genk", or "Winterslag (Genk)" with the name that the source has."""

    def label(self, fields, lookups):
        name = lookups.of(Municipality).labels[fields["municipality"]]
        source = fields["name_in_source"]
        return f"{source} ({name})" if source and source != name else name

    def parse(self, item, lookups):
        lookup = lookups.of(Municipality)
        if match := IN_BRACKETS.fullmatch(item):
            return {"municipality": lookup.find(match["name"]), "name_in_source": match["source"]}
        pk = lookup.find(item)
        is_other = item.casefold() != lookup.labels[pk].casefold() and not item.isdigit()
        return {"municipality": pk, "name_in_source": item if is_other else ""}

    def same(self, old, new):
        return old["municipality"] == new["municipality"]

    def items(self, row, text, labels):
        """Without the provinces and the area that exports name too: those have columns of their own."""
        also = {comparable(name) for name in (*self.provinces(row), row.fields["area"]) if name}
        items = split(text, labels | also)
        for name in also:
            last = next((place for place in reversed(range(len(items))) if comparable(items[place]) == name), None)
            if last is not None:
                del items[last]
        return items

    def provinces(self, row):
        """The names of the provinces of a practice; a list."""
        model = row.field("provinces").related_model
        return [row.lookups.of(model).labels[pk] for pk in row.many["provinces"]]


@dataclass(frozen=True)
class Citations(Parts):
    """Sources of an entry: "Stadsgenoten (2020), hoofdstuk 2"."""

    def label(self, fields, lookups):
        return f"{lookups.of(Source).labels[fields['source']]}, {fields['reference']}"

    def parse(self, item, lookups):
        lookup = lookups.of(Source)
        for pk, label in lookup.labels.items():
            if item.startswith(f"{label},"):
                reference = item.removeprefix(f"{label},").strip()
                return {"source": pk, "reference": in_bounds(reference)}
        title, comma, _ = item.partition("),")
        pk = lookup.find(f"{title})" if comma else item)
        raise CellError(
            f"deze cel noemt bij “{lookup.labels[pk]}” geen plaats. Schrijf: {lookup.labels[pk]}, bladzijde 12"
        )

    def same(self, old, new):
        return old["source"] == new["source"]

    def items(self, row, text, labels):
        """A semicolon is also in references: an item begins where the name of a source does."""
        starts = [f"{label}," for label in row.lookups.of(Source).labels.values()]
        items = []
        for part in split(text, labels):
            if items and part not in labels and not part.startswith(tuple(starts)) and "), " not in part:
                items[-1] += f"; {part}"
            else:
                items.append(part)
        return items


@dataclass(frozen=True)
class Steps(Parts):
    """Steps of a call, one a line: "Infosessie: 1/03/2026 – 15/03/2026"."""

    def label(self, fields, lookups):
        return step_text(fields["title"], day_in(fields["starts_on"]), day_in(fields["ends_on"]))

    def parse(self, item, lookups):
        match = STEP.fullmatch(item)
        if not match:
            raise CellError(
                f"deze cel heeft een stap die we niet begrijpen: “{item[:60]}”. Schrijf: {step_text('Stap')}"
            )
        days = [None if match[name].strip() == "?" else day_in(match[name]) for name in ("starts", "ends")]
        starts, ends = (day.isoformat() if day else None for day in days)
        return {"title": in_bounds(match["title"], 160), "starts_on": starts, "ends_on": ends}

    def same(self, old, new):
        return old["title"] == new["title"]

    def items(self, row, text, labels):
        return [line.strip() for line in text.splitlines() if line.strip()]

    def write(self, row, value):
        super().write(row, value)
        return "\n".join(self.label(each["fields"], row.lookups) for each in row.rows[self.name])


def step_text(title, starts=None, ends=None):
    """A step as exports write it."""
    return f"{title}: {written(starts) or '?'} – {written(ends) or '?'}"


def in_bounds(text, longest=200):
    """`text`, which has to be there and fit. Raises CellError."""
    if not text:
        raise CellError("deze cel mist een deel")
    if len(text) > longest:
        raise CellError(f"deze cel heeft een deel van {len(text)} tekens; hoogstens {longest} mag")
    return text
