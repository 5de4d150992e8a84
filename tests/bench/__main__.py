"""`python -m tests.bench`: the bench, `clean` to drop its data, `hostile` or `saves`; settings in the environment."""

import os
import shutil
import subprocess
import sys
import time

from portal.embedded.errors import ServerError
from tests.bench import databases, hostile, saves
from tests.bench.environment import end_when_asked
from tests.bench.load import CONNECTIONS, tool
from tests.bench.measuring import bare_limit, measure
from tests.bench.progress import number, say
from tests.bench.report import report
from tests.bench.serving import LIMIT, WORKERS, serving

SIZES, SECONDS = "300 3000", "2"


def bench():
    """Measures every size and prints the report."""
    sizes = sorted(int(size) for size in os.environ.get("SIZES", SIZES).split())
    seconds = int(os.environ.get("SECONDS", SECONDS))
    started = time.monotonic()
    with databases.running_server() as server, serving(LIMIT, dict(os.environ), databases.log()) as limit:
        bare, results = bare_limit(limit, seconds), []
        for size in sizes:
            url = databases.prepared(server, size)
            results.append(measure(size, url, limit, seconds))
    print_report(
        f"Kapstok-bench: {CONNECTIONS} verbindingen van {tool()}, {seconds} s per meting, {WORKERS} workers,"
        f" {os.cpu_count()} kernen; klaar in {number(time.monotonic() - started)} s\n\n{report(bare, results)}"
    )


def print_report(text):
    sys.stdout.write(f"{text}\n")


def clean():
    """Drops all data of the bench."""
    place = databases.stopped_place()
    shutil.rmtree(place.data, ignore_errors=True)
    shutil.rmtree(place.local_dir, ignore_errors=True)
    print_report("De gegevens van de bench zijn weg.")


def attack():
    """Asks for hostile addresses and prints what came of it; fails when something went wrong."""
    text, is_well = hostile.run()
    print_report(text)
    sys.exit(0 if is_well else 1)


def kill():
    """Saves while all is killed, and prints what came of it; fails when a confirmed save is not there."""
    text, is_well = saves.run()
    print_report(text)
    sys.exit(0 if is_well else 1)


if __name__ == "__main__":
    end_when_asked()
    try:
        {"clean": clean, "hostile": attack, "saves": kill}.get(" ".join(sys.argv[1:]), bench)()
    except KeyboardInterrupt:
        say("Gestopt.")
        sys.exit(130)
    except (subprocess.CalledProcessError, RuntimeError, ServerError) as error:
        say(f"Niet gelukt, zie hierboven: {error}")
        sys.exit(1)
