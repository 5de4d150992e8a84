"""The pages and files of who qualifies, who received and the gap; and the list for one municipality."""

import pytest

from portal.exports.table import FORMULA_STARTS
from tests.exported import csv_rows, ods_sheets, records, xlsx_sheets
from tests.factories import (
    make_award,
    make_call,
    make_figure,
    make_indicator,
    make_merged_municipality,
    make_municipality,
    make_provider,
    make_province,
    make_rule,
    make_scheme,
    make_source,
)
from tests.whole_site import titles

EXTENSIONS = ["csv", "xlsx", "ods", "json"]
REASONS = {
    "Aalst": "Ja: Inwoners van elders: 1.500 (2025); nodig is minstens 1.000.",
    "Boom": "Nee: Inwoners van elders: 20 (2025); nodig is minstens 1.000.",
    "Cuba": "Onbekend: er is geen cijfer voor “Inwoners van elders”.",
    "Diest": "Ja: Inwoners van elders: 1.000 (2025); nodig is minstens 1.000.",
}


@pytest.fixture
def places(db):
    """Four municipalities by name: two qualify, one does not, of one nobody knows."""
    province = make_province(name="Vlaams-Brabant")
    return {
        name: make_municipality(name=name, nis=nis, province=province)
        for name, nis in [("Aalst", "41002"), ("Boom", "11005"), ("Cuba", "99001"), ("Diest", "24020")]
    }


@pytest.fixture
def scheme(places):
    indicator = make_indicator(title="Inwoners van elders", slug="elders", hides_small_groups=True)
    for name, value in [("Aalst", 1500), ("Boom", 20), ("Diest", 1000)]:
        make_figure(indicator=indicator, municipality=places[name], year=2025, value=value)
    scheme = make_scheme(slug="buurten", title="Buurten", rules_note="Bij benadering.")
    make_rule(scheme=scheme, indicator=indicator, threshold=1000)
    return scheme


def record_of(name, nis, answer):
    return {
        "nis": nis,
        "name": name,
        "qualifies": answer,
        "reason": REASONS[name],
        "year": None if name == "Cuba" else 2025,
    }


RECORDS = [
    record_of("Aalst", "41002", "ja"),
    record_of("Boom", "11005", "nee"),
    record_of("Cuba", "99001", "onbekend"),
    record_of("Diest", "24020", "ja"),
]
HEADINGS = ["NIS-code", "Gemeente", "Komt in aanmerking", "Waarom", "Jaar van het cijfer"]


def tables(get, address, **query):
    """The rows of a file in CSV, XLSX and ODS, as texts with "" for nothing; a dict."""
    book = xlsx_sheets(get(f"{address}.xlsx", **query))
    document = ods_sheets(get(f"{address}.ods", **query))
    found = {
        "csv": csv_rows(get(f"{address}.csv", **query)),
        "xlsx": [[cell.value for cell in row] for row in next(iter(book.values()))],
        "ods": next(iter(document.values())),
    }
    return {name: [["" if cell is None else str(cell) for cell in row] for row in rows] for name, rows in found.items()}


def test_municipalities_in_every_format(get, scheme):
    rows = [HEADINGS, *([str(value or "") for value in record.values()] for record in RECORDS)]

    assert records(get("/subsidies/buurten/gemeenten.json")) == RECORDS
    assert tables(get, "/subsidies/buurten/gemeenten") == {"csv": rows, "xlsx": rows, "ods": rows}


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        (["ja"], ["Aalst", "Diest"]),
        (["nee"], ["Boom"]),
        (["onbekend"], ["Cuba"]),
        (["ja", "onbekend"], ["Aalst", "Cuba", "Diest"]),
        (["misschien"], ["Aalst", "Boom", "Cuba", "Diest"]),
        (["misschien", "nee"], ["Boom"]),
    ],
)
def test_municipalities_by_answer(get, scheme, answers, names):
    page = get("/subsidies/buurten/gemeenten/", antwoord=answers)
    found = records(get("/subsidies/buurten/gemeenten.json", antwoord=answers))

    assert [record["name"] for record in found] == names
    assert [row.municipality.name for row in page.context["rows"]] == names
    assert ("antwoord “misschien”" in page.content.decode()) == ("misschien" in answers)


def test_file_keeps_nis_code_as_text(get, scheme):
    make_municipality(name="Nul", nis="01234")

    sheet = next(iter(xlsx_sheets(get("/subsidies/buurten/gemeenten.xlsx")).values()))

    assert {row[0].data_type for row in sheet[1:]} == {"s"}
    assert "01234" in [row[0].value for row in sheet]


def test_formula_in_a_name_stays_text_in_every_file(get, scheme):
    place = make_municipality(name="=HYPERLINK(1)", nis="10000")
    make_award(scheme=scheme, municipality=place, note="@som")

    for address in ("gemeenten", "toekenningen"):
        found = csv_rows(get(f"/subsidies/buurten/{address}.csv"))
        assert [cell for row in found for cell in row if cell.startswith(FORMULA_STARTS)] == []
        assert "'=HYPERLINK(1)" in [row[1] for row in found]
        [sheet, *_] = xlsx_sheets(get(f"/subsidies/buurten/{address}.xlsx")).values()
        assert {cell.data_type for row in sheet for cell in row if cell.value == "=HYPERLINK(1)"} == {"s"}
        [sheet, *_] = ods_sheets(get(f"/subsidies/buurten/{address}.ods")).values()
        assert "=HYPERLINK(1)" in [row[1] for row in sheet]


@pytest.mark.parametrize("name", ["gemeenten", "kloof", "toekenningen"])
def test_files_and_pages_of_a_draft_are_not_there(get, scheme, name):
    scheme.status = "draft"
    scheme.save()

    for address in [f"/subsidies/buurten/{name}.{extension}" for extension in EXTENSIONS]:
        assert get(address).status_code == 404
    assert get("/subsidies/buurten/gemeenten/").status_code == 404
    assert get("/subsidies/buurten/kloof/").status_code == 404


@pytest.mark.parametrize("address", ["gemeenten.pdf", "kloof.exe", "geheim.csv", "buurten.csv"])
def test_file_that_does_not_exist(get, scheme, address):
    assert get(f"/subsidies/buurten/{address}").status_code == 404


def test_scheme_page_says_the_rules_and_how_many_qualify(get, scheme):
    page = get("/subsidies/buurten/").content.decode()

    assert "<p>Deze regel geldt:</p>\n<ul><li>Inwoners van elders: minstens 1.000</li></ul>" in page
    assert '<a href="/cijfers/elders/">Inwoners van elders</a>' in page
    assert "<p>Bij benadering.</p>" in page
    assert "Ja: 2, Nee: 1, Onbekend: 1." in page
    assert "Komt Aalst in aanmerking?" not in page


def test_scheme_page_for_a_chosen_municipality(get, scheme, places):
    response = get("/subsidies/buurten/", gemeente="11005")

    assert response.context["asked"]["chosen"].verdict.reason == REASONS["Boom"]
    assert '<option value="11005" selected>Boom</option>' in response.content.decode()
    assert "Inwoners van elders: 20 (2025); nodig is minstens 1.000." in response.content.decode()


def test_scheme_page_for_a_former_municipality(get, scheme, places):
    make_merged_municipality(places["Diest"], nis="24999")

    assert get("/subsidies/buurten/", gemeente="24999").context["asked"]["chosen"].municipality == places["Diest"]


@pytest.mark.parametrize("nis", ["00000", "Aalst", "'", "\0", "9" * 5000])
def test_unknown_municipality_is_named_and_ignored(get, scheme, nis):
    for address in ("/subsidies/buurten/", "/subsidies/"):
        response = get(address, gemeente=nis)

        assert response.status_code == 200
        named = "Niet begrepen en dus niet gebruikt: gemeente" in response.content.decode()
        assert named == (nis != "\0")


def test_scheme_without_rules_says_so(get, places):
    make_scheme(slug="vaag")

    page = get("/subsidies/vaag/", gemeente="11005").content.decode()

    assert "Dat weet Kapstok niet: de voorwaarden zijn niet na te rekenen met cijfers." in page
    assert "<select" not in page


def test_gap_is_who_qualifies_and_never_received(get, scheme, places):
    make_award(scheme=scheme, municipality=places["Diest"], year=2012)
    make_award(scheme=scheme, municipality=places["Boom"], year=2013)
    make_award(scheme=make_scheme(), municipality=places["Aalst"])

    assert records(get("/subsidies/buurten/kloof.json")) == RECORDS[:1]
    rows = [HEADINGS, [str(value) for value in RECORDS[0].values()]]
    assert tables(get, "/subsidies/buurten/kloof") == {"csv": rows, "xlsx": rows, "ods": rows}
    page = get("/subsidies/buurten/kloof/")
    assert [row.municipality.name for row in page.context["gap"]] == ["Aalst"]
    assert "1 gemeente komt in aanmerking zonder dat er een toekenning bekend is. 2 gemeenten kregen" in (
        page.content.decode()
    )


def test_award_before_a_merger_counts_for_the_municipality_of_today(get, scheme, places):
    former = make_merged_municipality(places["Diest"], name="Oud-Diest", nis="24999")
    make_award(scheme=scheme, municipality=former, year=2010)

    assert [record["name"] for record in records(get("/subsidies/buurten/kloof.json"))] == ["Aalst"]
    [award] = records(get("/subsidies/buurten/toekenningen.json"))
    assert (award["nis"], award["name"], award["year"]) == ("24999", "Oud-Diest", 2010)


def test_awards_in_every_format(get, scheme, places):
    source = make_source(title="Jaarverslag", year=2015)
    make_award(scheme=scheme, municipality=places["Boom"], year=2013, amount="1234.50", note="Voorschot", source=source)
    make_award(scheme=scheme, municipality=places["Boom"], year=2014, source=source)

    assert records(get("/subsidies/buurten/toekenningen.json")) == [
        {"nis": "11005", "name": "Boom", "year": 2014, "amount": None, "note": "", "source": str(source)},
        {"nis": "11005", "name": "Boom", "year": 2013, "amount": 1234.5, "note": "Voorschot", "source": str(source)},
    ]
    found = tables(get, "/subsidies/buurten/toekenningen")
    assert found["csv"][0] == ["NIS-code", "Gemeente toen", "Jaar", "Bedrag (euro)", "Toelichting", "Bron"]
    assert found["csv"][2] == ["11005", "Boom", "2013", "1234,5", "Voorschot", str(source)]
    assert [row[:3] for row in found["xlsx"]] == [row[:3] for row in found["csv"]] == [row[:3] for row in found["ods"]]
    page = get("/subsidies/buurten/kloof/").content.decode()
    assert "€ 1.234,50" in page
    assert "niet bekend" in page


def test_gap_without_awards_says_so(get, scheme):
    assert "Kapstok kent nog geen toekenningen van deze subsidie." in get("/subsidies/buurten/kloof/").content.decode()


@pytest.fixture
def schemes(scheme, places):
    """Beside the scheme with a rule: one without, one of the province, and one of another province; by title."""
    own = make_provider(level="provinciaal", province=places["Aalst"].province)
    other = make_provider(level="provinciaal", province=make_province(name="Limburg"))
    vague = make_scheme(title="Vaag")
    near, far = make_scheme(title="Dichtbij", provider=own), make_scheme(title="Ver", provider=other)
    return {each.title: each for each in (scheme, vague, near, far)}


@pytest.mark.parametrize(
    ("nis", "expected"),
    [
        ("41002", ["Buurten", "Dichtbij", "Vaag"]),
        ("11005", ["Dichtbij", "Vaag"]),
        ("99001", ["Buurten", "Dichtbij", "Vaag"]),
    ],
)
def test_list_for_a_municipality_leaves_out_what_is_surely_not_for_it(get, schemes, nis, expected):
    response = get("/subsidies/", gemeente=nis, sorteer="titel")

    assert titles(response.context["page"]) == expected
    assert response.context["page"].paginator.count == len(expected)
    assert [
        record["title"] for record in records(get("/subsidies/export.json", gemeente=nis, sorteer="titel"))
    ] == expected
    overview = get("/subsidies/overzicht/", gemeente=nis, sorteer="titel")
    assert sorted(titles(overview.context["page"])) == expected


def test_list_says_the_answer_and_why(get, schemes):
    response = get("/subsidies/", gemeente="41002", sorteer="titel")

    assert [(name, verdict.reason) for card in response.context["page"] for name, verdict in card.verdicts] == [
        ("Aalst", REASONS["Aalst"]),
        ("Aalst", "Onbekend: de voorwaarden zijn niet te berekenen."),
        ("Aalst", "Onbekend: de voorwaarden zijn niet te berekenen."),
    ]
    assert "Waarvoor Aalst zeker niet in aanmerking komt, staat er niet bij." in response.content.decode()


def test_list_without_a_municipality_has_no_answers(get, schemes):
    page = get("/subsidies/").content.decode()

    assert "in aanmerking" not in page
    assert "Ver" in page


def test_list_for_two_municipalities_is_for_either(get, schemes):
    response = get("/subsidies/", gemeente=["41002", "11005"], sorteer="titel")

    assert titles(response.context["page"]) == ["Buurten", "Dichtbij", "Vaag"]
    assert [[name for name, _ in card.verdicts] for card in response.context["page"]] == [["Aalst", "Boom"]] * 3


def test_former_municipality_leads_to_that_of_today(get, schemes, places):
    make_merged_municipality(places["Boom"], nis="11999")

    response = get("/subsidies/", gemeente="11999")

    assert response.context["filters"].chosen() == [{"label": "gemeente", "text": "Boom", "without": ""}]
    assert sorted(titles(response.context["page"])) == ["Dichtbij", "Vaag"]


def test_counts_of_other_facets_are_of_what_is_left(get, schemes):
    response = get("/subsidies/", gemeente="11005")
    counts = {
        facet["name"]: {choice.value: choice.count for choice in facet["choices"]}
        for facet in response.context["facets"]
    }

    assert counts["niveau"] == {"vlaams": 1, "provinciaal": 1}
    assert counts["status"] == {"niet-nagekeken": 2}
    assert set(counts["gemeente"]) == {"41002", "11005", "99001", "24020"}
    assert set(counts["gemeente"].values()) == {None}


def test_municipality_narrows_a_search_too(get, schemes):
    assert titles(get("/subsidies/", q="buurten", gemeente="41002").context["page"]) == ["Buurten"]
    assert titles(get("/subsidies/", q="buurten", gemeente="11005").context["page"]) == []


def test_calendar_follows_the_municipality(get, schemes):
    for title, scheme in schemes.items():
        make_call(scheme=scheme, title=f"Ronde {title}", closes_on="2099-01-01")

    found = get("/subsidies/kalender.ics", gemeente="11005").content.decode()

    assert [title for title in schemes if f"Ronde {title}" in found] == ["Vaag", "Dichtbij"]


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/subsidies/?gemeente=41002", 5),
        ("/subsidies/buurten/?gemeente=41002", 4),
        ("/subsidies/buurten/gemeenten/", 2),
        ("/subsidies/buurten/kloof/", 3),
    ],
)
def test_queries_with_one_and_three(client, scheme, places, django_assert_max_num_queries, address, most):
    """Once the figures and rules are at hand: what follows from them is remembered until content changes."""

    def cost(number):
        client.get(f"{address.split('?')[0]}?gemeente=24020")
        with django_assert_max_num_queries(most) as captured:
            client.get(f"{address}{'&' if '?' in address else '?'}x={number}")
        return len(captured)

    first = cost(1)
    for _ in range(3):
        other = make_scheme()
        make_rule(scheme=other)
        make_award(scheme=scheme, municipality=make_municipality())

    assert cost(2) == first


def test_answers_follow_a_changed_figure_at_once(get, scheme, places):
    assert get("/subsidies/buurten/", gemeente="11005").context["asked"]["chosen"].verdict.answer == "nee"
    scheme.rules.update(threshold=20)

    assert get("/subsidies/buurten/", gemeente="11005").context["asked"]["chosen"].verdict.answer == "ja"


def test_file_of_one_municipality(get, scheme):
    assert records(get("/subsidies/buurten/gemeenten.json", gemeente="41002")) == RECORDS[:1]
