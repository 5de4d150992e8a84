"""Words that belong together share a lexeme, and others do not."""

from itertools import combinations

import pytest

from portal.search.analysis import lexemes_of

FAMILIES = """
participatie participeren participatief participeert participeerden
integratie integreren geïntegreerd geintegreerd geïntegreerde integreert
inburgeren inburgering inburgeraar inburgeraars inburgert
communicatie communiceren communiceert
subsidie subsidies subsidiëren subsidieren subsidiëring subsidiering gesubsidieerd
discriminatie discrimineren discriminerend gediscrimineerd
racisme racist racisten racistisch
vrijwillig vrijwillige vrijwilliger vrijwilligers
toegankelijk toegankelijke toegankelijkheid
ontmoeten ontmoeting ontmoetingen ontmoet
opleiden opleiding opleidingen opgeleid
begeleiden begeleiding begeleider begeleiders begeleidt
vertalen vertaling vertaler vertalers vertaald
tolk tolken tolkt
wonen woning woningen woont woon
slachten slachting slacht geslacht
verenigen vereniging verenigingen
bemiddelen bemiddeling bemiddelaar bemiddelaars
gelijk gelijke gelijkheid
divers diverse diversiteit
superdivers superdiverse superdiversiteit
sociaal sociale
cultuur cultureel culturele culturen
school scholen
kind kinderen
ei eieren
stad steden stads stedelijk
lid leden
huis huizen
gemeente gemeenten gemeentes gemeentelijk gemeentelijke
vluchteling vluchtelingen
nieuwkomer nieuwkomers
anderstalig anderstalige anderstaligen
meertalig meertalige meertaligheid
migreren migratie migrant migranten
ouder ouders
ouderen oudere
jongere jongeren
fiets fietsen fietser fietsers
dakloos dakloze daklozen
moskee moskeeën moskeeen
opvoeden opvoeding opvoeder
besturen bestuur bestuurder bestuurders
huren huurt huurder huurders
oefenen oefening oefeningen oefent
onderzoek onderzoeken onderzoeker onderzoekt
aanvragen aanvraag aanvrager
deelnemen deelname deelnemer deelnemers
gebruik gebruiken gebruiker gebruikers
opvang opvangen
onthaal onthalen
werk werken werkt
financieren financiering financieel financiële
organiseren organisatie organisator
coördineren coördinatie coördinator coordinator
informeren informatie informatief
sensibiliseren sensibilisering
economie economisch economische
onderneming ondernemer ondernemerschap
huiswerkbegeleiding huiswerkbegeleider huiswerkbegeleiders
conversatietafel conversatietafels
taaltest taaltesten taaltests
buurtwerk buurtwerking
ontmoetingsplaats ontmoetingsplaatsen
buddy buddys
maatje maatjes
scholier scholieren
volwassen volwassene volwassenen
werkzoekende werkzoekenden
zelfstandig zelfstandige zelfstandigen
verantwoordelijk verantwoordelijke verantwoordelijken verantwoordelijkheid
leidinggevende leidinggevenden
kansarm kansarme kansarmen
laaggeletterd laaggeletterde laaggeletterden laaggeletterdheid
roma
""".strip().splitlines()

# Pairs that look alike, or that a stemmer takes for one word.
STRANGERS = """
arm armoede
begeleiding beleid
gemeente mening
gemeente gemeen
gewoon wonen
gezin zin
gezond zon
kans kan
land landing
leraar leren
leiding lijden
lid lijden
mens men
minderheid minder
ouders oud
ouderen oud
overheid over
partij part
initiatief initiatie
kwaliteit kwal
letter letten
restaurant restaureren
situatie situeren
taal tal
vrijheid vrij
vormen vorming
vlaams vlam
water waten
woord worden
maatje maat
waarde waard
zone zon
""".strip().splitlines()


@pytest.mark.parametrize("family", FAMILIES)
def test_family_shares_a_lexeme(family):
    strangers = [
        pair for pair in combinations(family.split(), 2) if not set(lexemes_of(pair[0])) & set(lexemes_of(pair[1]))
    ]

    assert strangers == []


@pytest.mark.parametrize("pair", STRANGERS)
def test_strangers_share_no_lexeme(pair):
    one, other = (set(lexemes_of(word)) for word in pair.split())

    assert one & other == set()


@pytest.mark.parametrize(
    ("word", "lexemes"),
    [
        ("begeleiders", ("begeleiders", "begeleider", "begeleiden")),
        ("subsidiëring", ("subsidiering", "subsidieren", "subsidie")),
        ("café", ("cafe",)),
        ("leden", ("leden", "lid")),
        ("fedasil", ("fedasil",)),
        ("nt2", ("nt2",)),
        ("aanbieden", ("aanbieden",)),
    ],
)
def test_lexemes_are_folded_words_nearest_first(word, lexemes):
    assert lexemes_of(word) == lexemes
