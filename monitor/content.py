"""How monitors, indicators with figures, and the policy plan stand in the content files."""

import re

from monitor.models import (
    Figure,
    Indicator,
    IndicatorCitation,
    IndicatorName,
    Monitor,
    MonitorCitation,
    PolicyCitation,
    PolicyItem,
)
from portal.content.kinds import Children, EntryKind, citations

PROVINCES = ("antwerpen", "limburg", "oost-vlaanderen", "vlaams-brabant", "west-vlaanderen", "brussel")
CODE = re.compile(r"(?:SD|OD)?(\d{1,2})(?:\.(\d{1,2}))?(?:\.(\d{1,2}))?")


class MonitorKind(EntryKind):
    name, model, order = "monitor", Monitor, 10
    plain = (
        *EntryKind.entry_plain,
        *("publisher", "frequency", "website", "website_path", "active_until", "successor_note"),
    )
    many = {"themes": "theme", "provinces": "province"}
    children = {"sources": citations(MonitorCitation)}


def figure(row):
    """A figure: `area` is a region, a province's slug or a municipality's name; `approximate` is_approximate.

    A municipality is the one that had that name in the year of the figure, also when it merged since.
    """
    fields = {name: value for name, value in row.items() if name not in ("area", "approximate")}
    area = row["area"]
    if not isinstance(area, str):
        raise ValueError("area is geen tekst.")
    if area.upper() in {"VLAANDEREN", "BELGIE"}:
        fields["region"] = area.lower()
    elif area in PROVINCES:
        fields["province"] = area
    else:
        fields["municipality"] = f"{area} in {row['year']}" if isinstance(row.get("year"), int) else area
    return {**fields, "is_approximate": row.get("approximate", False)}


def file_name(row):
    """A name in files: a text, for files of every form, or a mapping with the `format` too."""
    return {"name": row} if isinstance(row, str) else dict(row)


class IndicatorKind(EntryKind):
    name, model, order = "indicator", Indicator, 10
    required = (*EntryKind.required, "definition", "unit")
    plain = (
        *EntryKind.entry_plain,
        *("definition", "unit", "decimals", "is_additive", "hides_small_groups", "position", "sentence"),
    )
    one = {"numerator": "indicator", "denominator": "indicator"}
    many = {"themes": "theme"}
    children = {
        "file_names": Children(
            IndicatorName,
            parent="indicator",
            plain=("format", "name"),
            prepare=file_name,
            from_text=True,
            key=("format", "name"),
        ),
        "figures": Children(
            Figure,
            parent="indicator",
            plain=("region", "year", "period", "value", "is_approximate", "reference", "note"),
            choices={"mark": Figure.Mark},
            one={"municipality": "municipality", "province": "province", "source": "source"},
            prepare=figure,
            others={"imported_by__isnull": False},
            place=("municipality_id", "province_id", "region", "year", "period"),
        ),
        "sources": citations(IndicatorCitation),
    }


class PolicyItemKind(EntryKind):
    """Goals and actions in one list; the files may hold them in any order."""

    name, model, order = "policy_item", PolicyItem, 30
    required = (*EntryKind.required, "code", "level")
    plain = (*EntryKind.entry_plain, "code", "body", "lead", "period", "state_note", "position")
    choices = {"level": PolicyItem.Level, "state": PolicyItem.State, "in_2018": PolicyItem.In2018}
    one = {"parent": "policy_item"}
    many = {"themes": "theme", "domains": "domain", "practices": "practice", "monitors": "monitor"}
    children = {"sources": citations(PolicyCitation)}

    @classmethod
    def prepare(cls, fields, position):
        """The position follows from the code: SD1 → 1, OD1.2 → 1.2, action 1.2.3 → 1.2.3, two digits a part."""
        code = CODE.fullmatch(str(fields["code"]))
        if not code:
            raise ValueError(f"code '{fields['code']}' is niet van de vorm SD1, OD1.2 of 1.2.3.")
        first, second, third = (int(part or 0) for part in code.groups())
        return {**fields, "position": first * 100_000 + second * 1_000 + third}
