"""Random and hostile query strings against the served portal: no error of the server, and nothing slow."""

import os
import threading
from collections import Counter
from itertools import count

from tests.bench import databases
from tests.bench.client import get
from tests.bench.environment import SECURE, environment
from tests.bench.hostile_addresses import address
from tests.bench.progress import number, say
from tests.bench.serving import PORTAL, serving

NUMBER, SIZE, CONNECTIONS = 50_000, 3_000, 4
LONGEST = 2  # seconds for one answer
SLOWEST, FAULTS = 10, 50  # shown
WIDTH = 120  # characters of an address that are shown, unless it went wrong
SAY_EVERY = 2_500


def attack(port, total):
    """Asks the site on `port` for `total` addresses; a list of (seconds, status, address), the slowest first.

    Status 0: the site gave no answer.
    """
    found, numbers = [], count()

    def ask():
        while (each := next(numbers)) < total:
            place = address(each)
            try:
                answer = get(port, place, SECURE)
                found.append((answer.total, answer.status, place))
            except OSError:
                found.append((0.0, 0, place))
            if (each + 1) % SAY_EVERY == 0:
                say(f"{number(each + 1)} van {number(total)} gevraagd.")

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found, reverse=True)


def wrong(found):
    """Those of `found` that should not be: no answer, an error of the server, or too late."""
    return [each for each in found if each[0] > LONGEST or each[1] == 0 or each[1] >= 500]


def report(found):
    """What came of it; a str."""
    statuses = Counter(status for _, status, _ in found)
    told = ", ".join(f"{number(times)} keer {status}" for status, times in sorted(statuses.items()))
    bad = wrong(found)
    return "\n".join(
        [
            f"{number(len(found))} adressen: {told}",
            f"De {SLOWEST} traagste:",
            *(line(*each, WIDTH) for each in found[:SLOWEST]),
            f"Fout, geen antwoord of meer dan {LONGEST} s: {number(len(bad))}",
            *(line(*each) for each in bad[:FAULTS]),
        ]
    )


def line(seconds, status, place, width=None):
    """One address with its time and status."""
    return f"  {seconds:6.2f} s  {status}  {place[:width]}"


def run():
    """Attacks a portal as large as the first of SIZES; the report, and whether all went well."""
    total = int(os.environ.get("NUMBER") or NUMBER)
    size = int((os.environ.get("SIZES") or str(SIZE)).split()[0])
    with databases.running_server() as server:
        url = databases.prepared(server, size)
        with serving(PORTAL, environment(databases.directory(), url), databases.log()) as site:
            found = attack(site.port, total)
    return report(found), not wrong(found)
