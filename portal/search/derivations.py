"""What a word is derived from: "begeleiding" and "begeleider" from "begeleiden".

A table of endings, and the dictionary as the judge: a rule holds only where its outcome is a word.
"""

from functools import lru_cache

from portal.search.dictionary import is_known, lemma

# An ending, and what stands there in the word that it was made of. The first that gives a known word counts.
ENDINGS = (
    ("atie", "eren"),  # participatie, participeren
    ("atief", "eren"),
    ("atief", "atie"),
    ("ator", "eren"),
    ("ateur", "eren"),
    ("eur", "eren"),
    ("ant", "eren"),
    ("ent", "eren"),
    ("ctie", "cteren"),  # reflectie, reflecteren
    ("ctie", "ceren"),  # productie, produceren
    ("ctief", "ctie"),
    ("ntief", "ntie"),
    ("iëren", "ie"),  # subsidiëren, subsidie
    ("heid", ""),
    ("aliteit", "aal"),
    ("iliteit", "iel"),
    ("ariteit", "air"),
    ("iviteit", "ief"),
    ("iteit", ""),
    ("isch", "iek"),  # technisch, techniek
    ("isch", "ie"),  # economisch, economie
    ("ureel", "uur"),
    ("ioneel", "ie"),
    ("ionaal", "io"),
    ("iaal", "ie"),
    ("erschap", "er"),
    ("loze", "loos"),
)
# The same for endings after the stem of a verb in -en: they stand after many other words too.
VERBAL_ENDINGS = (("ing", "en"), ("er", "en"), ("aar", "en"))
ANY_ENDING = tuple(ending for ending, _ in (*ENDINGS, *VERBAL_ENDINGS))
SHORTEST_STEM = 4
# A plural can look like a verb (landen, vormen): only a long one is taken for a verb, and only a long noun that
# shares it (onderzoeker: onderzoeken, onderzoek) belongs to the family.
SURELY_VERB = 8
SURELY_NOUN = 6

# What no rule sees: each word with what it was made of.
IRREGULAR = {
    "adviseren": "advies",
    "analyseren": "analyse",
    "beheren": "beheer",
    "bereiken": "bereik",
    "bewijzen": "bewijs",
    "bezoeken": "bezoek",
    "bouwen": "bouw",
    "controleren": "controle",
    "dansen": "dans",
    "deelname": "deelnemen",
    "eisen": "eis",
    "fietsen": "fiets",
    "fietser": "fiets",
    "filmen": "film",
    "financieel": "financieren",
    "financiën": "financieren",
    "geloven": "geloof",
    "gemeentelijk": "gemeente",
    "groeien": "groei",
    "herstellen": "herstel",
    "kerkelijk": "kerk",
    "leider": "leiden",
    "maatschappelijk": "maatschappij",
    "onderhouden": "onderhoud",
    "opvangen": "opvang",
    "plusser": "plus",
    "racist": "racisme",
    "racistisch": "racisme",
    "rapporteren": "rapport",
    "regionaal": "regio",
    "reizen": "reis",
    "speler": "spelen",
    "sporten": "sport",
    "sporter": "sporten",
    "stedelijk": "stad",
    "steunen": "steun",
    "terugkeren": "terugkeer",
    "verblijven": "verblijf",
    "verliezen": "verlies",
    "vervoeren": "vervoer",
    "viering": "vieren",
    "voetballen": "voetbal",
    "vrijwilliger": "vrijwillig",
    "werken": "werk",
    "werking": "werk",
    "wettelijk": "wet",
    "winkelen": "winkel",
    "woning": "wonen",
}

# Words that look derived, or were once, but mean something else now.
APART = frozenset(
    """
    aangelegenheid achter afdeling alternatief automatisch beschikking betrekking better bezigheid bezitting
    bijzonderheid bouwvakker broeder collectief component conservatief diplomatie documentatie echter eerder gelegenheid
    generatie goedheid handeling helling hoeveelheid hoogheid houding initiatief instelling jammer kikker korting
    kwaliteit landing leraar letter ligging materiaal minderheid missing moeder omstandigheid operationeel
    overheid pepper potter present president primeur prioriteit rechter rekening relevant restant restaurant
    richting schilder situatie speciaal stelling stemming stichting tijger vandaar vergunning verhouding verwant
    voorstelling vorming vrijheid waarheid waarnaar werkzaamheid zekerheid zitting
    """.split()  # noqa: SIM905 easier to read and to sort than a list
)


@lru_cache(maxsize=5_000)
def origins(word):
    """The words of which `word` was made, nearest first; a tuple of str, empty when it was not made of any.

    `word` is a lemma in lower case: "ondernemerschap" → ("ondernemer", "ondernemen").
    """
    found = None if word in APART else IRREGULAR.get(word) or by_form(word) or by_ending(word)
    return (found, *origins(found)) if found else ()


def by_form(word):
    """The word of which `word` was made, if that takes more than another ending; else None."""
    if word.endswith("en"):
        noun = lemma(word)
        return noun if noun not in (word, None) and len(noun) >= SURELY_NOUN else None
    if word.endswith("eerd") and word.startswith("ge"):
        verb = word[2:-4].replace("ï", "i", 1) + "eren"
        return verb if is_known(verb) else None
    if word.endswith("rder"):
        # The verb by its past tense: huurder, huurden, huren.
        verb = lemma(word[:-1] + "n")
        return verb if verb and verb.endswith("ren") else None
    return None


def by_ending(word):
    """The word of which `word` was made by a rule of ENDINGS or VERBAL_ENDINGS; else None."""
    if not word.endswith(ANY_ENDING):
        return None
    for ending, replacement in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            candidate = word[: -len(ending)] + replacement
            if is_known(candidate):
                return candidate
    for ending, replacement in VERBAL_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            candidate = word[: -len(ending)] + replacement
            if is_verb(candidate):
                return candidate
    return None


def is_verb(infinitive):
    """Whether a word in -en is known as a verb, and hardly as the plural of a noun."""
    found = lemma(infinitive)
    return found == infinitive or (found is not None and len(infinitive) >= SURELY_VERB)
