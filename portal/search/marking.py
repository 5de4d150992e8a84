"""Showing why a result matches: its words marked, and the passage of its text that has most of them."""

import re
from html import escape
from operator import itemgetter

from django.utils.safestring import mark_safe

from portal.search.analysis import readable, spans
from portal.text import fold

LENGTH = 240  # characters of a passage, about two lines
SHORTEST = 60
NONE = frozenset()
SENTENCE_ENDS = (". ", "! ", "? ", "\n")
MARKDOWN = re.compile(r"\*\*|^[-*] ", re.MULTILINE)
# Words that are read otherwise than they are written, see analysis.WORD: when one of them is sought, or when a text has
# one of the signs that make others.
READ_OTHERWISE = re.compile("sint|nt2|email")
OTHER_SIGNS = ("'", "+", "plus")
DOTTED = re.compile(r"\.[^\W\d_]\.")
# Letters and signs of one character that ASCII has for them: "ë" is found by "e", and "’" is an apostrophe.
LETTERS = {letter: fold(letter) for letter in map(chr, range(0xDF, 0x180)) if letter == letter.lower()}
PLAIN = {letter: plain for letter, plain in LETTERS.items() if plain.isascii() and len(plain) == 1}
PLAIN |= dict(zip("’‘“”„«»–—…€·×", '\'\'"""""--.   ', strict=True))


class Marker:
    """Marks the words of `terms` in texts. `sought` are those words, folded, each with the numbers of its terms."""

    def __init__(self, terms):
        self.sought = {}
        for number, term in enumerate(terms):
            for word in term.spellings:
                self.sought[word] = self.sought.get(word, NONE) | {number}
        self.reads_exactly = any(map(READ_OTHERWISE.match, self.sought))

    def places(self, plain):
        """Where words that are sought stand in a text, levelled, in order: a list of (begin, end, numbers of their
        terms).

        Roughly: without those that are read otherwise than they are written.
        """
        found = [
            (begin, begin + len(word), numbers)
            for word, numbers in self.sought.items()
            if word in plain
            for begin in places_of(word, plain)
        ]
        return sorted(found, key=itemgetter(0))

    def exact_places(self, text):
        """The same of each word of `text`, readable, as a search reads it."""
        plain = levelled(text)
        if plain.isascii() and not self.reads_exactly and not may_be_read_otherwise(plain):
            return self.places(plain)
        words = ((word if word.isascii() else fold(word), begin, end) for word, begin, end in spans(text))
        return [(begin, end, self.sought[word]) for word, begin, end in words if word in self.sought]

    def mark(self, text):
        """`text` as HTML, escaped, with <mark> around the words that are sought."""
        text = readable(text)
        pieces, position = [], 0
        for begin, end, _ in self.exact_places(text):
            pieces.append(f"{escape(text[position:begin])}<mark>{escape(text[begin:end])}</mark>")
            position = end
        return mark_safe("".join([*pieces, escape(text[position:])]))  # noqa: S308 each piece is escaped

    def passage(self, text):
        """The part of `text` in which most of the terms stand, at most LENGTH characters, as HTML with marks.

        "" when none does; of equal parts the first.
        """
        text = without_markdown(readable(text))
        places = self.places(levelled(text))
        if not places:
            return ""
        by_sentence = {}
        for place, _, numbers in places:
            begin = sentence_begin(text, place)
            by_sentence[begin] = by_sentence.get(begin, NONE) | numbers
        best = max(sorted(by_sentence), key=lambda begin: len(by_sentence[begin]))
        begin, end = with_context(text, best)
        first = min((place - begin for place, _, _ in places if place >= begin), default=0)
        return self.mark(shortened(text[begin:end].replace("\n", " "), first))


def may_be_read_otherwise(plain):
    """Whether a text, levelled, may have words that are read otherwise than they are written."""
    return any(sign in plain for sign in OTHER_SIGNS) or bool(DOTTED.search(plain))


def levelled(text):
    """`text` in lower case and without accents, as long as it was: each place stays where it is."""
    plain = text.lower()
    if plain.isascii():
        return plain
    if len(plain) != len(text):  # "İ" is two characters in lower case
        plain = "".join(letter.lower()[0] for letter in text)
    for letter, other in PLAIN.items():
        # Most texts have few of them: to look first takes half the time.
        if letter in plain:
            plain = plain.replace(letter, other)
    return plain


def without_markdown(text):
    """`text` without the signs for bold and for lists."""
    has_any = "**" in text or "\n-" in text or "\n*" in text or text.startswith(("- ", "* "))
    return MARKDOWN.sub("", text) if has_any else text


def sentence_begin(text, place):
    """Where the sentence begins in which `place` stands."""
    ends = [(text.rfind(end, 0, place), len(end)) for end in SENTENCE_ENDS]
    begin = max(found + length if found >= 0 else 0 for found, length in ends)
    while begin < place and text[begin].isspace():
        begin += 1
    return begin


def sentence_end(text, begin):
    """Where the sentence ends that begins at `begin`, its closing sign included."""
    ends = [(text.find(end, begin), end[0] != "\n") for end in SENTENCE_ENDS]
    return min((found + is_sign for found, is_sign in ends if found >= 0), default=len(text))


def places_of(word, text):
    """Where `word` stands in `text`, both in lower case, as a whole word; yields int."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not (text[place - 1 : place].isalnum() or text[end : end + 1].isalnum()):
            yield place
        place = text.find(word, end)


def with_context(text, begin):
    """The begin and end of the sentence of `text` that begins there, with the one before it, or else after it, when it
    is too short to say much.
    """
    end = sentence_end(text, begin)
    if end - begin >= SHORTEST:
        return begin, end
    if begin:
        return sentence_begin(text, len(text[:begin].rstrip()) - 1), end
    after = len(text) - len(text[end:].lstrip())
    return begin, sentence_end(text, after)


def shortened(passage, place):
    """A long passage cut to the part around `place`, with … where something is left out."""
    if len(passage) <= LENGTH:
        return passage
    begin = max(0, min(place - LENGTH // 3, len(passage) - LENGTH))
    begin = passage.find(" ", begin) + 1 if begin else 0
    end = passage.rfind(" ", 0, begin + LENGTH) if begin + LENGTH < len(passage) else len(passage)
    return f"{'… ' if begin else ''}{passage[begin:end]}{' …' if end < len(passage) else ''}"
