"""One size after the other: everything that the report shows."""

import json
import subprocess
import time
from dataclasses import dataclass, field

from tests.bench import databases, exports
from tests.bench.client import get
from tests.bench.environment import SECURE, environment, run_python
from tests.bench.load import load
from tests.bench.pages import COLD, PAGES, REPEATED, WARM
from tests.bench.progress import number, say
from tests.bench.serving import PORTAL, serving

# Of pages with fewer addresses, what a worker remembers of each must not be made during the run: it would show as
# spread, though a portal that runs a while has it.
FEW = 50
# The share of the seconds that a run gets: those with quick answers collect enough in less.
SHARE = {COLD: 1, WARM: 0.5, REPEATED: 0.5}


@dataclass
class Result:
    """What was found for one size.

    `inside` is what tests.bench.inside.look found; `runs` maps page and temperature to Figures; `bare` maps a page to
    the requests a second of the bare template page around it.
    """

    size: int
    inside: dict
    runs: dict = field(default_factory=dict)
    bare: dict = field(default_factory=dict)
    worker_mb: float = 0
    exports: dict = field(default_factory=dict)

    def ratio(self, page, temperature):
        """Requests a second as a ratio to the bare template page."""
        return self.runs[page, temperature].rate / self.bare[page]


def look_inside(variables):
    """What tests.bench.inside.look finds. No parallel query and no compiling, so that statements compare over time."""
    quiet = variables | {"PGOPTIONS": "-c jit=off -c max_parallel_workers_per_gather=0", "LOG_LEVEL": "WARNING"}
    return json.loads(run_python(quiet, "-m", "tests.bench.within", "look", output=subprocess.PIPE))


def measure(size, database_url, limit, seconds):
    """The Result for a portal on a database; `limit` is the Site with the bare pages."""
    variables = environment(databases.directory(), database_url)
    say(f"{number(size)} praktijken: queries en databank.")
    result = Result(size, look_inside(variables))
    with serving(PORTAL, variables, databases.log()) as site:
        bare = template_rate(limit, seconds)
        for page in PAGES:
            say(f"{number(size)} praktijken: {page.label}.")
            for temperature in page.goals:
                addresses = result.inside["addresses"][page.name]
                result.runs[page.name, temperature] = run(site, addresses, temperature, seconds)
            before, bare = bare, template_rate(limit, seconds)
            # The machine may slow down or speed up in between: a page is compared with what it was around it.
            result.bare[page.name] = (before + bare) / 2
        result.worker_mb = site.memory()
        say(f"{number(size)} praktijken: exports.")
        result.exports = exports.measured(site)
    return result


def run(site, addresses, temperature, seconds):
    """Figures of one page at one temperature."""
    headers, unique = SECURE, None
    if temperature == COLD:
        get(site.port, "/gezond/", headers)  # answered when what the run before left behind is done
        unique = f"{time.time_ns():x}"
        if len(addresses) < FEW:
            load(site.port, addresses, 1, headers, f"{unique}-first")
    else:
        addresses = addresses[:1]
        answers = [get(site.port, addresses[0], headers) for _ in range(10)]  # so that each worker has it
        if temperature == REPEATED:
            headers = headers | {"If-None-Match": answers[0].headers.get("etag", '"none"')}
    return load(site.port, addresses, max(1, round(seconds * SHARE[temperature])), headers, unique)


def template_rate(limit, seconds):
    """Requests a second of the bare template page, T."""
    return load(limit.port, ["/template/"], max(1, round(seconds / 2)), {}).rate


def bare_limit(limit, seconds):
    """Figures of each bare page; a dict of label to Figures."""
    etag = get(limit.port, "/etag/", {}).headers["etag"]
    asked = {
        "sjabloon (T)": ("/template/", {}),
        "30 kB zonder sjabloon": ("/raw/", {}),
        "304 van Django": ("/etag/", {"If-None-Match": etag}),
    }
    return {label: load(limit.port, [address], seconds, headers) for label, (address, headers) in asked.items()}
