"""What a word with a typing error may have meant: the nearest word of the published entries and the places."""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.caching.remember import remembered
from portal.models import IndexedWord
from portal.search.dictionary import is_known
from portal.search.gazetteer import names
from portal.text import fold

SHORTEST = 3  # letters
SAFE = 5  # letters; of a shorter word many others are near, so only common ones count
COMMON = 2  # entries
NEAREST = 20
DOUBLE = re.compile(r"(.)\1")


@remembered
def vocabulary():
    """The words that can be found, with the number of entries that have them; a dict."""
    words = {word: entries for word, entries in IndexedWord.objects.values_list("word", "entries") if word.isalpha()}
    return {form[0]: 1 for form in names() if len(form) == 1} | words


def is_doubling(word, other):
    """Whether one has a letter twice where the other has it once: the commonest error of all."""
    return DOUBLE.sub(r"\1", word) == DOUBLE.sub(r"\1", other)


def errors_in(length):
    """How many letters may be wrong, missing, extra or swapped in a word of `length` letters."""
    return 1 if length < 7 else 2


def correction(word):
    """The word that was probably meant by `word`, None when nothing is near.

    Of equally near words the first that starts alike, then one with a double letter, then the most common one. A word
    of the dictionary may be meant as it is: then only a common word that starts alike is near. An unfinished word is
    taken for a common one that starts with it.
    """
    word = fold(word)
    if len(word) < SHORTEST or not word.isalpha():
        return None
    is_word = is_known(word)
    most = 1 if is_word else errors_in(len(word))
    known = vocabulary()
    near = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=NEAREST)
    found = [
        (distance, other[0] != word[0], not is_doubling(word, other), -known[other], other)
        for other, distance, _ in near
    ]
    if is_word or len(word) < SAFE:
        found = [each for each in found if not each[1] and -each[3] >= COMMON]
    if found:
        return min(found)[-1]
    started = [] if is_word or len(word) < SAFE else [other for other in known if other.startswith(word)]
    return max(started, key=lambda other: (known[other], -len(other)), default=None)
