"""Asking a site as often as it can answer: with wrk, or without it with a small generator of our own."""

import json
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.bench.client import get

CONNECTIONS = 16
TIMEOUT = 30  # seconds for one request

SCRIPT = """local addresses = {}
for line in io.lines("%(file)s") do addresses[#addresses + 1] = line end
local asked = 0
request = function()
  local address = addresses[asked %% #addresses + 1]
  asked = asked + 1
  return wrk.format(nil, address%(suffix)s)
end
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('{"requests": %%d, "seconds": %%f, "p50": %%f, "p99": %%f, "errors": %%d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""
UNIQUE = '.. (address:find("?", 1, true) and "&" or "?") .. "n=%s-" .. asked'


@dataclass(frozen=True)
class Figures:
    """One run: requests a second, milliseconds that half and 99 % of them took at most, and how many failed."""

    rate: float
    p50: float
    p99: float
    errors: int

    @property
    def spread(self):
        return self.p99 / self.p50 if self.p50 else 0


def tool():
    """What asks, for the heading of the table."""
    return "wrk" if shutil.which("wrk") else "eigen Python (trager dan wrk: apt-get install wrk)"


def script(file, run=None):
    """The Lua text for wrk that asks for the addresses in `file` in turn, and reports in one line of JSON.

    With `run` every request gets a parameter that no other had, so that nobody can have kept its answer.
    """
    return SCRIPT % {"file": file, "suffix": UNIQUE % run if run else ""}


def load(port, addresses, seconds, headers, run=None):
    """Figures of asking for `addresses` in turn during `seconds`; on `run`, see `script`."""
    if shutil.which("wrk"):
        return with_wrk(port, addresses, seconds, headers, run)
    return with_threads(port, addresses, seconds, headers, run)


def with_wrk(port, addresses, seconds, headers, run):
    with tempfile.TemporaryDirectory() as folder:
        file, lua = Path(folder) / "addresses", Path(folder) / "script.lua"
        file.write_text("\n".join(addresses))
        lua.write_text(script(file, run))
        words = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s"]
        words += ["--timeout", f"{TIMEOUT}s", "--script", str(lua)]
        words += [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
        output = subprocess.run([*words, f"http://127.0.0.1:{port}/"], check=True, capture_output=True, text=True)
    found = json.loads(output.stdout.splitlines()[-1])
    return Figures(found["requests"] / found["seconds"], found["p50"], found["p99"], found["errors"])


def with_threads(port, addresses, seconds, headers, run):
    taken, errors, numbers = [], [], count()
    deadline = time.perf_counter() + seconds

    def ask():
        while time.perf_counter() < deadline:
            number = next(numbers)
            address = addresses[number % len(addresses)]
            mark = "&" if "?" in address else "?"
            try:
                answer = get(port, f"{address}{mark}n={run}-{number}" if run else address, headers)
            except OSError:
                errors.append(number)
            else:
                taken.append(answer.total * 1000)
                errors.extend([number] if answer.status >= 400 else [])

    started = time.perf_counter()
    threads = [threading.Thread(target=ask, daemon=True) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return figures(taken, time.perf_counter() - started, len(errors))


def figures(milliseconds, seconds, errors):
    """Figures of requests that took `milliseconds` each, in `seconds` in all."""
    if len(milliseconds) < 2:
        return Figures(0, 0, 0, errors)
    cuts = statistics.quantiles(milliseconds, n=100)
    return Figures(len(milliseconds) / seconds, cuts[49], cuts[98], errors)
