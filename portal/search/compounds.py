"""The parts of compounds: "taalbeleid" is made of "taal" and "beleid".

A word is split where both halves are words, by the dictionary and a few rules; the lists hold what no rule sees.
"""

from functools import lru_cache

from portal.search.derivations import origins
from portal.search.dictionary import is_known, lemma

SHORTEST_COMPOUND = 7
# Longer ones do not occur, and would take long.
LONGEST_COMPOUND = 40
SHORTEST_PART = 4

# Sounds between two parts: vrijwilliger-s-werk, boek-en-kast, zonn-e-bril.
LINKS = ("s", "en", "e")
# After these endings there is always an s: "welzijnstaken" holds no "staken".
LINKED_BY_S = ("ing", "heid", "iteit", "schap", "gezin", "personeel", "welzijn")

# Parts of three letters: most words that short stand inside others by chance.
SHORT_FIRSTS = frozenset("bad bib bus dag job les oma opa web".split())  # noqa: SIM905
SHORT_LASTS = frozenset("app bad bib bus dag job les map pas rol".split())  # noqa: SIM905

# Words of the field that the dictionary lacks; most have no plural.
ALSO_WORDS = frozenset(
    """
    armoede bijstand buddy coach feedback handicap huisvesting huiswerk inspraak instroom intake islam management
    master monitoring onthaal opvang outreach privacy racisme scan uitstroom vandalisme welzijn
    """.split()  # noqa: SIM905 easier to read and to sort than a list
)

# What begins with these is put together otherwise: aanbod, onderwijs, voordeel. A first part is longer.
PARTICLES = tuple(
    """
    aan achter binnen boven buiten daar door hier mede meer mee midden neer onder over rond samen tegen terug toe
    tussen uit uiteen vanzelf vast verder vooruit voor waar weer
    """.split()  # noqa: SIM905
)

# Words that stand at the beginning of others by chance, or mean little there.
NO_FIRSTS = frozenset(
    """
    aard alge ander best demo dicht dino eigen even fysio gene gesp gist goed groten half hele hoofd huwe hypo inde
    indek insta kilo klaar krei krui lande lite luis meed mees mini moge name onze open opens para poli prak recht
    rechtst rechtt rede signa sinds spon stereo stud tele toep toet trans verg verge verhou vers vert vrij vrijs
    want zich zinde
    """.split()  # noqa: SIM905
)
# The same at the end: mostly endings.
NO_LASTS = frozenset(
    """
    aard aarde aards achtig achtige ages assen baar baarder baarheid chap chappen deels denier dien ding dingen
    eens enden enen enten eren ering ette gaat ging grafie grafische heid ijke ijken ijker isme laar laars lende
    lenden lijk lijke lijken lijkheid lijkt listen loos loosheid loze maal matig matige matiger mede ment meter
    monde naar naars nier nissen onder oren over pees rijk rijke rijkste ring ringen schap schappelijk
    schappelijke schappen sing smede staal stens ster taan tallen teren tukken uilen uren veel voor vrij waardig
    zaam zelf
    """.split()  # noqa: SIM905
)
# Nouns in -en; other words in -en at the end of a known one make it a verb (deelnemen, schoonmaken).
NOUNS_IN_EN = frozenset("examen leven teken wagen".split())  # noqa: SIM905
# Compounds that nobody looks for by a part.
WHOLE = frozenset(
    """
    automaat burgemeester burgemeesters deelnemer deelnemers handboek hoofddoek hoofddoeken hoofdstuk hoofdstukken
    horizontaal huisvesting huiswerk jongeman maatregel maatregelen praktijk praktijken provincie supervisie
    tijdschrift tijdschriften voorbeeld voorbeelden werkgever werkgevers werknemer werknemers
    """.split()  # noqa: SIM905
)


@lru_cache(maxsize=5_000)
def parts_of(word):
    """The words of which the lower-case `word` is put together, in order; a tuple of str, () when it is no compound.

    As few and as long as possible: "huiswerkbegeleiding" → ("huiswerk", "begeleiding"). A sound that links two
    parts is left out: "inburgeringstraject" → ("inburgering", "traject").
    """
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND or word in WHOLE or not word.isalpha():
        return ()
    halves = min(splits(word), key=lambda split: cost(word, *split), default=())
    return tuple(part for half in halves for part in ((half,) if is_word(half) else parts_of(half)))


def splits(word):
    """Every sensible way to see `word` as two halves, each a word or a compound; yields pairs of str."""
    particles = filter(word.startswith, PARTICLES) if word.startswith(PARTICLES) else ()
    shortest = 3 + max(map(len, particles), default=0)
    for middle in range(shortest, len(word) - 2):
        last = word[middle:]
        if can_end(last) and fits(word, last):
            first = without_link(word[:middle])
            if first:
                yield first, last


def can_end(half):
    """Whether a compound can end in `half`: it is a part, and more than an ending."""
    return half not in NO_LASTS and (len(half) >= SHORTEST_PART or half in SHORT_LASTS) and is_part(half)


def without_link(half):
    """The first `half` of a compound without the sound that links it to the second; None when it is no part."""
    for link in ("", *LINKS):
        stem = half.removesuffix(link)
        if (stem != half or not link) and stem not in NO_FIRSTS and stem not in PARTICLES and is_part(stem):
            return stem
    return None


def is_part(half):
    """Whether `half` is a word, or a compound itself."""
    return is_word(half) or (len(half) >= SHORTEST_COMPOUND and bool(parts_of(half)))


def is_word(part):
    """Whether `part` is a word, and not too short to be meant."""
    if len(part) < SHORTEST_PART:
        return part in SHORT_FIRSTS or part in SHORT_LASTS
    return is_known(part) or part in ALSO_WORDS or bool(origins(part))


def fits(word, last):
    """Whether what the dictionary says of `word` allows it to end in the part `last`: of "besturen" not in "uren"."""
    known = lemma(word)
    if known is None:
        return True
    head = lemma(last) or last
    if known.endswith("en") and head.endswith("en"):
        return head in NOUNS_IN_EN
    return known.endswith((head, lemma(head) or head))


def cost(word, first, last):
    """How little a split convinces, to compare with others; a tuple, lower is better."""
    linked = len(first) + len(last) != len(word)
    return (
        [is_word(first), is_word(last)].count(False),
        not linked and last.startswith("s") and first.endswith(LINKED_BY_S),
        linked,
        -min(len(first), len(last)),
        -len(first),
    )
