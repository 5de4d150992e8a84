"""From Dutch text to lexemes: folded, lemmatised and stemmed, so that "kinderen" finds "kind"."""

import re
from functools import cache, lru_cache

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


@cache
def stemmer():
    """One stemmer a process; building it takes longer than a search."""
    return snowballstemmer.stemmer("dutch")


@lru_cache(maxsize=50_000)
def lexeme(word):
    """The form under which a lower-case Dutch `word` is indexed: its lemma, then stemmed and folded."""
    return fold(stemmer().stemWord(simplemma.lemmatize(word, lang="nl").casefold()))


def lexemes(text):
    """The lexemes of `text`, in its order, without stop words; a list of str."""
    words = (word.casefold() for word in WORD.findall(text))
    return [lexeme(word) for word in words if word not in STOP_WORDS]
