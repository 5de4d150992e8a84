"""Columns of the exports of figures (one row a figure), of the places where figures are found, and of the plan."""

from portal.exports.columns import ADDRESS, DOMAINS, PROVENANCE, SUMMARY, THEMES, TITLE, names, slugs, website
from portal.exports.table import Column, absolute


def source(figure):
    """Where a figure was found."""
    return {"title": figure.source.title, "year": figure.source.year, "reference": figure.reference}


FIGURE_COLUMNS = [
    Column("indicator", "Indicator (korte naam)", lambda figure: figure.indicator.slug, width=28),
    Column("title", "Indicator", lambda figure: figure.indicator.title, width=36),
    Column("nis", "Code van het gebied", lambda figure: figure.area_code, width=14),
    Column("area", "Gebied", lambda figure: figure.area_name, width=22),
    Column("year", "Jaar", lambda figure: figure.year, width=8),
    Column("period", "Periode", lambda figure: figure.period, width=14),
    Column("value", "Waarde", lambda figure: figure.shown_value, width=12),
    Column("approximate", "Ongeveer", lambda figure: figure.is_approximate, width=10),
    Column("mark", "Merkteken", lambda figure: figure.shown_mark, lambda figure: figure.reason, width=16),
    Column("unit", "Eenheid", lambda figure: figure.indicator.unit, width=14),
    Column("definition", "Definitie", lambda figure: figure.indicator.definition, width=50),
    Column("source", "Bron", source, lambda f: f"{f.source.title} ({f.source.year}), {f.reference}", width=40),
    Column("note", "Toelichting", lambda figure: figure.note, width=40),
    Column("url", "Adres op Kapstok", lambda figure: absolute(figure.indicator.get_absolute_url()), width=40),
]


def value_columns(indicator):
    """Columns of the values of one indicator on today's boundaries: rows are monitor.overview.Entry."""
    return [
        Column("nis", "NIS-code", lambda entry: entry.place.nis, width=10),
        Column("area", "Gemeente", lambda entry: entry.place.name, width=26),
        Column("province", "Provincie", lambda e: e.place.province.slug, lambda e: e.place.province.name, width=22),
        Column("year", "Jaar", lambda entry: entry.value.year, width=8),
        Column("period", "Periode", lambda entry: entry.value.period, width=14),
        Column("value", "Waarde", lambda entry: entry.value.value, width=14),
        Column("mark", "Merkteken", lambda entry: entry.value.mark, lambda entry: entry.value.reason, width=24),
        Column("flag", "Voorbehoud", lambda entry: entry.value.flag, lambda entry: entry.value.flag_label, width=14),
        Column("parts", "Opgeteld over", lambda entry: list(entry.value.parts), width=34),
        Column("unit", "Eenheid", lambda entry: indicator.unit, width=14),
        Column("indicator", "Indicator (korte naam)", lambda entry: indicator.slug, width=28),
        Column("title", "Indicator", lambda entry: indicator.title, width=36),
        Column("definition", "Definitie", lambda entry: indicator.definition, width=50),
        Column("url", "Adres op Kapstok", lambda entry: absolute(indicator.get_absolute_url()), width=40),
    ]


POLICY_COLUMNS = [
    Column("code", "Code", lambda item: item.code, width=10),
    Column("kind", "Soort", lambda item: item.level, lambda item: item.get_level_display(), width=22),
    TITLE,
    SUMMARY,
    Column("body", "Tekst", lambda item: item.body, width=60),
    Column("parent", "Valt onder", lambda item: getattr(item.public_parent, "code", None), width=10),
    Column("lead", "Trekkers", lambda item: item.lead, width=34),
    Column("period", "Periode", lambda item: item.period, width=16),
    Column("state", "Toestand", lambda item: item.state, lambda item: item.get_state_display(), width=14),
    Column("state_note", "Toelichting bij de toestand", lambda item: item.state_note, width=30),
    Column("in_2018", "In 2018", lambda item: item.in_2018, lambda item: item.get_in_2018_display(), width=18),
    THEMES,
    DOMAINS,
    *PROVENANCE,
    *ADDRESS,
]

MONITOR_COLUMNS = [
    TITLE,
    Column("publisher", "Uitgever", lambda monitor: monitor.publisher, width=30),
    SUMMARY,
    Column("provinces", "Provincies", slugs("provinces"), names("provinces")),
    Column("frequency", "Hoe vaak", lambda monitor: monitor.frequency),
    Column("active_until", "Bestond tot", lambda monitor: monitor.active_until, width=12),
    Column("successor_note", "Wat ervan werd", lambda monitor: monitor.successor_note, width=40),
    THEMES,
    Column("website", "Website", website, width=30),
    *PROVENANCE,
    *ADDRESS,
]
