"""How sectors and partners stand in the content files."""

from partners.models import ContactPoint, Partner, PartnerCitation, Sector
from portal.content.kinds import Children, EntryKind, Kind, citations


class SectorKind(Kind):
    name, model = "sector", Sector
    required = ("slug", "name")
    plain = ("slug", "name", "summary", "position")

    @classmethod
    def prepare(cls, fields, position):
        return {**fields, "position": position}


def contact(row):
    """A contact point: `serves` spread over the fields that say for whom it is there."""
    fields = {name: value for name, value in row.items() if name not in ("serves", "historical")}
    serves = row.get("serves") or {}
    if unknown := set(serves) - {"flanders", "brussels", "provinces", "municipalities", "except"}:
        raise ValueError(f"serves kent {', '.join(sorted(unknown))} niet")
    return {
        **fields,
        "is_historical": row.get("historical", False),
        "serves_flanders": serves.get("flanders", False),
        "serves_brussels": serves.get("brussels", False),
        "provinces": serves.get("provinces", []),
        "municipalities": serves.get("municipalities", []),
        "excepted": serves.get("except", []),
    }


class PartnerKind(EntryKind):
    name, model, order = "partner", Partner, 11
    required = (*EntryKind.required, "sector")
    plain = (*EntryKind.entry_plain, "services", "active_until", "history", "website", "website_path")
    choices = {"kind": Partner.Kind}
    one = {"sector": "sector"}
    many = {"themes": "theme", "domains": "domain", "successors": "partner"}
    children = {
        "contacts": Children(
            ContactPoint,
            parent="partner",
            plain=(
                *("area", "name", "phone", "email", "website", "website_path", "note"),
                *("is_historical", "serves_flanders", "serves_brussels"),
            ),
            many={"provinces": "province", "municipalities": "municipality", "excepted": "municipality"},
            prepare=contact,
            positioned=True,
        ),
        "sources": citations(PartnerCitation),
    }
