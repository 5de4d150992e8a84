"""The figures set against their goals, as text in Dutch."""

from tests.bench import pages
from tests.bench.pages import COLD, PAGES, REPEATED, WARM
from tests.bench.progress import number

MISSED = "✗"


class Report:
    """Collects lines, and what misses its goal."""

    def __init__(self):
        self.lines, self.missed = [], []

    def add(self, line=""):
        self.lines.append(line.rstrip())

    def judged(self, text, is_met, what):
        """`text` with a mark when its goal is missed; `what` then goes to the list at the end."""
        if is_met:
            return f"{text}  "
        self.missed.append(f"{what}: {text.strip()}")
        return f"{text} {MISSED}"

    def text(self):
        """The whole report."""
        end = [f"{MISSED} Niet gehaald:", *(f"  {line}" for line in self.missed)] if self.missed else []
        return "\n".join([*self.lines, *(end or ["Alle doelen gehaald."])])


def report(bare, results):
    """The report of the bare pages (label to Figures) and of the Result of each size; str."""
    made = Report()
    bare_lines(made, bare)
    for result in results:
        made.add(f"{number(result.size)} praktijken")
        page_lines(made, result)
        search_lines(made, result)
        export_lines(made, result)
    growth_lines(made, results)
    return made.text()


def bare_lines(made, bare):
    made.add(f"{'grens, zonder databank':30}{'per s':>9}{'p50 ms':>9}{'p99 ms':>9}{'p99÷p50':>9}")
    for label, run in bare.items():
        made.add(
            f"{label:30}{number(run.rate):>9}{number(run.p50, 1):>9}{number(run.p99, 1):>9}{number(run.spread, 1):>9}"
        )
    made.add()


def page_lines(made, result):
    """A line a page: queries, and for each temperature requests a second, ratio to T and its goal."""
    heading = f"{'koud per s':>11}{'p50 ms':>8}{'p99 ms':>8}{'p99÷p50':>9}{'÷T':>8}{'doel':>6}"
    made.add(
        f"{'':28}{'SQL':>5}  {heading}" + f"{'warm per s':>13}{'÷T':>8}{'doel':>6}{'304 per s':>12}{'÷T':>8}{'doel':>6}"
    )
    for page in PAGES:
        made.add(page_line(made, result, page))
    memory = made.judged(
        f"{number(result.worker_mb)} MB", result.worker_mb <= pages.WORKER_MB, f"{number(result.size)}, worker"
    )
    size = result.inside["list_kb"]
    weight = made.judged(f"{number(size, 1)} kB", size <= pages.LIST_KB, f"{number(result.size)}, lijst gzip")
    made.add(f"worker (PSS) {memory} doel {pages.WORKER_MB}   lijst na gzip {weight} doel {pages.LIST_KB}")


def page_line(made, result, page):
    where = f"{number(result.size)}, {page.label}"
    queries = result.inside["queries"][page.name]
    is_few = page.queries is None or queries <= page.queries
    cold = result.runs[page.name, COLD]
    spread = made.judged(number(cold.spread, 1), cold.spread <= pages.SPREAD, f"{where}, p99÷p50")
    return (
        f"{page.label:28}{made.judged(f'{queries:>5}', is_few, f'{where}, queries')}"
        f"{number(cold.rate):>11}{number(cold.p50, 1):>8}{number(cold.p99, 1):>8}{spread:>11}"
        + "".join(
            ("" if temperature == COLD else f"{number(result.runs[page.name, temperature].rate):>11}")
            + ratio(made, result, page, temperature)
            for temperature in (COLD, WARM, REPEATED)
        )
    )


def ratio(made, result, page, temperature):
    """The ratio to T and its goal; failed requests are told instead."""
    where = f"{number(result.size)}, {page.label}, {temperature}"
    run, goal = result.runs[page.name, temperature], page.goals[temperature]
    if run.errors:
        return made.judged(f"{run.errors} fout", False, where).rjust(14)
    found = result.ratio(page.name, temperature)
    is_met = found >= goal or result.size < pages.GOALS_COUNT_FROM
    return f"{made.judged(f'{number(found, 2):>7}', is_met, f'{where} ÷T')}{number(goal, 2):>5}"


def search_lines(made, result):
    """What a search takes of the database, by how many practices have the words."""
    goal = pages.DATABASE_GOALS.get(result.size)
    for name, pair in result.inside["pairs"].items():
        share = 100 * pair["matches"] / result.size
        parts = []
        for search in pages.SEARCHES:
            taken = result.inside["database"][search][name]
            is_met = goal is None or name != "breed" or taken <= goal
            label = next(page.label for page in PAGES if page.name == search)
            what = f"{number(result.size)}, databank, {label}, {name}"
            parts.append(f"{label} {made.judged(f'{number(taken, 1)} ms', is_met, what)}")
        made.add(f"databank, {name} ({number(share, 2)} %, “{pair['words']}”): {' '.join(parts)}")


def export_lines(made, result):
    """How each export started, ended, and what it took of memory."""
    for extension, export in result.exports.items():
        where = f"{number(result.size)}, export {extension}"
        first = made.judged(
            f"{number(export.first, 2)} s",
            export.first <= pages.EXPORT_SECONDS and not export.ending.startswith(("afgebroken", "status")),
            f"{where}, eerste byte",
        )
        grown = made.judged(f"{number(export.grown_mb)} MB", export.grown_mb <= pages.EXPORT_MB, f"{where}, geheugen")
        made.add(
            f"export {extension:5} eerste byte {first} {export.ending} in {number(export.total, 1)} s,"
            f" {number(export.mb, 1)} MB, worker + {grown}"
        )
    made.add()


def growth_lines(made, results):
    """What is left of the throughput as the portal grows."""
    small, large, goals = pages.GROWTH
    first = results[0]
    for result in results[1:]:
        for name, goal in goals.items():
            before = first.ratio(name, COLD)
            kept = result.ratio(name, COLD) / before if before else 0
            counts = (first.size, result.size) == (small, large)
            label = next(page.label for page in PAGES if page.name == name)
            what = f"groei {number(first.size)} → {number(result.size)}, {label}"
            shown = made.judged(number(kept, 2), kept >= goal or not counts, what)
            made.add(f"{what}: {shown}" + (f" doel {number(goal, 1)}" if counts else ""))
