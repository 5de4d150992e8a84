"""From Dutch text to lexemes: folded, lemmatised and stemmed, so that "kinderen" finds "kind"."""

import re
from functools import lru_cache
from unicodedata import normalize

import simplemma
import snowballstemmer

from portal.text import fold

WORD = re.compile(r"[^\W_]+")

# Words that stand in nearly every text and tell nothing.
STOP_WORDS = frozenset(
    """
    aan al als bij dan dat de den der des die dit door een en er had heb hebben heeft het hier hij hoe hun ik in
    is je kan met mijn na naar niet nog nu of om onder ons onze ook op over te ten ter tot u uit uw van veel voor
    waar was wat we wel werd wie wij worden wordt ze zich zij zijn zo zou
    """.split()  # noqa: SIM905 easier to read and to sort than a list
)


@lru_cache(maxsize=50_000)
def lexemes_of(word):
    """The lexemes of a lower-case Dutch `word`: its lemma stemmed, and itself stemmed; a tuple of one or two.

    Both, because each errs where the other is right: the dictionary takes "ouder" for "oud" and "fiets" for
    "fietsen", and the stemmer takes "kinderen" for another word than "kind".
    """
    # A stemmer of its own: they are cheap to make, and two threads cannot share one.
    stems = snowballstemmer.stemmer("dutch").stemWords([simplemma.lemmatize(word, lang="nl").casefold(), word])
    return tuple(dict.fromkeys(fold(stem) for stem in stems))


def lexemes(text):
    """The lexemes of each word of `text`, in its order, without stop words; a list of tuples of str."""
    words = (word.casefold() for word in WORD.findall(normalize("NFC", text)))
    return [lexemes_of(word) for word in words if word not in STOP_WORDS]
