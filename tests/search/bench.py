"""`make bench-search`: asks the portal the judged queries, and prints how good its answers are.

    python -m tests.search.bench [file] [--goal 0.95] [--json] [--all]

Works on the local database; the content is loaded when it is not there. Exit code 1 below the goal.
"""

import argparse
import json
import os
import sys
from dataclasses import asdict
from io import StringIO
from itertools import groupby

import django

GOAL = 0.95  # recall@5
SHOWN = 4  # of what came first instead


def arguments():
    parser = argparse.ArgumentParser(description="Meet hoe goed het zoeken vindt.")
    parser.add_argument("file", nargs="?", help="bestand met vragen; standaard tests/search/judged.yaml")
    parser.add_argument("--goal", type=float, default=GOAL, help="kleinste recall@5; standaard %(default)s")
    parser.add_argument("--json", action="store_true", help="alleen de cijfers, als JSON")
    parser.add_argument("--all", action="store_true", help="toon elke vraag, niet alleen wat gemist werd")
    return parser.parse_args()


def prepare():
    """Make the local database ready, and Django as in the tests: static files without their collected copies."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = settings.BASE_DIR / "static"
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_content", stdout=StringIO())


def ask(queries):
    """The answers to all queries, per way of asking; a dict of heading to list of Answer."""
    from django.test import Client

    from tests.search.answers import Asker

    asker = Asker(Client())
    return {
        "Overal (/zoeken/)": [asker.everywhere(query) for query in queries],
        "In de eigen lijst": [asker.in_list(query) for query in queries],
    }


def scores(answers):
    """Scores in total, per kind and per difficulty; a list of (heading, Score)."""
    from tests.search.answers import Score

    rows = [("totaal", Score.of(answers))]
    for name in ("kind", "difficulty"):
        answers = sorted(answers, key=lambda answer: getattr(answer.query, name))
        for value, group in groupby(answers, key=lambda answer: getattr(answer.query, name)):
            rows.append((f"{'soort' if name == 'kind' else 'moeilijkheid'} {value}", Score.of(list(group))))
    return rows


def table(heading, rows):
    """The scores as lines of text."""
    yield f"\n{heading:40} vragen  recall@5  recall@10   MRR"
    for name, score in rows:
        yield (f"  {name:38} {score.queries:6} {score.recall_5:9.3f} {score.recall_10:10.3f} {score.mrr:5.2f}")


def misses(answers, every=False):
    """A line for each query that did not find all it should: what is missing, and what came first instead."""
    for answer in answers:
        query, slugs = answer.query, answer.slugs
        if answer.recall(5) == 1 and not every:
            continue
        missing = sorted(query.good.difference(slugs[:5])) if query.expected else sorted(query.good)[:SHOWN]
        forbidden = sorted(set(query.never).intersection(slugs))
        yield f"  {query.kind}, {query.difficulty}: {query.q}  (recall {answer.recall(5):.2f})"
        if missing and answer.recall(5) < 1:
            yield f"      niet bij de eerste vijf: {', '.join(missing)}"
        if forbidden:
            yield f"      mocht er niet staan: {', '.join(forbidden)}"
        yield f"      eerst: {', '.join(slugs[:SHOWN]) or 'niets'}"


def report(answered, every):
    """All that the program prints, as lines."""
    for heading, answers in answered.items():
        yield f"\n{heading}: {'elke vraag' if every else 'gemist'}"
        yield from misses(answers, every)
    for heading, answers in answered.items():
        yield from table(heading, scores(answers))


def as_json(answered):
    """The scores as JSON, per way of asking."""
    rows = {heading: {name: asdict(score) for name, score in scores(answers)} for heading, answers in answered.items()}
    return json.dumps(rows, ensure_ascii=False, indent=2)


def main():
    """Runs the bench; the exit code."""
    options = arguments()
    prepare()
    from tests.search.answers import Score
    from tests.search.judged import OURS, read

    answered = ask(read(options.file or OURS))
    lines = [as_json(answered)] if options.json else report(answered, options.all)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    low = [heading for heading, answers in answered.items() if Score.of(answers).recall_5 < options.goal]
    for heading in low:
        sys.stderr.write(f"Onder het doel (recall@5 van {options.goal}): {heading}\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
