"""Finding entries by what a visitor typed: reading, correcting, asking, and asking for less when nothing has it all."""

import re
from dataclasses import dataclass, replace

from portal.caching.remember import remembered
from portal.models import IndexedEntry
from portal.search import weights
from portal.search.analysis import tokens
from portal.search.kinds import Kind
from portal.search.question import LONGEST, read
from portal.search.rarity import complete, enough, weigh
from portal.search.spelling import correction
from portal.search.statement import Found, Wish, ask
from portal.search.terms import either, expression, phrase, terms_of
from portal.text import fold

# Words by which people ask for a kind of entry, rather than for what it is about.
KIND_NAMES = {
    Kind.SCHEME: {"subsidie", "subsidies", "premie", "premies", "geld", "financiering", "projectsubsidie"},
    Kind.INDICATOR: {"cijfer", "cijfers", "hoeveel", "aantal", "statistiek", "statistieken", "percentage"},
    Kind.RESOURCE: {"checklist", "brochure", "handleiding", "handboek", "methodiek", "draaiboek", "folder"},
    Kind.PRACTICE: {"praktijk", "praktijken", "voorbeeld", "voorbeelden", "project", "projecten"},
    Kind.PARTNER: {"partner", "partners", "organisatie", "organisaties"},
}
# Words that stand in questions about anything.
WORDS_OF_QUESTIONS = frozenset(
    """
    aanpak aanpakken beginnen best beste gebruik gebruiken goed goede helpen helpt idee ideeën informatie inzetten
    kennen leveren levert maak maakt maken mensen nodig organiseer organiseert organiseren regel regelen start starten
    stellen terecht tip tips werk werken werkt zetten zit zitten zoek zoeken zoekt zorg zorgen
    """.split()  # noqa: SIM905
)
QUIET_WORDS = WORDS_OF_QUESTIONS.union(*KIND_NAMES.values())


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
    terms = tuple(quieter(term) for term in understood.terms)
    meant = understood.corrected or text
    # Of one word that is no compound there is no part to be content with.
    some = enough(terms) if len(terms) > 1 or terms[0].parts else None
    query, preferred = understood.query(complete([term for term in terms if not is_quiet(term)] or terms)), None
    if some:
        # Of a sentence nobody expects each word back.
        query, preferred = understood.query(some), None if understood.is_sentence else query
    asked = replace(
        wish, terms=terms, typed=fold(meant).strip(), likely=kind_meant(meant), query=query, preferred=preferred
    )
    found = answer(asked)
    is_partial = found.preferred is not None and found.total > found.preferred
    return Result(found, understood if found.total else replace(understood, corrected=""), asked, is_partial)


def is_quiet(term):
    """Whether a word names a kind of entry, or stands in any question: it tells little of what is asked."""
    return len(term.words) == 1 and term.words[0] in QUIET_WORDS


def quieter(term):
    """A term that counts for little when it tells little."""
    return replace(term, rarity=term.rarity * weights.QUIET_FACTOR) if is_quiet(term) else term


def kind_meant(text):
    """The kind of entry that a word of the question names, None when none does; also a word that is not looked for."""
    return next((kind for word in tokens(text[:LONGEST]) for kind, names in KIND_NAMES.items() if word in names), None)
