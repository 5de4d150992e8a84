"""What a visitor typed, as words to find: "taalles -volwassenen" is one word wanted and one unwanted.

People expect what search engines taught them: all words count, quotes keep words together, a minus leaves out.
"""

import re
from dataclasses import dataclass

from portal.search.analysis import STOP_WORDS, tokens
from portal.search.vector import HYPHENATED

LONGEST = 200  # characters; a longer question is cut, so that hostile addresses stay cheap
MOST_WORDS = 12
SENTENCE_STOPS = 2  # stop words that make a sentence: "ik heb een tolk nodig"

# What is between quotes, or a run of words up to the next quote or minus: names of several words are read whole.
PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]+)"|(?P<word>(?<=-)[^\s"]+)|(?P<run>(?:(?!\s-\S)[^"])+))')
# A question in plain words begins with one of these.
QUESTION_WORDS = frozenset("hoe hoeveel kan mag moet waar waarom wanneer wat welk welke wie zijn is".split())  # noqa: SIM905
TYPED_QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True)
class Piece:
    """Words that stand together: one word, or what is between quotes (`is_quoted`)."""

    words: tuple
    is_quoted: bool = False


@dataclass(frozen=True)
class Question:
    """A question taken apart: runs of words as they follow each other (a tuple of Piece each), and what to leave out.

    `wanted` keeps the order of typing; stop words are gone, but for those between quotes. Who writes a sentence
    (`is_sentence`) does not expect every word of it back.
    """

    wanted: tuple = ()
    unwanted: tuple = ()
    is_sentence: bool = False

    @property
    def is_empty(self):
        """Whether nothing is left to find."""
        return not self.wanted

    @property
    def words(self):
        """All wanted words, in order."""
        return [word for piece in self.wanted for word in piece.words]


def read(text):
    """The Question that `text` asks; empty when it holds no word that tells anything."""
    wanted, unwanted = [], []
    for match in PIECE.finditer(text[:LONGEST].translate(TYPED_QUOTES)):
        # Between quotes stand the very words, one after the other.
        words = tokens(match["quoted"] or with_whole_names(match["word"] or match["run"] or ""))
        pieces = [Piece(tuple(words), True)] if match["quoted"] else [Piece((word,)) for word in words]
        pieces = [piece for piece in pieces if any(word not in STOP_WORDS for word in piece.words)]
        (unwanted if match["minus"] else wanted).extend(pieces)
    return Question(tuple(wanted[:MOST_WORDS]), tuple(unwanted[:MOST_WORDS]), is_sentence(text) and len(wanted) > 1)


def is_sentence(text):
    """Whether somebody asks or tells something in plain words, rather than sum up words."""
    words = tokens(text[:LONGEST])
    begins_as_one = not QUESTION_WORDS.isdisjoint(words[:2])
    return text.rstrip().endswith("?") or begins_as_one or sum(word in STOP_WORDS for word in words) >= SENTENCE_STOPS


def with_whole_names(text):
    """`text` with two words and a hyphen made one, where one of them would not be looked for alone.

    "IN-Gent" is no question about Gent.
    """
    return HYPHENATED.sub(lambda match: match[0] if reads_apart(match[0]) else match[0].replace("-", ""), text)


def reads_apart(name):
    """Whether each word of a name with a hyphen tells something."""
    return STOP_WORDS.isdisjoint(name.casefold().split("-"))
