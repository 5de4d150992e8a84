"""The forms in which people write of a municipality or another place."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from portal.content.files import read_file
from portal.search.dictionary import entry
from portal.search.places import forms_of, is_ordinary_word, spellings_of, written


@cache
def names(kind):
    """The names of all municipalities, former ones too, or of all places."""
    file = {"municipality": "municipalities.yaml", "place": "places.yaml"}[kind]
    return {record.fields["name"] for record in read_file(Path(settings.BASE_DIR, "fixtures", "places", file))}


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Aalst", "aalst aalsters aalsterse aalstenaar aalstenaars"),
        ("Gent", "gent gents gentse gentenaar gentenaars"),
        ("Antwerpen", "antwerpen antwerps antwerpse antwerpenaar antwerpenaars"),
        ("Mechelen", "mechelen mechels mechelse mechelaar mechelaars"),
        ("Brugge", "brugge brugs brugse bruggeling bruggelingen"),
        ("Leuven", "leuven leuvens leuvense leuvenaar leuvenaars"),
        ("Kortrijk", "kortrijk kortrijks kortrijkse kortrijkzaan kortrijkzanen"),
        ("Lokeren", "lokeren lokers lokerse lokeraar lokeraars"),
        ("Ninove", "ninove ninoofs ninoofse"),
        ("Halle", "halle halse hallenaar"),
        ("Genk", "genk genks genkse genkenaar genkenaars"),
        ("Hasselt", "hasselt hasselts hasseltse hasselaar hasselaars"),
        ("Oostende", "oostende oostends oostendse oostendenaar oostendenaars"),
        ("Turnhout", "turnhout turnhouts turnhoutse turnhoutenaar turnhoutenaars"),
        ("Roeselare", "roeselare roeselaars roeselaarse roeselarenaar"),
        ("Vilvoorde", "vilvoorde vilvoords vilvoordse vilvoordenaar"),
        ("Dendermonde", "dendermonde dendermonds dendermondse dendermondenaar"),
        ("Brussel", "brussel brussels brusselse brusselaar brusselaars"),
        ("Menen", "menen meens meense menenaar"),
        ("Ronse", "ronse ronsese ronsenaar ronsenaars"),
        ("Tienen", "tienen tiens tiense tienenaar"),
        ("Diest", "diest diesters diesterse diestenaar"),
        ("Mol", "mol molse mollenaar mollenaars"),
        ("Geel", "geel geelse gelenaar gelenaars"),
        ("Ieper", "ieper iepers ieperse ieperling ieperlingen"),
        ("Tessenderlo", "tessenderlo tessenderloos tessenderloose"),
        ("Merelbeke", "merelbeke merelbeeks merelbeekse merelbekenaar"),
        ("Schaarbeek", "schaarbeek schaarbeeks schaarbeekse schaarbekenaar"),
        ("Waregem", "waregem waregems waregemse waregemnaar"),
    ],
)
def test_municipality_has_adjectives_and_inhabitants(name, forms):
    assert set(forms.split()) - forms_of(name) == set()


def test_saint_is_written_in_two_ways():
    assert forms_of("Sint-Niklaas") == {
        *("sint niklaas", "sint niklase", "sint niklazenaar", "sint niklazenaars"),
        *("st niklaas", "st niklase", "st niklazenaar", "st niklazenaars"),
    }


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Winterslag", {"winterslag"}),
        ("Sint-Job-in-'t-Goor", {"sint job in goor", "st job in goor"}),
        ("'s-Gravenvoeren", {"gravenvoeren"}),
        ("Onze-Lieve-Vrouw-Waver", {"onze lieve vrouw waver", "olv waver"}),
        ("Léau", {"leau"}),
        ("Heist-op-den-Berg", {"heist op den berg"}),
        ("", {""}),
    ],
)
def test_place_has_spellings_only(name, spellings):
    assert spellings_of(name) == spellings


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Sint-Truiden", "St.-Truiden"),
        ("Sint-Truiden", "st truiden"),
        ("Sint-Truiden", "SINT TRUIDEN"),
        ("'s-Gravenvoeren", "’s Gravenvoeren"),
        ("Dilsen-Stokkem", "Dilsen Stokkem"),
    ],
)
def test_spelling_is_written_as_the_name(name, spelling):
    assert written(spelling) == written(name)


@pytest.mark.parametrize(
    "word",
    ["stads", "stadse", "lands", "schotse", "hals", "mols", "booms", "peers", "essen", "wichelaar", "mense", "lede"],
)
def test_other_words_are_no_form_of_a_municipality(word):
    owners = {name for name in names("municipality") if word in forms_of(name) - spellings_of(name)}

    assert owners == set()


def test_no_form_belongs_to_two_municipalities_or_to_another_place():
    owners = defaultdict(set)
    for name in names("municipality"):
        for form in forms_of(name):
            owners[form].add(name)
    for name in names("place"):
        for spelling in spellings_of(name) & set(owners):
            owners[spelling].add(name)

    assert {form: those for form, those in owners.items() if len(those) > 1} == {}


def test_form_that_the_dictionary_knows_is_of_the_place():
    """It has the adjectives of some towns as words of their own, but no form may be another word."""
    forms = {form: name for name in names("municipality") for form in forms_of(name) - spellings_of(name)}
    others = {form for form, name in forms.items() if entry(form) and entry(form).casefold()[:4] != written(name)[:4]}

    assert others == {"molse", "sinjoor", "sinjoren"}


@pytest.mark.parametrize("word", ["peer", "Mol", "as", "ham", "Balen", "berg", "park", "haven", "centrum", "De Haan"])
def test_name_is_an_ordinary_word(word):
    assert is_ordinary_word(word)


@pytest.mark.parametrize("name", ["Gent", "Antwerpen", "Genk", "Tienen", "Sint-Niklaas", "De Pinte", "Winterslag", ""])
def test_name_is_no_ordinary_word(name):
    assert not is_ordinary_word(name)
