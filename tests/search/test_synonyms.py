"""The synonyms that the portal ships: each group helps to find something that it holds."""

from functools import cache

import pytest
from django.conf import settings

from portal.content.files import content_files, read_file
from portal.content.problems import texts
from portal.search.analysis import lexemes

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
