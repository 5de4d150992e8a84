"""Words and expressions that mean the same in this field; editors keep them."""

from portal.caching.remember import remembered
from portal.models import Synonyms
from portal.search.analysis import STOP_WORDS, lexemes_of, tokens
from portal.search.dictionary import lemma
from portal.search.question import with_whole_names
from portal.text import fold


@remembered
def groups():
    """Every expression with all that mean the same: a dict of key to list of tuples of words."""
    found = {}
    for row in Synonyms.objects.all():
        expressions = [tuple(tokens(with_whole_names(text))) for text in row.words]
        for expression in expressions:
            # "Schepen" is in the dictionary as more than one ship.
            for known_by in {key(expression), tuple(map(fold, expression))}:
                known = found.setdefault(known_by, [])
                known += [other for other in expressions if other != expression and other not in known]
    return found


def key(words):
    """By what `words` are known: the words that tell something, in singular."""
    return tuple(fold(in_singular(word)) for word in words if word not in STOP_WORDS)


def in_singular(word):
    """The dictionary's own form of a word. One that is longer is another word: of "puber" it knows the verb."""
    known = lemma(word)
    return known if known and len(known) <= len(word) else word


def synonyms_of(words):
    """What means the same as `words`, a list of tuples of words; empty when nobody listed it.

    A single word in any form: what unites its forms leads to its group.
    """
    known = groups()
    keys = [key(words)]
    if len(words) == 1:
        keys += [(lexeme,) for lexeme in lexemes_of(words[0])]
    return next((known[each] for each in keys if each in known), [])
