"""What the bench says while it works; it goes to stderr, so that the table can go to a file."""

import os
import sys
import time

# Handed down to the processes that the bench starts.
BEGUN = float(os.environ.setdefault("BENCH_BEGUN", str(time.time())))


def say(line):
    """Writes a line at once, after the seconds since the bench began."""
    sys.stderr.write(f"{time.time() - BEGUN:5.0f} s  {line}\n")
    sys.stderr.flush()


def number(value, decimals=0):
    """A number as Dutch writes it: 1.234,5."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
