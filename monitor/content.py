"""How monitors, indicators and figures stand in the content files."""

from monitor.models import Figure, Indicator, IndicatorCitation, Monitor, MonitorCitation
from portal.content.kinds import Children, EntryKind, citations

PROVINCES = ("antwerpen", "limburg", "oost-vlaanderen", "vlaams-brabant", "west-vlaanderen", "brussel")


class MonitorKind(EntryKind):
    name, model, order = "monitor", Monitor, 10
    plain = (
        *EntryKind.entry_plain,
        *("publisher", "frequency", "website", "website_path", "active_until", "successor_note"),
    )
    many = {"themes": "theme", "provinces": "province"}
    children = {"sources": citations(MonitorCitation)}


def figure(row):
    """A figure: `area` is a region, a province's slug or a municipality's name; `approximate` is_approximate."""
    fields = {name: value for name, value in row.items() if name not in ("area", "approximate")}
    area = row["area"]
    if not isinstance(area, str):
        raise ValueError("area is geen tekst.")
    if area.upper() in {"VLAANDEREN", "BELGIE"}:
        fields["region"] = area.lower()
    else:
        fields["province" if area in PROVINCES else "municipality"] = area
    return {**fields, "is_approximate": row.get("approximate", False)}


class IndicatorKind(EntryKind):
    name, model, order = "indicator", Indicator, 10
    required = (*EntryKind.required, "definition", "unit")
    plain = (*EntryKind.entry_plain, "definition", "unit", "decimals")
    many = {"themes": "theme"}
    children = {
        "figures": Children(
            Figure,
            parent="indicator",
            plain=("region", "year", "period", "value", "is_approximate", "reference", "note"),
            choices={"mark": Figure.Mark},
            one={"municipality": "municipality", "province": "province", "source": "source"},
            prepare=figure,
        ),
        "sources": citations(IndicatorCitation),
    }
