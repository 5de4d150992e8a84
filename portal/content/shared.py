"""The kinds of record of the portal app itself: vocabularies and places."""

from django.utils.text import slugify

from portal.content.kinds import Kind
from portal.models import Domain, Municipality, Place, Province, Source, TargetGroup, Theme


class ThemeKind(Kind):
    name, model = "theme", Theme
    required = ("slug", "name", "question", "summary")
    plain = ("slug", "name", "question", "summary", "position")

    @classmethod
    def prepare(cls, fields, position):
        return {**fields, "position": position}


class DomainKind(Kind):
    name, model, plain = "domain", Domain, ("slug", "name")


class TargetGroupKind(Kind):
    name, model, plain = "target_group", TargetGroup, ("slug", "name")


class SourceKind(Kind):
    name, model = "source", Source
    required = ("slug", "title", "year")
    plain = ("slug", "title", "publisher", "year", "website", "note")


class ProvinceKind(Kind):
    name, model = "province", Province
    required = ("code", "slug", "name")
    plain = ("code", "slug", "name")


class MunicipalityKind(Kind):
    """References to a municipality are names (see portal.content.gazetteer); its key is its NIS code."""

    name, model, order, key = "municipality", Municipality, 1, ("nis",)
    required = ("nis", "name", "province")
    plain = ("nis", "name", "slug", "type", "has_language_facilities", "valid_from", "valid_until")
    one = {"province": "province", "successor": "municipality"}

    @classmethod
    def prepare(cls, fields, position):
        renamed = {
            "since": "valid_from",
            "until": "valid_until",
            "language_facilities": "has_language_facilities",
        }
        prepared = {renamed.get(name, name): value for name, value in fields.items()}
        slug = slugify(fields["name"])
        return {"slug": f"{slug}-{fields['nis']}" if fields.get("successor") else slug, **prepared}


class PlaceKind(Kind):
    name, model, order, key = "place", Place, 2, ("name", "municipality")
    required = ("name", "municipality")
    plain, one = ("name",), {"municipality": "municipality"}
