"""Words of a question that tell little of what it is about: words of any question, and names of kinds of entry."""

from dataclasses import replace

from portal.search import weights
from portal.search.analysis import tokens
from portal.search.kinds import Kind
from portal.search.question import LONGEST

# Words by which people ask for a kind of entry, rather than for what it is about.
KIND_NAMES = {
    Kind.SCHEME: {"subsidie", "subsidies", "premie", "premies", "geld", "financiering", "projectsubsidie"},
    Kind.INDICATOR: {"cijfer", "cijfers", "hoeveel", "aantal", "statistiek", "statistieken", "percentage"},
    Kind.MONITOR: {"cijfer", "cijfers", "statistiek", "statistieken"},
    Kind.RESOURCE: {"checklist", "brochure", "handleiding", "handboek", "methodiek", "draaiboek", "folder"},
    Kind.PRACTICE: {"praktijk", "praktijken", "voorbeeld", "voorbeelden", "project", "projecten"},
    Kind.PARTNER: {"partner", "partners", "organisatie", "organisaties"},
}
# Words that stand in questions about anything.
WORDS_OF_QUESTIONS = frozenset(
    """
    aanpak aanpakken alles beginnen best bestaan bestaat beste blijft blijven brengen brengt doen doet gaan gaat
    gebruik gebruiken geeft geven goed goede helpen helpt houden houdt idee ideeën iedereen informatie inzetten
    kennen kom komen komt krijg krijgen krijgt laten leveren levert maak maakt maken meer mensen moeten mogelijk
    mogen neemt nemen nodig opstarten opzetten organiseer organiseert organiseren pakken pakt regel regelen start
    starten stellen terecht tip tips vind vinden vindt voer voeren voert vraag vragen weet werk werken werkt weten
    wil willen word worden zetten zien ziet zit zitten zoek zoeken zoekt zorg zorgen
    """.split()  # noqa: SIM905
)
QUIET_WORDS = WORDS_OF_QUESTIONS.union(*KIND_NAMES.values())


def is_quiet(term, likely):
    """Whether a term tells little of what is asked: a word that stands in any question, or names a kind of entry; and a
    municipality when figures are `likely` meant, for those there are of each."""
    if Kind.INDICATOR in likely and term.names_place:
        return True
    return len(term.words) == 1 and term.words[0] in QUIET_WORDS


def quieter(term, likely):
    """A term that counts for little when it tells little."""
    return replace(term, rarity=term.rarity * weights.QUIET_FACTOR) if is_quiet(term, likely) else term


def kinds_meant(text, kinds):
    """Those of `kinds` that words of the question name, also words that are not looked for; a tuple."""
    words = set(tokens(text[:LONGEST]))
    return tuple(kind for kind in kinds if words & KIND_NAMES.get(kind, set()))
