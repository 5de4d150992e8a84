"""The part of the bench that runs inside Django: `python -m tests.bench.within fill 3000`.

A process of its own for each database, which the environment names as for the portal itself.
"""

import json
import sys

import django

from tests.bench.environment import end_when_asked


def main(task, *arguments):
    """Does `task`; what it found goes to stdout as JSON."""
    django.setup()
    # They need Django's models.
    if task == "fill":
        from tests.bench.fill import fill

        fill(int(arguments[0]))
    elif task == "look":
        from tests.bench.inside import look

        json.dump(look(), sys.stdout)
    elif task == "editors":
        from tests.bench.saved import make_editors

        json.dump(make_editors(int(arguments[0])), sys.stdout)
    elif task == "saved":
        from tests.bench.saved import wrong

        json.dump(wrong(arguments[0]), sys.stdout)


if __name__ == "__main__":
    end_when_asked()
    main(*sys.argv[1:])
