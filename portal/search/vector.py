"""From an entry's texts to what PostgreSQL keeps of them: a tsvector, as text.

Each word stands in it under several lexemes, told apart by their first character:
    =huiswerkklassen   the word itself, folded: for questions between quotes, and the list of words
    huiswerkklas       what unites its forms (analysis.lexemes_of)
    +huiswerk          the same of each part of a compound (analysis.parts_of)
    @123               the municipality that it names, by primary key
"""

import re
from functools import lru_cache

from portal.search.analysis import STOP_WORDS, lexemes_of, parts_of, tokens
from portal.text import fold

EXACT, PART, PLACE = "=", "+", "@"

# PostgreSQL keeps no higher position, and no more positions of one lexeme.
LAST_POSITION = 16_383
MOST_POSITIONS = 255
# "Mind-Spring" is found as "mindspring" too.
HYPHENATED = re.compile(r"(?<![\w-])[^\W\d_]{2,12}-[^\W\d_]{2,12}(?![\w-])")
GAP = 10  # between two texts, so that a phrase never runs from one into the next


@lru_cache(maxsize=20_000)
def all_lexemes(word):
    """Every lexeme under which a word of a text is found; a tuple of str."""
    parts = (PART + lexeme for part in parts_of(word) for lexeme in lexemes_of(part))
    return tuple(dict.fromkeys([EXACT + fold(word), *lexemes_of(word), *parts]))


def vector_of(texts, municipalities=()):
    """The tsvector, as text, of `texts` (a dict of weight to list of texts) and the municipalities, by primary key.

    Words keep their place, so that phrases are found; a stop word takes up a place but is not kept.
    """
    found = {f"{PLACE}{key}": ["1A"] for key in municipalities}
    position = 1
    for weight, group in texts.items():
        for text in filter(None, group):
            for joined in HYPHENATED.findall(text):
                for lexeme in all_lexemes(joined.replace("-", "").casefold()):
                    found.setdefault(lexeme, []).append(f"{position + 1}{weight}")
            for word in tokens(text):
                position = min(position + 1, LAST_POSITION)
                if word not in STOP_WORDS:
                    for lexeme in all_lexemes(word):
                        found.setdefault(lexeme, []).append(f"{position}{weight}")
            position = min(position + GAP, LAST_POSITION)
    return " ".join(f"{quoted(lexeme)}:{','.join(places[:MOST_POSITIONS])}" for lexeme, places in found.items())


def quoted(lexeme):
    """A lexeme as it is written in a tsvector or a tsquery."""
    return "'{}'".format(lexeme.replace("\\", "\\\\").replace("'", "''"))
