"""The names of municipalities and places, in the forms in which people write them.

A form is folded, its words parted by one space: "Sint-Niklaas" is written "sint niklaas", "st niklaas", "sint niklase"
and "sint niklazenaar". What is made of a name does not stand for an ordinary word (mols, hals) or for another name.
"""

import re
from functools import lru_cache

from portal.search.analysis import tokens
from portal.search.dictionary import is_known
from portal.text import fold

# What the rules below would not make, by name as written() gives it: adjectives, and inhabitants. Those in -s get an
# -e too, the others a plural.
IRREGULAR = {
    "aalst": "aalsters, aalstenaar",
    "antwerpen": "antwerps, antwerpenaar, sinjoor",
    "asse": "assese, assenaar",
    "beveren": "beverse, beverenaar",
    "bilzen": "bilzers, bilzenaar",
    "bree": "breese, breeenaar",
    "brugge": "brugs, bruggeling",
    "brussel": "brussels, brusselaar",
    "diest": "diesters, diestenaar",
    "diksmuide": "diksmuids, diksmuideling",
    "geel": "geels, gelenaar",
    "genk": "genks, genkenaar",
    "gent": "gents, gentenaar",
    "halle": "halse, hallenaar",
    "hasselt": "hasselts, hasselaar",
    "ieper": "iepers, ieperling",
    "kortrijk": "kortrijks, kortrijkzaan, kortrijkenaar",
    "leuven": "leuvens, leuvenaar",
    "lier": "liers, lierenaar",
    "mechelen": "mechels, mechelaar",
    "menen": "meens, menenaar",
    "mol": "molse, mollenaar",
    "ninove": "ninoofs, ninovieter",
    "oudenaarde": "oudenaards, oudenaardist, oudenaardenaar",
    "peer": "peerse, perenaar",
    "ronse": "ronsese, ronsische, ronsenaar",
    "sint niklaas": "sint niklase, sint niklazenaar",
    "sint truiden": "sint truidens, sint truidenaar, truienaar",
    "temse": "temsese, temsenaar",
    "tielt": "tielts, tieltenaar",
    "tienen": "tiens, tienenaar",
    "tongeren": "tongers, tongenaar, tongeraar",
    "zele": "zeels, zelenaar",
}
PLURALS = {"zaan": "zanen", "ing": "ingen", "ist": "isten", "joor": "joren", "e": "e"}

# What would be made of two names (Berlaar, Berlare), or means something else. A test finds the first.
NOT_MEANT = frozenset(
    """
    berlaars berlaarse berlarenaar berlarenaars dams hams lands landse mels nevels niels puts schels schots schotse
    stads stadse wichelaar wichelaars
    """.split()  # noqa: SIM905 easier to read and to sort than a list
)

# Names that are in the dictionary as words, but hardly anyone means the word.
RARE_WORDS = frozenset(
    """
    alken bazel beringen deerlijk drongen duffel eisden gand gavere gent gestel heers heule heultje lede
    linkeroever menen miskom molenbeek pelt putte ronsele schelle schilde schoten schriek slijpe staden tienen
    weert wellen wichelen
    """.split()  # noqa: SIM905 easier to read and to sort than a list
)
ARTICLES = ("de", "het")

# Of the shortest names (As) nothing is made, and what is made of short ones (Boom) is left out when it is a word.
SHORTEST = 3
SHORT = 5
# Nothing is made of "Heist-op-den-Berg" or "De Panne".
PLACED = re.compile(r"\b(aan|bij|boven|de|den|het|in|op|ten|ter)\b")
# A long vowel is written double in a closed syllable and single in an open one: Merelbeke, Merelbeeks.
OPENED = re.compile(r"([^aeiou])([aeou])([^aeiouw])$")
CLOSED = re.compile(r"([aeou])\1([^aeiou])$")


def written(name):
    """A name as a query has it: folded, without hyphens or 's-, and with "sint"."""
    return " ".join(map(fold, tokens(name)))


def is_ordinary_word(name):
    """Whether a name is an ordinary Dutch word too (peer, "de haan"), so that it does not say that a place is meant."""
    words = written(name).split()
    if len(words) == 2 and words[0] in ARTICLES:
        words = words[1:]
    return len(words) == 1 and is_known(words[0]) and words[0] not in RARE_WORDS


def spellings_of(name):
    """The ways to write the name of a place: without hyphens, accents or 's-, and with "sint" or "st"; a frozenset."""
    plain = written(name)
    return frozenset(
        {
            plain,
            re.sub(r"\bsint\b", "st", plain),
            plain.replace("onze lieve vrouw", "olv"),
        }
    )


@lru_cache(maxsize=1000)
def forms_of(name):
    """The ways to write of a municipality: its spellings, and its adjectives and inhabitants; a frozenset of str."""
    plain = written(name)
    if plain in IRREGULAR:
        made = inflected(IRREGULAR[plain].split(", "))
    elif PLACED.search(plain) or len(plain) <= SHORTEST:
        made = ()
    else:
        before, last = re.fullmatch(r"(.* )?(\w+)", plain).groups(default="")
        forms = inflected([*adjectives(last), *inhabitants(last)])
        made = (before + form for form in forms if len(last) > SHORT or not is_known(form))
    return spellings_of(name) | {spelling for form in made for spelling in spellings_of(form)} - NOT_MEANT


def inflected(forms):
    """Each of `forms` with its other form: the adjective with -e, the inhabitant with a plural; yields str."""
    for form in forms:
        yield form
        ending = next((ending for ending in PLURALS if form.endswith(ending)), "")
        yield f"{form}e" if form.endswith("s") else form.removesuffix(ending) + PLURALS.get(ending, "s")


def adjectives(name):
    """The adjectives that can be made of a `name` of one word, without -e: "mechelen" → mechels; yields str."""
    stems = [] if name.endswith(("e", "o")) else [name]
    if name.endswith("e") and len(name) >= SHORT:
        stems += closed(name[:-1])
    if name.endswith("en") and len(name) > SHORT:
        stems += closed(name[:-2])
    if name.endswith("o"):
        stems += [f"{name}o"]
    for stem in stems:
        yield f"{stem}e" if stem.endswith("s") else f"{stem}s"


def inhabitants(name):
    """What one who lives in a `name` of one word can be called: "genk" → genkenaar; yields str."""
    if name.endswith("en"):
        yield f"{name}aar"
    if name.endswith(("elen", "eren")):
        yield f"{name[:-2]}aar"
    elif re.search(r"[^aeiou]el$", name):
        yield f"{name}aar"
    elif re.search(r"([aeio]|em|[^aeiou]er)$", name):
        yield f"{name}naar"
    elif not name.endswith("en"):
        yield f"{name}enaar"
        yield CLOSED.sub(r"\1\2enaar", name)
        yield OPENED.sub(r"\1\2\3\3enaar", name)


def closed(stem):
    """`stem` as it is written when no vowel follows: "brugg" → brug, "ninov" → ninof and ninoof; yields str."""
    if stem[-2:-1] == stem[-1:]:
        yield stem[:-1]
        return
    end = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    yield end
    yield OPENED.sub(r"\1\2\2\3", end)
