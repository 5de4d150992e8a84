"""What differs between two documents of an entry, field by field, for who reads Dutch."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.contrib.postgres.fields import ArrayField
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from portal.versions.shapes import shape_of
from portal.versions.wording import Wording, in_order

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing words costs the product of their numbers; of longer texts the old and the new stand whole.
MOST_WORK = 4_000_000
# The same for lines of lists, and how alike a line must be to count as the same one, changed.
MOST_LINES = 2_000
ALIKE = 0.5


@dataclass(frozen=True)
class Difference:
    """One field, relation or kind of rows that differs: its `name` in the document, and what to call it.

    `before` and `after` are Dutch texts, "" for nothing; of relations and rows each has a line.
    """

    name: str
    label: str
    before: str
    after: str
    is_list: bool = False

    @cached_property
    def words(self):
        """Both texts as one, safe to show: what went in <del>, what came in <ins>; lists without what stayed."""
        if self.is_list:
            return marked_lines(self.before.splitlines(), self.after.splitlines())
        return marked_words(self.before, self.after)


def differences(model, before, after, user=None, wording=None):
    """What differs between two documents of `model`, a list of Difference in the order of its fields.

    A document may be None: then all that the other says differs. With `user`, who reads it, or a Wording of these and
    other documents for them, no entry is named that they may not see.
    """
    shape = shape_of(model)
    wording = wording or Wording(shape, before, after, user=user)
    told = [list(tell(shape, wording, document)) for document in (before, after)]
    return [
        Difference(name, str(label), old, new, is_list)
        for (name, label, old, is_list), (_, _, new, _) in zip(*told, strict=True)
        if old != new
    ]


def tell(shape, wording, document):
    """All that a document (None: an empty one) says: tuples of name, label, text, and whether it is a list of lines."""
    document = document or {"fields": {}, "many": {}, "rows": {}}
    for field in shape.fields:
        value = document["fields"].get(field.name)
        yield field.name, capfirst(field.verbose_name), wording.value(field, value), isinstance(field, ArrayField)
    for field in shape.many:
        text = wording.relation(field, document["many"].get(field.name, ()))
        yield field.name, capfirst(field.verbose_name), text, True
    for name, below in shape.rows.items():
        rows = in_order(below, document["rows"].get(name, ()))
        label = capfirst(below.model._meta.verbose_name_plural)
        yield name, label, "\n".join(wording.row(below, row) for row in rows), True


def marked_lines(before, after):
    """Two lists of lines as one, safe to show: what went, came, or changed within its line; the others as a number."""
    lines, same = [], 0
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            same += i2 - i1
        else:
            lines += [marked_words(*pair) for pair in paired(before[i1:i2], after[j1:j2])]
    if same:
        lines.append(f"({same} ongewijzigd)")
    return format_html_join("\n", "{}", ((line,) for line in lines))


def paired(old, new):
    """Lines that went with the lines that came in their place, as far as they are alike; a list of pairs."""
    old, pairs = list(old), []
    for line in new:
        # So many lines that comparing each with each would take long came from elsewhere anyway.
        alike = [(likeness(other, line), other) for other in old] if len(old) * len(new) < MOST_LINES else []
        best, other = max(alike, default=(0, ""))
        if best < ALIKE:
            pairs.append(("", line))
        else:
            old.remove(other)
            pairs.append((other, line))
    return [(line, "") for line in old] + pairs


def likeness(one, other):
    """How alike two lines are by their words, from 0 to 1."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def marked_words(before, after):
    """Two texts as one, word by word, safe to show."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) * len(new) > MOST_WORK:
        old, new = [before], [after]
    pieces = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        if kind == "equal":
            pieces.append(format_html("{}", gone))
        else:
            pieces += [format_html("<del>{}</del>", gone)] if gone else []
            pieces += [format_html("<ins>{}</ins>", come)] if come else []
    return format_html_join("", "{}", ((piece,) for piece in pieces))
