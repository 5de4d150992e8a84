"""The portal's pages from within: addresses to ask for, queries, time in the database, size."""

import statistics
import tempfile
import time
import zlib
from contextlib import contextmanager
from itertools import combinations, count, islice, permutations, product
from random import Random

from django.db import close_old_connections, connection
from django.test import Client
from psycopg.pq import Trace

from portal.models import IndexedEntry, Province, TargetGroup, Theme
from portal.search.engine import search
from portal.search.kinds import Kind
from portal.search.statement import Wish, answered, rows_on
from practices.models import Practice
from subsidies.models import Scheme
from tests.bench import pages
from tests.bench.fill import vocabulary
from tests.bench.words import FLATTENING

PAGE_SIZE, LAST_PAGE = 20, 15  # as many pages as 300 practices have, so that sizes compare
MOST_ADDRESSES = 20_000
FEW_QUESTIONS = 15  # that are asked again and again, each time at an address that nobody asked before
TIMES = 7  # that a page is timed; the first does not count
SENT = ("Query", "Execute")  # messages of PostgreSQL's protocol that run a statement
unused = count(1)


def look():
    """All that the bench wants to know of the database of the settings; a dict that JSON can hold."""
    words = FrequentWords()
    addresses = all_addresses(words)
    pairs = {name: words.pair(share) for name, share in pages.SHARES.items()}
    return {
        "addresses": addresses,
        "queries": {name: max(map(queries, islice(of_page, 10))) for name, of_page in addresses.items()},
        "list_kb": len(zlib.compress(asked(addresses["list"][0]).content, 6)) / 1000,
        "pairs": {name: {"words": pair, "matches": matches(pair)} for name, pair in pairs.items()},
        "database": {
            page: {name: database_ms(address.format(pair.replace(" ", "+"))) for name, pair in pairs.items()}
            for page, address in pages.SEARCHES.items()
        },
    }


def matches(words):
    """How many practices the portal's search finds by all of `words`; exactly, also where a page stops counting."""
    result = search(Wish((Kind.PRACTICE,), limit=1), words, literally=True)
    if result.wish is None or result.is_partial:  # words that nobody searches for, such as "voor", or not all of them
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {IndexedEntry._meta.db_table} WHERE kind = %s AND vector @@ %s::tsquery",
            [Kind.PRACTICE, result.wish.preferred or result.wish.query],
        )
        return cursor.fetchone()[0]


class FrequentWords:
    """Words of our own content, and in what share of the practices each occurs."""

    SAMPLE = 60

    def __init__(self):
        self.total = Practice.objects.published().count()
        words = [word for word in vocabulary().words if len(word) > 3]
        # Evenly over the frequencies: the next is a tenth rarer than the one before.
        ranks = sorted({int(FLATTENING * 1.1**step) for step in range(self.SAMPLE)})
        found = {words[rank]: matches(words[rank]) for rank in ranks if rank < len(words)}
        self.shares = {word: number / self.total for word, number in found.items() if number}

    def pair(self, share):
        """Two words that occur together in about `share` of the practices, in at least one."""
        nearest = sorted(self.shares, key=lambda word: abs(self.shares[word] - share**0.5))[:6]
        found = {" ".join(pair): matches(" ".join(pair)) for pair in combinations(nearest, 2)}
        return min((pair for pair in found if found[pair]), key=lambda pair: abs(found[pair] / self.total - share))

    def pairs(self):
        """Pairs of words that each occur in a tenth to four tenths, so together in 1 to 16 %; a list of "a b".

        In both orders, which are two questions: more than a worker remembers.
        """
        frequent = [word for word, share in self.shares.items() if 0.1 <= share <= 0.4]
        return [" ".join(pair) for pair in permutations(frequent, 2)]


def all_addresses(words):
    """Addresses of each page that all give a full page, shuffled; a dict of page name to list of str."""
    pairs = [pair.replace(" ", "+") for pair in words.pairs()]
    found = {
        "list": list_addresses(words.total),
        "filtered": [
            f"/praktijken/?q={pair}&thema={theme}&provincie={province}"
            for pair, theme, province in product(pairs, slugs(Theme)[:4], slugs(Province)[:4])
        ],
        "search": [f"/zoeken/?q={pair}" for pair in pairs],
        "practice": [f"/praktijken/{slug}/" for slug in slugs(Practice.objects.published()[:MOST_ADDRESSES])],
        "theme": [f"/themas/{slug}/" for slug in slugs(Theme)],
        "subsidy": [f"/subsidies/{slug}/" for slug in slugs(Scheme.objects.published())],
        "municipalities": ["/gemeenten/"],
    }
    for name in found.keys() - {"list"}:
        Random(1).shuffle(found[name])
    found["again"] = found["filtered"][:FEW_QUESTIONS]
    return {name: of_page[:MOST_ADDRESSES] for name, of_page in found.items()}


def list_addresses(total):
    """The list by page and by one filter that leaves at least a page; the plain list first."""
    last = min(LAST_PAGE, total // PAGE_SIZE)
    narrowed = [f"thema={slug}" for slug in slugs(Theme)[:5]] + [f"doelgroep={slug}" for slug in slugs(TargetGroup)[:5]]
    plain = [f"/praktijken/?pagina={page}" for page in range(2, last + 1)]
    filtered = [f"/praktijken/?{choice}" for choice in [*narrowed, "sorteer=nieuw"]]
    mixed = plain + filtered
    Random(1).shuffle(mixed)
    return ["/praktijken/", *mixed]


def slugs(things):
    """The slugs of a queryset, or of all of a model, the oldest first."""
    queryset = things.objects.order_by("pk") if isinstance(things, type) else things
    return list(queryset.values_list("slug", flat=True))


def asked(address):
    """The answer to a question that nobody asked before."""
    close_old_connections()  # as at the start of every real request
    for remembered in (answered, rows_on):
        remembered.forget()
    mark = "&" if "?" in address else "?"
    response = Client(SERVER_NAME="127.0.0.1").get(f"{address}{mark}n={next(unused)}", secure=True)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")
    return response


def queries(address):
    """How many statements a page sends to the database, all included: also what Django's wrappers do not see."""
    asked(address)  # so that what is kept from visit to visit is there
    with tempfile.TemporaryFile("w+") as trace:
        driver = connection.connection.pgconn
        driver.trace(trace.fileno())
        driver.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        asked(address)
        driver.untrace()
        trace.seek(0)
        return sum(line.startswith("F\t") and line.split("\t")[2] in SENT for line in trace)


@contextmanager
def timed_statements():
    """Gives a list that gets the milliseconds of each statement."""
    found = []

    def measure(execute, *arguments):
        started = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            found.append((time.perf_counter() - started) * 1000)

    with connection.execute_wrapper(measure):
        yield found


def database_ms(address):
    """Milliseconds that the database takes for all statements of a page; the median of some times."""
    found = []
    for _ in range(TIMES):
        with timed_statements() as milliseconds:
            asked(address)
        found.append(sum(milliseconds))
    return statistics.median(found[1:])
