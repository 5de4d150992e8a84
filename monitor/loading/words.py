"""A plan in Dutch sentences, for the command and the admin alike."""

from django.utils.formats import number_format


def counted(number, one, many):
    """ "1 cijfer", "1.234 cijfers"."""
    return f"{number_format(number, use_l10n=True, force_grouping=True)} {one if number == 1 else many}"


def span(years):
    """Years as "2014-2024", or "2014, 2018" when some between are not there; `years` is in any order."""
    years = sorted(set(years))
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}-{years[-1]}"
    return ", ".join(map(str, years))


def changes(counts):
    """What changes, as "12 nieuw, 3 gewijzigd, 1 verdwijnt": `counts` as of a plan or one of its series."""
    parts = [
        (counts.get("new", 0), "nieuw", "nieuw"),
        (counts.get("changed", 0), "gewijzigd", "gewijzigd"),
        (counts.get("gone", 0), "verdwijnt", "verdwijnen"),
        (counts.get("same", 0), "gelijk", "gelijk"),
    ]
    return ", ".join(counted(*part) for part in parts if part[0]) or "geen cijfers"


def meant(unknown):
    """A name that no area has, with its reason and who may be meant."""
    parts = [f"“{unknown.name}”", f": {unknown.reason}" if unknown.reason else ""]
    if unknown.suggestions:
        parts.append(f" (bedoelde u {' of '.join(unknown.suggestions)}?)")
    return "".join(parts)


def about(reading):
    """What a file is, as pairs of a label and a text; those that it does not say are left out."""
    return [
        (label, text)
        for label, text in (
            ("Vorm", reading.format),
            ("Titel", reading.title),
            ("Uitgever", reading.publisher),
            ("Licentie", reading.licence),
            ("Gemaakt op", f"{reading.exported_on:%d/%m/%Y}" if reading.exported_on else ""),
            ("Gemeentegrenzen", f"van {reading.boundaries}" if reading.boundaries else "van het jaar van elk cijfer"),
        )
        if text
    ]


def notes(plan):
    """What somebody should know before applying a plan; a list of pairs of a heading and lines."""
    reading = plan.reading
    marks = [f"{label}: {counted(number, 'cijfer', 'cijfers')}" for label, number in plan.marks.items()]
    unknown = [f"{meant(each)}: {counted(number, 'cijfer', 'cijfers')}" for each, number in plan.unknown_areas]
    outside = [f"{what}: {counted(number, 'cijfer', 'cijfers')}" for what, number in plan.areas.outside.items()]
    found = [
        ("Dit klopt niet, en moet eerst in orde", plan.faults),
        ("Kijk dit na: misschien is het bestand niet volledig of niet juist", plan.doubts),
        ("Cijfers zonder waarde", marks),
        ("Namen die we niet kennen: die cijfers blijven weg", unknown),
        ("Gebieden die het portaal niet heeft: die cijfers blijven weg", outside),
        ("Weggelaten reeksen", [f"“{each.series.name}”: {each.reason}" for each in plan.left_out]),
        ("Overgeslagen in het bestand", [str(each) for each in reading.skipped]),
        ("Dubbel in het bestand", [str(each) for each in reading.duplicates]),
        ("Daarna herberekend", [str(share) for share in plan.shares]),
    ]
    return [(heading, lines) for heading, lines in found if lines]
