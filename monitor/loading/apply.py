"""Carrying out a plan: everything of a file or nothing."""

from django.db import DatabaseError, connection, transaction

from monitor.loading import shares, slices
from monitor.loading.doubts import UNCONFIRMED
from monitor.loading.errors import LoadingError, UnconfirmedError
from monitor.loading.names import make_draft, remember
from monitor.loading.plan import columns_of, plan_for
from monitor.models import FigureImport, Indicator
from portal import audit
from portal.models import Source
from portal.search import changes

# The source of what a form has, when nobody says another.
SOURCES = {
    "statbel-bevolking": "statbel-bevolking",
    "statbel-herkomst": "statbel-herkomst",
    "statbel-inkomens": "statbel-inkomens",
    "pinc-csv": "provincies-in-cijfers",
    "pinc-xlsx": "provincies-in-cijfers",
    "stadsmonitor": "gemeente-stadsmonitor",
}
OWN = "eigen-opgave"
SHOWN = 5
COPY = """
COPY monitor_figure (indicator_id, municipality_id, province_id, region, year, period, value, mark, flag, boundaries,
    is_approximate, source_id, reference, note, imported_by_id) FROM STDIN
"""


def source_for(form, slug=""):
    """The Source with this slug, or else the one of a form. Raises LoadingError when it is not there."""
    slug = slug or SOURCES.get(form, OWN)
    try:
        return Source.objects.get(slug=slug)
    except Source.DoesNotExist:
        raise LoadingError(
            f"De bron “{slug}” bestaat niet. Laad eerst de inhoud (manage.py load_content), of kies een andere."
        ) from None


def load(file, user=None, source="", is_confirmed=False, **choices):
    """Takes in an ImportedFile whole; returns its FigureImport, or None when everything already was as it says.

    The figures of each indicator and year in it are replaced whole. `source` is a slug; `choices` are those of
    plan_for(), which is asked again so that nothing came in between. A plan with doubts is only carried out when it
    `is_confirmed`. Raises LoadingError or UnreadableFile.
    """
    try:
        with changes.together(), transaction.atomic():
            slices.lock()
            plan = plan_for(file, **choices)
            if plan.faults:
                raise LoadingError(" ".join(plan.faults))
            if not plan.loaded:
                raise LoadingError("Geen enkele reeks is gekend. Koppel ze eerst aan een indicator.")
            if plan.doubts and not (plan.is_done or is_confirmed):
                raise UnconfirmedError(UNCONFIRMED.format(" ".join(plan.doubts[:SHOWN])))
            return None if plan.is_done else write(plan, file, user, source_for(plan.reading.format, source))
    except DatabaseError as error:
        raise LoadingError(f"De databank weigert deze cijfers: {error}") from error


def write(plan, file, user, source):
    """Writes what a plan says; returns the FigureImport."""
    reading = plan.reading
    record = FigureImport.objects.create(
        name=file.name[-200:],
        digest=file.digest,
        format=reading.format,
        source=source,
        licence=reading.licence[:200],
        exported_on=reading.exported_on,
        footnotes=reading.footnotes,
        imported_by=user,
    )
    for each in plan.loaded:
        if each.is_draft:
            each.indicator = make_draft(each.series, source)
        if not each.series.slug:
            remember(each.indicator, reading.format, each.series)
    wanted = [(each.indicator.pk, year) for each in plan.loaded for year in each.years]
    slices.take_out(wanted, record)
    copy(plan, record)
    wanted += shares.work_out(wanted, record)
    record.report = report_of(plan) | {"written": slices.fingerprints(wanted)}
    record.save(update_fields=["report"])
    changes.touch(Indicator, {key for key, _ in wanted})
    audit.log(user, "import", record, cijfers=dict(plan.counts))
    return record


def copy(plan, record):
    """Writes the figures of a plan, many at a time."""
    boundaries, source = plan.reading.boundaries, record.source_id
    with connection.cursor() as cursor:
        with cursor.copy(COPY) as rows:
            for each in plan.loaded:
                for year, places in each.figures.items():
                    for (area, period), cell in places.items():
                        place = (each.indicator.pk, *area.key, year, period)
                        held = columns_of(cell, area, boundaries)
                        rows.write_row((*place, *held, False, source, "", each.series.note, record.pk))
        # PostgreSQL would take the table for as small as it was, and join its rows one by one.
        cursor.execute("ANALYZE monitor_figure")


def report_of(plan):
    """What the record keeps of a plan; a dict that JSON can hold."""
    return {
        "title": plan.reading.title,
        "publisher": plan.reading.publisher,
        "counts": dict(plan.counts),
        "marks": plan.marks,
        "series": [
            {
                "name": each.series.name,
                "indicator": each.indicator.slug if each.is_loaded else "",
                "years": each.years,
                "counts": dict(each.counts),
                "reason": each.reason,
            }
            for each in plan.series
        ],
        "unknown_areas": [[unknown.name, number] for unknown, number in plan.unknown_areas],
        "skipped": [str(skipped) for skipped in plan.reading.skipped[:100]],
    }
