"""The analysis of one municipality: what it tells, what can be left out, and its PDF."""

from datetime import date

import pytest

from monitor.models import Indicator
from portal import pdf
from portal.views.analysis import choices
from tests.factories import (
    make_call,
    make_checklist_item,
    make_contact_point,
    make_figure,
    make_indicator,
    make_merged_municipality,
    make_municipality,
    make_practice,
    make_province,
    make_question,
    make_resource,
    make_scheme,
    make_source,
    make_theme,
)
from tests.portal.test_queries import number_of_queries
from tests.whole_site import titles

ADDRESS = "/gemeenten/stad-7/omgevingsanalyse/"
PDF = "/gemeenten/stad-7/omgevingsanalyse.pdf"


@pytest.fixture
def theme(db):
    return make_theme(name="Werk", slug="werk", question="Wie vindt werk?")


@pytest.fixture
def towns(theme):
    """Eight towns of some 1.000 inhabitants; ten to sixteen percent is something, in the last 80 percent."""
    province = make_province(name="Limburg")
    source = make_source(title="Statbel, iets", publisher="Statbel")
    inhabitants = make_indicator(
        title="Inwoners", slug="inwoners", position=1, sentence="Er wonen {waarde} mensen.", is_additive=True
    )
    share = make_indicator(
        title="Iets",
        slug="iets",
        unit="%",
        decimals=1,
        position=2,
        sentence="{waarde} is iets.",
        definition="Wie iets is.",
        themes=[theme],
    )
    towns = [make_municipality(name=f"Stad {number}", slug=f"stad-{number}", province=province) for number in range(8)]
    for number, town in enumerate(towns):
        make_figure(indicator=inhabitants, municipality=town, year=2025, value=1_000 + number, source=source)
        for year in (2014, 2020, 2024):
            value = 10 + number if number < 7 else 80
            make_figure(indicator=share, municipality=town, year=year, value=value, source=source)
    return towns


def test_title_says_of_whom_of_when_and_of_which_figures(get, towns, time_machine):
    time_machine.move_to("2026-11-22T12:00:00+01:00", tick=False)

    page = get(ADDRESS).content.decode()

    assert "<h1>Integratie in Stad 7</h1>" in page
    assert "22 november 2026, op basis van cijfers tot 2025" in page
    assert "https://kapstok.example/gemeenten/stad-7/omgevingsanalyse/" in page


def test_figures_stand_beside_peers_province_and_flanders(get, towns):
    response = get(ADDRESS)

    figures = response.context["figures"]
    shown = [(row.main.indicator.slug, row.main.value.value, row.main.middle) for row in figures.rows]
    assert shown == [("inwoners", 1_007, 1_003), ("iets", 80, 13)]
    assert figures.areas == ["Provincie Limburg", "Vlaanderen"]
    assert [value and value.value for value in figures.rows[0].around] == [8_028, 8_028]
    page = response.content.decode()
    assert "<strong>80,0&nbsp;%</strong> is iets." in page
    assert "(2024; gemeenten die erop lijken: 13,0&nbsp;%)" in page


def test_every_figure_has_its_source_year_and_definition(get, towns):
    response = get(ADDRESS)

    uses = [(use.indicator.slug, use.years, titles(use.sources)) for use in response.context["figures"].uses]
    assert uses == [("inwoners", "2025", ["Statbel, iets"]), ("iets", "2014 tot 2024", ["Statbel, iets"])]
    assert "Wie iets is." in response.content.decode()


def test_what_stands_out_comes_with_practices_and_questions_of_its_theme(get, towns, theme):
    here = make_practice(municipalities=[towns[7]], themes=[theme])
    peer = make_practice(municipalities=[towns[0]], themes=[theme])
    question = make_question(themes=[theme])
    item = make_checklist_item(checklist=make_resource(kind="denkvragen", themes=[theme]), title="Wat nu?")
    make_practice(municipalities=[make_municipality()], themes=[theme])
    make_practice(municipalities=[towns[0]], themes=[make_theme()])
    for hidden in ({"municipalities": [towns[7]]}, {"municipalities": [towns[0]]}):
        make_practice(title="Geheim", themes=[theme], status="draft", **hidden)
    make_question(title="Geheim", themes=[theme], status="draft")
    draft = make_resource(kind="denkvragen", title="Geheim", themes=[theme], status="draft")
    make_checklist_item(checklist=draft, title="Geheim")

    response = get(ADDRESS)

    (talk,) = response.context["talks"]
    assert (talk.theme, titles(talk.here), titles(talk.peers)) == (theme, [here.title], [peer.title])
    assert (titles(talk.questions), talk.items) == ([question.title], [item])
    page = response.content.decode()
    assert "Geheim" not in page
    assert f'<a href="{peer.get_absolute_url()}?gemeente={towns[7].nis}">' in page
    assert page.count("Wie vindt werk?") == 2


def test_practices_of_all_themes_when_no_theme_stands_out(get, towns):
    Indicator.objects.get(slug="iets").themes.clear()
    peer = make_practice(municipalities=[towns[0]])

    (talk,) = get(ADDRESS).context["talks"]

    assert (talk.theme, talk.here, titles(talk.peers), talk.items) == (None, [], [peer.title], [])


def test_subsidies_that_are_sure_are_listed_and_others_counted(get, towns):
    opened = make_call(closes_on=date(2099, 1, 1)).scheme
    make_scheme()
    make_call(closes_on=date(2020, 1, 1))
    make_scheme(title="Geheim", status="draft")

    response = get(ADDRESS)

    money = response.context["money"]
    assert (titles(money.schemes), money.refused, money.unchecked) == ([opened.title], [], 1)
    assert "Geheim" not in response.content.decode()


def test_small_groups_are_hidden_in_every_part(get, towns):
    small = make_indicator(
        title="Klein", position=3, sentence="{waarde} mensen.", is_additive=True, hides_small_groups=True
    )
    for year in (2014, 2020, 2024):
        make_figure(indicator=small, municipality=towns[7], year=year, value=7)

    page = get(ADDRESS).content.decode()

    assert "Klein: verborgen (kleine groep)." in page
    assert (">7<" in page, " 7 mensen" in page, "<strong>7</strong>" in page) == (False, False, False)


def test_sections_can_be_left_out(get, towns):
    helper = make_contact_point(municipalities=[towns[7]]).partner

    response = get(ADDRESS, zonder=["partners", "evolutie", "praktijken", "subsidies", "vragen"])

    page = response.content.decode()
    headings = ["evolutie", "praktijken", "partners", "subsidies", "vragen"]
    assert [name for name in headings if f'<h2 id="{name}">' in page] == []
    assert helper.title not in page
    assert [use.years for use in response.context["figures"].uses] == ["2025", "2024"]
    assert ('<h2 id="cijfers">' in page, '<h2 id="bronnen">' in page) == (True, True)
    everything = get(ADDRESS).content.decode()
    assert [name for name in headings if f'<h2 id="{name}">' in everything] == headings
    assert helper.title in everything


def test_group_is_chosen_in_the_address(get, towns):
    response = get(ADDRESS, vergelijk="provincie")

    assert response.context["peers"].by == "provincie"
    assert response.context["choices"].query_string == "?vergelijk=provincie"


def test_unknown_choices_are_named_and_ignored(get, towns):
    response = get(ADDRESS, vergelijk=["<b>", "\0"], zonder=["niets", "vragen", "vragen"])

    chosen = response.context["choices"]
    assert (chosen.by, chosen.without, chosen.ignored) == ("lijkt", ("vragen",), ("<b>", "niets"))
    assert "de keuze “&lt;b&gt;” niet" in response.content.decode()


def test_former_municipality_leads_to_that_of_today_with_the_choices(get, towns):
    make_merged_municipality(towns[7], slug="dorp", nis="99999")

    for slug in ("dorp", "99999", towns[7].nis):
        response = get(f"/gemeenten/{slug}/omgevingsanalyse/", vergelijk="type", zonder="vragen")
        assert (response.status_code, response.headers["Location"]) == (301, f"{ADDRESS}?vergelijk=type&zonder=vragen")
    assert get("/gemeenten/dorp/omgevingsanalyse.pdf").headers["Location"] == PDF
    assert get("/gemeenten/nergens/omgevingsanalyse/").status_code == 404


def test_municipality_without_anything(get, db):
    make_municipality(name="Leeg", slug="leeg")

    response = get("/gemeenten/leeg/omgevingsanalyse/")

    page = response.content.decode()
    assert response.status_code == 200
    assert "Kapstok heeft nog geen hoofdcijfers over Leeg." in page
    assert "Voor deze gemeente is nog geen aanspreekpunt bekend." in page


def test_queries_with_one_and_three_of_everything(client, towns, theme):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make_practice(municipalities=[towns[7], towns[0]], themes=[theme])
            make_question(themes=[theme])
            make_checklist_item(checklist=make_resource(kind="denkvragen", themes=[theme]))
            make_contact_point(municipalities=[towns[7]])
            make_call(closes_on=date(2099, 1, 1))
        counts.append(number_of_queries(client, ADDRESS))

    assert counts[0] == counts[1]
    assert counts[0][1] < 12


def test_without_pdf_the_link_is_not_there_and_the_address_says_so(get, towns, monkeypatch):
    monkeypatch.setattr(pdf, "is_available", lambda: False)

    response = get(PDF)

    assert response.status_code == 404
    assert "Dit portaal kan zelf geen PDF maken." in response.content.decode()
    assert PDF not in get(ADDRESS).content.decode()


def test_pdf_has_the_choices_of_the_page(get, towns, monkeypatch):
    made = []
    monkeypatch.setattr(pdf, "is_available", lambda: True)
    monkeypatch.setattr(pdf, "pdf_of", lambda html: made.append(html) or b"%PDF-1.7")

    response = get(PDF, zonder="vragen")

    assert (response.content, response.headers["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert 'filename="omgevingsanalyse-stad-7-' in response.headers["Content-Disposition"]
    assert ('<h2 id="vragen">' in made[0], '<h2 id="bronnen">' in made[0]) == (False, True)
    assert f'href="{PDF}?zonder=vragen"' in get(ADDRESS, zonder="vragen").content.decode()


def test_pdf_that_cannot_be_made_now(get, towns, monkeypatch):
    def refuse(html):
        raise pdf.PdfError

    monkeypatch.setattr(pdf, "is_available", lambda: True)
    monkeypatch.setattr(pdf, "pdf_of", refuse)

    response = get(PDF)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "15")
    assert "Probeer het over een minuut opnieuw." in response.content.decode()


def test_every_section_but_figures_and_sources_can_be_left_out():
    assert list(choices.SECTIONS) == ["evolutie", "praktijken", "partners", "subsidies", "vragen"]
