"""The words of a question as terms: every form under which the index may know each of them."""

from dataclasses import dataclass
from itertools import takewhile

from portal.search import weights
from portal.search.analysis import STOP_WORDS, lexemes_of, parts_of
from portal.search.gazetteer import municipalities_named, words_of_names
from portal.search.synonyms import synonyms_of
from portal.search.vector import EXACT, PART, PLACE, quoted
from portal.text import fold

LONGEST_NAME = 4  # words of a place name or an expression
# ts_rank divides by this, the sum of all 1/n², so that a word that stands there ever so often counts 1: calc_rank_or
# in PostgreSQL's tsrank.c.
SUM_OF_SQUARES = 1.64493406685
# How near a form is to the word: the word itself, what means the same, or no more than its parts.
OWN, SAME, SPLIT = range(3)


@dataclass(frozen=True)
class Form:
    """One way to find a word: a tsquery as text, what makes its ts_rank 1 for one word in a title, and how much it
    counts. It finds what has one of the lexemes of each of its `groups`."""

    query: str
    scale: float
    factor: float
    groups: tuple
    nearness: int = OWN

    @property
    def lexemes(self):
        """All lexemes of all groups."""
        return tuple(lexeme for group in self.groups for lexeme in group)

    @classmethod
    def any_of(cls, lexemes, factor=1.0, nearness=OWN):
        """Found by any of `lexemes`. PostgreSQL averages over them, and has 1/n² summed up for one word."""
        return cls(any_lexeme(lexemes), len(lexemes) * SUM_OF_SQUARES, factor, (tuple(lexemes),), nearness)

    @classmethod
    def all_of(cls, groups, factor=1.0, nearness=OWN):
        """Found by one of each of the groups of lexemes; nearer together is better."""
        if len(groups) == 1:
            return cls.any_of(groups[0], factor, nearness)
        return cls(all_of([any_lexeme(group) for group in groups]), 1.0, factor, tuple(map(tuple, groups)), nearness)


@dataclass(frozen=True)
class Term:
    """A word or expression of the question, with the forms in which it is found.

    `lexemes` are those of its forms, `spellings` the words that entries write for it, folded. `rarity` is what it
    weighs: about 1 for a word in every other entry, more for a rare one. `is_known` is False when no entry has it or
    what means the same, `is_found` when none has even its parts; `parts` are those of a compound or an expression, as
    Terms.
    """

    words: tuple
    forms: tuple
    lexemes: frozenset
    spellings: frozenset = frozenset()
    rarity: float = 1.0
    is_known: bool = True
    is_found: bool = True
    parts: tuple = ()

    @property
    def query(self):
        """What finds it in any form."""
        return either([form.query for form in self.forms])

    @property
    def names_place(self):
        """Whether it may be the name of a municipality."""
        return any(lexeme.startswith(PLACE) for lexeme in self.lexemes)


def either(queries):
    return f"({' | '.join(queries)})"


def all_of(queries):
    return f"({' & '.join(queries)})"


def any_lexeme(lexemes):
    return either([quoted(lexeme) for lexeme in lexemes])


def terms_of(question):
    """The Terms of a Question, in its order."""
    terms, pieces = [], list(question.wanted)
    while pieces:
        if pieces[0].is_quoted:
            terms.append(phrase(pieces.pop(0).words))
            continue
        run = [piece.words[0] for piece in takewhile(lambda piece: not piece.is_quoted, pieces[:LONGEST_NAME])]
        length = longest_expression(run)
        terms.append(expression(tuple(run[:length])))
        del pieces[:length]
    return terms


def longest_expression(words):
    """How many of the first `words` belong together, as the name of a place or an expression with synonyms."""
    for length in range(len(words), 1, -1):
        if municipalities_named(words[:length]) or synonyms_of(words[:length]):
            return length
    return 1


def phrase(words):
    """Words between quotes: these very words, one after the other."""
    lexemes, query, distance = [], "", 0
    for word in words:
        distance += 1
        if word in STOP_WORDS:
            continue
        lexeme = EXACT + fold(word)
        query = f"{query} <{distance}> {quoted(lexeme)}" if query else quoted(lexeme)
        lexemes.append(lexeme)
        distance = 0
    scale = SUM_OF_SQUARES if len(lexemes) == 1 else 1.0
    return Term(words, (Form(f"({query})", scale, 1.0, tuple((lexeme,) for lexeme in lexemes)),), frozenset(lexemes))


def expression(words):
    """A bare word, or words that are one name or expression: in its own forms, and in those of what means the same."""
    groups = [lexemes_of(word) for word in words if word not in STOP_WORDS]
    forms = [Form.all_of(groups), *compound_forms(words)]
    for other in synonyms_of(words):
        means = [lexemes_of(word) for word in other if word not in STOP_WORDS]
        forms.append(Form.all_of(means, weights.SYNONYM_FACTOR, SAME))
    for place, is_own in municipalities_named(words).items():
        factor = weights.PLACE_FACTOR if is_own else weights.PART_OF_PLACE_FACTOR
        forms.append(Form.any_of([f"{PLACE}{place}"], factor, SAME))
        name = words_of_names()[place]
        if is_own and name != words:
            forms.append(Form.all_of([lexemes_of(word) for word in name], factor, SAME))
    marks = {lexeme for form in forms for lexeme in form.lexemes}
    return Term(words, tuple(forms), frozenset(marks), parts=tuple(expression((part,)) for part in apart(words, marks)))


def apart(words, marks=()):
    """The words that a compound or an expression consists of, of those that tell something; a list. Half of a place's
    name is another place, or none."""
    if len(words) > 1 and any(lexeme.startswith(PLACE) for lexeme in marks):
        return []
    parts = parts_of(words[0]) if len(words) == 1 else words
    return [part for part in parts if part not in STOP_WORDS]


def compound_forms(words):
    """The forms of one word as a part of a compound, and as a compound of parts; a list."""
    if len(words) > 1:
        return []
    forms = [Form.any_of([PART + lexeme for lexeme in lexemes_of(words[0])], weights.PART_FACTOR)]
    split = [lexemes_of(part) for part in apart(words)]
    if split:
        groups = [(*group, *(PART + lexeme for lexeme in group)) for group in split]
        forms.append(Form.all_of(groups, weights.SPLIT_FACTOR, SPLIT))
    return forms
