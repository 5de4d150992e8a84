"""The synonyms that the portal ships: each group helps to find something that it holds."""

from functools import cache

import pytest
from django.conf import settings

from portal.content.files import content_files, read_file
from portal.content.problems import texts
from portal.models import Synonyms
from portal.search.analysis import STOP_WORDS, lexemes, tokens
from portal.search.question import with_whole_names
from portal.search.synonyms import synonyms_of

NO_TEXTS = {"synonyms", "municipality", "place"}


@cache
def records():
    return [record for path in content_files(settings.CONTENT_DIR) for record in read_file(path)]


@cache
def content_words():
    """The lexemes of each word of each record's texts: a list of tuples of sets."""
    kept = [record for record in records() if record.kind not in NO_TEXTS]
    return [tuple(map(set, lexemes(" ".join(texts(record.fields))))) for record in kept]


GROUPS = [record.fields["words"] for record in records() if record.kind == "synonyms"]


def stands_in_content(expression):
    """Whether the words of `expression` stand in some record, one after the other."""
    wanted = [set(word) for word in lexemes(expression)]
    return any(
        all(one & other for one, other in zip(wanted, words[begin:], strict=False))
        for words in content_words()
        for begin in range(len(words) - len(wanted) + 1)
    )


def test_there_is_a_reviewable_number_of_groups():
    assert 60 <= len(GROUPS) <= 250


@pytest.mark.parametrize("words", GROUPS, ids=[words[0] for words in GROUPS])
def test_group_has_a_word_that_stands_in_the_content(words):
    assert any(map(stands_in_content, words))


@pytest.mark.parametrize("words", GROUPS, ids=[words[0] for words in GROUPS])
def test_every_word_of_a_group_leads_to_the_others(db, words):
    """Also one that the dictionary knows as a form of another word, such as "schepen", and a name with a small word."""
    Synonyms.objects.create(words=words)

    for text in words:
        asked = tuple(word for word in tokens(with_whole_names(text)) if word not in STOP_WORDS)
        others = {tuple(tokens(with_whole_names(other))) for other in words if other != text}
        assert set(synonyms_of(asked)) >= others


@pytest.mark.parametrize("words", ["vreemdelingen", "moslims", "pubers", "schepenen"])
def test_plural_leads_to_the_others(db, words):
    Synonyms.objects.create(words=["vreemdeling", "moslim", "puber", "schepen", "iemand"])

    assert ("iemand",) in synonyms_of((words,))
