"""How monitors, indicators with figures, and the policy plan stand in the content files."""

import re

from monitor.models import (
    Figure,
    Indicator,
    IndicatorCitation,
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
