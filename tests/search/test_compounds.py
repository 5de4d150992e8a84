"""Compounds are taken apart where a reader would, and other words are left whole."""

import pytest

from portal.search.compounds import parts_of

# A compound is written with its parts; a sound between them that belongs to neither stands between hyphens.
COMPOUNDS = """
armoede+bestrijding asiel+zoekers buurt+feest buurt+huis buurt+sport conversatie+groep gelijke+kansen+beleid
gezin-s-ondersteuning huiswerk+begeleiding inburgering-s-traject integratie+ambtenaar integratie+beleid jeugd+werk
job+beurs jongeren+welzijn kinder+armoede+bestrijding kinder+opvang leer+plicht+onderwijs les+materiaal mensen+rechten
moeder+taal moskee+verenigingen nood+opvang offer+feest ontmoeting-s-plaats onthaal+klas opvang+centrum
opvoeding-s-ondersteuning ouder+betrokkenheid ouderen+raad praat+tafel racisme+bestrijding samenleving-s-opbouw
school+poort slacht+inrichting speelplein+werking stads+magazine super+diversiteit taal+bad taal+beleid
taal+beleidsplan taal+café taal+kansen taal+lessen taal+promotie+beleid thuis+taal vluchtelingen+werking
vrije+tijds+aanbod vrijwilligers+werk welzijn-s-taken wijk+centrum woonwagen+bewoners woon+buddy zieken+huis
""".split()  # noqa: SIM905 easier to read than a list

WHOLE = """
aanbod aanpak aanpakken aardappel achtergrond afval agentschap automaat belangrijk beleid besturen bestuur betaalbaar
burgemeester burgerschap deelnemen eigenlijk gemeente gemeenschap gemeentelijk gesprekken goedkeuren gouverneur
handelaar hoofddoek huisvesting huiswerk inburgering informatie inrichting integratie kennismaken kinderen kortrijk
kunstenaars landelijk maatregel maatschappelijk makkelijk mogelijkheid nieuwkomers oplossing opleiding onderwijs
organisatie ouders overheid overleg participatie partnerschap percentages persoonlijk provincie samenleving
samenwerken schoonmaken signaleren standaard studenten subsidie tegenover toegankelijk toegankelijkheid vereniging
verenigingen vergadering vertellen vertrekken verantwoordelijk voorbeeld voordeel voorstelling voorwaarde
vrijwilliger werkelijkheid wetenschap zelfs
""".split()  # noqa: SIM905


@pytest.mark.parametrize("compound", COMPOUNDS)
def test_compound_has_parts(compound):
    parts = compound.replace("-s-", "+").split("+")
    word = compound.replace("-s-", "s").replace("+", "")

    assert list(parts_of(word)) == parts


@pytest.mark.parametrize(
    "word", [*WHOLE, "", "taal", "st", "nt2", "taal" * 11, "a" * 10_000, "taalbeleid2", "½½½½½½½½"]
)
def test_word_is_left_whole(word):
    assert parts_of(word) == ()
