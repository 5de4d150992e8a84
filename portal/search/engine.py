"""Finding entries by what a visitor typed: reading, correcting, asking, and asking for less when nothing has it all."""

import re
from dataclasses import dataclass, replace

from portal.caching.remember import remembered
from portal.models import IndexedEntry
from portal.search.question import LONGEST, read
from portal.search.quiet import is_quiet, kinds_meant, quieter
from portal.search.rarity import complete, enough, weigh
from portal.search.spelling import correction
from portal.search.statement import Found, Wish, ask
from portal.search.terms import either, expression, phrase, terms_of
from portal.text import fold


@remembered
def number_of_entries():
    """All published entries, of any kind."""
    return IndexedEntry.objects.count()


@dataclass(frozen=True)
class Understood:
    """What was made of a question: its terms, what to leave out (a tsquery, or ""), and the text as corrected; empty
    when nothing was."""

    terms: tuple
    unwanted: str = ""
    corrected: str = ""
    is_sentence: bool = False

    def query(self, wanted):
        return f"{wanted} & !{self.unwanted}" if self.unwanted else wanted


def understand(text, literally=False):
    """The Understood of what a visitor typed; None when it holds nothing to search for.

    `literally` leaves typing errors as they are.
    """
    question = read(text)
    if question.is_empty:
        return None
    terms = weigh(terms_of(question), number_of_entries())
    corrected = "" if literally else correct(text, terms)
    if corrected:
        terms = weigh(terms_of(read(corrected)), number_of_entries())
    unwanted = [(phrase if piece.is_quoted else expression)(piece.words) for piece in question.unwanted]
    query = either([term.query for term in unwanted]) if unwanted else ""
    return Understood(tuple(terms), query, corrected, question.is_sentence)


def correct(text, terms):
    """`text` with the words that nobody wrote replaced by what they probably were; "" when there are none such."""
    corrected = text[:LONGEST]
    for term in terms:
        meant = None if term.is_known or len(term.words) > 1 else correction(term.words[0])
        if meant:
            corrected = re.sub(re.escape(term.words[0]), meant, corrected, count=1, flags=re.IGNORECASE)
    return "" if corrected == text[:LONGEST] else corrected


@dataclass(frozen=True)
class Result:
    """What was found, what was understood, and whether entries miss some of the words (`is_partial`)."""

    found: Found
    understood: Understood | None = None
    wish: Wish | None = None
    is_partial: bool = False


def search(wish, text, literally=False, answer=ask):
    """The Result of a Wish about what a visitor typed; `answer` is what asks the database.

    A correction that finds nothing is none: then the question stays as it was typed, and nothing is found.
    """
    understood = understand(text, literally)
    if understood is None:
        return Result(Found(0, [], {}))
    meant = understood.corrected or text
    likely = kinds_meant(meant, wish.kinds)
    terms = tuple(quieter(term, likely) for term in understood.terms)
    telling = [term for term in terms if not is_quiet(term, likely)] or terms
    # Of one word that is no compound there is no part to be content with.
    some = enough(telling) if len(telling) > 1 or telling[0].parts else None
    query, preferred = understood.query(complete(telling)), None
    if some:
        # Of a sentence nobody expects each word back.
        query, preferred = understood.query(some), None if understood.is_sentence else query
    asked = replace(wish, terms=terms, typed=fold(meant).strip(), likely=likely, query=query, preferred=preferred)
    found = answer(asked)
    is_partial = found.preferred is not None and found.total > found.preferred
    return Result(found, understood if found.total else replace(understood, corrected=""), asked, is_partial)
