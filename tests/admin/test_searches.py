"""The list of what visitors search for."""

from datetime import date

import pytest

from portal.models import SearchCount
from portal.roles import OFFICER


@pytest.fixture
def rows(sign_in, time_machine):
    """The list as an officer sees it, filtered by `query`: words, total, and results of the last time."""
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    for day, words, times, results in [
        (date(2026, 6, 15), "taal", 2, 40),
        (date(2026, 6, 10), "taal", 3, 39),
        (date(2026, 1, 1), "taal", 10, 0),
        (date(2026, 6, 14), "yoga", 6, 0),
        (date(2025, 6, 14), "slachten", 1, 2),
    ]:
        SearchCount.objects.create(day=day, words=words, times=times, results=results)
    client = sign_in(OFFICER)

    def rows(**query):
        response = client.get("/beheer/portal/searchcount/", query)
        assert response.status_code == 200
        return [(row.words, row.total, row.results) for row in response.context["cl"].result_list]

    return rows


def test_totals_by_words(rows):
    assert rows() == [("taal", 15, 40), ("yoga", 6, 0), ("slachten", 1, 2)]


def test_totals_of_a_period(rows):
    assert rows(dagen=7) == [("yoga", 6, 0), ("taal", 5, 40)]
    assert rows(dagen=30, q="taal") == [("taal", 5, 40)]
    assert rows(dagen="onzin") == rows()


def test_nothing_found(rows):
    assert rows(gevonden="niets") == [("taal", 10, 0), ("yoga", 6, 0)]
    assert rows(gevonden="niets", dagen=90) == [("yoga", 6, 0)]
    assert rows(gevonden="iets") == [("taal", 5, 40), ("slachten", 1, 2)]


def test_other_order(rows):
    assert [row[0] for row in rows(o="0")] == ["slachten", "taal", "yoga"]
    assert [row[0] for row in rows(o="1")] == ["slachten", "yoga", "taal"]


def test_nobody_writes_searches(sign_in):
    search = SearchCount.objects.create(day=date(2026, 6, 15), words="taal", times=1, results=1)
    client = sign_in("beheerder")

    addresses = ["add/", f"{search.pk}/delete/"]
    assert [client.get(f"/beheer/portal/searchcount/{address}").status_code for address in addresses] == [403, 403]
    client.post(f"/beheer/portal/searchcount/{search.pk}/change/", {"words": "anders"})
    search.refresh_from_db()
    assert search.words == "taal"
