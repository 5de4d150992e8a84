"""The Dutch dictionary (simplemma's): which words exist, and of which word each is a form."""

from functools import lru_cache

from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

# Where the dictionary takes a word for a form of another one, or does not know of which word it is a form.
LEMMAS = {
    "beroeps": "beroep",
    "dorps": "dorp",
    "email": "email",
    "emails": "email",
    "gedragen": "dragen",
    "geloof": "geloof",
    "jongere": "jongere",
    "jongeren": "jongere",
    "leden": "lid",
    "maatje": "maatje",
    "maatjes": "maatje",
    "ouder": "ouder",
    "oudere": "oudere",
    "ouderen": "oudere",
    "scholieren": "scholier",
    "staats": "staat",
    "stads": "stad",
    "vaardig": "vaardig",
    "verslagen": "verslag",
    "volks": "volk",
    "vrijer": "vrij",
}


@lru_cache(maxsize=5_000)
def lemma(word):
    """The word of which the lower-case `word` is a form ("steden" → "stad"), or None when nobody knows it."""
    if word in LEMMAS:
        return LEMMAS[word]
    found = entry(word)
    if found and word.endswith("er") and found.endswith("ster"):
        # The dictionary takes a "vertaler" for a form of "vertaalster".
        return word
    # Separable verbs are listed as "aan_bieden".
    return found.replace("_", "").casefold() if found else None


def is_known(word):
    """Whether the lower-case `word` is in the dictionary, and not as a name."""
    return word in LEMMAS or (entry(word) or "")[:1].islower()


def entry(word):
    """What the dictionary has for a form: its lemma, with a capital when that is a name; None when it has nothing."""
    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl").get(word)
