"""How Dutch text is compared, accents and case folded but letters kept, and what of it a file can hold."""

import re
import unicodedata

# A word processor's line breaks and the like, pasted by an editor. XML 1.0 has no place for them.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def fold(text):
    """`text` in lower case without accents: "Élan Sint-Truiden" → "elan sint-truiden".

    PostgreSQL's C locale would sort "élan" after "zoo"; sort keys and search words are folded with this first.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def printable(text):
    """`text` with a space for each control character, so that it fits in XML; line breaks and tabs stay."""
    return CONTROL_CHARACTERS.sub(" ", text)
