"""Showing why a result matches: its words marked, and the passage of its text that has most of them."""

import re

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from portal.search.analysis import STOP_WORDS, readable, spans
from portal.search.gazetteer import municipalities_named
from portal.search.vector import PLACE, all_lexemes

LENGTH = 240  # characters of a passage, about two lines
SHORTEST = 60
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
MARKDOWN = re.compile(r"\*\*|^[-*] ", re.MULTILINE)
ROUGHLY_A_WORD = re.compile(r"[^\W_]+")  # quicker than spans(), and near enough to choose a passage by


class Marker:
    """Marks the words of `terms` in texts; it remembers what it saw, for the texts of one page."""

    def __init__(self, terms):
        self.terms = [term.lexemes for term in terms]
        self.wanted = frozenset().union(*self.terms)
        self.names_places = any(lexeme.startswith(PLACE) for lexemes in self.terms for lexeme in lexemes)
        self.seen, self.sought = set(STOP_WORDS), {}

    def meant(self, words):
        """Those of `words` (a set) that are one of the terms in any form; they are in `sought`, with which terms."""
        for word in words - self.seen:
            self.seen.add(word)
            if terms := self.found(word):
                self.sought[word] = terms
        return words & self.sought.keys()

    def found(self, word):
        """Which of the terms a word is: a set of their numbers."""
        lexemes = all_lexemes(word)
        if self.names_places:
            lexemes = [*lexemes, *(f"{PLACE}{key}" for key in municipalities_named((word,)))]
        if self.wanted.isdisjoint(lexemes):
            return frozenset()
        return frozenset(number for number, wanted in enumerate(self.terms) if not wanted.isdisjoint(lexemes))

    def places(self, text):
        """Where words that are sought stand in a readable `text`: a list of (begin, end)."""
        words = list(spans(text))
        meant = self.meant({word for word, _, _ in words})
        return [(begin, end) for word, begin, end in words if word in meant]

    def mark(self, text):
        """`text` as HTML, escaped, with <mark> around the words that are sought."""
        pieces, position, text = [], 0, readable(text)
        for begin, end in self.places(text):
            pieces.append(format_html("{}<mark>{}</mark>", text[position:begin], text[begin:end]))
            position = end
        return mark_safe("".join([*pieces, escape(text[position:])]))  # noqa: S308 each piece is escaped

    def passage(self, text):
        """The part of `text` in which most of the terms stand, at most LENGTH characters, as HTML with marks.

        "" when none does; of equal parts the first.
        """
        text = MARKDOWN.sub("", readable(text))
        meant = self.meant(words_in(text))
        if not meant:
            return ""
        sentences, best, most = SENTENCE.split(text), 0, 0
        for number, sentence in enumerate(sentences):
            found = len(frozenset().union(*(self.sought[word] for word in meant & words_in(sentence))))
            if found > most:
                best, most = number, found
        return self.mark(self.shortened(with_context(sentences, best)))

    def shortened(self, sentence):
        """A long sentence cut to the part around the first word that is sought, with … where something is left out."""
        places = self.places(sentence)
        if len(sentence) <= LENGTH or not places:
            return sentence[:LENGTH]
        begin = max(0, min(places[0][0] - LENGTH // 3, len(sentence) - LENGTH))
        begin = sentence.find(" ", begin) + 1 if begin else 0
        end = sentence.rfind(" ", 0, begin + LENGTH) if begin + LENGTH < len(sentence) else len(sentence)
        return f"{'… ' if begin else ''}{sentence[begin:end]}{' …' if end < len(sentence) else ''}"


def words_in(text):
    """The words of `text`, roughly; a set."""
    return set(ROUGHLY_A_WORD.findall(text.casefold()))


def with_context(sentences, number):
    """A sentence, with the one before it, or else after it, when it is too short to say much."""
    if len(sentences[number]) >= SHORTEST or len(sentences) == 1:
        return sentences[number]
    start = max(0, number - 1)
    return " ".join(sentences[start : start + 2])
