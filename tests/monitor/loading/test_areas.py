"""Which areas files mean."""

import pytest

from monitor.loading.areas import Area, Areas, Unknown
from monitor.reading import Cell
from tests.factories import make_municipality, make_place, make_province


@pytest.fixture
def find(towns):
    """Finds the area of a name, code and year: the NIS code or slug of what was found, else the Unknown or text."""
    antwerp = make_province(name="Antwerpen", slug="antwerpen", code="10000")
    make_municipality(nis="11002", name="Antwerpen", province=antwerp)
    make_municipality(nis="23077", name="Sint-Pieters-Leeuw")
    make_place(name="Kermt", municipality=towns["71072"])
    areas = Areas()
    codes = {area.key: code for code, area in areas.by_code.items()}

    def find(name="", code="", year=2020, boundaries=None):
        areas.unknown.clear()
        areas.outside.clear()
        found = areas.find(Cell("x", name, code, year, None, "missing"), boundaries)
        if isinstance(found, Area):
            return codes[found.key]
        return next(iter([*areas.unknown, *areas.outside]))

    return find


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"code": "71016"}, "71016"),
        ({"code": "71022", "year": 2030}, "71022"),
        ({"code": "70000"}, "70000"),
        ({"code": "02000"}, "02000"),
        ({"code": "01000"}, "01000"),
        ({"name": "genk"}, "71016"),
        ({"name": "GENK (Hasselt)"}, "71016"),
        ({"name": "Sint Pieters\u2011Leeuw"}, "23077"),
        ({"name": "Hasselt", "year": 2024}, "71022"),
        ({"name": "Hasselt", "year": 2025}, "71072"),
        ({"name": "Hasselt", "year": 2020, "boundaries": 2025}, "71072"),
        ({"name": "Hasselt", "year": 2025, "boundaries": 2019}, "71022"),
        ({"name": "Kortessem", "year": 2026}, "73040"),
        ({"name": "Antwerpen"}, "11002"),
        ({"name": "Provincie Antwerpen"}, "10000"),
        ({"name": "prov. Limburg"}, "70000"),
        ({"name": "Limburg"}, "70000"),
        ({"name": "Vlaams Gewest"}, "02000"),
        ({"name": "België"}, "01000"),
        # Statbel's own variants of a name beside its code.
        ({"code": "71016", "name": "Genk (Limburg)"}, "71016"),
        ({"code": "11002", "name": "Anvers"}, "11002"),
    ],
    ids=str,
)
def test_area_is_found(find, question, code):
    assert find(**question) == code


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"name": "Hasselet"}, Unknown("Hasselet", ("Hasselt",))),
        ({"name": "Kermt"}, Unknown("Kermt", ("Kermt (Hasselt)",))),
        ({"name": "Atlantis"}, Unknown("Atlantis")),
        ({"code": "71999"}, Unknown("71999", (), "deze code kennen we niet")),
        (
            {"code": "71016", "name": "Hasselt"},
            Unknown("71016 Hasselt", (), "code en naam zijn van twee verschillende gemeenten"),
        ),
        ({"code": "62063", "name": "Liège"}, "Waalse gemeenten, provincies en gewest"),
        ({"code": "25072"}, "Waalse gemeenten, provincies en gewest"),
        ({"code": "73000"}, "arrondissementen en andere gebieden"),
    ],
    ids=str,
)
def test_area_is_not_guessed(find, question, answer):
    assert find(**question) == answer


def test_name_of_two_areas_is_not_guessed(find, towns):
    make_municipality(nis="71999", name="Kermt")
    make_municipality(nis="71998", name="kermt")
    areas = Areas()

    assert areas.find(Cell("x", "Kermt", "", 2020, None, "missing"), None) is None
    assert dict(areas.unknown) == {Unknown("Kermt", (), "meer dan één gebied heet zo"): 1}


@pytest.mark.parametrize(("year", "division"), [(2010, 2025), (2025, 2025), (2030, 2030)])
def test_division_is_one_the_area_belongs_to(year, division):
    assert Area(municipality=1, first=2025).division(year) == division


def test_division_of_a_former_municipality_ends(db):
    assert Area(municipality=1, last=2024).division(2030) == 2024
    assert Area(municipality=1, last=2024).division(2012) == 2012
