"""How much each word of a question tells, and which entries have enough of them."""

from dataclasses import replace
from itertools import combinations
from math import log

from cachetools import LRUCache
from django.db import connection

from portal.caching.remember import remembered
from portal.search import weights
from portal.search.gazetteer import single_names
from portal.search.terms import OWN, SAME, SPLIT, all_of, either
from portal.search.vector import EXACT, PLACE

LEAST_RARITY = 0.2
MOST_KEPT = 1_000  # terms, each with the rows of some ten words
MOST_UNITS = 8  # the number of combinations doubles with each


def weigh(terms, entries):
    """`terms` with their spellings, their rarity among `entries` published entries, and whether any entry has them; a
    list. Those of the parts of compounds too: at most one query tells all.
    """
    rows_by_term = rows_of([part for term in terms for part in (term, *term.parts)])

    def told(term):
        return weighed(term, rows_by_term[term.lexemes], entries)

    return [replace(told(term), parts=tuple(map(told, term.parts))) for term in terms]


@remembered
def word_rows():
    """What was asked of the word list before: rows by the lexemes of a term. People use the same words."""
    return LRUCache(MOST_KEPT)


def rows_of(terms):
    """What the word list has for each of `terms`: a dict of their lexemes to rows of word, lexemes and entries."""
    kept = word_rows()
    found = {term.lexemes: kept.get(term.lexemes) for term in terms}
    if missing := [lexemes for lexemes, rows in found.items() if rows is None]:
        rows = listed({lexeme for lexemes in missing for lexeme in lexemes})
        for lexemes in missing:
            plain = in_list(lexemes)
            found[lexemes] = [row for row in rows if row[0] in plain or not plain.isdisjoint(row[1])]
            kept[lexemes] = found[lexemes]
    return found


def listed(lexemes):
    """The rows of the word list with one of `lexemes`."""
    wanted = sorted(in_list(lexemes))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, lexemes, entries FROM portal_indexedword WHERE lexemes && %s OR word = ANY(%s)",
            [wanted, wanted],
        )
        return cursor.fetchall()


def in_list(lexemes):
    """`lexemes` as the word list has them, a set: there a word is a word, and no place is."""
    return {lexeme.lstrip(EXACT) for lexeme in lexemes if not lexeme.startswith(PLACE)}


def weighed(term, rows, entries):
    """One term, with what `rows` of the word list say of it. Rarity is an inverse document frequency: BM25's.

    It is that of the word itself; of what means the same, or else of its parts, when nobody wrote the word.
    """
    term = replace(term, spellings=spellings(term, rows))
    for nearness in (OWN, SAME, SPLIT):
        forms = [form for form in term.forms if form.nearness == nearness]
        counts = [found_in(form, rows) for form in forms]
        is_place = any(lexeme.startswith(PLACE) for form in forms for lexeme in form.lexemes)
        if any(counts) or is_place:
            most = min(sum(counts) or 1, entries)
            rarity = log(1 + (entries - most + 0.5) / (most + 0.5))
            return replace(term, rarity=max(rarity, LEAST_RARITY), is_known=nearness < SPLIT, is_found=True)
    return replace(term, is_known=False, is_found=False)


def spellings(term, rows):
    """The words, folded, that texts have for `term`: those of `rows`, and names of the municipality that it names.

    Between quotes it is the very word alone.
    """
    very = {lexeme.removeprefix(EXACT) for lexeme in term.lexemes if lexeme.startswith(EXACT)}
    words = very or {word for word, _, _ in rows}
    places = {int(lexeme.removeprefix(PLACE)) for lexeme in term.lexemes if lexeme.startswith(PLACE)}
    return frozenset(words.union(*(single_names()[place] for place in places if place in single_names())))


def found_in(form, rows):
    """In how many entries, at most, the word list has what `form` asks: no more than have its rarest group."""
    return min(sum(count for _, _, count in with_any(group, rows)) for group in form.groups)


def with_any(group, rows):
    """The rows of the word list with one of the lexemes of a group."""
    lexemes = in_list(group)
    return [row for row in rows if row[0] in lexemes or not lexemes.isdisjoint(row[1])]


def complete(terms):
    """The tsquery that finds entries with all terms."""
    return all_of([term.query for term in terms])


def enough(terms):
    """The tsquery that finds entries with enough of the terms, None when nobody wrote any of them.

    Enough is weights.ENOUGH of their rarity together: a rare word cannot be missed, common ones can. A word that
    nobody wrote weighs as much as the others do on average. A compound counts by its parts, which an entry with the
    compound has too.
    """
    known = [term for term in terms if term.is_found]
    if not known:
        return None
    total = sum(term.rarity for term in known) / len(known) * len(terms)
    units = sorted(units_of(known), key=lambda unit: -unit[1])[:MOST_UNITS]
    found = []
    for size in range(1, len(units) + 1):
        for chosen in combinations(range(len(units)), size):
            is_new = not any(set(smaller) <= set(chosen) for smaller in found)
            if is_new and sum(units[number][1] for number in chosen) >= weights.ENOUGH * total:
                found.append(chosen)
    if not found:
        return None
    return either([all_of([units[number][0] for number in chosen]) for chosen in found])


def units_of(terms):
    """What an entry can have of `terms`: pairs of a tsquery and its rarity. The parts of a compound share its own."""
    units = []
    for term in terms:
        parts = [part for part in term.parts if part.is_found]
        if parts and len(parts) == len(term.parts):
            together = sum(part.rarity for part in parts)
            # What means the same as the whole has each of its parts.
            same = [form.query for form in term.forms if form.nearness == SAME]
            units += [(either([part.query, *same]), term.rarity * part.rarity / together) for part in parts]
        else:
            units.append((term.query, term.rarity))
    return units
