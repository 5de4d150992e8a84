"""Judging texts: what a reviewer would mark in the margin. No database here."""

import re

SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
LONGEST_SENTENCE = 25  # words; the aim is 20, see fixtures/README.md
# Mobile numbers and mailboxes of the form first.last@ belong to a person more often than to a service.
PERSONAL_MAILBOX = re.compile(r"\b[a-z]+\.[a-z]+@[\w.-]+\b", re.IGNORECASE)
HTML_TAG = re.compile(r"<[a-z/!][^>]*>", re.IGNORECASE)


def texts(value):
    """Every text inside a record's fields, however deep; yields str."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def long_sentences(text):
    """The sentences of `text` over LONGEST_SENTENCE words; a list of str."""
    sentences = (sentence.strip("- ") for sentence in SENTENCE_END.split(text))
    return [sentence for sentence in sentences if len(sentence.split()) > LONGEST_SENTENCE]


def faults(fields):
    """What may not stand in any text of a record; yields Dutch messages."""
    for text in texts(fields):
        if found := PERSONAL_MAILBOX.search(text):
            yield f"{found[0]} lijkt de mailbox van een persoon"
        if found := HTML_TAG.search(text):
            yield f"{found[0]} is HTML; schrijf Markdown"
