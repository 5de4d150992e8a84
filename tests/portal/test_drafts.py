"""What is not published, a visitor never sees, counts or finds."""

import pytest

from portal.models import Status
from tests.whole_site import (
    LISTS,
    addresses,
    exports,
    forms,
    make_one_of_each,
    make_vocabulary,
    scheme_files,
    titles,
    walk,
)

HIDDEN = [Status.DRAFT, Status.REVIEW, Status.ARCHIVED]
SECRET = "Geheimpje"


def plant(vocabulary, shown, status):
    """Entries of every kind that are not published, related to all that is; a dict of name to object."""
    hidden = make_one_of_each([vocabulary], status=status, title=f"{SECRET} {status}", summary=SECRET)
    shown["partner"].successors.add(hidden["partner"])
    shown["former_partner"].successors.add(hidden["partner"])
    hidden["former_partner"].successors.add(shown["partner"])
    shown["practice"].supported_by.add(hidden["partner"])
    hidden["practice"].supported_by.add(shown["partner"])
    for item in ("goal", "operational_goal", "action"):
        shown[item].practices.add(hidden["practice"])
        shown[item].monitors.add(hidden["monitor"])
    for item, goal in [("operational_goal", "goal"), ("action", "operational_goal")]:
        hidden[item].parent = shown[goal]
        hidden[item].save()
    for entry in shown.values():
        entry.save()
    return hidden


@pytest.fixture
def site(db, time_machine):
    """A portal with something of everything, on a day that does not pass."""
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    vocabulary = make_vocabulary()
    return vocabulary, make_one_of_each([vocabulary])


def test_site_does_not_change_with_what_is_hidden(client, site):
    """Every page, export, feed, calendar and count is letter by letter the same with and without."""
    vocabulary, shown = site
    choices = [
        f"/praktijken/?thema={vocabulary['theme'].slug}&gemeente={vocabulary['municipality'].nis}",
        f"/partners/?gemeente={vocabulary['municipality'].nis}",
        "/subsidies/?status=open",
        f"/subsidies/?gemeente={vocabulary['municipality'].nis}",
    ]
    starts = [*addresses(vocabulary, shown), *exports(), *scheme_files(shown["scheme"]), *forms(shown), *choices]
    before = walk(client, starts)
    hidden = [plant(vocabulary, shown, status) for status in HIDDEN]

    after = walk(client, starts)

    assert {address: leaks(text) for address, text in after.items() if leaks(text)} == {}
    assert after == before
    assert set(before) == set(starts)  # no link leads to a page that this test leaves out
    assert [set(entries) for entries in hidden] == [set(shown)] * 3


def leaks(text):
    """The statuses of the entries that show in a text."""
    return [status for status in HIDDEN if f"{SECRET} {status}" in text] or SECRET in text


def test_hidden_entry_has_no_page(client, site):
    for status in HIDDEN:
        hidden = plant(*site, status)

        pages = {entry.get_absolute_url() for name, entry in hidden.items() if name != "monitor"}
        assert {client.get(address).status_code for address in pages} == {404}, status


def test_hidden_entry_is_not_found_by_words(client, site):
    for status in HIDDEN:
        plant(*site, status)
    places = ["/zoeken/", *(address for address in LISTS if address != "/gemeenten/")]

    pages = {address: client.get(address, {"q": SECRET}).content.decode() for address in places}

    assert [address for address, page in pages.items() if any(f"{SECRET} {status}" in page for status in HIDDEN)] == []
    assert "0 resultaten" in pages["/zoeken/"]


def test_hidden_indicator_is_no_choice(client, site):
    """Its name does not show where somebody guesses its address."""
    for status in HIDDEN:
        hidden = plant(*site, status)["indicator"]

        page = client.get("/cijfers/", {"indicator": hidden.slug}).content.decode()

        assert SECRET not in page
        assert f"Niet begrepen en dus niet gebruikt: indicator “{hidden.slug}”" in page


@pytest.mark.parametrize("status", HIDDEN)
def test_hidden_goal_is_no_choice(client, site, status):
    """Its name does not show where somebody guesses its address."""
    hidden = plant(*site, status)["goal"]

    page = client.get("/beleidsplan/", {"doel": hidden.slug}).content.decode()

    assert SECRET not in page
    assert f"Niet begrepen en dus niet gebruikt: doelstelling “{hidden.slug}”" in page


def test_published_again_is_found(client, site):
    hidden = plant(*site, Status.DRAFT)
    for name in ("practice", "resource"):
        hidden[name].status, hidden[name].published_on = Status.PUBLISHED, "2026-06-15"
        hidden[name].save()

    page = client.get("/zoeken/", {"q": SECRET}).content.decode()

    assert "2 resultaten" in page
    for address, name in [("/praktijken/", "practice"), ("/hulpmiddelen/", "resource")]:
        assert titles(client.get(address, {"q": SECRET}).context["page"]) == [hidden[name].title]
