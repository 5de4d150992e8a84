"""The first page of the admin: what waits for whom, and nothing of what somebody may not see."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitor.models import FigureImport
from portal import waiting as portal_waiting
from portal.desk.blocks import Block, Item
from portal.desk.gathering import blocks_for
from portal.models import SearchCount, Status
from portal.roles import AGENCY, EDITOR, OFFICER
from portal.versions.models import Action
from portal.versions.recording import record
from practices.white_spots import Spot, spots, white_spots
from tests.factories import (
    make_merged_municipality,
    make_municipality,
    make_practice,
    make_province,
    make_resource,
    make_source,
    make_theme,
    make_user,
)


def headings(client):
    return [block.heading for block in blocks_for(client.user)]


def block(client, heading):
    [found] = [block for block in blocks_for(client.user) if block.heading == heading]
    return found


def texts(found):
    return [item.text for item in found.items]


def test_desk_shows_own_drafts_of_all_kinds_newest_first(sign_in):
    browser = sign_in(EDITOR)
    make_practice(title="Babbelbank", status=Status.DRAFT, owner=browser.user)
    make_resource(title="Taalwijzer", status=Status.DRAFT, owner=browser.user)
    make_practice(title="Van een ander", status=Status.DRAFT, owner=make_user(EDITOR))
    make_practice(title="Al voorgelegd", status=Status.REVIEW, owner=browser.user)

    assert texts(block(browser, "Uw ontwerpen")) == ["Taalwijzer", "Babbelbank"]
    page = browser.get("/beheer/").content.decode()
    assert "Babbelbank" in page
    assert "Van een ander" not in page.split("Laatste wijzigingen")[0].split("Uw ontwerpen")[1]


def test_desk_tells_how_many_drafts_there_are_in_all(sign_in):
    browser = sign_in(EDITOR)
    for _ in range(portal_waiting.SHOWN + 2):
        make_practice(status=Status.DRAFT, owner=browser.user)

    found = block(browser, "Uw ontwerpen")
    assert (len(found.items), found.count) == (portal_waiting.SHOWN, portal_waiting.SHOWN + 2)


def test_desk_shows_last_changes_but_no_drafts_of_other_towns(sign_in):
    genk, aalst = make_municipality(name="Genk"), make_municipality(name="Aalst")
    browser = sign_in(OFFICER, municipalities=[genk])
    editor = make_user(EDITOR, first_name="Lies", last_name="Peeters")
    own = make_practice(title="Van Genk", status=Status.DRAFT, municipalities=[genk])
    public = make_practice(title="Van Aalst")
    hidden = make_practice(title="Geheim van Aalst", status=Status.DRAFT, municipalities=[aalst])
    loaded = make_practice(title="Uit de bestanden")
    for entry in (own, hidden, public, public):
        entry.summary += "!"
        entry.save()
        record(entry, editor, Action.CHANGED)
    record(loaded, None, Action.FILES)

    assert texts(block(browser, "Laatste wijzigingen")) == ["Van Aalst", "Van Genk"]
    assert block(browser, "Laatste wijzigingen").items[0].note.startswith("gewijzigd op ")
    assert "Geheim van Aalst" not in browser.get("/beheer/").content.decode()


def test_desk_shows_editors_what_was_sought_in_vain(sign_in):
    today = timezone.localdate()
    for words, times, results, days in [
        ("zwemles", 3, 0, 0),
        ("zwemles", 2, 0, 5),
        ("taalles", 9, 4, 0),
        ("fietsles", 4, 0, 9),
        ("fietsles", 1, 2, 1),
        ("lang geleden", 8, 0, 60),
    ]:
        SearchCount.objects.create(day=today - timedelta(days=days), words=words, times=times, results=results)

    found = block(sign_in(EDITOR), "Gezocht en niet gevonden")
    assert found.items == [Item("“zwemles”", note="5 keer gezocht")]
    assert found.more_url == "/beheer/portal/searchcount/?gevonden=niets&dagen=30"
    assert "Gezocht en niet gevonden" not in headings(sign_in(OFFICER))


def test_white_spots_count_practices_by_theme_and_type_of_today(db):
    language, housing = make_theme(name="Taal", position=1), make_theme(name="Wonen", position=2)
    limburg = make_province()
    rim = make_municipality(name="Zaventem", type="vlaamse-rand", province=limburg)
    town = make_municipality(name="Pelt", type="gemeente", province=limburg)
    former = make_merged_municipality(rim, type="gemeente", province=limburg)
    for places in ([rim], [town], [town, rim], [former]):
        make_practice(themes=[language], municipalities=places)
    make_practice(themes=[language], municipalities=[town], status=Status.DRAFT)
    make_practice(themes=[housing], provinces=[limburg])

    counts = {(spot.theme.name, spot.type.value): spot.count for spot in spots() if spot.count}
    assert counts == {("Taal", "vlaamse-rand"): 3, ("Taal", "gemeente"): 2}
    assert Spot(language, type(spots()[0].type)("vlaamse-rand"), 3) not in white_spots()
    assert [spot.count for spot in white_spots()] == [0] * 6 + [2, 0, 0]
    assert [spot.type.value for spot in white_spots()[-2:]] == ["brussel", "brussel"]


def test_white_spots_have_a_page_for_who_sees_practices(sign_in):
    theme = make_theme(name="Taal")
    make_practice(themes=[theme], municipalities=[make_municipality(type="centrumstad")])

    page = sign_in(EDITOR).get("/beheer/practices/practice/witte-vlekken/")
    assert [(theme.name, [spot.count for spot in row]) for theme, row in page.context["table"]] == [
        ("Taal", [0, 1, 0, 0, 0])
    ]
    assert "Witte vlekken" in headings(sign_in(EDITOR))
    assert "Witte vlekken" not in headings(sign_in(AGENCY))
    assert sign_in(None).get("/beheer/practices/practice/witte-vlekken/").status_code == 403


def test_desk_tells_which_figures_did_not_fit(sign_in):
    source = make_source()
    common = {"digest": "0" * 64, "format": "long", "source": source}
    series = [{"name": "Vreemd", "indicator": "", "reason": "onbekend"}, {"name": "Inwoners", "indicator": "inwoners"}]
    odd = FigureImport.objects.create(
        name="oud.csv", report={"unknown_areas": [["Genck", 3]], "series": series}, **common
    )
    FigureImport.objects.create(name="goed.csv", report={"unknown_areas": [], "series": series[1:]}, **common)
    FigureImport.objects.create(name="leeg.csv", report={}, **common)
    FigureImport.objects.create(
        name="terug.csv", report={"unknown_areas": [["Genck", 3]]}, undone_at=timezone.now(), **common
    )

    assert block(sign_in(EDITOR), "Cijfers die niet pasten").items == [
        Item(
            "oud.csv", f"/beheer/monitor/figureimport/{odd.pk}/change/", "1 gebied niet herkend, 1 reeks niet ingelezen"
        )
    ]
    assert "Cijfers die niet pasten" not in headings(sign_in(OFFICER))


def test_part_of_the_desk_that_fails_leaves_the_others(sign_in, monkeypatch):
    def fail(user):
        raise ImproperlyConfigured("geheim")

    monkeypatch.setattr(portal_waiting, "waiting", fail)

    page = sign_in(EDITOR).get("/beheer/")
    assert page.status_code == 200
    assert "Dit deel kan nu niet getoond worden." in page.content.decode()
    assert "geheim" not in page.content.decode()


def test_account_without_role_sees_an_empty_desk(sign_in):
    page = sign_in(None).get("/beheer/")
    assert "Er wacht niets op u." in page.content.decode()


@pytest.mark.parametrize("role", [EDITOR, OFFICER])
def test_desk_costs_the_same_whatever_waits(sign_in, role):
    genk = make_municipality()
    browser = sign_in(role, municipalities=[genk])

    def add():
        entry = make_practice(status=Status.DRAFT, owner=browser.user, municipalities=[genk], themes=[make_theme()])
        record(entry, browser.user, Action.MADE)

    add()
    browser.get("/beheer/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/beheer/")
    add(), add()
    with CaptureQueriesContext(connection) as first:
        browser.get("/beheer/")
    with CaptureQueriesContext(connection) as three:
        browser.get("/beheer/")
    assert len(three) == len(one)
    assert len(first) <= 45


def test_blocks_come_in_their_order(sign_in, monkeypatch):
    blocks = [Block("Laat", 50, empty="niets"), Block("Leeg", 5), Block("Vroeg", 1, [Item("iets")], 1)]
    monkeypatch.setattr(portal_waiting, "waiting", lambda user: blocks)

    found = headings(sign_in(None))
    assert [heading for heading in found if heading in ("Laat", "Leeg", "Vroeg")] == ["Vroeg", "Laat"]
