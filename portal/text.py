"""How Dutch text is compared: accents and case folded, letters kept."""

import unicodedata


def fold(text):
    """`text` in lower case without accents: "Élan Sint-Truiden" → "elan sint-truiden".

    PostgreSQL's C locale would sort "élan" after "zoo"; sort keys and search words are folded with this first.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
