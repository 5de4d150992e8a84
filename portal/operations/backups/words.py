"""What a backup is, and what it would replace, in Dutch."""

from django.utils import timezone
from django.utils.formats import date_format

from portal.operations.backups.contents import name_of

SHOWN = 20


def about(manifest):
    """One line on a backup."""
    rows = f"{sum(table.rows for table in manifest.tables.values()):,}".replace(",", ".")
    commit = f" ({manifest.commit[:10]})" if manifest.commit else ""
    return (
        f"van {when(manifest.made_at)}, Kapstok {manifest.kapstok}{commit}, PostgreSQL {manifest.server},"
        f" {len(manifest.tables)} tabellen, {rows} rijen"
    )


def when(moment):
    """A moment as a reader expects it, in our own time."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j F Y')} om {local:%H:%M}"


def replaced(standing):
    """The tables of a Standing that a restore would change; a list of lines."""
    lines = [line(name, *tables) for name, tables in standing.differing.items()]
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], *([f"en nog {more} tabellen"] if more > 0 else [])]


def line(name, now, then):
    """How many rows a table has, and will have."""
    if now and then and now.rows == then.rows:
        return f"{name_of(name)}: {now.rows} rijen, met een andere inhoud"
    return f"{name_of(name)}: nu {now.rows if now else 'geen tabel'}, daarna {then.rows if then else 'geen tabel'}"
