"""The list, the overview and the page of a subsidy."""

from datetime import date

import pytest

from tests.factories import make_applicant, make_call, make_provider, make_province, make_scheme


@pytest.fixture
def scheme(db, time_machine):
    """A scheme with a round that closes on 30 June 2026; today is 15 June."""
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    scheme = make_scheme(
        title="Buurten",
        slug="buurten",
        provider=make_provider(name="Limburg", level="provinciaal", province=make_province(name="Limburg")),
        applicants=[make_applicant(name="Gemeente"), make_applicant(name="OCMW")],
        conditions="- samen\n- snel",
        amounts="Hoogstens € 5.000.",
        share_percent="12.50",
        valid_from=date(2026, 1, 1),
    )
    make_call(scheme=scheme, title="Ronde 2", opens_on=date(2026, 6, 1), closes_on=date(2026, 6, 30))
    make_call(scheme=scheme, title="Ronde 1", closes_on=date(2025, 6, 30))
    return scheme


def test_scheme_page_says_until_when(get, scheme):
    page = get("/subsidies/buurten/").content.decode()

    assert '<span class="state state-open">Open</span>' in page
    assert "<dt>Aanvragen tot en met</dt><dd>30 juni 2026</dd>" in page
    assert "<dt>Loopt vanaf</dt><dd>1 januari 2026</dd>" in page


def test_scheme_page_says_who_what_and_how_much(get, scheme):
    page = get("/subsidies/buurten/").content.decode()

    assert "<h2>Wie kan aanvragen?</h2><p>Gemeente, OCMW</p>" in page
    assert "<h2>Voorwaarden</h2><ul>\n<li>samen</li>\n<li>snel</li>\n</ul>" in page
    assert "<p>Aandeel in de kosten: 12,5 %.</p>" in page


def test_scheme_page_lists_its_calls(get, scheme):
    page = get("/subsidies/buurten/").content.decode()

    row = '<th scope="row">{}</th><td>{}</td><td>{}</td><td><span class="state state-{}">{}</span></td>'
    open_ = row.format("Ronde 2", "1 juni 2026", "30 juni 2026", "open", "Open")
    closed = row.format("Ronde 1", "niet bekend", "30 juni 2025", "gesloten", "Gesloten")
    assert page.index(open_) < page.index(closed)


def test_scheme_that_ended(get, scheme):
    scheme.valid_until = date(2026, 6, 14)
    scheme.save()
    page = get("/subsidies/buurten/").content.decode()

    assert '<span class="state state-gesloten">Gesloten</span>' in page
    assert "<dt>Liep tot en met</dt><dd>14 juni 2026</dd>" in page


def test_list_shows_state_and_deadline(get, scheme):
    page = get("/subsidies/").content.decode()

    assert "<strong>Aanvragen tot en met 30 juni 2026</strong>" in page
    assert '<a href="/subsidies/buurten/">Buurten</a>' in page


def test_state_changes_at_midnight_without_a_restart(get, scheme, time_machine):
    """The day is asked for at each request, not when the server starts."""
    assert get("/subsidies/buurten/").context["scheme"].state == "open"
    time_machine.move_to("2026-07-01T00:00:01+02:00", tick=False)

    assert get("/subsidies/buurten/").context["scheme"].state == "gesloten"
    assert [each.state for each in get("/subsidies/").context["page"]] == ["gesloten"]


def test_overview_is_one_page(get, scheme):
    for _ in range(60):
        make_scheme()
    response = get("/subsidies/overzicht/")

    assert len(response.context["page"]) == 61
    assert "Gemaakt op 15 juni 2026 om 12:00." in response.content.decode()
    assert "61 in totaal." in response.content.decode()


def test_overview_says_its_filters(get, scheme):
    page = get("/subsidies/overzicht/", niveau="provinciaal", status="open").content.decode()

    assert "Gekozen: niveau provincie; status open." in page
    assert 'href="/subsidies/?niveau=provinciaal&amp;status=open"' in page
    assert "<caption>Provincie</caption>" in page


def test_list_takes_its_filters_along(get, scheme):
    page = get("/subsidies/", niveau="provinciaal", pagina="1").content.decode()

    for target in ("export.xlsx", "export.ods", "export.csv", "export.json", "atom.xml", "overzicht/", "kalender.ics"):
        assert f'href="/subsidies/{target}?niveau=provinciaal"' in page
