"""The parts of the bench that need no server; nothing here is timed."""

import random
from dataclasses import replace

import pytest

from tests.bench import hostile, load, pages, progress
from tests.bench.client import parsed, request
from tests.bench.exports import Export
from tests.bench.hostile_addresses import address
from tests.bench.load import Figures
from tests.bench.measuring import Result
from tests.bench.practices import Keys, make_up
from tests.bench.report import report
from tests.bench.words import Vocabulary, by_frequency

KEYS = Keys(
    themes=[1, 2, 3],
    domains=[4, 5],
    target_groups=[6, 7],
    municipalities=list(range(10, 300)),
    provinces=[8, 9],
    sources=[1, 2],
    supported_by=[3],
)


@pytest.fixture
def vocabulary():
    return Vocabulary([f"woord{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(400)])


def test_words_come_by_frequency_then_by_name():
    assert by_frequency(["De taal en de school.", "Taal, TAAL en 3 scholen; a"]) == [
        "taal",
        "de",
        "en",
        "scholen",
        "school",
    ]


def test_text_is_the_same_for_the_same_seed(vocabulary):
    assert vocabulary.text(random.Random(1), 40) == vocabulary.text(random.Random(1), 40)
    assert vocabulary.text(random.Random(1), 40) != vocabulary.text(random.Random(2), 40)


def test_frequent_words_are_drawn_more_often_as_zipf_has_it(vocabulary):
    bag = vocabulary.bag(random.Random(1), 100_000)
    first, later = bag.count(vocabulary.words[0]), bag.count(vocabulary.words[99])

    assert first / later == pytest.approx((100 + 10) / (1 + 10), rel=0.2)


def test_practice_depends_on_its_number_alone(vocabulary):
    assert make_up(7, vocabulary, KEYS) == make_up(7, vocabulary, KEYS)
    assert make_up(7, vocabulary, KEYS) != make_up(8, vocabulary, KEYS)


def test_practices_fit_their_columns_and_refer_to_what_there_is(vocabulary):
    for number in range(200):
        columns, relations = make_up(number, vocabulary, KEYS)
        assert len(columns["title"]) <= 120
        assert len(columns["slug"]) <= 80
        assert len(columns["summary"]) <= 400
        assert all(set(found) <= set(getattr(KEYS, name)) for name, found in relations.items())
        assert bool(relations["municipalities"]) != bool(relations["provinces"])


def test_wrk_asks_for_every_address_in_turn():
    text = load.script("/tmp/addresses")

    assert 'io.lines("/tmp/addresses")' in text
    assert "return wrk.format(nil, address)\n" in text


def test_wrk_makes_a_cold_address_unique():
    assert (
        'return wrk.format(nil, address.. (address:find("?", 1, true) and "&" or "?") .. "n=5f-" .. asked)\n'
        in load.script("/tmp/addresses", "5f")
    )


def test_figures_of_our_own_generator():
    assert load.figures([10.0] * 99 + [30.0], 2.0, 1) == Figures(50.0, 10.0, pytest.approx(29.8), 1)
    assert load.figures([], 2.0, 3) == Figures(0, 0, 0, 3)


def test_request_and_head_of_an_answer():
    assert request("/zoeken/?q=\udcff", {"X-Test": "1"}) == (
        b"GET /zoeken/?q=\xff HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Test: 1\r\n\r\n"
    )
    assert parsed(b'HTTP/1.1 304 Not Modified\r\nETag: W/"a:b"\r\nX: y') == (304, {"etag": 'W/"a:b"', "x": "y"})


def test_numbers_as_dutch_writes_them():
    assert [progress.number(1234567), progress.number(1234.56, 1), progress.number(0.5, 2)] == [
        "1.234.567",
        "1.234,6",
        "0,50",
    ]


@pytest.fixture
def result():
    """A size at which every goal is just met."""
    names = [page.name for page in pages.PAGES]
    pair = {"words": "school taal", "matches": 10_600}
    return Result(
        size=100_000,
        inside={
            "queries": {page.name: page.queries or 9 for page in pages.PAGES},
            "list_kb": 12,
            "pairs": dict.fromkeys(pages.SHARES, pair),
            "database": {search: dict.fromkeys(pages.SHARES, 35) for search in pages.SEARCHES},
        },
        runs={
            (page.name, temperature): Figures(1000 * goal, 10, 25, 0)
            for page in pages.PAGES
            for temperature, goal in page.goals.items()
        },
        bare=dict.fromkeys(names, 1000),
        worker_mb=90,
        exports={extension: Export(1, 40, 12.5, 60, "klaar") for extension in pages.EXPORTS},
    )


def lines_of(*results):
    return report({"sjabloon (T)": Figures(1000, 12.5, 25, 0)}, list(results)).splitlines()


def test_report_when_all_goals_are_met(result):
    lines = lines_of(result)

    assert lines[-1] == "Alle doelen gehaald."
    assert not [line for line in lines if "✗" in line]


def test_report_names_what_misses_its_goal(result):
    result.runs["list", pages.COLD] = Figures(349, 10, 26, 0)
    result.runs["theme", pages.WARM] = Figures(5000, 10, 12, 3)
    result.inside["queries"]["practice"] = 4
    result.inside["database"]["search"]["breed"] = 35.1
    result.exports["ods"] = Export(1.1, 40, 12.5, 61, "klaar")
    result.exports["csv"] = Export(0, 0, 0, 0, "afgebroken")

    lines = lines_of(result)

    assert lines[lines.index("✗ Niet gehaald:") + 1 :] == [
        "  100.000, lijst van praktijken, p99÷p50: 2,6",
        "  100.000, lijst van praktijken, koud ÷T: 0,35",
        "  100.000, praktijk, queries: 4",
        "  100.000, thema, warm: 3 fout",
        "  100.000, databank, zoeken in alles, breed: 35,1 ms",
        "  100.000, export csv, eerste byte: 0,00 s",
        "  100.000, export ods, eerste byte: 1,10 s",
        "  100.000, export ods, geheugen: 61 MB",
    ]


def test_report_tells_what_is_left_when_the_portal_grows(result):
    small = replace(
        result, size=300, runs={key: replace(run, rate=run.rate * 1.25) for key, run in result.runs.items()}
    )

    lines = lines_of(small, result)

    assert "groei 300 → 100.000, lijst van praktijken: 0,80 ✗ doel 0,9" in lines
    assert "groei 300 → 100.000, twee woorden, twee filters: 0,80   doel 0,6" in lines
    assert lines[-1] == "  groei 300 → 100.000, lijst van praktijken: 0,80"


def test_small_portal_has_no_goals_of_speed(result):
    small = replace(result, size=300, runs={key: replace(run, rate=1) for key, run in result.runs.items()})

    assert lines_of(small)[-1] == "Alle doelen gehaald."


def test_hostile_addresses_are_the_same_in_every_run():
    assert [address(number) for number in range(200)] == [address(number) for number in range(200)]
    assert len({address(number) for number in range(200)}) > 190


def test_hostile_addresses_fit_a_request_line():
    for number in range(2_000):
        assert not set(address(number)) & set(" \r\n\0")
        request(address(number), {}).decode("ascii")


def test_hostile_report_tells_slow_and_failed_answers():
    found = [(2.5, 200, "/a"), (0.4, 500, "/b"), (0.3, 404, "/c"), (0.2, 200, "/d"), (0.0, 0, "/e")]

    assert hostile.wrong(found) == [found[0], found[1], found[4]]
    assert hostile.report(found).splitlines() == [
        "5 adressen: 1 keer 0, 2 keer 200, 1 keer 404, 1 keer 500",
        "De 10 traagste:",
        "    2.50 s  200  /a",
        "    0.40 s  500  /b",
        "    0.30 s  404  /c",
        "    0.20 s  200  /d",
        "    0.00 s  0  /e",
        "Fout, geen antwoord of meer dan 2 s: 3",
        "    2.50 s  200  /a",
        "    0.40 s  500  /b",
        "    0.00 s  0  /e",
    ]
