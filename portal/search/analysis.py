"""From Dutch text to lexemes, so that "kinderen" finds "kind" and "begeleider" finds "begeleiding".

A lexeme is a word in lower case without accents. Two words belong together when they share one.
"""

import re
from functools import lru_cache
from unicodedata import normalize

import snowballstemmer

from portal.search.compounds import is_word, parts_of
from portal.search.derivations import origins
from portal.search.dictionary import is_known, lemma
from portal.text import fold

__all__ = ["STOP_WORDS", "lexemes", "lexemes_of", "parts_of", "spans", "tokens"]

# Words that stand in nearly every text or question, and tell nothing. A word that is listed here is never found.
STOP_WORDS = frozenset(
    """
    aan aangezien ah al alle allemaal alles als alsjeblieft alstublieft altijd andere anderen bent ben bestaan bestaat
    beter bij bijvoorbeeld bijv bv d.w.z daar daarbij daarna daarom daarvoor dan dat de den der des deze die dit doe
    doen doet door dus dwz een eens elk elke en enkele enz er ervan ervoor even ga gaan gaat geen geef graag haar had
    heb hebben hebt heeft hem hen het hier hiervoor hij hoe hoeveel hun iedereen iemand iets ik in is ja je jij jou
    jouw jullie kan krijg krijgen kun kunnen kunt laat laten maar mag me mee men met mij mijn mocht moet moeten mogen
    na naar nee niemand niet niets nog nu o.a oa of om omdat onder ons onze ook op over per s sinds sommige t te tegen
    ten ter terwijl tijdens toch toen tot tussen u uit uw van vanaf veel via vind vinden volgens voor waar waarbij
    waarin waarom waarop waarvan waarvoor wanneer want waren was wat we weet wel welk welke werd werden weten wie wij
    wil willen wilt word worden wordt wou zal ze zich zij zijn zo zodat zonder zou zouden zullen
    """.split()  # noqa: SIM905 easier to read and to sort than a list
)

# How one word looks in a text. Groups with a name are read otherwise than they are written.
WORD = re.compile(
    r"""
      ['’](?P<clitic>[stnkm])(?![^\W_])-?                      # 's-Gravenvoeren, zo'n
    | (?<![^\W_])(?P<saint>st)(?:\.?-|\.?\s+|\.)(?=[^\W\d_]{3})    # St.-Truiden, St Truiden
    | (?<![^\W_])(?P<nt2>nt[ -]?2)(?![^\W_])
    | (?<![^\W_])(?P<mail>e-(?=mail))(?P<mails>[^\W\d_]+)
    | (?<![^\W_])(?P<dotted>(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_]))        # v.z.w.
    | (?<=\d)(?P<plus>\+)                                        # 80+
    | (?P<age>\d+)(?=plus)                                       # 55plussers
    | (?P<word>[^\W_]+)(?:['’](?:s|ers?|en|tjes?|je)(?![^\W_]))?  # OCMW's, baby’s
    """,
    re.VERBOSE | re.IGNORECASE,
)
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

# The second of two vowels can have a diaeresis, which people leave out.
DIAERESIS = {"e": "ë", "i": "ï", "o": "ö", "u": "ü"}
VOWELS = frozenset("aeiou")
# After these, the s of a plural stands behind an apostrophe.
PLURALS_WITH_APOSTROPHE = tuple("aiouy")

# People named by an adjective: volwassene, verantwoordelijke.
NAMED_BY_ADJECTIVE = ("ene", "ige", "lijke")

# The same, and by what they do: leidinggevende, gepensioneerde.
PEOPLE = (*NAMED_BY_ADJECTIVE, "ende", "erde")

# What is longer is no word: it is found as it stands, and costs nothing.
LONGEST_WORD = 40


def tokens(text):
    """The words of `text` in order, in lower case (NFC), as they are searched; a list of str.

    Hyphens part words, "St." becomes "sint", and an ending after an apostrophe is left out: "OCMW's" → "ocmw".
    """
    return [word for word, _, _ in spans(text)]


def spans(text):
    """Like tokens(), with where each word begins and ends in the text; yields (word, begin, end).

    The places are those in `text` as NFC without invisible signs, see readable().
    """
    for match in WORD.finditer(readable(text)):
        word = match["word"] or as_read(match)
        if word:
            yield (word.lower() if word.isascii() else composed(word)), match.start(), match.end()


def composed(word):
    """A word in lower case, in composed form: folding case can take a letter and its accent apart."""
    return normalize("NFC", word.casefold())


def readable(text):
    """`text` in composed form (NFC), without soft hyphens and signs of no width."""
    if text.isascii():
        return text
    for sign in INVISIBLE:
        text = text.replace(sign, "")
    return normalize("NFC", text)


def as_read(match):
    """The word that a match of WORD stands for; empty for what is none."""
    kind = match.lastgroup
    if kind == "mails":
        return f"e{match['mails']}"
    fixed = {"clitic": "", "saint": "sint", "nt2": "nt2", "plus": "plus"}
    return fixed.get(kind, match[kind].replace(".", ""))


def lexemes(text):
    """The lexemes of each word of `text`, in its order, without stop words; a list of tuples of str."""
    return [lexemes_of(word) for word in tokens(text) if word not in STOP_WORDS]


@lru_cache(maxsize=5_000)
def lexemes_of(word):
    """The lexemes of a `word` as tokens() gives it: itself, what it is a form of, and what it is derived from.

    A tuple of one to about five, nearest first: "begeleiders" → ("begeleiders", "begeleider", "begeleiden").
    """
    others = related(word) if len(word) <= LONGEST_WORD else ()
    return tuple(dict.fromkeys(map(fold, (word, *others))))


def related(word):
    """The other words, unfolded, that `word` is a form of or is derived from; yields str."""
    word = spelled(word)
    yield word
    found = lemma(word)
    if found:
        yield found
        # "anderstaligen" is a form of "anderstalige", and that of "anderstalig"; "oudere" is no form of "oud".
        if found.endswith("e") and not found.endswith("ere"):
            found = lemma(found) or found
            found = found[:-1] if found.endswith(NAMED_BY_ADJECTIVE) and is_known(found[:-1]) else found
            yield found
        yield from origins(found)
        return
    derived = origins(word)
    yield from derived
    parts = parts_of(word)
    if parts:
        # What unites the last part unites the whole: huiswerkbegeleiders, huiswerkbegeleiding.
        beginning = word.removesuffix(parts[-1])
        yield from (beginning + other for other in related(parts[-1]))
    elif not derived and word.isalpha():
        # A stemmer of its own: they are cheap to make, and two threads cannot share one.
        yield snowballstemmer.stemmer("dutch_porter").stemWord(word)


def spelled(word):
    """`word` as the dictionary has it, where people write it otherwise or it lacks a plural; else as it is.

    Without diaeresis: "subsidieren" → "subsidiëren". Without apostrophe: "buddys" → "buddy". People in the plural:
    "werkzoekenden" → "werkzoekende".
    """
    if is_known(word):
        return word
    if word[-2:-1] in PLURALS_WITH_APOSTROPHE and word.endswith("s") and is_word(word[:-1]):
        return word[:-1]
    if word.endswith("en") and word[:-1].endswith(PEOPLE) and (is_known(word[:-1]) or parts_of(word[:-1])):
        return word[:-1]
    for place in range(1, len(word)):
        if word[place] in DIAERESIS and word[place - 1] in VOWELS:
            other = word[:place] + DIAERESIS[word[place]] + word[place + 1 :]
            if is_known(other) or origins(other):
                return other
    return word
