"""Showing why a result matches: its words marked, and the passage of its text that has most of them."""

import re
from bisect import bisect
from html import escape

from django.utils.safestring import mark_safe

from portal.search.analysis import readable, spans
from portal.text import fold

LENGTH = 240  # characters of a passage, about two lines
SHORTEST = 60
NONE = frozenset()
SENTENCE_END = re.compile(r"[.!?]\s+|\n+")
MARKDOWN = re.compile(r"\*\*|^[-*] ", re.MULTILINE)
# Quicker than spans(), and near enough to see whether a text has a word, but for those that are read otherwise than
# they are written: see analysis.WORD.
ROUGHLY_A_WORD = re.compile(r"[^\W_]+")
READ_OTHERWISE = re.compile(r"(?i:(?<![^\W_])(?:st[.\s-]|nt[ -]|e-mail|[^\W\d_]\.[^\W\d_]\.)|\d(?:\+|plus))")


class Marker:
    """Marks the words of `terms` in texts. `sought` are those words, folded, each with the numbers of its terms."""

    def __init__(self, terms):
        self.sought = {}
        for number, term in enumerate(terms):
            for word in term.spellings:
                self.sought[word] = self.sought.get(word, NONE) | {number}

    def meant(self, text):
        """The words of `text`, roughly and in lower case, that are sought; a dict to the numbers of their terms."""
        words = set(ROUGHLY_A_WORD.findall(text.lower()))
        found = {word: self.sought[word] for word in words & self.sought.keys()}
        if not text.isascii():
            folded = {word: fold(word) for word in words if not word.isascii()}
            found |= {word: self.sought[other] for word, other in folded.items() if other in self.sought}
        return found

    def mark(self, text):
        """`text` as HTML, escaped, with <mark> around the words that are sought."""
        text = readable(text)
        if not self.meant(text) and not READ_OTHERWISE.search(text):
            return mark_safe(escape(text))  # noqa: S308
        pieces, position = [], 0
        for word, begin, end in spans(text):
            if (word if word.isascii() else fold(word)) in self.sought:
                pieces.append(f"{escape(text[position:begin])}<mark>{escape(text[begin:end])}</mark>")
                position = end
        return mark_safe("".join([*pieces, escape(text[position:])]))  # noqa: S308 each piece is escaped

    def passage(self, text):
        """The part of `text` in which most of the terms stand, at most LENGTH characters, as HTML with marks.

        "" when none does; of equal parts the first.
        """
        text = MARKDOWN.sub("", readable(text))
        meant = self.meant(text)
        if not meant:
            return ""
        breaks = [(0, 0), *map(bounds, SENTENCE_END.finditer(text)), (len(text), len(text))]
        starts = [end for _, end in breaks]
        places = [(place, meant[word]) for word in meant for place in places_of(word, text.lower())]
        by_sentence = {}
        for place, numbers in places:
            number = bisect(starts, place) - 1
            by_sentence[number] = by_sentence.get(number, NONE) | numbers
        best = max(sorted(by_sentence), key=lambda number: len(by_sentence[number]), default=0)
        begin, end = with_context(breaks, best)
        first = min((place - begin for place, _ in places if place >= begin), default=0)
        return self.mark(shortened(text[begin:end].replace("\n", " "), first))


def bounds(match):
    """Where a break between sentences begins, after their closing sign, and where it ends."""
    return match.start() + (match[0][0] != "\n"), match.end()


def places_of(word, text):
    """Where `word` stands in `text`, both in lower case, as a whole word; yields int."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not (text[place - 1 : place].isalnum() or text[end : end + 1].isalnum()):
            yield place
        place = text.find(word, end)


def with_context(breaks, number):
    """Where the sentence after break `number` begins and ends, with the one before it, or else after it, when it is too
    short to say much. `breaks` are where each break between sentences begins and ends, those around the text included.
    """
    begin, end = breaks[number][1], breaks[number + 1][0]
    if end - begin >= SHORTEST or len(breaks) == 2:
        return begin, end
    return (breaks[number - 1][1], end) if number else (begin, breaks[2][0])


def shortened(passage, place):
    """A long passage cut to the part around `place`, with … where something is left out."""
    if len(passage) <= LENGTH:
        return passage
    begin = max(0, min(place - LENGTH // 3, len(passage) - LENGTH))
    begin = passage.find(" ", begin) + 1 if begin else 0
    end = passage.rfind(" ", 0, begin + LENGTH) if begin + LENGTH < len(passage) else len(passage)
    return f"{'… ' if begin else ''}{passage[begin:end]}{' …' if end < len(passage) else ''}"
