"""The kinds of record of the portal app itself: vocabularies and places."""

from django.utils.text import slugify

from portal.content.kinds import Kind
from portal.content.shapes import are_texts
from portal.models import Domain, Municipality, Place, Province, Source, Synonyms, TargetGroup, Theme
from portal.models.synonyms import fault_in, slug_of


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


class SynonymsKind(Kind):
    """A group has no slug of its own in the files: its first word says which it is."""

    name, model = "synonyms", Synonyms
    required = ("words",)
    plain = ("slug", "words", "note")

    @classmethod
    def key_of(cls, fields):
        words = fields.get("words")
        return slug_of(words) if words and isinstance(words, list) else ""

    @classmethod
    def prepare(cls, fields, position):
        if not are_texts(fields["words"]):
            raise ValueError("words is geen lijst van teksten.")
        if fault := fault_in(fields["words"]):
            raise ValueError(fault)
        return {**fields, "slug": cls.key_of(fields)}


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
