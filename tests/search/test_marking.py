"""Why a result matches: its words marked, in a passage that has most of them."""

from dataclasses import replace

import pytest

from portal.search.marking import Marker, levelled
from portal.search.question import read
from portal.search.terms import terms_of

pytestmark = pytest.mark.django_db


def marker(words, spellings=None):
    """A Marker for what somebody typed; an entry writes each term by its own words, unless `spellings` says how."""
    terms = terms_of(read(words))
    return Marker([replace(term, spellings=frozenset(spellings or term.words)) for term in terms])


@pytest.mark.parametrize(
    ("words", "text", "marked"),
    [
        ("taal", "Taal, taalles & «taal»", "<mark>Taal</mark>, taalles &amp; «<mark>taal</mark>»"),
        ("cafe", "Een café in Élan", "Een <mark>café</mark> in Élan"),
        ("ocmw", "Het OCMW’s loket", "Het <mark>OCMW’s</mark> loket"),
        ("vzw", "De v.z.w. helpt", "De <mark>v.z.w.</mark> helpt"),
        ("sint", "In St.-Niklaas", "In <mark>St.-</mark>Niklaas"),
        ("e-mail", "Stuur een e-mail of mail", "Stuur een <mark>e-mail</mark> of mail"),
        ("loket", "İki loket", "İki <mark>loket</mark>"),
        ("strasse", "Die Straße", "Die <mark>Straße</mark>"),
        ("nergens", "Niets van dat alles", "Niets van dat alles"),
    ],
)
def test_words_are_marked_as_a_search_reads_them(words, text, marked):
    spellings = {"email"} if words == "e-mail" else None

    assert marker(words, spellings).mark(text) == marked


@pytest.mark.parametrize("text", ["Één café – “élan”…", "İstanbul, œuvre, Straße", "Gewoon", ""])
def test_a_levelled_text_keeps_each_place(text):
    assert len(levelled(text)) == len(text)


@pytest.mark.parametrize(
    ("words", "text", "passage"),
    [
        # Of two sentences the one with most of the words.
        (
            "taal buurt",
            "De taal leren kost veel tijd en moeite, zeggen wie het deden. In de buurt oefenen zij de taal elke dag"
            " samen met veel anderen!\nMaar de buurt is groot.",
            "In de <mark>buurt</mark> oefenen zij de <mark>taal</mark> elke dag samen met veel anderen!",
        ),
        # A short one with the one before it; the first with the one after it.
        ("loket", "Er is hulp.  Aan het loket.", "Er is hulp.  Aan het <mark>loket</mark>."),
        ("hulp", "Er is hulp. Aan het **loket** zit\niemand.", "Er is <mark>hulp</mark>. Aan het loket zit"),
        # Items of a list are sentences.
        ("post", "- De post\n- Het loket", "De <mark>post</mark> Het loket"),
        ("nergens", "Er is hulp.", ""),
    ],
)
def test_a_passage_is_the_sentence_with_most_of_the_words(words, text, passage):
    assert marker(words).passage(text) == passage
