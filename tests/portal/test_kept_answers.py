"""Answers that a worker keeps until content changes, and how much of them."""

import pytest

from portal.caching.remember import remembered
from tests.factories import make_theme


@pytest.fixture
def asked():
    """The arguments with which a remembered function was really called."""
    return []


def test_last_ones_asked_are_kept_until_content_changes(db, asked):
    @remembered(at_most=2)
    def twice(text):
        asked.append(text)
        return text * 2

    assert [twice(text) for text in ("a", "b", "a", "c", "a", "b")] == ["aa", "bb", "aa", "cc", "aa", "bb"]
    assert asked == ["a", "b", "c", "b"]

    make_theme()
    assert (twice("b"), asked[-1], len(asked)) == ("bb", "b", 5)


def test_no_more_than_so_many_bytes_are_kept(db, asked):
    @remembered(at_most=6, size=len)
    def twice(text):
        asked.append(text)
        return text * 2

    assert [twice(text) for text in ("a", "bb", "a", "bb", "long", "long", "a")][4:] == ["longlong", "longlong", "aa"]
    assert asked == ["a", "bb", "long", "long"]


def test_what_was_kept_can_be_forgotten(db, asked):
    @remembered
    def same(text):
        asked.append(text)
        return text

    same("a")
    same.forget()
    assert (same("a"), asked) == ("a", ["a", "a"])
